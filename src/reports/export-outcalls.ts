import { renderCsvLine } from '../core/csv-line.ts';
import { formatInstant } from '../core/format-instant.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import { type ExplainableLeg, streamExplainableLegs } from '../store/calls/explainable-legs.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';

/** One sentence for each leg, in their order: how it came to its price. */
export type ExplainLegs = (legs: readonly ExplainableLeg[]) => Promise<readonly string[]>;

/** What an export is made from. */
export interface ExportParts {
  readonly calls: CallStore;
  readonly explain: ExplainLegs;
  /** IANA zone of `calldate`. */
  readonly zone: string;
}

const HEADER = [
  ...['device_id', 'name', 'device', 'acctid', 'calldate', 'type', 'called_info', 'called', 'dialled'],
  ...['billsecs', 'ringtime', 'cost', 'trunk', 'cid', 'explanation'],
];

/** Legs that are held, explained and written in one go. */
const LEGS_A_PIECE = 4096;

/**
 * The calls of `outcalls` as CSV, in the order of that report: a header, then a call a line with its device in front
 * and its explanation behind; an unknown cost is an empty cell, and so is the
 * explanation where numbers are masked. The first piece holds the header and the first calls.
 */
export async function* exportOutcalls(filter: LegFilter, parts: ExportParts): AsyncGenerator<string> {
  // An explanation begins with the number whole, and comes from it: of what is masked there is none.
  const explain: ExplainLegs = filter.maskNumbers ? async () => [] : parts.explain;
  const shown = { ...parts, explain };
  const naming = startNaming();
  let piece = renderCsvLine(HEADER);
  let legs: ExplainableLeg[] = [];
  for await (const leg of streamExplainableLegs(parts.calls, filter, filter.overlayRun)) {
    legs.push(leg);
    if (legs.length < LEGS_A_PIECE) continue;
    yield piece + (await renderLegs(legs, naming, shown));
    piece = '';
    legs = [];
  }
  piece += await renderLegs(legs, naming, shown);
  if (piece !== '') yield piece;
}

async function renderLegs(
  legs: readonly ExplainableLeg[],
  nameKey: ReturnType<typeof startNaming>,
  { explain, zone }: ExportParts,
): Promise<string> {
  const sentences = await explain(legs);
  return legs
    .map((leg, at) => renderCsvLine([...nameKey(leg), ...cellsOf(leg, zone), sentences[at] ?? '']))
    .join('');
}

/** A device's name in a listing is that of its first call there, whoever has it later. */
function startNaming(): (leg: ExplainableLeg) => readonly string[] {
  let first: ExplainableLeg | undefined;
  return (leg) => {
    if (first?.company !== leg.company || first.key !== leg.key) first = leg;
    return [first.key, first.owner, first.sipName];
  };
}

function cellsOf(leg: ExplainableLeg, zone: string): readonly string[] {
  return [
    ...[String(leg.acctid), formatInstant(leg.startAt, zone)],
    ...[
      leg.numberType,
      leg.calledInfo,
      leg.called,
      leg.dialled,
      String(leg.billsec),
      String(leg.ringSeconds),
    ],
    ...[leg.cost ?? '', leg.trunk, leg.cid],
  ];
}
