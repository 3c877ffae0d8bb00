import { quote } from '../core/check-shape.ts';
import type { Fault } from '../core/errors.ts';
import type { AssignmentRow } from '../store/catalog/rates-tariffs.ts';
import { isDay } from './deck-name.ts';
import { explainMissing, type TariffNames } from './tariff-names.ts';
import { type TariffsFile, toAssignments } from './tariffs-file.ts';

/** By what a company pays to which no tariff was assigned; it is there without being written. */
const DEFAULT = 'default';

type PlacedRow = AssignmentRow & { readonly where: string };

/** Whether those who pay, and what they pay by, exist, and that nobody pays by two tariffs at once. */
export function checkAssignments(file: TariffsFile, names: TariffNames): readonly Fault[] {
  const companies = file.companies?.length ?? 0;
  const rows = toAssignments(file).map((row, at): PlacedRow => {
    const where = row.kind === 'company' ? `companies[${at}]` : `trunks[${at - companies}]`;
    return { ...row, where };
  });
  const tariffs = [DEFAULT, ...file.tariffs.map(({ name }) => name)];
  return [
    ...rows.flatMap((row) => [...checkNames(row, names, tariffs), ...checkDays(row)]),
    ...findOverlaps(rows),
  ];
}

function checkNames(row: PlacedRow, names: TariffNames, tariffs: readonly string[]): readonly Fault[] {
  const faults: Fault[] = [];
  const check = (field: string, name: string, known: Iterable<string>) => {
    const list = [...known];
    if (list.includes(name)) return;
    faults.push({ where: `${row.where}.${field}`, message: explainMissing(field, name, list) });
  };
  if (row.kind === 'company') {
    check('company', row.to, names.companies);
    check('tariff', row.name, tariffs);
    return faults;
  }
  check('trunk', row.to, names.trunks);
  check('deck', row.name, names.decks.keys());
  const direction = names.decks.get(row.name)?.direction ?? 'outbound';
  if (direction !== 'outbound') {
    const message = `deck ${quote(row.name)} is ${direction}: a carrier bills what goes out; write an outbound deck.`;
    faults.push({ where: `${row.where}.deck`, message });
  }
  return faults;
}

function checkDays({ where, fromDate, toDate }: PlacedRow): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [field, day] of Object.entries({ from: fromDate, to: toDate })) {
    if (day === null || isDay(day)) continue;
    const message = `${quote(day)} is not a day of the calendar: write a day that exists.`;
    faults.push({ where: `${where}.${field}`, message });
  }
  if (faults.length > 0 || fromDate === null || toDate === null || fromDate < toDate) return faults;
  const message = `"from" ${quote(fromDate)} is not before "to" ${quote(toDate)}: it holds from "from" until the day before "to".`;
  return [{ where, message }];
}

/** Days compare as texts; an open end is before or after all of them. */
function findOverlaps(rows: readonly PlacedRow[]): readonly Fault[] {
  const byFrom = rows.toSorted((one, other) => compare(one.fromDate ?? '', other.fromDate ?? ''));
  const longest = new Map<string, PlacedRow>();
  return byFrom.flatMap((row) => {
    const key = `${row.kind} ${row.to}`;
    const before = longest.get(key);
    if (before === undefined || (row.toDate ?? '~') > (before.toDate ?? '~')) longest.set(key, row);
    if (before === undefined || (row.fromDate ?? '') >= (before.toDate ?? '~')) return [];
    const [what, by] = row.kind === 'company' ? ['company', 'tariff'] : ['trunk', 'deck'];
    const message = `${what} ${quote(row.to)} has a ${by} at the same time at ${before.where}: let one end ("to") where the other begins ("from").`;
    return [{ where: row.where, message }];
  });
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
