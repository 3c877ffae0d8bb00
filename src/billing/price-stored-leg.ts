import type { Directory } from '../core/directory.ts';
import type { Micros } from '../core/money.ts';
import type { DialledNumber } from '../core/phone-number.ts';
import type { CompiledTariff } from '../rating/compile-tariff.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { readNumber } from '../rating/price-leg.ts';
import { type RateableCall, type RatedCall, rateCall, rateCarrier } from '../rating/rate-call.ts';
import type { LegBlock } from '../store/calls/priceable-legs.ts';

/** A leg that is kept, priced as if no allowance covered it. */
export interface RatedLeg {
  readonly legs: LegBlock;
  readonly row: number;
  readonly rated: RatedCall;
  readonly tariff: CompiledTariff;
  readonly carrierCost: Micros | null;
}

/** Prices a leg out of the store by the same rules as when it came. */
export function rateStoredLeg(
  legs: LegBlock,
  row: number,
  directory: Directory,
  prices: PriceBook,
): RatedLeg {
  const startAt = legs.startAt(row);
  const trunk = legs.trunk(row);
  const call: RateableCall = {
    number: numberOf(legs, row, directory),
    startAt,
    answerAt: startAt + legs.ringSeconds(row),
    billsec: legs.billsec(row),
    answered: legs.answered(row),
    internal: false,
    calledInfo: '',
    trunk,
    onPbx: legs.onPbx(row),
  };
  const tariff = prices.tariffOf(legs.company(row), startAt);
  return {
    legs,
    row,
    rated: rateCall(call, tariff),
    tariff,
    carrierCost: rateCarrier(call, prices.carrierDeckOf(trunk, startAt)),
  };
}

/** An E.164 number is kept as it was read when the call came; anything else is read again. */
function numberOf(legs: LegBlock, row: number, directory: Directory): DialledNumber {
  const digits = legs.number(row);
  if (digits !== '') return { kind: 'e164', digits, outside: '', short: '', rule: 'as-dialled' };
  const [dialled, company, trunk] = [legs.dialled(row), legs.company(row), legs.trunk(row)];
  return readNumber({ internal: false, dialled, company, trunk }, directory);
}
