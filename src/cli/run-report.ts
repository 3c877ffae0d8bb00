import { formatInstant } from '../core/format-instant.ts';
import { parseMoney } from '../core/money.ts';
import type { ChangedCall, RatingRun, RunComparison, RunDifference } from '../core/rating-run.ts';
import { countDecimals, formatCost } from './format-cells.ts';
import { showText } from './show-text.ts';
import { renderTable, type TableColumn } from './text-table.ts';

/** A run as the server's own API shows it: instants are texts. */
export interface ShownRun
  extends Pick<RatingRun, 'id' | 'state' | 'reason' | 'askedBy' | 'endedBy' | 'rates' | 'calls' | 'priced'>,
    Pick<RatingRun, 'companies' | 'devices' | 'comparison' | 'message'> {
  readonly from: string;
  readonly to: string;
  readonly madeAt: string;
  readonly publishedAt: string | null;
  readonly finishedAt: string | null;
}

/** How a run is laid out. */
export interface RunLook {
  /** Zone that times are told in. */
  readonly zone: string;
  readonly width: number;
  /** What goes behind a command that is named, as `--data ./data`. */
  readonly suffix: string;
}

/** Groups that a table shows; --json has more. */
const GROUPS_SHOWN = 20;

/** All there is to say of a run, its comparison as tables. */
export function renderRun(run: ShownRun, look: RunLook): readonly string[] {
  const { comparison } = run;
  return [
    `Run ${run.id}: ${describeState(run, look.suffix)}`,
    `${describeScope(run, look.zone)}; rates of revision ${run.rates}; asked for by ${showText(run.askedBy)} at ${timeOf(run.madeAt, look.zone)}: ${showText(run.reason)}`,
    ...(comparison === null ? [] : renderComparison(comparison, look)),
  ];
}

const LIST_COLUMNS: readonly TableColumn[] = [
  { title: 'run', right: true },
  { title: 'state' },
  { title: 'from' },
  { title: 'to' },
  { title: 'companies', gives: true, spare: true },
  { title: 'devices', gives: true, spare: true },
  { title: 'calls', right: true },
  { title: 'changed', right: true },
  { title: 'asked by', gives: true, spare: true },
  { title: 'asked at', spare: true },
  { title: 'reason', gives: true },
];

/** A line a run. */
export function renderRuns(runs: readonly ShownRun[], { zone, width }: RunLook): readonly string[] {
  if (runs.length === 0)
    return ['Nothing was ever recalculated: bin/ringledger recalculate --help tells how.'];
  const rows = runs.map((run) => [
    ...[String(run.id), run.state, timeOf(run.from, zone), timeOf(run.to, zone)],
    ...[run.companies?.join(', ') ?? 'all', run.devices?.join(', ') ?? 'all', String(run.calls)],
    ...[String(run.comparison?.changed ?? ''), run.askedBy, timeOf(run.madeAt, zone), run.reason],
  ]);
  return renderTable(LIST_COLUMNS, rows, width);
}

function describeState({ id, state, endedBy, message, calls, priced }: ShownRun, suffix: string): string {
  const by = endedBy === '' ? '' : ` by ${showText(endedBy)}`;
  switch (state) {
    case 'pricing':
      return `pricing, ${priced} of ${calls} calls done. bin/ringledger runs cancel ${id}${suffix} stops it.`;
    case 'review':
      return `priced, and waits for a yes: until then reports are as before. Say it with bin/ringledger runs publish ${id}${suffix}, or no with bin/ringledger runs cancel ${id}${suffix}.`;
    case 'published':
    case 'settled':
      return `published${by}. Reports show its prices.`;
    case 'discarded':
      return `discarded${by} after review. Reports are as before.`;
    case 'cancelled':
      return `cancelled${by} while it was pricing. Reports are as before.`;
    case 'failed':
      return `failed, and reports are as before. ${showText(message)}`;
    default:
      return state;
  }
}

function describeScope({ from, to, companies, devices }: ShownRun, zone: string): string {
  const of = (word: string, names: readonly string[] | null) =>
    names === null ? '' : `, ${word} ${showText(names.join(', '))}`;
  return `Calls from ${timeOf(from, zone)} until before ${timeOf(to, zone)}${of('companies', companies)}${of('devices', devices)}`;
}

