import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDeckCsv } from '../../src/billing/deck-csv.ts';
import type { Charge, RateDeck } from '../../src/core/charge.ts';
import { readCsv } from '../../src/core/csv.ts';
import { formatMoney } from '../../src/core/money.ts';
import { type DiallingRules, readDialString, readInsideNumber } from '../../src/core/phone-number.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { rateCall } from '../../src/rating/rate-call.ts';
import { compileTariff, type Tariff } from '../../src/rating/tariff.ts';
import { makeCall } from '../support/rates.ts';

const ROOT = new URL('./rating/', import.meta.url);
const GB: DiallingRules = {
  country: 'GB',
  outsideLine: '9',
  international: '00',
  national: '0',
  areaCode: '20',
};

type Row = Readonly<Record<string, string>>;

function readText(folder: string, file: string): string {
  return readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8');
}

function readRows(folder: string, file: string): readonly Row[] {
  const [header, ...records] = readCsv(readText(folder, file));
  const names = header?.fields ?? [];
  return records.map(({ fields }) => Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ''])));
}

function readTariff(folder: string): Tariff {
  const decks: RateDeck[] = [];
  for (const file of readdirSync(new URL(`${folder}/`, ROOT))) {
    const dated = /^deck(?:-(\d{4}-\d{2}-\d{2}))?\.csv$/.exec(file);
    if (dated === null) continue;
    const from = dated[1] ?? '1970-01-01';
    const fromAt = startOfDay('Europe/London', from);
    decks.push({ name: 'deck', from, fromAt, currency: 'GBP', rates: readDeckCsv(readText(folder, file)) });
  }
  return compileTariff(decks);
}

function priceRow(row: Row, tariff: Tariff): Charge {
  const dialled = row['dialled'] ?? '';
  const internal = isYes(row, 'internal');
  const call = makeCall({
    number: internal ? readInsideNumber(dialled) : readDialString(dialled, GB),
    startAt: Date.parse(row['startedAt'] ?? '') / 1000,
    billsec: Number(row['billsec']),
    answered: isYes(row, 'answered'),
    internal,
    onPbx: isYes(row, 'onPbx'),
    calledInfo: row['calledInfo'] ?? '',
  });
  return rateCall(call, tariff);
}

function isYes(row: Row, column: string): boolean {
  const text = row[column];
  if (text !== 'yes' && text !== 'no') throw new Error(`${column} is "${text}": write yes or no`);
  return text === 'yes';
}

function showCharge(charge: Charge): Row {
  return {
    cost: charge.cost === null ? 'unknown' : formatMoney(charge.cost),
    type: charge.numberType,
    calledInfo: charge.calledInfo,
    called: charge.called,
    prefix: charge.explanation.prefix,
    billedSeconds: String(charge.explanation.billedSeconds),
  };
}

const cases = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('prices checked by hand', () => {
  it('has at least twenty cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(20);
  });

  it.each(cases)('%s', (folder) => {
    const tariff = readTariff(folder);
    const calls = readRows(folder, 'calls.csv');
    const expected = readRows(folder, 'expected.csv');
    expect(expected.map((row) => row['call'])).toEqual(calls.map((row) => row['call']));
    const priced = calls.map((row, at) => ({
      call: row['call'],
      ...showCharge(priceRow(row, tariff)),
      because: expected[at]?.['because'],
    }));
    expect(priced).toEqual(expected);
  });
});
