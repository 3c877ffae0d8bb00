import { InvalidArgumentError } from 'commander';
import { REPORT_NAMES, REPORT_SCOPE_KEYS, type ReportName } from '../core/call-reports.ts';

/** Flags that become keys of the contract's `scope`; every name but `asOf` is the key's own, lists but for their plural. */
export interface ScopeFlags {
  readonly company?: readonly string[];
  readonly month: number;
  readonly year: number;
  readonly day?: number;
  readonly days?: number;
  readonly extensions?: readonly string[];
  readonly deviceids?: readonly string[];
  readonly detail?: boolean;
  readonly keeviomerge?: boolean;
  readonly recalc?: boolean;
  readonly asOf?: string;
}

export type Scope = Readonly<Record<string, unknown>>;

const SCOPE_FLAGS = [
  'company',
  'day',
  'month',
  'year',
  'days',
  'extensions',
  'deviceids',
  'keeviomerge',
  'detail',
  'recalc',
  'asOf',
] as const satisfies readonly (keyof ScopeFlags)[];

/** Key of the scope, and in dashes the flag as it is typed. */
function keyOf(flag: keyof ScopeFlags): string {
  return flag === 'asOf' ? 'as_of' : flag;
}

/** The `scope` of a request: only what was typed. One company is a text, as in the contract's own description. */
export function toScope(flags: ScopeFlags): Scope {
  const typed = SCOPE_FLAGS.flatMap((flag) =>
    flags[flag] === undefined ? [] : [[flag, flags[flag]] as const],
  );
  const [company, ...others] = flags.company ?? [];
  return Object.fromEntries(
    typed.map(([flag, value]) => [keyOf(flag), flag === 'company' && others.length === 0 ? company : value]),
  );
}

/** A sentence about the flags that a report does not take, with the reports that do; undefined when all fit. */
export function explainMisfits(report: ReportName, flags: ScopeFlags): string | undefined {
  const taken: readonly string[] = REPORT_SCOPE_KEYS[report];
  const misfits = SCOPE_FLAGS.filter((flag) => flags[flag] !== undefined && !taken.includes(keyOf(flag)));
  if (misfits.length === 0) return undefined;
  const sentences = misfits.map((flag) => {
    const takers = REPORT_NAMES.filter((name) =>
      (REPORT_SCOPE_KEYS[name] as readonly string[]).includes(keyOf(flag)),
    );
    return `--${keyOf(flag).replace('_', '-')} (${takers.join(', ')} ${takers.length === 1 ? 'takes' : 'take'} it)`;
  });
  const all =
    report === 'allcalls' && misfits.includes('company') ? ' It shows every company you may see.' : '';
  return `error: ${report} does not take ${sentences.join(', ')}: leave ${misfits.length === 1 ? 'it' : 'them'} out.${all}`;
}

/** Reads a whole number; whether there is such a day is the server's to say. */
export function parseWhole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number.');
}

/** Reads a list with commas, and adds it to what an earlier use of the flag gave. */
export function parseList(text: string, before: readonly string[] = []): readonly string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) throw new InvalidArgumentError('Write names with a comma between them, as in a,b.');
  return [...new Set([...before, ...items])];
}