function timeOf(instant: string, zone: string): string {
  return formatInstant(Math.floor(Date.parse(instant) / 1000), zone);
}

function renderComparison(comparison: RunComparison, look: RunLook): readonly string[] {
  const { calls, changed, becameKnown, becameUnknown } = comparison;
  if (calls === 0) return ['', 'No calls to outside numbers lie in its scope.'];
  return [
    '',
    `${countCalls(calls)} priced, ${changed === 1 ? '1 has' : `${changed} have`} another charge.`,
    ...renderTotals(comparison, look),
    ...(becameKnown > 0 ? [`${countCalls(becameKnown)} of unknown cost became known.`] : []),
    ...(becameUnknown > 0
      ? [`${countCalls(becameUnknown)} of known cost became unknown: no rate covers them.`]
      : []),
    ...renderGroups('company', comparison.byCompany, look),
    ...renderGroups('number type', comparison.byNumberType, look),
    ...renderGroups('destination', comparison.byDestination, look),
    ...renderMostChanged(comparison.mostChanged, look),
  ];
}

function countCalls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}

function renderTotals({ before, after }: RunComparison, { width }: RunLook): readonly string[] {
  const costs = [parseMoney(before.cost), parseMoney(after.cost)] as const;
  const unknown = after.unknown - before.unknown;
  const columns = ['', 'before', 'after', 'difference'].map((title, at) => ({ title, right: at > 0 }));
  const rows = [
    ['cost', ...showCosts(costs, countDecimals([...costs, costs[1] - costs[0]]))],
    ['unknown', String(before.unknown), String(after.unknown), unknown > 0 ? `+${unknown}` : String(unknown)],
  ];
  return renderTable(columns, rows, width);
}

/** Before, after, and the difference with its sign. */
function showCosts([before, after]: readonly [bigint, bigint], decimals: number): readonly string[] {
  const difference = after - before;
  const sign = difference > 0n ? '+' : '';
  return [formatCost(before, decimals), formatCost(after, decimals), sign + formatCost(difference, decimals)];
}

function renderGroups(
  title: string,
  groups: readonly RunDifference[],
  { width }: RunLook,
): readonly string[] {
  if (groups.length === 0) return [];
  const columns: readonly TableColumn[] = [
    { title, gives: true },
    { title: 'changed', right: true },
    { title: 'before', right: true },
    { title: 'after', right: true },
    { title: 'difference', right: true },
  ];
  const shown = groups.slice(0, GROUPS_SHOWN);
  const costs = shown.map(({ before, after }) => [parseMoney(before), parseMoney(after)] as const);
  const decimals = countDecimals(costs.flat());
  const rows = shown.map(({ name, changed }, at) => [
    name === '' ? '(none)' : name,
    String(changed),
    ...showCosts(costs[at] ?? [0n, 0n], decimals),
  ]);
  const left = groups.length - shown.length;
  const more = left > 0 ? [`and ${left} more, which change less: --json has them.`] : [];
  return ['', `By ${title}, what changes most first:`, ...renderTable(columns, rows, width), ...more];
}

const CALL_COLUMNS: readonly TableColumn[] = [
  { title: 'time' },
  { title: 'company', gives: true },
  { title: 'device', gives: true, spare: true },
  { title: 'destination', gives: true },
  { title: 'before', right: true },
  { title: 'after', right: true },
  { title: 'acctid', right: true },
];

function renderMostChanged(calls: readonly ChangedCall[], { zone, width }: RunLook): readonly string[] {
  if (calls.length === 0) return [];
  const micros = (cost: string | null) => (cost === null ? [] : [parseMoney(cost)]);
  const decimals = countDecimals(calls.flatMap(({ before, after }) => [...micros(before), ...micros(after)]));
  const show = (cost: string | null) => (cost === null ? '?' : formatCost(parseMoney(cost), decimals));
  const rows = calls.map((call) => [
    ...[formatInstant(call.startAt, zone), call.company, call.device, call.destination],
    ...[show(call.before), show(call.after), String(call.acctid)],
  ]);
  return ['', 'The calls whose cost changes most (? is unknown):', ...renderTable(CALL_COLUMNS, rows, width)];
}
