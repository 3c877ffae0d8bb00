import { showText } from './show-text.ts';
import { renderTable, type TableColumn } from './text-table.ts';

type Json = Readonly<Record<string, unknown>>;

/** Columns of a table and the keys they are filled from. */
type Columns = readonly (TableColumn & { readonly key: string })[];

const RECORDS: Columns = [
  { title: 'line', key: 'line', right: true },
  { title: 'call', key: 'call', right: true },
  { title: 'start', key: 'start' },
  { title: 'src', key: 'src' },
  { title: 'dst', key: 'dst' },
  { title: 'channel', key: 'channel', gives: true },
  { title: 'dstchannel', key: 'dstchannel', gives: true },
  { title: 'seconds', key: 'duration', right: true },
  { title: 'talk', key: 'billsec', right: true },
  { title: 'disposition', key: 'disposition' },
];
const LEGS: Columns = [
  { title: 'call', key: 'call', right: true },
  { title: '', key: 'direction' },
  { title: 'company', key: 'company' },
  { title: 'device or extension', key: 'party' },
  { title: 'name', key: 'name', gives: true },
  { title: 'dialled or caller', key: 'other' },
  { title: 'detail', key: 'detail' },
  { title: 'ring', key: 'ringSeconds', right: true },
  { title: 'talk', key: 'billsec', right: true },
  { title: 'trunk', key: 'trunk', spare: true },
];

/** Lines that show what the head of a file would become: its records, the legs they would make, and what is no record. */
export function describeTried(shown: string, tried: Json, width: number): readonly string[] {
  const [records, legs, rejects] = ['records', 'legs', 'rejects'].map((name) => listOf(tried[name]));
  const notes = listOf(tried['notes']).map(String);
  return [
    `${shown}: as it would land; nothing was kept.`,
    ...showTable('Records', RECORDS, records ?? [], width),
    ...showTable('Legs', LEGS, legs ?? [], width),
    ...(rejects ?? []).map((reject) => describeReject(reject as Json)),
    ...notes,
  ];
}

function showTable(
  title: string,
  columns: Columns,
  rows: readonly unknown[],
  width: number,
): readonly string[] {
  if (rows.length === 0) return [`${title}: none.`];
  const cells = rows.map((row) => columns.map(({ key }) => String((row as Json)[key] ?? '')));
  return ['', `${title}:`, ...renderTable(columns, cells, width)];
}

function describeReject({ line, message, raw }: Json): string {
  return `line ${String(line)} would be rejected: ${showText(String(message))}\n  ${showText(String(raw).slice(0, 160))}`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
