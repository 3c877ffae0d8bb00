import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, Refusal, toRefusal } from './client.ts';
import { keepFile } from './keep-file.ts';
import type { paths } from './schema.ts';

type Path<Report extends ReportName> = paths[`/api/v1/reports/${Report}`]['post'];
export type ReportName = 'incalls' | 'outcalls' | 'outsummary' | 'allcalls';
export type ReportAnswer<Report extends ReportName> =
  Path<Report>['responses'][200]['content']['application/json'];
type ReportScope<Report extends ReportName> =
  Path<Report>['requestBody']['content']['application/json']['scope'];

/** A report and what it is asked about; `recalc` is no part of it, as it is a deed and not a question. */
export type ReportQuestion = {
  [Report in ReportName]: {
    readonly report: Report;
    readonly scope: Omit<ReportScope<Report>, 'recalc'>;
  };
}[ReportName];

/** A report with its answer. */
export type AnsweredReport = {
  [Report in ReportName]: { readonly report: Report; readonly answer: ReportAnswer<Report> };
}[ReportName];

/** More than that is for a file: about two hundred thousand calls. */
const MOST_BYTES = 40 * 1024 * 1024;

/** An answer that is too large for a page; the server was told to stop. */
export class TooMuch extends Error {}

async function readReport(
  { report, scope }: ReportQuestion,
  signal: AbortSignal | undefined,
  recalc = false,
): Promise<AnsweredReport> {
  const body = { scope: recalc ? { ...scope, recalc } : scope };
  const response = await fetch(`/api/v1/reports/${report}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Refusal(0, 'unreachable', '');
  });
  if (!response.ok) throw toRefusal(response.status, await response.json().catch(() => undefined));
  return { report, answer: JSON.parse(await readText(response)) } as AnsweredReport;
}

/** The text of an answer as it comes, as long as a page can show it. */
async function readText({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return texts.join('') + decoder.decode();
    bytes += value.length;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      throw new TooMuch();
    }
    texts.push(decoder.decode(value, { stream: true }));
  }
}

const reportQuery = (question: ReportQuestion) =>
  queryOptions({
    queryKey: ['report', question],
    queryFn: ({ signal }) => readReport(question, signal),
    retry: (failures, error) =>
      !(error instanceof TooMuch) && failures < 3 && error instanceof Refusal && error.status === 503,
  });

export function useReport(question: ReportQuestion) {
  return useQuery(reportQuery(question));
}

/** Works costs out anew and shows what they are now; whatever else was read of costs is read again. */
export function useRecalculation(question: ReportQuestion) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => readReport(question, undefined, true),
    onSuccess: async (answered) => {
      queries.setQueryData(reportQuery(question).queryKey, answered);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'report' });
    },
  });
}

/** Fetches a report as a file and hands it to the browser to keep. */
export function useExport() {
  return useMutation({
    mutationFn: async ({
      question: { report, scope },
      format,
    }: {
      readonly question: ReportQuestion;
      readonly format: 'csv' | 'xlsx';
    }) => {
      const query = { ...scope, format };
      const asked = api.GET(`/api/v1/reports/${report}/export`, {
        params: { query } as never,
        parseAs: 'blob',
      });
      const file = (await answerOf<unknown>(asked)) as Blob;
      const { year, month, day } = scope as ReportScope<'incalls'>;
      const named = [year, month, ...(day === undefined ? [] : [day])].map((part) =>
        String(part).padStart(2, '0'),
      );
      keepFile(file, `${report}-${named.join('-')}.${format}`);
    },
  });
}
