import { renderTable } from './text-table.ts';

type Result = Readonly<Record<string, unknown>>;

const COLUMNS = [
  { title: 'prefix' },
  { title: 'band', spare: true },
  { title: 'destination', gives: true },
  { title: 'price' },
  { title: 'before', right: true },
  { title: 'now', right: true },
];

const RATE_COLUMNS = [
  { title: 'prefix' },
  { title: 'band', spare: true },
  { title: 'destination', gives: true },
  { title: 'perMinute', right: true },
];

/** Lines about an import of a deck, or about what it would do: counts first, then what is worth a look. */
export function describeDeckImport(
  shown: string,
  { deck, from }: { readonly deck: string; readonly from: string },
  result: Result,
  width: number,
): readonly string[] {
  const count = (name: string) => Number(result[name] ?? 0);
  const isDry = result['dryRun'] === true;
  // Within a first version they are a guess, for whoever asks.
  const showJumps = isDry || typeof result['against'] === 'string';
  const verb = isDry ? 'would have' : 'has';
  const counts = `added ${count('added')}, changed ${count('changed')}, removed ${count('removed')}, unchanged ${count('unchanged')}`;
  return [
    `${shown}: deck ${deck} from ${from} ${verb} ${count('rates')} rates: ${counts}`,
    ...describeKinds(result, count),
    ...textsOf(result, 'terms').map((text) => `  ${text}`),
    ...describeLargest(result, width),
    ...describeFirst('New', result['firstAdded'], count('added'), width),
    ...describeFirst('Gone', result['firstRemoved'], count('removed'), width),
    ...describeList('No price at some times', textsOf(result, 'gaps')),
    ...(showJumps
      ? describeList(`Prices that jump: ${count('jumps')}`, textsOf(result, 'largestJumps'))
      : []),
    ...describeList('Look at these lines', textsOf(result, 'warnings')),
    ...(isDry ? ['Nothing was changed: leave --dry-run out to import it.'] : []),
  ];
}

function describeKinds(result: Result, count: (name: string) => number): readonly string[] {
  if (typeof result['against'] !== 'string') return [];
  const kinds = `dearer ${count('dearer')}, cheaper ${count('cheaper')}, otherwise changed ${count('otherwise')}`;
  return [`  against the version from ${result['against']}: ${kinds}`];
}

function describeLargest(result: Result, width: number): readonly string[] {
  const largest = Array.isArray(result['largest']) ? (result['largest'] as readonly Result[]) : [];
  if (largest.length === 0) return [];
  const cells = ['prefix', 'band', 'destination', 'price', 'before', 'after'];
  const rows = largest.map((change) => cells.map((cell) => String(change[cell] ?? '')));
  return ['The largest changes:', ...renderTable(COLUMNS, rows, width)];
}

/** Some of the rates that are new, or gone, and how many more there are. */
function describeFirst(heading: string, rates: unknown, count: number, width: number): readonly string[] {
  const first = Array.isArray(rates) ? (rates as readonly Result[]) : [];
  if (first.length === 0) return [];
  const cells = RATE_COLUMNS.map(({ title }) => title);
  const rows = first.map((rate) => cells.map((cell) => String(rate[cell] ?? '')));
  const more = count > first.length ? [`  and ${count - first.length} more`] : [];
  return [`${heading}:`, ...renderTable(RATE_COLUMNS, rows, width), ...more];
}

function describeList(heading: string, texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [] : [`${heading}:`, ...texts.map((text) => `  ${text}`)];
}

function textsOf(result: Result, name: string): readonly string[] {
  const texts = result[name];
  return Array.isArray(texts) ? texts.map(String) : [];
}
