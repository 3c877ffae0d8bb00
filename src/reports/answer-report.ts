import type { ReportRequest } from '../core/call-reports.ts';
import type { Directory } from '../core/directory.ts';
import { type Fault, RingledgerError } from '../core/errors.ts';
import { dayPeriod, monthPeriod, type Period } from '../core/period.ts';
import { type Grant, reaches, type Scope, scopeOfCompanies, scopeOfGrant } from '../core/scope.ts';
import { type CallStore, readRows } from '../store/calls/call-store.ts';
import {
  type LegFilter,
  queryInboundListing,
  queryOutboundListing,
  querySharedKeys,
  querySummary,
  type ReportQuery,
} from '../store/calls/report-queries.ts';
import { cutByCompany } from './company-segments.ts';

/** What reports say of the PBX beside its calls: the zone of its days, and its companies by id. */
export interface ReportDirectory extends Pick<Directory, 'zone'> {
  company(id: string): { readonly id: string; readonly name: string } | undefined;
  companies(): readonly { readonly id: string; readonly name: string }[];
}

/** What a report's `values` are made from. */
export interface ReportParts {
  readonly calls: CallStore;
  readonly directory: ReportDirectory;
  /** Where a report of several days lies around the day it names. */
  readonly dayWindow: 'back' | 'forward';
}

/** Who asks, and what of numbers they are shown. */
export interface Asker {
  readonly grant: Grant;
  readonly maskNumbers: boolean;
}

/**
 * What a request may read: companies by name, else what the report shows when none is named. Refuses a company that
 * the grant does not reach.
 */
export function toLegFilter(
  request: ReportRequest,
  { grant, maskNumbers }: Asker,
  parts: ReportParts,
): LegFilter {
  return {
    maskNumbers,
    scope: toScope(request, grant),
    period: toPeriod(request, parts),
    keys: request.keys,
    keevioMerge: request.keevioMerge,
  };
}

function toScope(request: ReportRequest, grant: Grant): Scope {
  if (request.companies !== undefined) return scopeOfCompanies(grant, request.companies);
  const showsAll = request.report === 'outsummary' || request.report === 'allcalls';
  return showsAll ? scopeOfGrant(grant) : scopeOfCompanies(grant, ['default']);
}

/**
 * Companies there are not. Of those that the grant does not reach nothing is said, and none of them is named among
 * those there are.
 */
export function findUnknownCompanies(
  companies: readonly string[],
  grant: Grant,
  directory: ReportDirectory,
): readonly Fault[] {
  const isReached = (company: string) => reaches(grant, company);
  const unknown = companies
    .filter((company) => isReached(company) && directory.company(company) === undefined)
    .sort();
  if (unknown.length === 0) return [];
  const known = directory
    .companies()
    .map((company) => company.id)
    .filter(isReached);
  const shown =
    known.length > 20 ? `${known.slice(0, 20).join(', ')} and ${known.length - 20} more` : known.join(', ');
  const named = unknown.map((company) => `"${company}"`).join(', ');
  const message = `scope.company: there is no company ${named}. There are: ${shown === '' ? 'none you may read' : shown}.`;
  return [{ where: 'scope.company', message }];
}

function toPeriod({ year, month, day, days }: ReportRequest, parts: ReportParts): Period {
  const { zone } = parts.directory;
  return day === undefined
    ? monthPeriod(zone, year, month)
    : dayPeriod(zone, year, month, day, days, parts.dayWindow);
}

/** Whether money is a number and a time a count of seconds, as the contract prints them, or both are texts as ours are. */
export type ReportForm = 'published' | 'own';

/**
 * The text inside the braces of `values`, as bytes, in the order of the contract and in its shape, but that in our own
 * form the handsets of a company are a property of their own.
 */
export async function* answerReport(
  request: ReportRequest,
  filter: LegFilter,
  parts: ReportParts,
  form: ReportForm = 'published',
): AsyncGenerator<Uint8Array> {
  const own = form === 'own';
  switch (request.report) {
    case 'incalls':
      await refuseSharedKeys('inbound', filter, parts);
      yield* answerListing(queryInboundListing(filter, { own }), parts);
      break;
    case 'outcalls':
      await refuseSharedKeys('outbound', filter, parts);
      yield* answerListing(queryOutboundListing(filter, { own }), parts);
      break;
    case 'outsummary':
      yield* answerSummary(filter, request.detail, parts, own);
      break;
    case 'allcalls':
      yield* answerAllCalls(filter, parts, own);
      break;
  }
}

