import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readCsv } from '../../src/core/csv.ts';
import { parseMicros } from '../../src/core/money.ts';
import type {
  Assignment,
  BandDay,
  BandWindow,
  Rate,
  RateCard,
  RateDeck,
  Tariff,
} from '../../src/core/rate-card.ts';
import { BAND_DAYS } from '../../src/core/rate-card.ts';
import { startOfDay } from '../../src/core/zone.ts';

/** The folder of the golden cases. */
export const CASES_ROOT = new URL('../golden/rating/', import.meta.url);

export type Row = Readonly<Record<string, string>>;

/** One case as its files say it: see test/golden/rating/README.md. */
export interface RatingCase {
  readonly name: string;
  readonly card: RateCard;
  readonly calls: readonly Row[];
  readonly expected: readonly Row[];
}

const ZONE = 'Europe/London';
const DECK_FILE = /^deck(?:\.([a-z-]+?))?(?:-(\d{4}-\d{2}-\d{2}))?\.csv$/;

/** Names of the cases' folders. */
export function listCases(): readonly string[] {
  const entries = readdirSync(CASES_ROOT, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

export function readCase(name: string): RatingCase {
  const zone = readJson<{ zone?: string }>(name, 'pbx.json')?.zone ?? ZONE;
  const { companies, trunks } = readAssignments(name, zone);
  return {
    name,
    card: {
      revision: 1,
      zone,
      decks: readDecks(name, zone),
      tariffs: (readJson<TariffFile>(name, 'tariff.json')?.tariffs ?? []).map(readTariff),
      companyTariffs: companies,
      trunkDecks: trunks,
    },
    calls: readRows(name, 'calls.csv'),
    expected: readRows(name, 'expected.csv'),
  };
}

interface DeckSettings extends Partial<Pick<RateDeck, 'currency' | 'direction' | 'crossing' | 'zone'>> {
  /** First day on which the deck, in its last version, is no longer in force. */
  readonly until?: string;
}

interface TariffFile {
  readonly tariffs: readonly WrittenTariff[];
}

interface WrittenTariff {
  readonly name?: string;
  readonly currency?: string;
  readonly decks?: readonly string[];
  readonly inboundDecks?: readonly string[];
  readonly adjustments?: readonly (WrittenMatch & { readonly percent: string })[];
  readonly allowances?: readonly (WrittenMatch & {
    readonly name: string;
    readonly minutes?: number;
    readonly calls?: number;
    readonly per: 'month' | 'day';
  })[];
  readonly minimumPerCall?: string;
  readonly capPerCall?: string;
  readonly rounding?: Partial<Tariff['rounding']>;
}

interface WrittenMatch {
  readonly numberTypes?: readonly string[];
  readonly destinations?: readonly string[];
}

function readTariff(written: WrittenTariff): Tariff {
  return {
    name: written.name ?? 'default',
    currency: written.currency ?? 'GBP',
    decks: written.decks ?? ['deck'],
    inboundDecks: written.inboundDecks ?? [],
    adjustments: (written.adjustments ?? []).map((adjustment) => ({
      ...readMatch(adjustment),
      // Ten-thousandths of a percent are a hundredth of the millionths that money is read as.
      perMillion: parseMicros(adjustment.percent) / 100,
    })),
    allowances: (written.allowances ?? []).map(({ minutes, calls, ...allowance }) => ({
      ...readMatch(allowance),
      name: allowance.name,
      per: allowance.per,
      unit: minutes === undefined ? ('calls' as const) : ('seconds' as const),
      quantity: minutes === undefined ? (calls ?? 0) : minutes * 60,
    })),
    minimumPerCall: parseMicros(written.minimumPerCall ?? '0'),
    capPerCall: written.capPerCall === undefined ? null : parseMicros(written.capPerCall),
    rounding: { mode: 'half-up', decimals: 6, per: 'call', ...written.rounding },
    taxPerMillion: 0,
    rentals: [],
  };
}

function readMatch({ numberTypes = [], destinations = [] }: WrittenMatch) {
  return { numberTypes, destinations };
}

function readDecks(name: string, zone: string): readonly RateDeck[] {
  const settings = readJson<Record<string, DeckSettings>>(name, 'decks.json') ?? {};
  const files = readdirSync(new URL(`${name}/`, CASES_ROOT)).sort();
  return files.flatMap((file) => {
    const match = DECK_FILE.exec(file);
    if (match === null) return [];
    const [, deck = 'deck', from = '1970-01-01'] = match;
    const { until, ...given } = settings[deck] ?? {};
    return {
      name: deck,
      from,
      fromAt: startOfDay(zone, from),
      toAt: until === undefined ? null : startOfDay(zone, until),
      currency: 'GBP',
      direction: 'outbound' as const,
      crossing: 'by-start' as const,
      zone,
      windows: readWindows(name),
      holidays: readRows(name, 'holidays.csv').map((row) => row['date'] ?? ''),
      rates: readRates(readRows(name, file)),
      ...given,
    };
  });
}

/** Rows of one prefix and band are the steps of one rate. */
function readRates(rows: readonly Row[]): readonly Rate[] {
  const rates = new Map<string, Rate>();
  for (const row of rows) {
    for (const prefix of (row['prefix'] ?? '').split(' ')) {
      const band = row['band'] ?? '';
      const key = `${prefix} ${band}`;
      const step = {
        afterSeconds: Number(row['afterSeconds'] || '0'),
        perMinute: parseMicros(row['perMinute'] ?? ''),
        nextIncrement: Number(row['nextIncrement'] || '1'),
      };
      const known = rates.get(key);
      rates.set(
        key,
        known === undefined ? readRate(row, prefix, band, step) : { ...known, steps: [...known.steps, step] },
      );
    }
  }
  return [...rates.values()];
}

function readRate(row: Row, prefix: string, band: string, step: Rate['steps'][number]): Rate {
  return {
    prefix,
    destination: row['destination'] ?? '',
    numberType: row['numberType'] ?? '',
    band,
    connectCharge: parseMicros(row['connectCharge'] || '0'),
    minimumCharge: parseMicros(row['minimumCharge'] || '0'),
    freeSeconds: Number(row['freeSeconds'] || '0'),
    firstIncrement: Number(row['firstIncrement'] || '60'),
    steps: [step],
  };
}

function readWindows(name: string): readonly BandWindow[] {
  return readRows(name, 'bands.csv').flatMap((row) => {
    const days = (row['days'] ?? '').split(/[ ,]/).flatMap(readDays);
    const [from, to] = [readMinute(row['from'] ?? ''), readMinute(row['to'] ?? '')];
    const band = row['band'] ?? '';
    if (from < to) return [{ band, days, fromMinute: from, toMinute: to }];
    // Over midnight: the evening of each of its days, and the morning of the day after.
    const evening = { band, days, fromMinute: from, toMinute: 1440 };
    return to === 0 ? [evening] : [evening, { band, days: days.map(dayAfter), fromMinute: 0, toMinute: to }];
  });
}

function readDays(text: string): readonly BandDay[] {
  const [first, last] = text.split('-').map((day) => BAND_DAYS.indexOf(day as BandDay));
  if (first === undefined || first < 0) throw new Error(`"${text}" is no day.`);
  return BAND_DAYS.slice(first, (last ?? first) + 1);
}

function dayAfter(day: BandDay): BandDay {
  return day === 'holiday' ? 'holiday' : (BAND_DAYS[(BAND_DAYS.indexOf(day) + 1) % 7] ?? 'mon');
}

function readMinute(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

function readAssignments(name: string, zone: string) {
  const companies: Assignment[] = [];
  const trunks: Assignment[] = [];
  for (const row of readRows(name, 'assignments.csv')) {
    const [from, until] = [row['from'] || null, row['until'] || null];
    const list = row['kind'] === 'trunk' ? trunks : companies;
    list.push({
      to: row['to'] ?? '',
      name: row['name'] ?? '',
      from,
      fromAt: from === null ? 0 : startOfDay(zone, from),
      toAt: until === null ? null : startOfDay(zone, until),
    });
  }
  return { companies, trunks };
}

function readText(name: string, file: string): string | undefined {
  const url = new URL(`${name}/${file}`, CASES_ROOT);
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined;
}

function readRows(name: string, file: string): readonly Row[] {
  const text = readText(name, file);
  if (text === undefined) return [];
  const [header, ...records] = readCsv(text);
  const names = header?.fields ?? [];
  return records.map(({ fields }) =>
    Object.fromEntries(names.map((column, at) => [column, fields[at] ?? ''])),
  );
}

function readJson<T>(name: string, file: string): T | undefined {
  const text = readText(name, file);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
