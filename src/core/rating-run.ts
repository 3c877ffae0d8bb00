/** A rating run: one act of pricing a scope, seen by nobody until it is published. */

/**
 * `pricing` → `published` → `settled`, or by way of `review` where a person is to say yes; `discarded` is that person's
 * no, `cancelled` a no while it was pricing, `failed` what an error or the death of its process left. `whatif` is apart:
 * such a run is under way until it has a `finishedAt`, and leaves its comparison alone.
 */
export type RunState =
  | 'pricing'
  | 'review'
  | 'published'
  | 'settled'
  | 'discarded'
  | 'cancelled'
  | 'failed'
  | 'whatif';

/** Which calls a run prices: those that start in `[fromAt, toAt)` (UTC epoch seconds); null is all. */
export interface RunScope {
  readonly fromAt: number;
  readonly toAt: number;
  readonly companies: readonly string[] | null;
  readonly devices: readonly string[] | null;
}

export interface RatingRun extends RunScope {
  readonly id: number;
  readonly state: RunState;
  readonly reason: string;
  /** Login of whoever asked for it. */
  readonly askedBy: string;
  /** Revision of the rate card that prices it. */
  readonly rates: number;
  /** Whether every call is priced by the revision that priced it before: only allowances are settled anew. */
  readonly keepsRates: boolean;
  /** Legs up to this version were read. */
  readonly readVersion: number;
  /** Version under which its charges stand in the legs; null until it is published. */
  readonly version: number | null;
  /** Calls in its scope when it began, and how many of them are priced. */
  readonly calls: number;
  readonly priced: number;
  readonly comparison: RunComparison | null;
  /** Why it failed; empty otherwise. */
  readonly message: string;
  /** Login of whoever published, cancelled or discarded it; empty before that. */
  readonly endedBy: string;
  readonly madeAt: Date;
  readonly aliveAt: Date;
  readonly publishedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What a run changes. Money is decimal text in the unit of the rate card's currency; unknown costs are counted. */
export interface RunComparison {
  readonly calls: number;
  readonly changed: number;
  readonly before: RunTotal;
  readonly after: RunTotal;
  /** Calls without a cost that got one, and the other way round. */
  readonly becameKnown: number;
  readonly becameUnknown: number;
  readonly byCompany: readonly RunDifference[];
  readonly byNumberType: readonly RunDifference[];
  readonly byDestination: readonly RunDifference[];
  /** The calls whose cost changed most, dearest change first. */
  readonly mostChanged: readonly ChangedCall[];
}

interface RunTotal {
  readonly cost: string;
  readonly unknown: number;
}

export interface RunDifference {
  readonly name: string;
  readonly changed: number;
  readonly before: string;
  readonly after: string;
}

/** A group as a what-if has it; a call whose group changes leaves the one and comes to the other. */
export interface GroupChange extends RunDifference {
  /** Calls without a cost that would get one, and the other way round. */
  readonly becameKnown: number;
  readonly becameUnknown: number;
}

/** What a what-if found: unlike a run's, its groups have those without a change too. */
export interface WhatIfComparison extends RunComparison {
  readonly byCompany: readonly GroupChange[];
  readonly byNumberType: readonly GroupChange[];
  readonly byDestination: readonly GroupChange[];
}

export interface ChangedCall {
  readonly acctid: number;
  readonly company: string;
  readonly device: string;
  /** UTC epoch seconds. */
  readonly startAt: number;
  readonly destination: string;
  /** Null where the cost is unknown. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Whether two runs could price the same call. */
export function overlaps(one: RunScope, other: RunScope): boolean {
  return (
    one.fromAt < other.toAt &&
    other.fromAt < one.toAt &&
    shareAny(one.companies, other.companies) &&
    shareAny(one.devices, other.devices)
  );
}

function shareAny(one: readonly string[] | null, other: readonly string[] | null): boolean {
  return one === null || other === null || one.some((name) => other.includes(name));
}
