import type { FastifyInstance } from 'fastify';
import { RingledgerError } from '../../core/errors.ts';
import { formatLocalInstant } from '../../core/format-instant.ts';
import { scopeOfGrant } from '../../core/scope.ts';
import type { LandingParts } from '../landing.ts';
import { readJourney } from './read-journey.ts';
import { sayStep } from './say-step.ts';

/** `GET /calls/ACCTID/journey`: what happened in the call that a leg is of, step by step. For administrators. */
export function registerJourneys(
  api: FastifyInstance,
  parts: Pick<LandingParts, 'calls' | 'directory'>,
): void {
  api.get<{ Params: { acctid: string } }>('/calls/:acctid/journey', async ({ params }) => {
    const acctid = readAcctid(params.acctid);
    const steps = await readJourney(parts, acctid, scopeOfGrant({ everyCompany: true, companies: [] }));
    const { zone } = await parts.directory();
    return {
      acctid,
      zone,
      steps: steps.map((step) => ({
        ...step,
        time: formatLocalInstant(step.at, zone),
        sentence: sayStep(step),
      })),
    };
  });
}

function readAcctid(text: string): number {
  const acctid = Number(text);
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(acctid)) return acctid;
  throw new RingledgerError(
    'invalid-request',
    `"${text}" is not an accounting id: give the whole number that reports show as acctid.`,
  );
}
