import { formatUtcInstant } from '../../core/format-instant.ts';
import type { MeasuredSource } from '../../http/metrics.ts';
import type { Catalog } from '../../store/catalog/catalog.ts';
import { listSources, type SourceRow } from '../../store/catalog/sources.ts';

/** A source as our own API shows it: everything but its secrets, whose names alone are told. */
export interface ShownSource {
  readonly name: string;
  readonly kind: string;
  /** `reading`, `failing` (tried again and again), `idle` (nobody has begun to read it) or `paused`. */
  readonly state: 'reading' | 'failing' | 'idle' | 'paused';
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  readonly landed: number;
  readonly duplicates: number;
  readonly rejects: number;
  readonly recordsPerMinute: number;
  /** Start of the latest record, RFC 3339. */
  readonly lastRecord: string | null;
  /** Seconds that the latest record was old, from its end on, when it was kept; while records wait, that it is old now. */
  readonly lagSeconds: number | null;
  /** Records that wait at the source, where that is known. */
  readonly waiting: number | null;
  /** What is wrong now, in words. */
  readonly error: string | null;
  /** What was wrong the last time. */
  readonly lastError: { readonly message: string; readonly at: string } | null;
  readonly madeAt: string;
  readonly madeBy: string;
}

/** `now` in UTC epoch seconds. */
export function showSource(row: SourceRow, now: number): ShownSource {
  const { name, kind, settings, landed, duplicates, rejects, waiting, error, errorAt } = row;
  const isRead = row.holder !== null && row.state === 'running';
  return {
    ...{ name, kind, state: stateOf(row), settings, secrets: row.secretNames },
    ...{ landed, duplicates, rejects },
    recordsPerMinute: isRead ? row.perMinute : 0,
    lastRecord: row.lastStartAt === null ? null : formatUtcInstant(row.lastStartAt),
    lagSeconds: lagOf(row, now),
    waiting,
    error: row.isFailing && row.state === 'running' ? error : null,
    lastError: error === null || errorAt === null ? null : { message: error, at: errorAt.toISOString() },
    madeAt: row.madeAt.toISOString(),
    madeBy: row.madeBy,
  };
}

function stateOf({ state, isFailing, holder }: SourceRow): ShownSource['state'] {
  if (state === 'paused') return 'paused';
  if (isFailing) return 'failing';
  return holder === null ? 'idle' : 'reading';
}

function lagOf({ lastEndAt, lastLag, waiting }: SourceRow, now: number): number | null {
  if (lastEndAt === null) return null;
  return waiting !== null && waiting > 0 ? Math.max(0, now - lastEndAt) : lastLag;
}

/** All sources as metrics tell of them. */
export async function measureSources(catalog: Catalog, now: number): Promise<readonly MeasuredSource[]> {
  return (await listSources(catalog.db)).map((row) => ({
    ...showSource(row, now),
    lastRecordAt: row.lastStartAt,
  }));
}
