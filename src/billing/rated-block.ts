import type { CompiledTariff } from '../rating/compile-tariff.ts';
import type { RatedCall } from '../rating/rate-call.ts';
import type { LegBlock } from '../store/calls/priceable-legs.ts';
import type { RatedLeg } from './price-stored-leg.ts';

/** Rated legs of a block, as columns; only those that were priced by a rate, and have a cost. */
export class RatedBlock {
  readonly #legs: LegBlock;
  readonly #cost: Float64Array;
  readonly #sixtieths: Float64Array;
  readonly #billedSeconds: Uint32Array;
  /** NaN where it is unknown. */
  readonly #carrierCost: Float64Array;
  readonly #numberType: string[];
  readonly #calledInfo: string[];
  readonly #tariff: CompiledTariff[];
  /** Those whose price is no safe integer of sixtieths. */
  readonly #large = new Map<number, RatedCall>();

  constructor(legs: LegBlock) {
    this.#legs = legs;
    this.#cost = new Float64Array(legs.rows);
    this.#sixtieths = new Float64Array(legs.rows);
    this.#billedSeconds = new Uint32Array(legs.rows);
    this.#carrierCost = new Float64Array(legs.rows);
    this.#numberType = new Array<string>(legs.rows);
    this.#calledInfo = new Array<string>(legs.rows);
    this.#tariff = new Array<CompiledTariff>(legs.rows);
  }

  keep({ row, rated, tariff, carrierCost }: RatedLeg): void {
    this.#tariff[row] = tariff;
    this.#carrierCost[row] = carrierCost ?? Number.NaN;
    if (typeof rated.sixtieths === 'bigint' || rated.cost === null) {
      this.#large.set(row, rated);
      return;
    }
    this.#cost[row] = rated.cost;
    this.#sixtieths[row] = rated.sixtieths;
    this.#billedSeconds[row] = rated.billedSeconds;
    this.#numberType[row] = rated.numberType;
    this.#calledInfo[row] = rated.calledInfo;
  }

  /** A leg that was kept. */
  at(row: number): RatedLeg {
    const tariff = this.#tariff[row];
    if (tariff === undefined) throw new Error(`row ${row} was not kept`);
    const carrierCost = this.#carrierCost[row] ?? Number.NaN;
    return {
      legs: this.#legs,
      row,
      rated: this.#large.get(row) ?? this.#ratedAt(row),
      tariff,
      carrierCost: Number.isNaN(carrierCost) ? null : carrierCost,
    };
  }

  #ratedAt(row: number): RatedCall {
    return {
      cost: this.#cost[row] ?? 0,
      numberType: this.#numberType[row] ?? '',
      calledInfo: this.#calledInfo[row] ?? '',
      called: '',
      basis: 'rated',
      billedSeconds: this.#billedSeconds[row] ?? 0,
      sixtieths: this.#sixtieths[row] ?? 0,
    };
  }
}
