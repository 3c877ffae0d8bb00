import type { AsOf } from '../core/as-of.ts';
import type { Period } from '../core/period.ts';
import type { Scope } from '../core/scope.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { ExplainableInbound } from '../store/calls/explainable-inbound.ts';
import type { ExplainableLeg } from '../store/calls/explainable-legs.ts';
import type { KeptJourney } from '../store/calls/journey-rows.ts';
import { CULPRITS_SHOWN, type Culprit, type ProofFilter } from '../store/calls/proof-filter.ts';
import type { LegPlace } from '../store/calls/proof-places.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';

/** Counts and seconds are numbers, money decimal text. */
export type Figures = Readonly<Record<string, number | string>>;

/** One side of a check: where its figures come from, and they. */
export interface ProofSide {
  readonly from: string;
  readonly figures: Figures;
}

/** One check: two roads to the same figures, which are equal or not. */
export interface ProofCheck {
  readonly name: 'calls' | 'sums' | 'records' | 'charges' | 'legs';
  /** The counting rule, a sentence. */
  readonly rule: string;
  readonly sides: readonly ProofSide[];
  readonly equal: boolean;
  /** The first of what differs. */
  readonly differences: readonly Culprit[];
  /** How many more differ. */
  readonly leftOff: number;
  /** What else is to be known; empty where nothing is. */
  readonly note: string;
}

/** What a proof says of the PBX beside its calls. */
export interface ProofDirectory {
  readonly zone: string;
  company(id: string): { readonly id: string; readonly name: string } | undefined;
  companies(): readonly { readonly id: string; readonly name: string }[];
}

/** What a proof needs of the rest of the house; the composition root supplies it. */
export interface ProofParts {
  readonly calls: CallStore;
  readonly directory: () => Promise<ProofDirectory>;
  /** The version that `as_of` means, the directory of then, and by which name all of that is kept; null where it is not. */
  readonly freeze: (asOf: AsOf) => Promise<{
    readonly version: number;
    readonly directory: ProofDirectory;
    readonly keptDirectory: string | null;
  }>;
  /** What is published and not yet settled in a period, and a number that changes whenever anything is published. */
  readonly publishedRuns: () => Promise<{
    readonly version: number;
    overlayOf(period: Period, asOf?: number): number | undefined;
  }>;
  /** Version up to which all legs are written. */
  readonly finishedVersion: () => Promise<number>;
  /** A published report as its readers get it: the text inside the braces of `values`. */
  readonly answer: (
    report: 'outcalls' | 'outsummary' | 'allcalls',
    filter: LegFilter,
    directory: ProofDirectory,
  ) => AsyncIterable<Uint8Array>;
  /** The legs and journeys that the kept records of a period come to now, in stretches that cover it. */
  readonly dueLegs: (period: Period) => AsyncIterable<{
    readonly fromAt: number;
    readonly toAt: number;
    readonly legs: readonly LegPlace[];
    readonly journeys: readonly KeptJourney[];
  }>;
  /** For each leg, in their order, in what pricing it again differs from what it was charged; empty where it does not. */
  readonly priceAgain: PriceAgain<ExplainableLeg>;
  /** The same of legs on which calls that came in are charged. */
  readonly priceInboundAgain: PriceAgain<ExplainableInbound>;
}

/** By the directory that is kept under the given name, or by that of now. */
type PriceAgain<Leg> = (legs: readonly Leg[], keptDirectory: string | null) => Promise<readonly string[]>;

/** What is to be proved. */
export interface ProofRequest {
  readonly scope: Scope;
  readonly period: Period;
  /** Undefined for figures as they are. */
  readonly asOf: number | undefined;
  readonly directory: ProofDirectory;
  /** By which name all of the directory of then is kept; null for that of now. */
  readonly keptDirectory: string | null;
  /** Whether legs are held against the records too, one by one: every record is attributed again for it. */
  readonly withLegs?: boolean;
}

/** A check is told of each step that is done. */
export interface CheckSteps {
  /** The period in parts, months at most, with what is published over each. */
  readonly parts: readonly ProofFilter[];
  readonly step: () => void;
}

/** Equal where nothing differs; only the first of what does is kept. */
export function concludeCheck(
  name: ProofCheck['name'],
  rule: string,
  sides: readonly ProofSide[],
  found: { readonly differences: readonly Culprit[]; readonly total?: number; readonly note?: string },
): ProofCheck {
  const differences = found.differences.slice(0, CULPRITS_SHOWN);
  const total = Math.max(found.total ?? 0, found.differences.length);
  return {
    name,
    rule,
    sides,
    equal: total === 0,
    differences,
    leftOff: total - differences.length,
    note: found.note ?? '',
  };
}