/** The whole of a report over a filter, handsets included where it has some, for whoever asks with no request of a reader's. */
export function answerWhole(
  report: ReportRequest['report'],
  filter: LegFilter,
  parts: ReportParts,
): AsyncGenerator<Uint8Array> {
  const { keys, keevioMerge = false } = filter;
  const when = { year: 0, month: 0, day: undefined, days: 1 };
  const request = { report, companies: undefined, keys, keevioMerge, detail: true, recalc: false, ...when };
  return answerReport(request, filter, parts);
}

/** Refuses keys that two of the companies asked for share, as their calls would be mixed. */
export async function refuseSharedKeys(
  side: 'inbound' | 'outbound',
  filter: LegFilter,
  parts: ReportParts,
): Promise<void> {
  if (filter.scope.companies === 'all' || filter.scope.companies.length < 2) return;
  const { sql, parameters } = querySharedKeys(side, filter);
  const shared = await readRows<[string, string[]]>(parts.calls, sql, parameters);
  if (shared.length === 0) return;
  const what = side === 'inbound' ? 'extension' : 'device';
  const named = shared.map(([key, companies]) => `${what} "${key}" (${companies.join(', ')})`).join('; ');
  throw new RingledgerError(
    'invalid-request',
    `scope.company: these companies share a key, and their calls would be mixed: ${named}. Ask for one company at a time.`,
  );
}

async function* answerListing(query: ReportQuery, parts: ReportParts): AsyncGenerator<Uint8Array> {
  let empty = true;
  for await (const chunk of parts.calls.stream(query.sql, query.parameters, 'TSVRaw')) {
    empty = false;
    yield chunk;
  }
  if (!empty) yield Buffer.from(']}');
}

async function* answerSummary(
  filter: LegFilter,
  detail: boolean,
  parts: ReportParts,
  own: boolean,
): AsyncGenerator<Uint8Array> {
  const { sql, parameters } = querySummary(filter, detail, { own });
  const text = (await parts.calls.read(sql, parameters, 'TSVRaw')).toString('utf8');
  let comma = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [company = '', totals = '', handsets = ''] = line.split('\t');
    const devices = own ? `,"handsets":{${handsets}}` : handsets === '' ? '' : `,${handsets}`;
    yield Buffer.from(`${comma}${openCompany(company, parts.directory)},${totals}${devices}}`);
    comma = ',';
  }
}

async function* answerAllCalls(
  filter: LegFilter,
  parts: ReportParts,
  own: boolean,
): AsyncGenerator<Uint8Array> {
  const open = (query: ReportQuery) =>
    cutByCompany(parts.calls.stream(query.sql, query.parameters, 'TSVRaw'));
  const sides = {
    out: open(queryOutboundListing(filter, { allcalls: true, own })),
    in: open(queryInboundListing(filter, { allcalls: true, own })),
  };
  try {
    let [out, inward] = await Promise.all([sides.out.next(), sides.in.next()]);
    let comma = '';
    while (out !== undefined || inward !== undefined) {
      const company = firstOf(out, inward);
      yield Buffer.from(`${comma}${openCompany(company, parts.directory)},"out":{`);
      if (out === company) {
        yield* sides.out.read();
        yield Buffer.from(']}');
        out = await sides.out.next();
      }
      yield Buffer.from('},"in":{');
      if (inward === company) {
        yield* sides.in.read();
        yield Buffer.from(']}');
        inward = await sides.in.next();
      }
      yield Buffer.from('}}');
      comma = ',';
    }
  } finally {
    await Promise.all([sides.out.end(), sides.in.end()]);
  }
}

/** The engine's order of texts is that of their bytes. */
function firstOf(left: string | undefined, right: string | undefined): string {
  if (left === undefined || right === undefined) return left ?? right ?? '';
  return Buffer.compare(Buffer.from(left), Buffer.from(right)) <= 0 ? left : right;
}

function openCompany(company: string, directory: ReportDirectory): string {
  return `${JSON.stringify(company)}:{"name":${JSON.stringify(directory.company(company)?.name ?? company)}`;
}
