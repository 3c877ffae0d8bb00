import type { Refuse } from '../../core/collect-faults.ts';
import { readCsv } from '../../core/csv.ts';
import type { ForeignFiles } from './foreign-deck.ts';

/**
 * Columns of a tariff plan's files by their place, as `index` tags state it in CGRateS's engine/models.go (github.com/
 * cgrates/cgrates, release 0.11) and the comment lines of its data/tariffplans/tutorial/*.csv name them.
 */
const COLUMNS = {
  'Timings.csv': ['id', 'years', 'months', 'monthDays', 'weekDays', 'time'],
  'Destinations.csv': ['id', 'prefix'],
  'Rates.csv': ['id', 'connectFee', 'rate', 'rateUnit', 'rateIncrement', 'groupIntervalStart'],
  'DestinationRates.csv': [
    'id',
    'destinationId',
    'ratesId',
    'roundingMethod',
    'roundingDecimals',
    'maxCost',
    'maxCostStrategy',
  ],
  'RatingPlans.csv': ['id', 'destinationRatesId', 'timingId', 'weight'],
  'RatingProfiles.csv': [
    'tenant',
    'category',
    'subject',
    'activationTime',
    'ratingPlanId',
    'ratesFallbackSubject',
  ],
} as const;

export type TariffPlanFile = keyof typeof COLUMNS;
export const TARIFF_PLAN_FILES = Object.keys(COLUMNS) as readonly TariffPlanFile[];

/** A row of one file, and where it stands: `Rates.csv line 4`. */
export interface TariffPlanRow {
  readonly where: string;
  readonly cell: (column: string) => string;
}

export type TariffPlan = Readonly<Record<TariffPlanFile, readonly TariffPlanRow[]>>;

/** Rows of the six files by name; lines that begin with `#` are comments. Files of other names are noted. */
export function readTariffPlan(
  files: ForeignFiles,
  refuse: Refuse,
  note: (text: string) => void,
): TariffPlan {
  const byName = new Map([...files].map(([path, text]) => [nameOf(path), text]));
  const plan = new Map<TariffPlanFile, readonly TariffPlanRow[]>();
  for (const file of TARIFF_PLAN_FILES) {
    const text = byName.get(file.toLowerCase());
    plan.set(file, text === undefined ? [] : readRows(file, text, refuse));
    if (text === undefined && file !== 'Timings.csv') {
      refuse(file, `The folder has no ${file}: add the file, as calls cannot be priced without it.`);
    }
  }
  for (const name of files.keys()) {
    if (!TARIFF_PLAN_FILES.some((file) => file.toLowerCase() === nameOf(name))) {
      note(`${name} is no file of prices: left out.`);
    }
  }
  return Object.fromEntries(plan) as unknown as TariffPlan;
}

function nameOf(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();
}

function readRows(file: TariffPlanFile, text: string, refuse: Refuse): readonly TariffPlanRow[] {
  const columns: readonly string[] = COLUMNS[file];
  const rows: TariffPlanRow[] = [];
  for (const { line, fields } of readCsv(text)) {
    if (fields[0]?.trim().startsWith('#')) continue;
    if (fields[0]?.trim() === '*out') {
      refuse(
        `${file} line ${line}`,
        'The line begins with a direction ("*out"), as before CGRateS 0.10: remove that column.',
      );
    } else if (fields.length === columns.length || isShortProfile(file, fields.length)) {
      rows.push({
        where: `${file} line ${line}`,
        cell: (column) => (fields[columns.indexOf(column)] ?? '').trim(),
      });
    } else {
      refuse(
        `${file} line ${line}`,
        `"${fields.join(',')}" has ${fields.length} columns: write the ${columns.length} of CGRateS, ${columns.join(', ')}.`,
      );
    }
  }
  return rows;
}

/** Files written by hand leave the empty last column of a profile out. */
function isShortProfile(file: TariffPlanFile, columns: number): boolean {
  return file === 'RatingProfiles.csv' && columns === COLUMNS[file].length - 1;
}
