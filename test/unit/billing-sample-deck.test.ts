import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDeckRates } from '../../src/billing/deck-csv.ts';
import { readCsv } from '../../src/core/csv.ts';
import type { Fault } from '../../src/core/errors.ts';
import { type DiallingRules, readDialString } from '../../src/core/phone-number.ts';
import { rateCall } from '../../src/rating/rate-call.ts';
import { compileDecks, makeCall, makeDeck } from '../support/rate-cards.ts';

const GB: DiallingRules = {
  country: 'GB',
  outsideLine: '9',
  international: '00',
  national: '0',
  areaCode: '20',
};
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const faults: Fault[] = [];
const { rates } = readDeckRates(read('samples/uk-deck.csv'), new Set(), 'GB', faults);
const tariff = compileDecks([makeDeck(rates)]);

/** Dial strings of the sampled calls that left the PBX, or met a code of it. */
function readDialled(path: string): readonly string[] {
  const [header, ...rows] = readCsv(read(path));
  const column = (name: string) => header?.fields.indexOf(name) ?? -1;
  return rows
    .filter(
      ({ fields }) => fields[column('direction')] === 'outbound' || fields[column('scenario')] === 'echo',
    )
    .map(({ fields }) => fields[column('dialled')] ?? '');
}

describe('the bundled deck', () => {
  const sampled = ['test/fixtures/asterisk/truth.csv', 'test/fixtures/asterisk/second/truth.csv'];

  it('has a rate for every sampled call', () => {
    const dialled = sampled.flatMap(readDialled);
    expect(dialled.length).toBeGreaterThan(20);
    const unknown = dialled.filter((text) => {
      const charge = rateCall(makeCall({ number: readDialString(text, GB) }), tariff);
      return charge.cost === null || charge.basis !== 'rated';
    });
    expect(unknown).toEqual([]);
  });

  it.each([
    ['902079460908', 'Local', 'London'],
    ['901614960049', 'National', 'United Kingdom'],
    ['903001234567', 'National', 'United Kingdom (03)'],
    ['907700900884', 'Mobile', 'United Kingdom mobile'],
    ['908081570068', 'Freephone', 'Freephone'],
    ['908001111', 'Freephone', 'Freephone'],
    ['908451234567', 'Special Rate', 'Service numbers (0845)'],
    ['909098790662', 'Premium', 'Premium rate'],
    ['9118118', 'Directory', 'Directory enquiries'],
    ['999', 'Emergency', 'Emergency services'],
    ['9112', 'Emergency', 'Emergency services'],
    ['*600', 'Test Number', ''],
    ['*97', 'Feature Code', 'Voicemail'],
    ['90012125550118', 'International', 'United States and Canada'],
    ['90033199001813', 'International', 'France'],
    ['90033639981234', 'International', 'France mobile'],
  ])('calls %s %s, %s', (dialled, numberType, calledInfo) => {
    const charge = rateCall(makeCall({ number: readDialString(dialled, GB) }), tariff);
    expect(charge).toMatchObject({ numberType, calledInfo, basis: 'rated' });
  });
});
