import { createHash } from 'node:crypto';
import { formatLocalInstant } from '../../core/format-instant.ts';
import { HIDDEN_PARTY, type Party } from '../../core/journey.ts';
import type { LiveCall, LiveSource } from '../../core/live-call.ts';
import { maskDigits, maskOutside } from '../../core/mask-digits.ts';
import { reaches } from '../../core/scope.ts';
import type { LiveView } from './live-parts.ts';
import type { LiveCallRow, LiveSources } from './live-schema.ts';

/**
 * What somebody sees of a call in progress; undefined where none of their companies takes part in it. Parties of other
 * companies are hidden, as they are in the journey that is told of it later.
 */
export function seeCall(call: LiveCall, { scope, maskNumbers, zone }: LiveView): LiveCallRow | undefined {
  const own = call.companies.filter((company) => reaches(scope, company));
  if (own.length === 0) return undefined;
  const seen = (party: Party) => {
    if (party.company !== '' && !reaches(scope, party.company)) return HIDDEN_PARTY;
    return maskNumbers ? maskParty(party) : party;
  };
  return {
    id: hashId(call.id),
    state: call.state,
    startedAt: formatLocalInstant(call.startAt, zone),
    since: call.sinceAt === null ? null : formatLocalInstant(call.sinceAt, zone),
    direction: call.direction,
    from: seen(call.from),
    dialled: call.dialled && seen(call.dialled),
    reached: call.reached.map(seen),
    queue: call.queue && seen(call.queue),
    companies: [...own],
  };
}

/** Names of sources, and how a PBX is set up, are an administrator's affair. */
export function seeSources(
  sources: readonly LiveSource[],
  areElsewhere: boolean,
  { isAdministrator, zone }: LiveView,
): LiveSources {
  return {
    state: sources.length > 0 ? 'here' : areElsewhere ? 'elsewhere' : 'none',
    sources: sources.map(({ name, isUp, sinceAt, note }) => ({
      name: isAdministrator ? name : '',
      isUp,
      since: formatLocalInstant(sinceAt, zone),
      note: isAdministrator ? note : null,
    })),
  };
}

/** What is no number of ours may be an outside one all the same, where the directory knows neither. */
function maskParty(party: Party): Party {
  switch (party.kind) {
    case 'outside':
      return { ...party, id: maskOutside(party.id), number: maskOutside(party.number) };
    case 'extension':
    case 'service':
      return { ...party, id: maskDigits(party.id), number: maskDigits(party.number) };
    default:
      return party;
  }
}

/** An id tells neither the source nor the PBX's own name of the call. */
function hashId(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 16);
}
