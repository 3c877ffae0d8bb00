import type { BandDay, Rate, RateDeck, Rounding, Tariff } from '../../src/core/rate-card.ts';

/**
 * docs/rating.md once more, as slowly and plainly as it reads: prefixes are tried one by one, the clock is asked for
 * every increment, and all arithmetic is fractions of bigints. Nothing is shared with the engine.
 */
export interface NaiveCall {
  readonly digits: string;
  readonly startAt: number;
  readonly answerAt: number;
  readonly billsec: number;
}

export interface NaivePrice {
  readonly billedSeconds: number;
  /** Millionths as a fraction. */
  readonly over: bigint;
  readonly under: bigint;
  readonly rate: Rate;
}

/** Section 3's price. Undefined where no deck has a prefix, null where the prefix has no price for an instant. */
export function priceNaively(
  decks: readonly (readonly RateDeck[])[],
  call: NaiveCall,
): NaivePrice | null | undefined {
  for (const versions of decks) {
    const version = inForce(versions, call.startAt);
    if (version !== undefined && longest(version, call.digits) !== undefined)
      return priceBy(versions, version, call);
  }
  return undefined;
}

/** Section 4, with some of the billed seconds covered; in millionths. */
export function applyRulesNaively(price: NaivePrice, tariff: Tariff, coveredSeconds: number): bigint {
  const billed = BigInt(price.billedSeconds);
  let over = price.over * (billed - BigInt(coveredSeconds));
  let under = price.under * billed;
  over *= BigInt(1_000_000 + adjustmentOf(tariff, price.rate));
  under *= 1_000_000n;
  if (over === 0n) return 0n;
  if (over < BigInt(tariff.minimumPerCall) * under) [over, under] = [BigInt(tariff.minimumPerCall), 1n];
  if (tariff.capPerCall !== null && over > BigInt(tariff.capPerCall) * under)
    [over, under] = [BigInt(tariff.capPerCall), 1n];
  const { mode, decimals } =
    tariff.rounding.per === 'period' ? { mode: 'half-up' as const, decimals: 6 } : tariff.rounding;
  const unit = 10n ** BigInt(6 - decimals);
  return roundNaively(over, under * unit, mode) * unit;
}

/** `over / under` rounded; neither is below 0. */
export function roundNaively(over: bigint, under: bigint, mode: Rounding['mode']): bigint {
  const down = over / under;
  const rest = over - down * under;
  if (rest === 0n || mode === 'down') return down;
  if (mode === 'up' || 2n * rest > under) return down + 1n;
  if (2n * rest < under) return down;
  return mode === 'half-up' || down % 2n === 1n ? down + 1n : down;
}

function priceBy(versions: readonly RateDeck[], first: RateDeck, call: NaiveCall): NaivePrice | null {
  const isByPart = first.crossing === 'by-part';
  let version = first;
  const rateAt = (at: number): Rate | undefined => {
    const now = isByPart ? inForce(versions, at) : undefined;
    if (now !== undefined && longest(now, call.digits) !== undefined) version = now;
    const prefix = longest(version, call.digits);
    const rates = version.rates.filter((rate) => rate.prefix === prefix);
    const band = bandAt(version, isByPart ? at : call.startAt);
    return rates.find((rate) => rate.band === band) ?? rates.find((rate) => rate.band === '');
  };
  const beginning = rateAt(call.answerAt);
  let sixtieths = 0n;
  let offset = 0;
  do {
    const rate = rateAt(call.answerAt + offset);
    if (beginning === undefined || rate === undefined) return null;
    const step = rate.steps.findLast(({ afterSeconds }) => afterSeconds <= offset);
    if (step === undefined) return null;
    const end = offset + (offset === 0 ? beginning.firstIncrement : step.nextIncrement);
    const charged = end - Math.min(end, Math.max(offset, beginning.freeSeconds));
    sixtieths += BigInt(step.perMinute) * BigInt(charged);
    offset = end;
  } while (offset < call.billsec);
  const price = BigInt(beginning.connectCharge) * 60n + sixtieths;
  const least = BigInt(beginning.minimumCharge) * 60n;
  return { billedSeconds: offset, over: price < least ? least : price, under: 60n, rate: beginning };
}

function inForce(versions: readonly RateDeck[], at: number): RateDeck | undefined {
  const begun = versions.filter(({ fromAt }) => fromAt <= at);
  const latest = begun.reduce<RateDeck | undefined>(
    (found, one) => (found === undefined || one.fromAt > found.fromAt ? one : found),
    undefined,
  );
  return latest !== undefined && (latest.toAt === null || at < latest.toAt) ? latest : undefined;
}

function longest({ rates }: RateDeck, digits: string): string | undefined {
  const fitting = rates.map(({ prefix }) => prefix).filter((prefix) => digits.startsWith(prefix));
  return fitting.sort((one, other) => other.length - one.length)[0];
}

function bandAt(deck: RateDeck, at: number): string {
  const shown: Record<string, string> = {};
  for (const { type, value } of clockOf(deck.zone).formatToParts(at * 1000)) shown[type] = value;
  const minute = Number(shown['hour']) * 60 + Number(shown['minute']);
  const date = `${shown['year']}-${shown['month']}-${shown['day']}`;
  const held = (day: string | undefined) =>
    deck.windows.find(
      ({ days, fromMinute, toMinute }) =>
        days.includes(day as BandDay) && fromMinute <= minute && minute < toMinute,
    );
  const onHoliday = deck.holidays.includes(date) ? held('holiday') : undefined;
  return (onHoliday ?? held(shown['weekday']?.toLowerCase()))?.band ?? '';
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(zone, clock);
  return clock;
}

function adjustmentOf({ adjustments }: Tariff, { destination, numberType }: Rate): number {
  const forDestination = adjustments.find(({ destinations }) => destinations.includes(destination));
  const forType = adjustments.find(({ numberTypes }) => numberTypes.includes(numberType));
  const forAll = adjustments.find((one) => one.destinations.length === 0 && one.numberTypes.length === 0);
  return (forDestination ?? forType ?? forAll)?.perMillion ?? 0;
}
