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
