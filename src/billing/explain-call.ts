import type { Directory } from '../core/directory.ts';
import { RingledgerError } from '../core/errors.ts';
import type { RatingRun } from '../core/rating-run.ts';
import { reaches, type Scope } from '../core/scope.ts';
import type { PriceBook } from '../rating/price-book.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { type ExplainableInbound, readExplainableInbound } from '../store/calls/explainable-inbound.ts';
import {
  type ExplainableLeg,
  findLegStarts,
  findRungExtensions,
  readExplainableLegs,
} from '../store/calls/explainable-legs.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { findRun } from '../store/catalog/rating-runs.ts';
import { explainInboundLeg, type InboundExplanation } from './explain-inbound-leg.ts';
import { explainLeg } from './explain-leg.ts';
import type { PublishedRuns } from './published-runs.ts';
import { type LegExplanation, showLeg } from './show-explanation.ts';

/** What explaining needs of the rest of the house; the composition root supplies it. */
export interface ExplainParts {
  readonly calls: CallStore;
  readonly catalog: Catalog;
  readonly directory: () => Promise<Directory>;
  /** The prices at a revision of the rate card. */
  readonly prices: (revision: number) => Promise<PriceBook>;
  readonly publishedRuns: () => Promise<PublishedRuns>;
}

/** What one accounting id was charged, and why. */
export interface CallExplanation {
  readonly acctid: number;
  /** IANA zone of the local times. */
  readonly zone: string;
  /** Why there is nothing to explain; empty where there is. */
  readonly message: string;
  readonly legs: readonly LegExplanation[];
  /** The legs on which a call that came in was charged. */
  readonly inbound: readonly InboundExplanation[];
}

/** To whom a call is explained. */
export interface Listener {
  readonly scope: Scope;
  /** Whether they are told what carriers take. */
  readonly seesCarriers: boolean;
}

/**
 * Explains what the legs of an accounting id that the scope reaches were charged. Refuses with `not-found` where there is
 * no such leg.
 */
export async function explainCall(
  parts: ExplainParts,
  acctid: number,
  { scope, seesCarriers }: Listener,
): Promise<CallExplanation> {
  const directory = await parts.directory();
  const read = await readLegs(parts, acctid, directory.zone);
  const isSeen = ({ company }: { readonly company: string }) => reaches(scope, company);
  const [legs, charged] = [read.legs.filter(isSeen), read.charged.filter(isSeen)];
  const runs = new Map<number, RatingRun | undefined>();
  for (const id of new Set([...legs, ...charged].map(({ run }) => run)))
    runs.set(id, await findRun(parts.catalog.db, id));
  const shown: LegExplanation[] = [];
  for (const leg of legs) {
    const explained = explainLeg(leg, directory, await parts.prices(leg.rates));
    const told = seesCarriers ? explained : { ...explained, carrier: null };
    shown.push(showLeg(leg, told, runs.get(leg.run), directory.zone));
  }
  const inbound: InboundExplanation[] = [];
  for (const leg of charged) {
    const explained = explainInboundLeg(leg, directory, await parts.prices(leg.rates), runs.get(leg.run));
    if (explained !== undefined) inbound.push(explained);
  }
  const isTold = shown.length + inbound.length > 0;
  const message = isTold ? '' : await tellUndialled(parts, acctid, scope);
  return { acctid, zone: directory.zone, message, legs: shown, inbound };
}

/** Read again where prices were published in between, as some could be of the old and some of the new. */
async function readLegs(
  { calls, publishedRuns }: ExplainParts,
  acctid: number,
  zone: string,
): Promise<{ readonly legs: readonly ExplainableLeg[]; readonly charged: readonly ExplainableInbound[] }> {
  for (;;) {
    const published = await publishedRuns();
    const starts = await findLegStarts(calls, acctid);
    const [fromAt, toAt] = [starts[0], starts.at(-1)];
    if (fromAt === undefined || toAt === undefined) return { legs: [], charged: [] };
    const run = published.overlayOf({ fromAt, toAt: toAt + 1, zone });
    const legs = await readExplainableLegs(calls, acctid, { fromAt, toAt }, run);
    const charged = await readExplainableInbound(calls, acctid, { fromAt, toAt }, run);
    if ((await publishedRuns()).version === published.version) return { legs, charged };
  }
}

async function tellUndialled({ calls }: ExplainParts, acctid: number, scope: Scope): Promise<string> {
  const rung = await findRungExtensions(calls, acctid, scope);
  if (rung.length === 0) {
    throw new RingledgerError(
      'not-found',
      `There is no call with the accounting id ${acctid}. Reports show the ids of calls as acctid.`,
    );
  }
  return `Call ${acctid} came in to ${rung.join(', ')}: nothing was dialled, and it was not charged, so there is nothing to explain.`;
}
