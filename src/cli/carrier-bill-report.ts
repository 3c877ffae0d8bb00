import { renderCsvLine } from '../core/csv-line.ts';
import { formatInstant } from '../core/format-instant.ts';
import { renderTable, type TableColumn } from './text-table.ts';

type Json = Readonly<Record<string, unknown>>;

/** A list of the answer, its title, and the sentence that explains it. */
interface Kind {
  readonly name: string;
  readonly title: string;
  /** A call of ours that is missing is in dispute with nobody. */
  readonly isDisputed: boolean;
}

const KINDS: readonly Kind[] = [
  { name: 'missingAtOurs', title: 'Missing at ours', isDisputed: true },
  { name: 'duplicates', title: 'Duplicates', isDisputed: true },
  { name: 'billedLonger', title: 'Billed longer', isDisputed: true },
  { name: 'pricedOtherwise', title: 'Priced otherwise', isDisputed: true },
  { name: 'missingAtCarrier', title: 'Missing at theirs', isDisputed: false },
  { name: 'unpriced', title: 'No price in the deck', isDisputed: false },
  { name: 'outsidePeriod', title: 'Outside the days asked for', isDisputed: false },
];
const SHOWN = 20;

const COLUMNS: readonly (TableColumn & { readonly cell: string })[] = [
  { title: 'line', cell: 'line', right: true, spare: true },
  { title: 'number', cell: 'number' },
  { title: 'our start', cell: 'startAt', spare: true },
  { title: 'billed at', cell: 'billedAt', spare: true },
  { title: 'secs', cell: 'seconds', right: true, spare: true },
  { title: 'billed', cell: 'billedSeconds', right: true, spare: true },
  { title: 'price', cell: 'price', right: true, spare: true },
  { title: 'deck, theirs', cell: 'priceOfTheirs', right: true, spare: true },
  { title: 'deck, ours', cell: 'priceOfOurs', right: true, spare: true },
  { title: 'our cost', cell: 'carrierCost', right: true, spare: true },
  { title: 'in dispute', cell: 'dispute', right: true, spare: true },
  { title: 'company', cell: 'company', spare: true, gives: true },
  { title: 'acctid', cell: 'acctid', right: true, spare: true },
];

/** Totals first, then the first lines of each list. */
export function renderBillCheck(answer: Json, shown: string, width: number): readonly string[] {
  const totals = answer['totals'] as Json;
  const zone = text(answer['zone']);
  const currency = text(answer['currency']);
  const lines = [
    `${shown}: trunk ${text(answer['trunk'])}, ${text(answer['from'])} until before ${text(answer['to'])}, times in ${zone}, money in ${currency}`,
    ...listOf(answer, 'notes').map((sentence) => `  ${text(sentence)}`),
    '',
    ...renderTable(
      [{ title: '' }, { title: 'calls', right: true }, { title: 'sum', right: true }],
      [
        ['The bill', text(totals['lines']), text(totals['billed'])],
        ['Our calls, by the deck', text(totals['calls']), text(totals['carrierCost'])],
        ['Matched', text(totals['matched']), ''],
      ],
      width,
    ),
    ...noteCounts(totals),
    '',
    ...renderTotals(totals, width),
    '',
    `In dispute: ${text(totals['inDispute'])} ${currency}. In our favour: ${text(totals['inOurFavour'])}.`,
  ];
  for (const kind of KINDS) lines.push(...renderKind(kind, answer, zone, width));
  return lines;
}

/** Every list, one row a line or call. */
export function* renderBillCheckCsv(answer: Json): Generator<string> {
  const zone = text(answer['zone']);
  yield renderCsvLine(['kind', ...COLUMNS.map(({ cell }) => cell.replace(/At$/, ''))]);
  for (const { name } of KINDS) {
    for (const row of listOf(answer, name)) yield renderCsvLine([name, ...toCells(name, row as Json, zone)]);
  }
}

function noteCounts(totals: Json): readonly string[] {
  const notes: string[] = [];
  const [attempts, unknown] = [Number(totals['attempts']), Number(totals['carrierCostUnknown'])];
  if (attempts > 0) notes.push(`Lines that are attempts, 0 seconds and free: ${attempts}.`);
  if (unknown > 0) notes.push(`Calls of ours without a known carrier cost: ${unknown}.`);
  return notes;
}

function renderTotals(totals: Json, width: number): readonly string[] {
  const rows = KINDS.flatMap(({ name, title }) => {
    const { count, over, under } = totals[name] as Json;
    return count === 0 ? [] : [[title, text(count), text(over), text(under)]];
  });
  if (rows.length === 0) return ['The bill and our calls agree.'];
  const right = { right: true };
  return renderTable(
    [
      { title: '' },
      { title: 'calls', ...right },
      { title: 'too much', ...right },
      { title: 'too little', ...right },
    ],
    rows,
    width,
  );
}

function renderKind({ name, title, isDisputed }: Kind, answer: Json, zone: string, width: number) {
  const rows = listOf(answer, name) as readonly Json[];
  if (rows.length === 0) return [];
  const more = rows.length - SHOWN;
  return [
    '',
    `${title}${isDisputed ? '' : ' (not in dispute)'}:`,
    ...renderTable(
      COLUMNS,
      rows.slice(0, SHOWN).map((row) => toCells(name, row, zone)),
      width,
    ),
    ...(more > 0 ? [`… and ${more} more: --csv lists all.`] : []),
  ];
}

/** What stands alone on the bill has its own time only. */
function toCells(name: string, row: Json, zone: string): readonly string[] {
  const isLine = row['acctid'] === undefined;
  const told: Json = isLine
    ? {
        ...row,
        billedAt: row['startAt'],
        startAt: undefined,
        billedSeconds: row['seconds'],
        seconds: undefined,
      }
    : row;
  const dispute = isLine && name !== 'outsidePeriod' ? row['price'] : row['dispute'];
  const whole: Json = { ...told, dispute };
  return COLUMNS.map(({ cell }) => {
    const value = whole[cell];
    return cell.endsWith('At') && typeof value === 'number' ? formatInstant(value, zone) : text(value);
  });
}

function listOf(answer: Json, name: string): readonly unknown[] {
  const list = answer[name];
  return Array.isArray(list) ? list : [];
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
