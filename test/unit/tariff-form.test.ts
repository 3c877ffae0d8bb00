import { describe, expect, it } from 'vitest';
import type { TariffsFile } from '../../web/src/api/tariffs-file.ts';
import { compareTariffs } from '../../web/src/pages/setup/tariffs/tariff-changes.ts';
import {
  changeCarriers,
  changeTariff,
  placeOf,
  toTariffDraft,
} from '../../web/src/pages/setup/tariffs/tariff-draft.ts';

const FILE: TariffsFile = {
  tariffs: [
    {
      ...{ name: 'Standard', currency: 'GBP', decks: ['uk', 'world'], inboundDecks: ['ddis'] },
      adjustments: [{ numberTypes: ['Mobile'], percent: '12.5' }],
      allowances: [
        { name: 'Minutes', numberTypes: ['National'], minutes: 1000, per: 'month' },
        { name: 'Calls', destinations: ['London'], calls: 100, per: 'day' },
      ],
      ...{ minimumPerCall: '0.01', capPerCall: '5', taxPercent: '20' },
      rounding: { mode: 'half-even', decimals: 0, per: 'period' },
      rentals: [{ name: 'Line', per: 'device', monthly: '5.5' }],
    },
    { name: 'Plain', currency: 'GBP', decks: ['uk'] },
  ],
  companies: [
    { company: 'acme', tariff: 'Plain', from: null, to: '2026-01-01' },
    { company: 'acme', tariff: 'Standard', from: '2026-01-01', to: null },
    { company: 'best', tariff: 'Plain', from: null, to: null },
  ],
  trunks: [{ trunk: 'trunk-a', deck: 'carrier-a', from: null, to: null }],
};

describe('a tariff in its form', () => {
  it('is the same again where nothing is typed', () => {
    const standard = changeTariff(FILE, 'Standard', toTariffDraft(FILE, 'Standard', ''));
    expect(standard).toMatchObject({ tariffs: FILE.tariffs, trunks: FILE.trunks });
    const { companies } = standard as TariffsFile;
    expect(companies).toEqual(expect.arrayContaining([...FILE.companies]));
    expect(companies).toHaveLength(FILE.companies.length);
    const draft = toTariffDraft(FILE, 'Plain', '');
    expect((changeTariff(FILE, 'Plain', draft) as TariffsFile).tariffs[1]).toEqual({
      ...FILE.tariffs[1],
      ...{ inboundDecks: [], adjustments: [], allowances: [], rentals: [] },
    });
  });

  it('is sent as the file has it: decimals with a point, days that are not said as none', () => {
    const draft = {
      ...toTariffDraft(FILE, undefined, 'EUR'),
      ...{ name: ' Neu ', capPerCall: '2,50', decimals: '2', mode: 'up', per: 'call' },
      allowances: [
        { name: 'A', numberTypes: [], destinations: [], minutes: '10', calls: '1.5', per: 'month' },
      ],
      payers: [{ who: 'best', what: '', from: '2026-12-01', to: '' }],
    };
    const file = changeTariff(FILE, undefined, draft) as TariffsFile;
    expect(file.tariffs[placeOf(FILE, undefined)]).toEqual({
      ...{ name: 'Neu', currency: 'EUR', decks: [], inboundDecks: [], adjustments: [], rentals: [] },
      ...{ capPerCall: '2.50', rounding: { mode: 'up', decimals: 2, per: 'call' } },
      // What is no whole number is for the server to refuse.
      allowances: [{ name: 'A', per: 'month', minutes: 10, calls: '1.5' }],
    });
    expect(file.companies.at(-1)).toEqual({ company: 'best', tariff: 'Neu', from: '2026-12-01', to: null });
    expect(file.companies).toHaveLength(FILE.companies.length + 1);
  });

  it('goes with those who pay by it', () => {
    const { tariffs, companies } = changeTariff(FILE, 'Standard', undefined) as TariffsFile;
    expect(tariffs.map(({ name }) => name)).toEqual(['Plain']);
    expect(companies.map(({ tariff }) => tariff)).toEqual(['Plain', 'Plain']);
  });

  it('leaves carriers alone, which have a form of their own', () => {
    const rows = [{ who: ' trunk-b ', what: 'carrier-b', from: '', to: '2027-01-01' }];
    expect(changeCarriers(FILE, rows)).toEqual({
      ...FILE,
      trunks: [{ trunk: 'trunk-b', deck: 'carrier-b', from: null, to: '2027-01-01' }],
    });
  });
});

describe('two states of the tariffs', () => {
  it('differ in nothing from themselves', () => {
    expect(compareTariffs(FILE, structuredClone(FILE))).toEqual([]);
  });

  it('are compared field by field, whoever pays by what from another day on too', () => {
    const [standard, plain] = FILE.tariffs;
    if (standard === undefined || plain === undefined) throw new Error('the file has two');
    const later: TariffsFile = {
      tariffs: [
        { ...standard, decks: ['world', 'uk'], rounding: { mode: 'up', decimals: 0, per: 'period' } },
        { name: 'New', currency: 'EUR' },
      ],
      companies: [{ company: 'acme', tariff: 'Standard', from: '2026-02-01', to: null }],
      trunks: [...FILE.trunks, { trunk: 'trunk-a', deck: 'carrier-b', from: '2027-01-01', to: null }],
    };
    const tell = ({ kind, of, what, before, after }: ReturnType<typeof compareTariffs>[number]) =>
      `${kind} ${of} ${what}: ${before ?? '-'} > ${after ?? '-'}`;
    expect(compareTariffs(FILE, later).map(tell)).toEqual([
      'tariff Standard decks: uk; world > world; uk',
      'tariff Standard rounding.mode: half-even > up',
      'tariff Plain currency: GBP > -',
      'tariff Plain decks: uk > -',
      'tariff New currency: - > EUR',
      'company acme Plain: … – 2026-01-01 > -',
      'company acme Standard: 2026-01-01 – … > 2026-02-01 – …',
      'company best Plain: … – … > -',
      'trunk trunk-a carrier-b: - > 2027-01-01 – …',
    ]);
  });

  it('tell rules with all that they hold', () => {
    const empty: TariffsFile = { tariffs: [], companies: [], trunks: [] };
    const found = compareTariffs(empty, FILE).find(({ what }) => what === 'allowances');
    expect(found?.after).toBe(
      'name Minutes, numberTypes National, minutes 1000, per month; name Calls, destinations London, calls 100, per day',
    );
  });
});
