import { describe, expect, it } from 'vitest';
import { checkTariffs } from '../../src/billing/tariffs-check.ts';
import { RingledgerError } from '../../src/core/errors.ts';
import type { DeckDirection } from '../../src/core/rate-card.ts';

const deck = (name: string, direction: DeckDirection = 'outbound', currency = 'GBP') =>
  [name, { name, direction, currency }] as const;
const NAMES = {
  decks: new Map([deck('uk'), deck('carrier-a'), deck('ddis', 'inbound-ddi'), deck('fr', 'outbound', 'EUR')]),
  companies: new Set(['default', 'acme']),
  trunks: new Set(['trunk-a']),
};

function faultsOf(file: unknown): readonly string[] {
  try {
    checkTariffs(file, NAMES);
  } catch (error) {
    if (error instanceof RingledgerError)
      return error.faults.map(({ where, message }) => `${where}: ${message}`);
    throw error;
  }
  return [];
}

const withTariff = (given: object) => ({
  tariffs: [{ name: 'Standard', currency: 'GBP', decks: ['uk'], ...given }],
});
const withCompanies = (...companies: readonly object[]) => ({ ...withTariff({}), companies });
const allowance = (given: object) => withTariff({ allowances: [{ name: 'Free', per: 'month', ...given }] });

