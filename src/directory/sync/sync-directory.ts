import { RingledgerError, refuseFaults } from '../../core/errors.ts';
import { isCalendarDay } from '../../core/read-dates.ts';
import { readJson } from '../../core/read-json-text.ts';
import { startOfDay } from '../../core/zone.ts';
import type { Catalog } from '../../store/catalog/catalog.ts';
import { changeDirectory } from '../../store/catalog/directory.ts';
import { isApplied, readVersion } from '../../store/catalog/versions.ts';
import { planImport, serverZone, toEntries } from '../import-directory.ts';
import type { Change } from './describe-change.ts';
import { planSync } from './plan-sync.ts';
import { checkFindings, readFound, withoutNames } from './read-found.ts';

/** What a sync is asked for, as parameters have it. */
export interface SyncRequest {
  readonly source?: string | undefined;
  readonly company?: string | undefined;
  readonly since?: string | undefined;
  readonly names?: string | undefined;
  readonly anyway?: string | undefined;
  readonly dryRun?: string | undefined;
}

/** What a sync did, or would do. */
export interface SyncResult {
  readonly source: string;
  readonly day: string;
  readonly dryRun: boolean;
  readonly changes: readonly Change[];
  readonly unchanged: number;
  readonly notes: readonly string[];
}

/** Calls that a sync has made stale: those from an instant on, where all before were made by the version before. */
export interface Stale {
  readonly version: number;
  readonly fromAt: number | undefined;
}

/**
 * Plans a sync of findings, sent as JSON text, and imports what it comes to, as if a person had written it: through the
 * same checks, all or nothing. A directory that nobody has described yet is refused, as nothing tells how its numbers
 * are dialled. Gives what became stale; undefined where no call is attributed otherwise.
 */
export async function syncDirectory(
  catalog: Catalog,
  text: string,
  request: SyncRequest,
  ranAt: number,
): Promise<{ readonly result: SyncResult; readonly stale: Stale | undefined }> {
  const findings = checkFindings(readJson(text));
  checkRequest(request);
  const source = request.source ?? findings.kind;
  const read = readFound(findings, request.company);
  const found = request.names === 'false' ? withoutNames(read) : read;
  const dryRun = request.dryRun === 'true';
  const wasApplied = await isApplied(catalog, 'directory');
  const { result, zone } = await changeDirectory(catalog, (stored) => {
    const kept = toEntries(stored);
    if (kept === undefined) {
      throw new RingledgerError(
        'conflict',
        'Nobody has said yet how this PBX dials, which a sync cannot find out: import a file first that says it, such as {"zone":"Europe/London","dialling":{"country":"GB"}}, with bin/ringledger directory import FILE.json.',
      );
    }
    const plan = planSync(kept, found, {
      source,
      ranAt,
      since: request.since,
      anyway: request.anyway === 'true',
    });
    const change = planImport(stored, plan.file, serverZone());
    const { day, changes, unchanged, notes } = plan;
    const planned: SyncResult = { source, day, dryRun, changes, unchanged, notes };
    const { entries, onlyMarks } = change;
    return {
      settings: undefined,
      entries: dryRun ? [] : entries,
      onlyMarks,
      result: planned,
      zone: kept.zone,
    };
  });
  const isStale = !dryRun && !(await isApplied(catalog, 'directory'));
  if (!isStale) return { result, stale: undefined };
  const { since } = request;
  const first = since === undefined ? result.day : since === 'always' ? undefined : since;
  const fromAt = first === undefined || !wasApplied ? undefined : startOfDay(zone, first);
  return { result, stale: { version: await readVersion(catalog, 'directory'), fromAt } };
}

function checkRequest({ source, company, since }: SyncRequest): void {
  const faults = [
    ...Object.entries({ source, company }).flatMap(([where, value]) =>
      value === undefined || /^[^\s,\p{Cc}]{1,64}$/u.test(value)
        ? []
        : [
            {
              where,
              message: `"${value}" is no word of 1 to 64 characters: write one without blanks and commas.`,
            },
          ],
    ),
    ...(since === undefined || since === 'always' || isCalendarDay(since)
      ? []
      : [{ where: 'since', message: `"${since}" is no day: write it as 2026-04-01, or always.` }]),
  ];
  if (faults.length > 0) throw refuseFaults('The sync was not begun.', faults);
}
