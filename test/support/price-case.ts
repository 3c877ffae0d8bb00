import { formatMicros } from '../../src/core/money.ts';
import { type DiallingRules, readDialString, readInsideNumber } from '../../src/core/phone-number.ts';
import { type ChargeExplanation, explainCharge, explainInbound } from '../../src/rating/explain-charge.ts';
import { explainInSentence } from '../../src/rating/explain-sentence.ts';
import { compilePriceBook, type PriceBook } from '../../src/rating/price-book.ts';
import {
  type InboundCall,
  type RateableCall,
  rateCall,
  rateCarrier,
  rateInbound,
} from '../../src/rating/rate-call.ts';
import {
  type AllowanceUse,
  applyCoverage,
  compareForAllowances,
  startAllowances,
  takeAllowance,
} from '../../src/rating/use-allowances.ts';
import type { RatingCase, Row } from './read-case.ts';

const GB: DiallingRules = {
  country: 'GB',
  outsideLine: '9',
  international: '00',
  national: '0',
  areaCode: '20',
};

/** A call of a case: one that goes out, or one that comes in, with what puts it in order. */
interface CaseCall {
  readonly row: Row;
  readonly company: string;
  readonly startAt: number;
  readonly acctid: number;
  readonly device: string;
  readonly part: number;
  readonly priced: { readonly out: RateableCall } | { readonly into: InboundCall };
}

export interface PricedCase {
  readonly call: CaseCall;
  /** As the columns of `expected.csv` show it. */
  readonly shown: Row;
  /** Undefined for a call that comes in under a tariff without inbound decks. */
  readonly explanation: ChargeExplanation | undefined;
}

/** Prices all calls of a case, allowances included, and tells them in the order of `calls.csv`. */
export function priceCase({ card, calls }: RatingCase): readonly PricedCase[] {
  const book = compilePriceBook(card);
  const uses = new Map<string, AllowanceUse>();
  const read = calls.map(readCall);
  const priced = new Map<CaseCall, PricedCase>();
  for (const call of read.toSorted(compareForAllowances)) {
    const use = uses.get(call.company) ?? startAllowances(card.zone);
    uses.set(call.company, use);
    priced.set(call, priceCall(call, book, use));
  }
  return read.flatMap((call) => priced.get(call) ?? []);
}

function priceCall(call: CaseCall, book: PriceBook, use: AllowanceUse): PricedCase {
  const tariff = book.tariffOf(call.company, call.startAt);
  const { priced } = call;
  const charge = 'out' in priced ? rateCall(priced.out, tariff) : rateInbound(priced.into, tariff);
  if (charge === undefined) return { call, shown: { cost: 'not charged' }, explanation: undefined };
  const coverage = takeAllowance(use, tariff, charge, call.startAt);
  const cost = applyCoverage(charge, tariff, coverage);
  const explanation =
    'out' in priced
      ? explainCharge(priced.out, tariff, coverage)
      : explainInbound(priced.into, tariff, coverage);
  const carrier =
    'out' in priced ? rateCarrier(priced.out, book.carrierDeckOf(priced.out.trunk, call.startAt)) : undefined;
  const shown = {
    cost: showCost(cost),
    type: charge.numberType,
    calledInfo: charge.calledInfo,
    called: charge.called,
    prefix: explanation?.prefix ?? '',
    billedSeconds: String(charge.billedSeconds),
    covered: coverage === undefined ? '' : `${coverage.coveredSeconds} s of ${coverage.allowance}`,
    carrierCost: carrier === undefined ? '' : showCost(carrier),
    sentence: explanation === undefined ? '' : explainInSentence(explanation),
  };
  return { call, shown, explanation };
}

function showCost(cost: number | null): string {
  return cost === null ? 'unknown' : formatMicros(cost);
}

function readCall(row: Row, index: number): CaseCall {
  const startAt = Date.parse(row['startedAt'] ?? '') / 1000;
  const internal = row['internal'] !== undefined && isYes(row, 'internal');
  const timed = {
    startAt,
    answerAt: startAt + Number(row['ringSeconds'] || '0'),
    billsec: Number(row['billsec']),
    answered: isYes(row, 'answered'),
  };
  const dialled = row['dialled'] ?? '';
  const into = row['ddi'] ? readInbound(row, timed) : undefined;
  return {
    row,
    company: row['company'] || 'acme',
    startAt,
    acctid: Number(row['acctid'] || index + 1),
    device: row['device'] || '0500000004000',
    part: Number(row['part'] || '0'),
    priced: into ?? {
      out: {
        ...timed,
        number: internal ? readInsideNumber(dialled) : readDialString(dialled, GB),
        internal,
        onPbx: row['onPbx'] !== undefined && isYes(row, 'onPbx'),
        calledInfo: row['calledInfo'] ?? '',
        trunk: row['trunk'] || 'trunk-a',
      },
    },
  };
}

function readInbound(row: Row, timed: Omit<InboundCall, 'ddi' | 'caller'>): { readonly into: InboundCall } {
  const outside = (text: string) => readDialString(text, { ...GB, outsideLine: '' });
  return { into: { ...timed, ddi: outside(row['ddi'] ?? ''), caller: outside(row['caller'] ?? '') } };
}

function isYes(row: Row, column: string): boolean {
  const text = row[column];
  if (text !== 'yes' && text !== 'no') throw new Error(`${column} is "${text}": write yes or no`);
  return text === 'yes';
}
