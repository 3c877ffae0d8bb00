import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readBands } from '../../src/billing/deck-bands.ts';
import { readDeckRates } from '../../src/billing/deck-csv.ts';
import { readHolidays } from '../../src/billing/deck-holidays.ts';
import { type TariffsFile, toAssignments, toTariff } from '../../src/billing/tariffs-file.ts';
import { readCsv } from '../../src/core/csv.ts';
import { type Fault, refuseFaults } from '../../src/core/errors.ts';
import type { Assignment, RateCard, RateDeck } from '../../src/core/rate-card.ts';
import { startOfDay } from '../../src/core/zone.ts';

/** The folder of the golden cases. */
const ROOT = new URL('../golden/rating/', import.meta.url);

export type Row = Readonly<Record<string, string>>;

/** One case as its files say it: see test/golden/rating/README.md. */
export interface RatingCase {
  readonly name: string;
  /** Whose published example it is, with the place; else empty. */
  readonly notes: string;
  readonly card: RateCard;
  readonly calls: readonly Row[];
  readonly expected: readonly Row[];
}

/** Terms of the decks of a case, by name, where they are not the usual ones. */
interface DeckTerms extends Partial<Pick<RateDeck, 'currency' | 'direction' | 'crossing' | 'zone'>> {
  /** The first day on which it is no longer in force. */
  readonly to?: string;
}

const ZONE = 'Europe/London';
const DECK_FILE = /^deck(?:\.([a-z-]+?))?(?:-(\d{4}-\d{2}-\d{2}))?\.csv$/;

/** Names of the cases' folders. */
export function listCases(): readonly string[] {
  const entries = readdirSync(ROOT, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** Throws, with every fault, where a file cannot be read as the product reads it. */
export function readCase(name: string): RatingCase {
  const { tariffs, ...assigned } = readJson<TariffsFile>(name, 'tariff.json') ?? { tariffs: [] };
  const assignments = toAssignments({ tariffs, ...assigned });
  const of = (kind: 'company' | 'trunk'): readonly Assignment[] =>
    assignments
      .filter((row) => row.kind === kind)
      .map(({ to, name: assignedName, fromDate, toDate }) => ({
        to,
        name: assignedName,
        from: fromDate,
        fromAt: fromDate === null ? 0 : startOfDay(ZONE, fromDate),
        toAt: toDate === null ? null : startOfDay(ZONE, toDate),
      }));
  return {
    name,
    notes: (readText(name, 'notes.md') ?? '').trim(),
    card: {
      revision: 1,
      zone: ZONE,
      decks: readDecks(name),
      tariffs: tariffs.map(toTariff),
      companyTariffs: of('company'),
      trunkDecks: of('trunk'),
    },
    calls: readRows(name, 'calls.csv'),
    expected: readRows(name, 'expected.csv'),
  };
}

function readDecks(name: string): readonly RateDeck[] {
  const termsOf = readJson<Record<string, DeckTerms>>(name, 'decks.json') ?? {};
  const faults: Fault[] = [];
  const windows = readBands(readText(name, 'bands.csv') ?? 'band,days,from,to\n', faults);
  const holidays = readHolidays(readText(name, 'holidays.csv') ?? 'date,name\n', faults);
  const bands = new Set(windows.map(({ band }) => band));
  const decks = readdirSync(new URL(`${name}/`, ROOT))
    .sort()
    .flatMap((file): RateDeck[] => {
      const match = DECK_FILE.exec(file);
      if (match === null) return [];
      const [, deck = 'deck', from = '1970-01-01'] = match;
      const { to, ...terms } = termsOf[deck] ?? {};
      return [
        {
          name: deck,
          from,
          fromAt: startOfDay(ZONE, from),
          toAt: to === undefined ? null : startOfDay(ZONE, to),
          currency: 'GBP',
          direction: 'outbound',
          crossing: 'by-start',
          zone: ZONE,
          windows,
          holidays: holidays.map(({ date }) => date),
          rates: readDeckRates(readText(name, file) ?? '', bands, 'GB', faults).rates,
          ...terms,
        },
      ];
    });
  if (faults.length > 0) throw refuseFaults(`The case ${name} cannot be read.`, faults);
  return decks;
}

function readText(name: string, file: string): string | undefined {
  const url = new URL(`${name}/${file}`, ROOT);
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined;
}

function readRows(name: string, file: string): readonly Row[] {
  const [header, ...records] = readCsv(readText(name, file) ?? '');
  const names = header?.fields ?? [];
  return records.map(({ fields }) =>
    Object.fromEntries(names.map((column, at) => [column, fields[at] ?? ''])),
  );
}

function readJson<T>(name: string, file: string): T | undefined {
  const text = readText(name, file);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
