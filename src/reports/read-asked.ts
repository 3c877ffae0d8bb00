import { type AsOf, parseAsOf } from '../core/as-of.ts';
import type { ReportName, ReportRequest } from '../core/call-reports.ts';
import type { ExplainableLeg } from '../store/calls/explainable-legs.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';
import { type Asker, findUnknownCompanies, type ReportParts, toLegFilter } from './answer-report.ts';
import { readReportRequest } from './read-request.ts';

/** Figures as they were: their version, and the directory of then as far as reports tell of it. */
export interface FrozenFigures {
  readonly version: number;
  readonly directory: ReportParts['directory'];
  /** By which name all of that directory is kept; null from before it was. */
  readonly keptDirectory: string | null;
}

/** One sentence for each leg, in their order: how it came to its price. */
type ExplainLegs<More extends readonly unknown[] = []> = (
  legs: readonly ExplainableLeg[],
  ...more: More
) => Promise<readonly string[]>;

/** Figures as they were, and why legs cost what they do. */
export interface PastFigures {
  /** The version that `as_of` means. */
  readonly freeze: (asOf: AsOf) => Promise<FrozenFigures>;
  /** By the directory that is kept under a name, or by that of now. */
  readonly explain: ExplainLegs<[keptDirectory: string | null]>;
}

/** A request that was read, what it may read, and what its answer is made from. */
export interface AskedReport {
  readonly request: ReportRequest;
  readonly filter: LegFilter;
  readonly reportParts: ReportParts;
  readonly explain: ExplainLegs;
}

/**
 * Reads what is asked of a report: by the directory of now, or where it asks for figures as they were, by that of then, so
 * that a company that is renamed or gone since stands in it as it did. Refuses as `readReportRequest`, `toLegFilter` and
 * `freeze` do.
 */
export async function readAsked(
  report: ReportName,
  scope: unknown,
  asker: Asker,
  current: ReportParts,
  { freeze, explain }: PastFigures,
): Promise<AskedReport> {
  const asOf = findAsOf(scope);
  const frozen = asOf === undefined ? undefined : await freeze(asOf);
  const reportParts = frozen === undefined ? current : { ...current, directory: frozen.directory };
  const request = readReportRequest(report, scope, (companies) =>
    findUnknownCompanies(companies, asker.grant, reportParts.directory),
  );
  return {
    request,
    filter: { ...toLegFilter(request, asker, reportParts), asOf: frozen?.version },
    reportParts,
    explain: (legs) => explain(legs, frozen?.keptDirectory ?? null),
  };
}

/** Undefined too where it cannot be read, which is told with the other faults. */
function findAsOf(scope: unknown): AsOf | undefined {
  const text = typeof scope === 'object' && scope !== null && 'as_of' in scope ? scope.as_of : undefined;
  return typeof text === 'string' ? parseAsOf(text.trim()) : undefined;
}
