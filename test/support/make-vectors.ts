import { formatMicros } from '../../src/core/money.ts';
import type { DialledNumber } from '../../src/core/phone-number.ts';
import type { Assignment, BandWindow, Rate, RateDeck, Tariff } from '../../src/core/rate-card.ts';
import { type PricedCase, priceCase } from './price-case.ts';
import { listCases, type RatingCase, readCase } from './read-case.ts';

/** What the published vectors are about, one file each. */
const THEMES = [
  'published',
  'inbound',
  'carrier',
  'allowances',
  'tariff',
  'bands',
  'versions',
  'rates',
] as const;
type Theme = (typeof THEMES)[number];

/** The golden cases as vectors/*.json: file names with their text. Money is decimal text, instants are UTC seconds. */
export function makeVectors(): ReadonlyMap<string, string> {
  const cases = listCases().map(readCase);
  const files = new Map<string, string>();
  for (const theme of THEMES) {
    const own = cases.filter((one) => themeOf(one) === theme).map(toVector);
    files.set(`${theme}.json`, `${layOut({ $schema: 'vectors.schema.json', theme, cases: own })}\n`);
  }
  return files;
}

/** The most particular thing that a case is about. */
function themeOf({ name, card, calls }: RatingCase): Theme {
  if (name.startsWith('published-')) return 'published';
  if (calls.some((call) => call['ddi'])) return 'inbound';
  if (card.trunkDecks.length > 0) return 'carrier';
  if (card.tariffs.some(({ allowances }) => allowances.length > 0)) return 'allowances';
  if (card.tariffs.length > 0) return 'tariff';
  if (card.decks.some(({ windows }) => windows.length > 0)) return 'bands';
  return card.decks.length > 1 || card.decks.some(({ from }) => from > '1970-01-01') ? 'versions' : 'rates';
}

function toVector(read: RatingCase) {
  const { card, expected } = read;
  return {
    name: read.name,
    notes: read.notes,
    zone: card.zone,
    decks: card.decks.map(toDeck),
    tariffs: card.tariffs.map(toTariff),
    companies: card.companyTariffs.map(({ to, name, ...days }) => ({
      company: to,
      tariff: name,
      ...toDays(days),
    })),
    trunks: card.trunkDecks.map(({ to, name, ...days }) => ({ trunk: to, deck: name, ...toDays(days) })),
    calls: priceCase(read).map((priced, at) => ({
      ...toCall(priced),
      because: expected[at]?.['because'] ?? '',
      expected: toExpected(priced),
    })),
  };
}

function toDeck({ windows, holidays, rates, ...terms }: RateDeck) {
  const { name, from, fromAt, toAt, currency, direction, crossing, zone } = terms;
  return {
    ...{ name, from, fromAt, toAt, currency, direction, crossing, zone },
    windows: windows.map(toWindow),
    holidays,
    rates: rates.map(toRate),
  };
}

function toWindow({ band, days, fromMinute, toMinute }: BandWindow) {
  return { band, days, from: toClock(fromMinute), to: toClock(toMinute) };
}

function toClock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function toRate({ connectCharge, minimumCharge, steps, ...rate }: Rate) {
  const { prefix, destination, numberType, band, freeSeconds, firstIncrement } = rate;
  return {
    ...{ prefix, destination, numberType, band },
    connectCharge: formatMicros(connectCharge),
    minimumCharge: formatMicros(minimumCharge),
    ...{ freeSeconds, firstIncrement },
    steps: steps.map((step) => ({ ...step, perMinute: formatMicros(step.perMinute) })),
  };
}

function toTariff({ taxPerMillion: _tax, rentals: _rentals, ...tariff }: Tariff) {
  return {
    ...tariff,
    adjustments: tariff.adjustments.map(({ perMillion, ...match }) => ({
      ...match,
      percent: formatMicros(perMillion * 100),
    })),
    minimumPerCall: formatMicros(tariff.minimumPerCall),
    capPerCall: tariff.capPerCall === null ? null : formatMicros(tariff.capPerCall),
  };
}

function toDays({ fromAt, toAt }: Pick<Assignment, 'fromAt' | 'toAt'>) {
  return { fromAt, toAt };
}

function toCall({ call }: PricedCase) {
  const { row, company, acctid, device, part, priced } = call;
  const order = { id: row['call'] ?? '', company, acctid, device, part };
  if ('into' in priced) {
    const { ddi, caller, ...timed } = priced.into;
    return { ...order, direction: 'in', ddi: toNumber(ddi), caller: toNumber(caller), ...timed };
  }
  const { number, ...timed } = priced.out;
  return { ...order, direction: 'out', number: toNumber(number), ...timed };
}

function toNumber({ kind, digits }: DialledNumber) {
  return { kind, digits };
}

/** Null for a call that is not charged at all. */
function toExpected({ shown, explanation }: PricedCase) {
  if (explanation === undefined) return null;
  const { sentence = '', carrierCost = '' } = shown;
  return {
    cost: explanation.cost,
    carrierCost: carrierCost === 'unknown' || carrierCost === '' ? null : carrierCost,
    sentence,
    explanation,
  };
}

/** JSON as the house's formatter leaves it: lists of plain values on one line. */
function layOut(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object' || item === null))
      return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    return `[\n${value.map((item) => inner + layOut(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${layOut(item, inner)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}
