import type { FileOption } from '../core/file-kinds.ts';
import type { Period } from '../core/period.ts';
import type { Scope } from '../core/scope.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { RejectFilter } from '../store/calls/work-records.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import type { ExampleFacts } from './work-item.ts';

/** What was read again, and what became of it. */
interface ReplayedRejects {
  readonly accepted: number;
  readonly duplicate: number;
  readonly stillRejected: number;
  readonly rejects: readonly { readonly hash: string; readonly message: string }[];
}

/** How rejected texts are to be read. */
export type ReadingOptions = Partial<Record<FileOption | 'format', string>>;

/** What the work queue needs of the rest of the house; the composition root supplies it. */
export interface WorkParts {
  readonly calls: CallStore;
  readonly catalog: Catalog;
  /** UTC epoch seconds. */
  readonly now: () => number;
  /** Zone of the PBX, in which days are meant. */
  readonly zone: () => Promise<string>;
  /** The run whose charges lie over those of the legs of a period, if there is one. */
  readonly overlayOf: (period: Period) => Promise<number | undefined>;
  /** What a kept text says; null where it cannot be read. */
  readonly readRecord: (format: string, raw: string, line: number) => ExampleFacts['cdr'];
  readonly replayRejects: (
    ask: { readonly filter: RejectFilter; readonly wish: ReadingOptions; readonly login: string },
    onProgress: (done: number) => void,
  ) => Promise<ReplayedRejects>;
  /** Makes the legs of a period again, by the directory of now. */
  readonly remakeLegs: (
    period: Period,
    onProgress: (done: number, total: number) => void,
  ) => Promise<{ readonly records: number }>;
  /** Prices the calls of a period again by the rates of now; answers the number of the rating run. */
  readonly recalculate: (
    scope: Scope,
    period: Period,
    login: string,
    onProgress: (done: number, total: number) => void,
  ) => Promise<{ readonly run: number; readonly calls: number }>;
}
