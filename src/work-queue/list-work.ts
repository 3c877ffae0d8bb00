import { RingledgerError } from '../core/errors.ts';
import { formatUtcInstant } from '../core/format-instant.ts';
import type { WorkGroup } from '../store/calls/work-groups.ts';
import { type ExampleRecord, readExamples } from '../store/calls/work-records.ts';
import { type DismissalRow, listDismissals } from '../store/catalog/work-dismissals.ts';
import { countWork, findGroups } from './find-work.ts';
import { writeCursor } from './page-cursor.ts';
import { needId, type WorkQuery } from './read-work-request.ts';
import { tellDuplicates, tellLate, tellSkewed, tellUnpriced } from './tell-others.ts';
import { tellOwnerless } from './tell-ownerless.ts';
import { type Told, tellUnreadable } from './tell-unreadable.ts';
import {
  type ExampleFacts,
  type FoundWork,
  idOf,
  readId,
  WORK_KINDS,
  type WorkItem,
  type WorkKind,
} from './work-item.ts';
import type { WorkLook } from './work-look.ts';
import type { WorkParts } from './work-parts.ts';

/** A page of the queue; `cursor` asks for the next one, and is null where there is none. */
export interface WorkPage {
  readonly items: readonly WorkItem[];
  readonly cursor: string | null;
}

/** Items kind by kind, the largest of each first. What changes between two pages may be missed or met twice. */
export async function listWork(parts: WorkParts, look: WorkLook, query: WorkQuery): Promise<WorkPage> {
  const { kind: only, limit, after, state } = query;
  const aside = await readAside(parts);
  const items: WorkItem[] = [];
  for (const kind of only === undefined ? WORK_KINDS : [only]) {
    if (after !== undefined && WORK_KINDS.indexOf(kind) < WORK_KINDS.indexOf(after.kind)) continue;
    const missing = limit - items.length;
    const groups = await findGroups(parts, kind, look, {
      limit: missing + 1,
      after: after?.kind === kind ? after.place : undefined,
      aside: aside.hashes(kind),
      wanted: state === 'dismissed' ? 'aside' : 'open',
    });
    const shown = groups.slice(0, missing);
    items.push(...(await tellItems(parts, kind, shown, look, aside)));
    const last = shown.at(-1);
    if (groups.length > missing) return { items, cursor: writeCursor(kind, last ?? BEFORE_ALL) };
  }
  return { items, cursor: null };
}

/** Where the first of a kind is still to come. */
const BEFORE_ALL = { count: Number.MAX_SAFE_INTEGER, place: '', line: 0, hash: '' };

/** One item by its id. Refuses one that is not there. */
export async function findItem(parts: WorkParts, look: WorkLook, id: string): Promise<WorkItem> {
  const { kind, hash } = needId(id);
  const aside = await readAside(parts);
  const isAside = aside.hashes(kind).includes(hash);
  const groups = await findGroups(parts, kind, look, {
    ...{ limit: 1, aside: aside.hashes(kind), only: hash },
    wanted: isAside ? 'aside' : 'open',
  });
  const [item] = await tellItems(parts, kind, groups, look, aside);
  if (item !== undefined) return item;
  throw new RingledgerError(
    'not-found',
    `There is no "${id}" in the work queue of these days: it is put right, or of other days (give from and to, YYYY-MM-DD).`,
  );
}

/** How much of each kind is open, and how much is put aside. */
export async function countAll(parts: WorkParts, look: WorkLook) {
  const aside = await readAside(parts);
  const counts = [];
  for (const kind of WORK_KINDS) {
    const { items, units } = await countWork(parts, kind, look, aside.hashes(kind));
    counts.push({ kind, items, count: units, dismissed: aside.hashes(kind).length });
  }
  return { from: formatUtcInstant(look.fromAt), counts };
}

interface Aside {
  hashes(kind: WorkKind): readonly string[];
  of(id: string): DismissalRow | undefined;
}

/** What somebody has put aside. */
export async function readAside({ catalog }: Pick<WorkParts, 'catalog'>): Promise<Aside> {
  const rows = await listDismissals(catalog.db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    hashes: (kind) => rows.flatMap(({ id }) => (readId(id)?.kind === kind ? [readId(id)?.hash ?? ''] : [])),
    of: (id) => byId.get(id),
  };
}

async function tellItems(
  parts: WorkParts,
  kind: WorkKind,
  groups: readonly WorkGroup[],
  { lateSeconds }: WorkLook,
  aside: Aside,
): Promise<readonly WorkItem[]> {
  const records = await readExamples(parts.calls, groups);
  const zone = await parts.zone();
  return groups.map((group): WorkItem => {
    const id = idOf(kind, group.hash);
    const kept = records.get(group.acctids[0] ?? Number.NaN);
    const example = kept === undefined ? ownText(kind, group) : toExample(parts, kept);
    const told = tell({ kind, id, group, example }, lateSeconds, zone);
    const row = aside.of(id);
    return {
      ...{ id, kind, state: row === undefined ? 'open' : 'dismissed', place: told.place },
      source: example?.source ?? null,
      line: example?.line ?? null,
      count: group.count,
      first: formatUtcInstant(group.firstAt),
      last: formatUtcInstant(group.lastAt),
      raw: example?.raw ?? null,
      reason: told.reason,
      fix: told.fix,
      acctids: group.acctids,
      dismissal:
        row === undefined
          ? null
          : { why: row.why, by: row.dismissedBy, at: row.dismissedAt.toISOString().replace('.000Z', 'Z') },
    };
  });
}

/** The text that stands in the group itself. */
function ownText(kind: WorkKind, { place, line, facts }: WorkGroup): ExampleFacts | undefined {
  const raw = kind === 'unreadable' ? facts[3] : kind === 'duplicate' ? facts[1] : undefined;
  return raw === undefined ? undefined : { source: place, line, raw, cdr: null };
}

function toExample({ readRecord }: WorkParts, { source, line, raw, format }: ExampleRecord): ExampleFacts {
  return { source, line, raw, cdr: readRecord(format, raw, line) };
}

function tell(found: FoundWork, lateSeconds: number, zone: string): Told {
  switch (found.kind) {
    case 'unreadable':
      return tellUnreadable(found.id, found.group);
    case 'no-owner':
      return tellOwnerless(found);
    case 'unknown-cost':
      return tellUnpriced(found.group, zone);
    case 'clock-skew':
      return tellSkewed(found.group);
    case 'late':
      return tellLate(found.group, lateSeconds);
    case 'duplicate':
      return tellDuplicates(found.group);
  }
}
