import type { Micros } from './money.ts';

/** What a call costs. */
export interface Charge {
  /** Null where no rate is known, or the price is out of range. */
  readonly cost: Micros | null;
  /** Number type of the rate that matched: `National`, `Mobile`, …; `Internal`, `Feature Code` or `Unknown` where none did. */
  readonly numberType: string;
  /** The destination's name, or the called extension's. */
  readonly calledInfo: string;
  /** The dialled number's short form. */
  readonly called: string;
  readonly basis: ChargeBasis;
}

/** Why a cost is what it is. `out-of-range`: above the largest safe integer of millionths. */
export type ChargeBasis = 'rated' | 'unanswered' | 'internal' | 'feature-code' | 'no-rate' | 'out-of-range';

/** The same, under the name it has while its importers change over. */
export type NewCharge = Charge;

/** A rate and a deck as they were before core/rate-card.ts, for what has not changed over. */
export interface Rate {
  /** E.164 digits without `+`, or a dial string (`*600`, `999`). */
  readonly prefix: string;
  readonly destination: string;
  readonly numberType: string;
  readonly connectCharge: bigint;
  readonly perMinute: bigint;
  /** Whole seconds, at least 1. */
  readonly firstIncrement: number;
  readonly nextIncrement: number;
  readonly minimumCharge: bigint;
}

/** One dated version of a deck: in force from `fromAt` until the next version of the same name begins. */
export interface RateDeck {
  readonly name: string;
  /** First day it is in force, `YYYY-MM-DD` in the PBX's zone, and that day's first instant (UTC epoch seconds). */
  readonly from: string;
  readonly fromAt: number;
  readonly currency: string;
  readonly rates: readonly Rate[];
}