describe('a faulty file of tariffs is refused in sentences', () => {
  it('is sound before it is spoilt', () => {
    expect(
      faultsOf({
        ...withTariff({ inboundDecks: ['ddis'] }),
        trunks: [{ trunk: 'trunk-a', deck: 'carrier-a' }],
      }),
    ).toEqual([]);
    expect(faultsOf(withCompanies({ company: 'acme', tariff: 'default' }))).toEqual([]);
    expect(faultsOf({ tariffs: [] })).toEqual([]);
  });

  it.each([
    [[], 'file: [] is not a file of tariffs: write an object in braces.'],
    [
      {},
      'file: "tariffs" is missing: add a list of tariffs, for example "tariffs": [{"name":"Standard","currency":"GBP","decks":["uk"]}].',
    ],
    [{ tariffs: [], trunk: [] }, 'file: there is no "trunk" in a file of tariffs; did you mean "trunks"?'],
    [withTariff({ rentel: [] }), 'tariffs[0]: there is no "rentel" in a tariff; did you mean "rentals"?'],
    [
      withTariff({ currency: 'gbp' }),
      'tariffs[0].currency: "gbp" is not a currency: write three capital letters of ISO 4217, for example "GBP".',
    ],
    [
      withTariff({ decks: 'uk' }),
      'tariffs[0].decks: "uk" is not a list of decks: write a list in square brackets, for example ["uk"].',
    ],
    [withTariff({ decks: ['ku'] }), 'tariffs[0].decks[0]: there is no deck "ku"; did you mean "uk"?'],
    [
      withTariff({ decks: ['elsewhere'] }),
      'tariffs[0].decks[0]: there is no deck "elsewhere"; write one that there is, such as "uk", "carrier-a", "ddis", "fr", or import it first.',
    ],
    [
      withTariff({ decks: ['uk', 'uk'] }),
      'tariffs[0].decks[1]: deck "uk" stands at tariffs[0].decks[0] already: remove one of the two.',
    ],
    [
      withTariff({ decks: ['ddis'] }),
      'tariffs[0].decks[0]: deck "ddis" is inbound-ddi: list it under "inboundDecks".',
    ],
    [
      withTariff({ inboundDecks: ['uk'] }),
      'tariffs[0].inboundDecks[0]: deck "uk" is outbound: list it under "decks".',
    ],
    [
      withTariff({ decks: ['fr'] }),
      'tariffs[0].decks[0]: deck "fr" is in EUR and the tariff in GBP: one tariff bills in one currency.',
    ],
    [
      withTariff({ adjustments: [{ percent: 10 }] }),
      'tariffs[0].adjustments[0].percent: 10 is not a percentage: write a decimal number in quotes, with at most four decimals and a minus for a discount, for example "12.5".',
    ],
    [
      withTariff({ adjustments: [{ percent: '-101' }] }),
      'tariffs[0].adjustments[0].percent: "-101" takes off more than there is: write at least "-100".',
    ],
    [
      withTariff({ adjustments: [{ percent: '1.00001' }] }),
      'tariffs[0].adjustments[0].percent: "1.00001" is not a percentage: write a decimal number in quotes, with at most four decimals and a minus for a discount, for example "12.5".',
    ],
    [
      allowance({}),
      'tariffs[0].allowances[0]: "minutes" or "calls" is missing: write how much is included, for example "minutes": 1000.',
    ],
    [
      allowance({ minutes: 1, calls: 1 }),
      'tariffs[0].allowances[0]: "minutes" and "calls" stand together: write two allowances.',
    ],
    [
      allowance({ minutes: 1.5 }),
      'tariffs[0].allowances[0].minutes: 1.5 is not a number of minutes: write a whole number from 1 to 10000000, for example 1000.',
    ],
    [
      allowance({ calls: 1, per: 'year' }),
      'tariffs[0].allowances[0].per: "year" is not a period: write "month" or "day".',
    ],
    [
      withTariff({
        allowances: [
          { name: 'Free', calls: 1, per: 'day' },
          { name: 'Free', calls: 2, per: 'day' },
        ],
      }),
      'tariffs[0].allowances[1].name: allowance "Free" stands at tariffs[0].allowances[0].name already: remove one of the two.',
    ],
    [
      withTariff({ minimumPerCall: '-1' }),
      'tariffs[0].minimumPerCall: "-1" is not an amount: write a decimal number in quotes, with a point and at most six decimals, for example "0.01".',
    ],
    [
      withTariff({ minimumPerCall: '2', capPerCall: '1' }),
      'tariffs[0].capPerCall: "1" is below the minimum per call, "2": raise the one, or lower the other.',
    ],
    [
      withTariff({ rounding: { mode: 'up', decimals: 7, per: 'call' } }),
      'tariffs[0].rounding.decimals: 7 is not a number of decimals: write a whole number from 0 to 6, for example 2.',
    ],
    [
      withTariff({ rounding: { mode: 'nearest', decimals: 2, per: 'call' } }),
      'tariffs[0].rounding.mode: "nearest" is not a way of rounding: write "half-up" or "half-even" or "up" or "down".',
    ],
    [
      {
        tariffs: [
          { name: 'A', currency: 'GBP' },
          { name: 'A', currency: 'GBP' },
        ],
      },
      'tariffs[1].name: tariff "A" stands at tariffs[0].name already: remove one of the two.',
    ],
    [
      withCompanies({ company: 'acmee', tariff: 'Standard' }),
      'companies[0].company: there is no company "acmee"; did you mean "acme"?',
    ],
    [
      withCompanies({ company: 'acme', tariff: 'Standart' }),
      'companies[0].tariff: there is no tariff "Standart"; did you mean "Standard"?',
    ],
    [
      withCompanies({ company: 'acme', tariff: 'Standard', from: '2026-02-30' }),
      'companies[0].from: "2026-02-30" is not a day of the calendar: write a day that exists.',
    ],
    [
      withCompanies({ company: 'acme', tariff: 'Standard', from: '2026-02-01', to: '2026-02-01' }),
      'companies[0]: "from" "2026-02-01" is not before "to" "2026-02-01": it holds from "from" until the day before "to".',
    ],
    [
      withCompanies(
        { company: 'acme', tariff: 'Standard', from: '2026-02-01' },
        { company: 'acme', tariff: 'default', to: '2026-02-02' },
      ),
      'companies[0]: company "acme" has a tariff at the same time at companies[1]: let one end ("to") where the other begins ("from").',
    ],
    [
      { ...withTariff({}), trunks: [{ trunk: 'trunk-b', deck: 'carrier-a' }] },
      'trunks[0].trunk: there is no trunk "trunk-b"; did you mean "trunk-a"?',
    ],
    [
      { ...withTariff({}), trunks: [{ trunk: 'trunk-a', deck: 'ddis' }] },
      'trunks[0].deck: deck "ddis" is inbound-ddi: a carrier bills what goes out; write an outbound deck.',
    ],
  ])('%j', (file, sentence) => {
    expect(faultsOf(file)).toEqual([sentence]);
  });

  it('names all faults at once', () => {
    const file = {
      tariffs: [{ name: 'A', currency: 'GBP', decks: ['ku'], allowances: [{ name: 'F', per: 'day' }] }],
      companies: [{ company: 'nobody', tariff: 'B' }],
      trunks: [{ trunk: 'trunk-a', deck: 'gone' }],
    };
    expect(faultsOf(file).map((line) => line.split(':')[0])).toEqual([
      'tariffs[0].decks[0]',
      'tariffs[0].allowances[0]',
      'companies[0].company',
      'companies[0].tariff',
      'trunks[0].deck',
    ]);
  });
});
