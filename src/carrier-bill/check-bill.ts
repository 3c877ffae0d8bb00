import type { Directory } from '../core/directory.ts';
import type { DialledNumber } from '../core/phone-number.ts';
import type { PriceBook } from '../rating/price-book.ts';
import { readNumber } from '../rating/price-leg.ts';
import { type BilledLeg, readBilledLegs } from '../store/calls/billed-legs.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { type CheckAnswer, toAnswer } from './check-answer.ts';
import { compareBill, type OurCall } from './compare-bill.ts';
import { priceByDeck } from './price-by-deck.ts';
import { readBill } from './read-bill.ts';
import type { CheckRequest } from './read-check-request.ts';

/** What a check needs of the rest of the house; the composition root supplies it. */
export interface CarrierBillParts {
  readonly calls: CallStore;
  readonly directory: () => Promise<Directory>;
  readonly prices: () => Promise<PriceBook>;
}

const SIX_DECIMALS = 6;
/** A call that rang for so long before it was answered began that much before its bill says. */
const LONGEST_RING_SECONDS = 3600;

/** Holds the text of a bill against our calls. Nothing is kept. Throws `invalid-request` with every fault of the bill. */
export async function checkBill(
  { calls: store, ...parts }: CarrierBillParts,
  request: CheckRequest,
  text: string,
): Promise<CheckAnswer> {
  const { trunk, fromAt, toAt, windowSeconds, mapping, zone } = request;
  const [directory, prices] = await Promise.all([parts.directory(), parts.prices()]);
  const bill = readBill(text, mapping, { zone, rules: directory.dialling('', trunk) });
  const terms = { ...request, prices, directory };
  const calls: OurCall[] = [];
  const early = fromAt - 2 * windowSeconds - LONGEST_RING_SECONDS;
  for await (const legs of readBilledLegs(store, trunk, early, toAt + 2 * windowSeconds)) {
    for (const leg of legs) calls.push(toOurCall(leg, terms));
  }
  const deck = prices.carrierDeckOf(trunk, fromAt);
  const notes = [...bill.notes, ...noteLacks(trunk, calls.length, deck !== undefined)];
  const found = compareBill(bill.lines, calls, request);
  return toAnswer(request, { ...bill, notes }, calls, found, deck?.currency ?? prices.currency);
}

function noteLacks(trunk: string, calls: number, hasDeck: boolean): readonly string[] {
  const notes: string[] = [];
  if (calls === 0)
    notes.push(`No answered call of ours went over "${trunk}" in these days: check the trunk's id.`);
  if (!hasDeck) {
    notes.push(
      `"${trunk}" has no carrier deck on the first day: name it under "trunks" of the tariffs file.`,
    );
  }
  return notes;
}

interface Terms {
  readonly trunk: string;
  readonly prices: PriceBook;
  readonly directory: Directory;
  readonly toleranceSeconds: number;
  readonly mapping: { readonly priceDecimals?: number };
}

function toOurCall(leg: BilledLeg, { trunk, prices, directory, toleranceSeconds, mapping }: Terms): OurCall {
  const number = numberOf(leg, trunk, directory);
  const answerAt = leg.startAt + leg.ringSeconds;
  const deck = prices.carrierDeckOf(trunk, leg.startAt);
  const talk = { number, onPbx: false, startAt: leg.startAt, answerAt, billsec: leg.billsec };
  const decimals = mapping.priceDecimals ?? SIX_DECIMALS;
  const priceOf = (seconds: number) => priceByDeck(deck, talk, seconds, decimals);
  const longest = leg.billsec + toleranceSeconds;
  return {
    acctid: leg.acctid,
    company: leg.company,
    number: number.digits,
    startAt: leg.startAt,
    answerAt,
    seconds: leg.billsec,
    leastSeconds: leg.billsec - toleranceSeconds,
    mostSeconds: Math.max(longest, priceOf(longest)?.billedSeconds ?? 0),
    carrierCost: leg.carrierCost,
    priceOf,
  };
}

/** An E.164 number is kept as it was read when the call came; anything else is read again. */
function numberOf(leg: BilledLeg, trunk: string, directory: Directory): DialledNumber {
  const { number: digits, dialled, company } = leg;
  if (digits !== '') return { kind: 'e164', digits, outside: '', short: '', rule: 'as-dialled' };
  return readNumber({ internal: false, dialled, company, trunk }, directory);
}
