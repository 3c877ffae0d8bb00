import type { Directory } from '../core/directory.ts';
import type { Period } from '../core/period.ts';
import type { CallStore } from '../store/calls/call-store.ts';
import type { ExplainSeen } from './explain-seen.ts';

/** What insight says of the PBX beside its calls. */
export type InsightDirectory = Pick<Directory, 'zone' | 'company' | 'dialling' | 'entries'>;

/** What is published and not yet settled, at one moment. */
interface Published {
  /** Changes with everything that is published or settled. */
  readonly version: number;
  overlayOf(period: Period): number | undefined;
}

/** What insight needs of the rest of the house; the composition root supplies it. */
export interface InsightParts {
  readonly calls: CallStore;
  readonly directory: () => Promise<InsightDirectory>;
  readonly publishedRuns: () => Promise<Published>;
  /** Gives a place to one who takes much, as reports do, or undefined where none is free; what it gives gives it back. */
  readonly admission: { enter(): (() => void) | undefined };
  /** ISO 4217 code in which the PBX bills. */
  readonly currency: () => Promise<string>;
  readonly explain: ExplainSeen;
}
