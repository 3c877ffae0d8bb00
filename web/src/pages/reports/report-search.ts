import type { ReportName, ReportQuestion } from '../../api/reports.ts';

export const REPORTS = ['outsummary', 'outcalls', 'incalls', 'allcalls'] as const;

/** The question as it stands in the address. */
export interface ReportSearch {
  readonly report?: ReportName;
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly days?: number;
  readonly companies?: readonly string[];
  readonly extensions?: readonly string[];
  readonly deviceids?: readonly string[];
  readonly merge?: boolean;
  readonly detail?: boolean;
}

/** Reads an address: what is none of its words is left out. */
export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  const whole = (name: string, from: number, to: number) => {
    const value = search[name];
    return Number.isInteger(value) && Number(value) >= from && Number(value) <= to
      ? Number(value)
      : undefined;
  };
  const texts = (name: string) => {
    const values = [search[name] ?? []].flat().filter((one) => typeof one !== 'object' && one !== '');
    return values.length === 0 ? undefined : values.map(String);
  };
  const flag = (name: string) => (search[name] === true ? true : undefined);
  const read = {
    report: REPORTS.find((report) => report === search['report']),
    ...{ year: whole('year', 1970, 2105), month: whole('month', 1, 12) },
    ...{ day: whole('day', 1, 31), days: whole('days', 1, 366) },
    ...{ companies: texts('companies'), extensions: texts('extensions'), deviceids: texts('deviceids') },
    ...{ merge: flag('merge'), detail: flag('detail') },
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** What a form holds: the address with everything that it leaves unsaid. */
export interface AskedForm extends ReportSearch {
  readonly report: ReportName;
  readonly year: number;
  readonly month: number;
}

interface Usual {
  /** Day of today, or of the days that other pages are about. */
  readonly day: string;
  readonly company: string | undefined;
}

export function fillForm(search: ReportSearch, usual: Usual): AskedForm {
  const [year = 0, month = 0] = usual.day.split('-').map(Number);
  return {
    ...{ report: 'outsummary', year, month },
    ...(usual.company === undefined ? {} : { companies: [usual.company] }),
    ...search,
  };
}

/** Reports of one company where none is named: the contract takes `default`, which not everybody may see. */
export const needsCompany = (report: ReportName) => report === 'incalls' || report === 'outcalls';

/** What the server is asked. */
export function toReportQuestion(form: AskedForm, reached: readonly string[]): ReportQuestion {
  const { report, year, month, day, days, extensions, deviceids, merge, detail } = form;
  const fallback = reached.includes('default') ? 'default' : reached[0];
  const named = form.companies ?? (needsCompany(report) && fallback !== undefined ? [fallback] : undefined);
  const company = named === undefined ? {} : { company: [...named] };
  const days_ = day === undefined ? {} : { day, days: days ?? 1 };
  const when = { year, month };
  const merging = merge === true ? { keeviomerge: true } : {};
  switch (report) {
    case 'incalls':
      return {
        report,
        scope: { ...company, ...when, ...days_, ...(extensions ? { extensions: [...extensions] } : {}) },
      };
    case 'outcalls':
      return {
        report,
        scope: {
          ...{ ...company, ...when, ...days_, ...merging },
          ...(deviceids ? { deviceids: [...deviceids] } : {}),
        },
      };
    case 'outsummary':
      return { report, scope: { ...company, ...when, ...merging, ...(detail ? { detail } : {}) } };
    case 'allcalls':
      return { report, scope: { ...when, ...days_, ...merging } };
  }
}
