import { renderTable, type TableColumn } from './text-table.ts';
import { countRecords } from './upload-progress.ts';

interface ToldChange {
  readonly what: string;
  readonly kind: string;
  readonly name: string;
  readonly company: string;
  readonly words: string;
}

const COLUMNS: readonly TableColumn[] = [
  { title: '' },
  { title: 'list' },
  { title: 'name' },
  { title: 'company', spare: true },
  { title: 'difference' },
];

/** What a sync did, or would do: its changes as a table, what it could not read, and one line that sums it up. */
export function describeSync(
  shown: string,
  result: Readonly<Record<string, unknown>>,
  width: number,
): { readonly lines: readonly string[]; readonly refused: number } {
  const changes = (result['changes'] ?? []) as readonly ToldChange[];
  const notes = (result['notes'] ?? []) as readonly string[];
  const rows = changes.map(({ what, kind, name, company, words }) => [what, kind, name, company, words]);
  const count = (what: string) => changes.filter((change) => change.what === what).length;
  const counts = ['new', 'changed', 'ended', 'refused'].map((what) => `${what} ${count(what)}`);
  const records = Number(result['records'] ?? 0);
  const isDry = result['dryRun'] === true;
  const again = records > 0 ? `; the calls of ${countRecords(records)} were attributed again` : '';
  const end = isDry ? '; nothing was changed: leave --dry-run out to do it' : again;
  return {
    lines: [
      ...(rows.length === 0 ? [] : renderTable(COLUMNS, rows, width)),
      ...notes.map((note) => `Note: ${note}`),
      `${shown}: ${counts.join(', ')}, unchanged ${Number(result['unchanged'] ?? 0)}, from ${String(result['day'])} on${end}`,
    ],
    refused: count('refused'),
  };
}
