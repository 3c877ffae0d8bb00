import type { Directory } from '../core/directory.ts';
import type { DialledNumber } from '../core/phone-number.ts';
import { readNumber } from '../rating/price-leg.ts';
import type { RateableCall } from '../rating/rate-call.ts';
import type { LegBlock } from '../store/calls/priceable-legs.ts';

/** A leg out of the store as a call to be priced by the same rules as when it came. */
export function readStoredCall(legs: LegBlock, row: number, directory: Directory): RateableCall {
  const { columns } = legs;
  const startAt = columns.startAt[row] ?? 0;
  return {
    number: numberOf(legs, row, directory),
    startAt,
    answerAt: startAt + (columns.ringSeconds[row] ?? 0),
    billsec: columns.billsec[row] ?? 0,
    answered: columns.answered[row] === 1,
    internal: false,
    calledInfo: '',
    trunk: columns.trunk.at(row),
    onPbx: columns.onPbx[row] === 1,
  };
}

/** An E.164 number is kept as it was read when the call came; anything else is read again. */
function numberOf(legs: LegBlock, row: number, directory: Directory): DialledNumber {
  const digits = legs.number(row);
  if (digits !== '') return { kind: 'e164', digits, outside: '', short: '', rule: 'as-dialled' };
  const { company, trunk } = legs.columns;
  const leg = {
    internal: false,
    dialled: legs.dialled(row),
    company: company.at(row),
    trunk: trunk.at(row),
  };
  return readNumber(leg, directory);
}
