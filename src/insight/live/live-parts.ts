import type { FastifyBaseLogger } from 'fastify';
import type { LiveCall, LiveSource } from '../../core/live-call.ts';
import type { Scope } from '../../core/scope.ts';
import type { Identify } from '../../http/own-api.ts';
import type { InsightParts } from '../insight-parts.ts';

/** Calls in progress at the PBXs whose sources this server reads. */
interface CallsNow {
  /** Grows with everything that happens. */
  version(): number;
  sources(): readonly LiveSource[];
  calls(): Promise<readonly LiveCall[]>;
  /** Whether another server on this catalog reads a source that tells of calls in progress. */
  areElsewhere(): Promise<boolean>;
}

/** What live streams need of the rest of the house; the composition root supplies it. */
export interface LiveParts extends Pick<InsightParts, 'calls' | 'directory' | 'publishedRuns' | 'currency'> {
  readonly callsNow: CallsNow;
  /** Grows when legs were written, by whichever process. */
  readonly legsVersion: () => Promise<number>;
  /** UTC epoch seconds. */
  readonly now: () => number;
  readonly identify: Identify;
  readonly logger: Pick<FastifyBaseLogger, 'error'>;
}

/** What one who listens is shown. */
export interface LiveView {
  readonly scope: Scope;
  readonly maskNumbers: boolean;
  readonly isAdministrator: boolean;
  readonly zone: string;
}

/** Views of one key are shown the same. */
export function keyOfView({ scope, maskNumbers, isAdministrator, zone }: LiveView): string {
  return JSON.stringify([scope.companies, maskNumbers, isAdministrator, zone]);
}
