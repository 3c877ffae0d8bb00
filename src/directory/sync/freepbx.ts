import type { FreepbxTables } from '../../core/pbx-tables.ts';
import type { FoundDdi, FoundDirectory, FoundTrunk } from './found-directory.ts';
import { fieldOf, type Row } from './found-rows.ts';

/** Trunks whose channels are named by the trunk, by technology; a DAHDI trunk has those of its group. */
const NAMED: Readonly<Record<string, string>> = { pjsip: 'PJSIP', sip: 'SIP', iax: 'IAX2', iax2: 'IAX2' };
/** Contexts of a destination whose second word is a number inside: extensions, queues, ring groups, follow-me. */
const INSIDE = ['from-did-direct', 'ext-queues', 'ext-group', 'ext-findmefollow'];

/** What FreePBX keeps of its phones, people and numbers. All belong to one company, as FreePBX knows none. */
export function readFreepbx(tables: FreepbxTables, company: string): FoundDirectory {
  const notes: string[] = [];
  const names = new Map(tables.users.map((row) => [fieldOf(row, 'extension'), fieldOf(row, 'name')]));
  return {
    extensions: tables.users.map((row) => ({
      number: fieldOf(row, 'extension'),
      company,
      name: fieldOf(row, 'name'),
    })),
    devices: tables.devices
      .filter((row) => /^(pjsip|sip|iax2)$/i.test(fieldOf(row, 'tech')))
      .map((row) => {
        const user = fieldOf(row, 'user');
        const isOwned = user !== '' && user !== 'none';
        const owner = (isOwned ? names.get(user) : undefined) || fieldOf(row, 'description');
        return {
          // What is dialled names the channel: PJSIP/204.
          sipName: fieldOf(row, 'dial').split('/')[1] || fieldOf(row, 'id'),
          company,
          owner,
          extensions: isOwned ? [user] : [],
        };
      }),
    ddis: readDdis(tables.incoming, company, notes),
    trunks: readTrunks(tables.trunks, notes),
    ...(tables.queues_config === undefined
      ? {}
      : {
          // Its queues have their number for a name in Asterisk, and in the queue log.
          queues: tables.queues_config.map((row) => {
            const number = fieldOf(row, 'extension');
            const details = (tables.queues_details ?? []).filter(
              (one) => fieldOf(one, 'id') === number && fieldOf(one, 'keyword') === 'member',
            );
            const members = details.map((one) => /^\w+\/([^@,/-]+)/.exec(fieldOf(one, 'data'))?.[1] ?? '');
            return { number, company, name: number, members: members.filter((one) => names.has(one)) };
          }),
        }),
    ...(tables.ringgroups === undefined
      ? {}
      : {
          groups: tables.ringgroups.map((row) => ({
            number: fieldOf(row, 'grpnum'),
            company,
            name: fieldOf(row, 'description'),
            // `200-201-07700900123#`: what ends with # is dialled outside.
            members: fieldOf(row, 'grplist')
              .split('-')
              .filter((one) => names.has(one)),
          })),
        }),
    notes,
  };
}

function readDdis(incoming: readonly Row[], company: string, notes: string[]): readonly FoundDdi[] {
  const ddis = new Map<string, FoundDdi>();
  const unclear: string[] = [];
  for (const row of incoming) {
    const number = fieldOf(row, 'extension').replaceAll(/[ ().-]/g, '');
    // A route without a number takes whatever no other does, one with a caller's number is for that caller.
    if (number === '' || fieldOf(row, 'cidnum') !== '') continue;
    const [context = '', destination = ''] = fieldOf(row, 'destination').split(',');
    if (!/^\+?\d{2,20}$/.test(number) || !INSIDE.includes(context)) unclear.push(number);
    else ddis.set(number, { number, company, destination: destination.replace(/^FM/, '') });
  }
  if (unclear.length > 0) {
    notes.push(
      `These inbound routes lead to no extension, queue or ring group: ${unclear.join(', ')}. Describe them with directory import.`,
    );
  }
  return [...ddis.values()];
}

function readTrunks(trunks: readonly Row[], notes: string[]): readonly FoundTrunk[] {
  const found: FoundTrunk[] = [];
  const unnamed: string[] = [];
  for (const row of trunks) {
    const tech = fieldOf(row, 'tech').toLowerCase();
    const technology = NAMED[tech];
    const id = (fieldOf(row, 'name') || fieldOf(row, 'channelid')).replaceAll(/[\s,]+/g, '-');
    // `usercontext` is the name by which the other end signs in, and so that of channels that come in.
    const peers = [fieldOf(row, 'channelid'), fieldOf(row, 'usercontext')].filter((one) => one !== '');
    if (technology !== undefined) {
      found.push({ id, channels: [...new Set(peers)].map((peer) => `${technology}/${peer}`) });
    } else unnamed.push(`${id} (${tech})`);
  }
  if (unnamed.length > 0) {
    notes.push(
      `How the channels of these trunks are named is not told by FreePBX: ${unnamed.join(', ')}. Describe them with directory import.`,
    );
  }
  return found;
}
