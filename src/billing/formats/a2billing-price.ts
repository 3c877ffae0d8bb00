import type { Refuse } from '../../core/collect-faults.ts';
import type { Rate, RateStep } from '../../core/rate-card.ts';
import type { ForeignOptions } from './foreign-deck.ts';
import type { NamedRow } from './named-columns.ts';
import { readPlainCharge, readPlainSeconds } from './plain-values.ts';

export type A2BillingPrice = Pick<
  Rate,
  'connectCharge' | 'minimumCharge' | 'freeSeconds' | 'firstIncrement' | 'steps'
>;

/** What rounds or charges in ways that no rate of ours does; fine where it is 0. */
const UNSAYABLE = [
  'additionalgrace',
  'roundingcalltime',
  'roundingthreshold',
  'additionalblockcharge',
  'additionalblockchargetime',
] as const;

const CYCLES = ['a', 'b', 'c'] as const;

/** What the carrier takes: `buyrate` with its own blocks (common/lib/Class.RateEngine.php, rate_engine_calculcost). */
export function readBuyingPrice(row: NamedRow, options: ForeignOptions, refuse: Refuse): A2BillingPrice {
  const blocks = toBlocks(
    readPlainSeconds(row, 'buyrateinitblock', refuse),
    readPlainSeconds(row, 'buyrateincrement', refuse),
    readPlainCharge(row, 'buyrate', options, refuse),
  );
  return { connectCharge: 0, minimumCharge: 0, freeSeconds: 0, ...blocks };
}

/** What customers pay: flat by `rateinitial`, or progressive by the cycles a, b and c and then `rateinitial`. */
export function readSellingPrice(row: NamedRow, options: ForeignOptions, refuse: Refuse): A2BillingPrice {
  for (const column of UNSAYABLE) {
    if (readPlainSeconds(row, column, refuse) === 0) continue;
    refuse(
      row.where,
      `${column} "${row.cell(column)}" has no like here: set it to 0 and put its effect into the prices or increments.`,
    );
  }
  const charge = (column: string) => readPlainCharge(row, column, options, refuse);
  const seconds = (column: string) => readPlainSeconds(row, column, refuse);
  const isProgressive = charge('chargea') > 0 && seconds('timechargea') > 0;
  const blocks = isProgressive
    ? readCycles(row, options, refuse)
    : toBlocks(seconds('initblock'), seconds('billingblock'), charge('rateinitial'));
  const entry = isProgressive ? charge('stepchargea') : 0;
  return {
    connectCharge: charge('connectcharge') + entry + readEndCharge(row, options, refuse),
    minimumCharge: charge('minimalcost'),
    freeSeconds: 0,
    ...blocks,
  };
}

/** Every call ends: a charge for it is one for its connection, unless short calls are spared. */
function readEndCharge(row: NamedRow, options: ForeignOptions, refuse: Refuse): number {
  const charge = readPlainCharge(row, 'disconnectcharge', options, refuse);
  if (charge > 0 && readPlainSeconds(row, 'disconnectchargeafter', refuse) > 0) {
    refuse(
      row.where,
      `disconnectcharge "${row.cell('disconnectcharge')}" spares calls under ${row.cell('disconnectchargeafter')} seconds, which has no like here: set disconnectcharge_after to 0, or the charge.`,
    );
  }
  return charge;
}

/**
 * At least the first block, then the whole call rounded up to a multiple of the block: where the first is no multiple,
 * the increment after it is what is lacking.
 */
function toBlocks(initial: number, block: number, perMinute: number): Pick<Rate, 'firstIncrement' | 'steps'> {
  const next = block || 1;
  const first = initial || next;
  const even = Math.ceil(first / next) * next;
  const after = { afterSeconds: even, perMinute, nextIncrement: next };
  const steps =
    even === first
      ? [{ ...after, afterSeconds: 0 }]
      : [{ afterSeconds: 0, perMinute, nextIncrement: even - first }, after];
  return { firstIncrement: first, steps };
}

/** Each cycle is rounded by itself: its time must hold whole blocks, or two cycles would bill the same seconds. */
function readCycles(
  row: NamedRow,
  options: ForeignOptions,
  refuse: Refuse,
): Pick<Rate, 'firstIncrement' | 'steps'> {
  const steps: RateStep[] = [];
  let begin = 0;
  for (const cycle of CYCLES) {
    const perMinute = readPlainCharge(row, `charge${cycle}`, options, refuse);
    const length = readPlainSeconds(row, `timecharge${cycle}`, refuse);
    if (perMinute === 0 || length === 0) break;
    const nextIncrement = readPlainSeconds(row, `billingblock${cycle}`, refuse) || 1;
    if (length % nextIncrement !== 0) {
      refuse(
        row.where,
        `timecharge${cycle} "${length}" is no multiple of billingblock${cycle} "${nextIncrement}", and A2Billing then bills some seconds twice: make it one.`,
      );
    }
    if (begin > 0 && readPlainCharge(row, `stepcharge${cycle}`, options, refuse) > 0) {
      refuse(
        row.where,
        `stepcharge${cycle} "${row.cell(`stepcharge${cycle}`)}" is charged in the middle of a call, which has no like here: set it to 0.`,
      );
    }
    steps.push({ afterSeconds: begin, perMinute, nextIncrement });
    begin += length;
  }
  const block = readPlainSeconds(row, 'billingblock', refuse) || 1;
  const rest = readPlainCharge(row, 'rateinitial', options, refuse);
  steps.push({ afterSeconds: begin, perMinute: rest, nextIncrement: block });
  const unit = steps[0]?.nextIncrement ?? 1;
  const initial = readPlainSeconds(row, 'initblock', refuse);
  if (initial > (steps[1]?.afterSeconds ?? 0)) {
    refuse(
      row.where,
      `initblock "${initial}" is longer than the first cycle, ${steps[1]?.afterSeconds} seconds: make it shorter.`,
    );
  }
  return { firstIncrement: Math.max(1, Math.ceil(initial / unit)) * unit, steps };
}
