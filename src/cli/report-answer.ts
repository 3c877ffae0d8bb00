import type { ReportName } from '../core/call-reports.ts';

/** The published answers, as far as the command line reads them. */
export interface OutboundCall {
  readonly acctid: number;
  readonly calldate: number;
  readonly type: string;
  readonly called_info: string;
  readonly called: string;
  readonly dialled: string;
  readonly billsecs: number;
  readonly ringtime: number;
  /** Null where no rate is known. */
  readonly cost: number | null;
  readonly trunk: string;
  readonly cid: string;
}

export interface InboundCall {
  readonly acctid: number;
  readonly calldate: number;
  readonly caller: string;
  readonly type: string;
  readonly ringtime: number;
  readonly billsecs: number;
  readonly detail: string;
  readonly qtime: string;
  readonly qstatus: string;
  /** In `allcalls` only. */
  readonly ddi?: string;
}

interface Listed<Call> {
  readonly name: string;
  readonly device?: string;
  readonly calls: readonly Call[];
}

/** Calls under one key: a device's outbound ones, or an extension's inbound ones. */
export type CallSection = SectionHead &
  (
    | { readonly direction: 'out'; readonly calls: readonly OutboundCall[] }
    | { readonly direction: 'in'; readonly calls: readonly InboundCall[] }
  );

interface SectionHead {
  /** In `allcalls` only. */
  readonly company: { readonly id: string; readonly name: string } | undefined;
  readonly key: string;
  readonly name: string;
  /** SIP name; empty for an extension. */
  readonly device: string;
}

export interface Totals {
  readonly name: string;
  /** Sum of the known costs. */
  readonly cost: number;
  readonly seconds: number;
  /** Calls whose cost is unknown. */
  readonly unknown: number;
}

interface HandsetTotals extends Totals {
  readonly id: string;
  readonly device: string;
}

export interface CompanyTotals extends Totals {
  readonly id: string;
  /** Empty unless details were asked for. */
  readonly handsets: readonly HandsetTotals[];
}

type Values = Readonly<Record<string, unknown>>;

/** Sections of `incalls`, `outcalls` or `allcalls`, in the order of the answer. */
export function readSections(
  report: Exclude<ReportName, 'outsummary'>,
  values: Values,
): readonly CallSection[] {
  if (report === 'outcalls') return readOutbound(values, undefined);
  if (report === 'incalls') return readInbound(values, undefined);
  return Object.entries(values).flatMap(([id, value]) => {
    const company = value as { readonly name: string; readonly out?: Values; readonly in?: Values };
    const head = { id, name: company.name };
    return [...readOutbound(company.out ?? {}, head), ...readInbound(company.in ?? {}, head)];
  });
}

function readOutbound(values: Values, company: SectionHead['company']): readonly CallSection[] {
  return Object.entries(values).map(([key, value]) => {
    const { name, device = '', calls } = value as Listed<OutboundCall>;
    return { direction: 'out', company, key, name, device, calls };
  });
}

function readInbound(values: Values, company: SectionHead['company']): readonly CallSection[] {
  return Object.entries(values).map(([key, value]) => {
    const { name, calls } = value as Listed<InboundCall>;
    return { direction: 'in', company, key, name, device: '', calls };
  });
}

/** Companies of `outsummary`. The handsets stand beside the totals in the answer: they are its objects. */
export function readSummary(values: Values): readonly CompanyTotals[] {
  return Object.entries(values).map(([id, value]) => {
    const fields = value as Values;
    const handsets = Object.entries(fields).flatMap(([key, field]): readonly HandsetTotals[] =>
      typeof field === 'object' && field !== null
        ? [{ ...(field as Omit<HandsetTotals, 'id'>), id: key }]
        : [],
    );
    return {
      id,
      name: String(fields['name']),
      cost: Number(fields['cost']),
      seconds: Number(fields['seconds']),
      unknown: Number(fields['unknown']),
      handsets,
    };
  });
}
