import type { AnsweredReport, ReportAnswer } from '../../api/reports.ts';
import { addDecimals } from '../../parts/decimal.ts';

export type InCall = ReportAnswer<'incalls'>['values'][string]['calls'][number] & { readonly ddi?: string };
type OutOfAll = ReportAnswer<'allcalls'>['values'][string]['out'][string]['calls'][number];
export type OutCall = OutOfAll & { readonly cost?: string | null };

/** Sums of what stands under a heading. `cost` is missing where the report tells none. */
export interface Sums {
  readonly calls: number | undefined;
  readonly talk: number;
  readonly cost: string | undefined;
  readonly unknown: number;
}

/** A heading of the report: a company, a device, an extension; calls are those of the last one. */
export interface Group {
  readonly id: string;
  readonly kind: 'company' | 'device' | 'extension' | 'side';
  readonly title: string;
  readonly hint: string;
  readonly sums: Sums;
  readonly groups: readonly Group[];
  readonly calls:
    | { readonly side: 'in'; readonly list: readonly InCall[] }
    | { readonly side: 'out'; readonly list: readonly OutCall[] }
    | undefined;
  /** Company id, where the report tells it, and what the calls of the heading are found by. */
  readonly company: string | undefined;
  readonly side: 'in' | 'out' | undefined;
  readonly key: string | undefined;
}

/** A report as headings with sums. */
export function toGroups({ report, answer }: AnsweredReport): readonly Group[] {
  switch (report) {
    case 'incalls':
      return toExtensions(answer.values, '', undefined);
    case 'outcalls':
      return toDevices(answer.values, '', undefined);
    case 'outsummary':
      return Object.entries(answer.values).map(([company, { name, cost, seconds, unknown, handsets }]) => ({
        ...{ id: company, kind: 'company', title: name, hint: name === company ? '' : company },
        sums: { calls: undefined, talk: seconds, cost, unknown },
        groups: Object.entries(handsets).map(([key, one]) => ({
          ...{ id: `${company}\n${key}`, kind: 'device', title: one.name || key, hint: hintOf(key, one) },
          sums: { calls: undefined, talk: one.seconds, cost: one.cost, unknown: one.unknown },
          ...{ groups: [], calls: undefined, company, side: 'out', key },
        })),
        ...{ calls: undefined, company, side: 'out', key: undefined },
      }));
    case 'allcalls':
      return Object.entries(answer.values).map(([company, { name, out, in: inward }]) => {
        const groups = [
          ...toExtensions(inward, `${company}\nin\n`, company),
          ...toDevices(out, `${company}\nout\n`, company),
        ];
        return {
          ...{ id: company, kind: 'company', title: name, hint: name === company ? '' : company },
          ...{ sums: addSums(groups), groups, calls: undefined, company, side: undefined, key: undefined },
        };
      });
  }
}

function toExtensions(
  values: ReportAnswer<'incalls'>['values'] | ReportAnswer<'allcalls'>['values'][string]['in'],
  path: string,
  company: string | undefined,
): readonly Group[] {
  return Object.entries(values).map(([key, { name, calls }]) => ({
    ...{ id: path + key, kind: 'extension', title: name || key, hint: name === '' ? '' : key },
    sums: { calls: calls.length, talk: sumOf(calls), cost: undefined, unknown: 0 },
    ...{ groups: [], calls: { side: 'in', list: calls }, company, side: 'in', key },
  }));
}

function toDevices(
  values: Readonly<
    Record<string, { readonly name: string; readonly device: string; readonly calls: readonly OutCall[] }>
  >,
  path: string,
  company: string | undefined,
): readonly Group[] {
  return Object.entries(values).map(([key, { name, device, calls }]) => {
    const known = calls.flatMap(({ cost }) => (typeof cost === 'string' ? [cost] : []));
    return {
      ...{ id: path + key, kind: 'device', title: name || key, hint: hintOf(key, { name, device }) },
      sums: {
        ...{ calls: calls.length, talk: sumOf(calls) },
        cost: calls.some(({ cost }) => cost !== undefined) ? addDecimals(known) : undefined,
        unknown: calls.filter(({ cost }) => cost === null).length,
      },
      ...{ groups: [], calls: { side: 'out', list: calls }, company, side: 'out', key },
    };
  });
}

const sumOf = (calls: readonly { readonly billsecs: number }[]) =>
  calls.reduce((sum, { billsecs }) => sum + billsecs, 0);

function hintOf(key: string, { name, device }: { readonly name: string; readonly device: string }): string {
  return [...new Set([name === '' ? '' : key, device])].filter((one) => one !== '').join(' · ');
}

/** Of headings of one kind, or of all of them. */
export function addSums(groups: readonly Group[]): Sums {
  const costs = groups.flatMap(({ sums }) => (sums.cost === undefined ? [] : [sums.cost]));
  const counts = groups.flatMap(({ sums }) => (sums.calls === undefined ? [] : [sums.calls]));
  return {
    calls: counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0),
    talk: groups.reduce((sum, { sums }) => sum + sums.talk, 0),
    cost: costs.length === 0 ? undefined : addDecimals(costs),
    unknown: groups.reduce((sum, { sums }) => sum + sums.unknown, 0),
  };
}

/** A line that is drawn: a heading, or one of its calls. */
export type Line =
  | { readonly kind: 'group'; readonly group: Group; readonly depth: number; readonly isOpen: boolean }
  | { readonly kind: 'in'; readonly group: Group; readonly call: InCall; readonly place: number }
  | { readonly kind: 'out'; readonly group: Group; readonly call: OutCall; readonly place: number };

/** A heading in its place among the others: no deeper than those that hold it, and none that is under a closed one. */
export interface Heading {
  readonly group: Group;
  readonly depth: number;
  readonly isOpen: boolean;
}

/** The lines of headings: themselves, and under an open one its calls. */
export function toLines(headings: readonly Heading[]): readonly Line[] {
  const lines: Line[] = [];
  for (const { group, depth, isOpen } of headings) {
    lines.push({ kind: 'group', group, depth, isOpen });
    const { calls } = group;
    if (!isOpen || calls === undefined) continue;
    if (calls.side === 'in')
      calls.list.forEach((call, place) => {
        lines.push({ kind: 'in', group, call, place });
      });
    else
      calls.list.forEach((call, place) => {
        lines.push({ kind: 'out', group, call, place });
      });
  }
  return lines;
}

/** Whether a heading holds anything to open. */
export const holdsMore = ({ groups, calls }: Group) => groups.length > 0 || (calls?.list.length ?? 0) > 0;

export function countLines(groups: readonly Group[]): number {
  return groups.reduce(
    (sum, { groups: under, calls }) => sum + 1 + (calls?.list.length ?? 0) + countLines(under),
    0,
  );
}
