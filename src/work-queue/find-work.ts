import { createHash } from 'node:crypto';
import { scopeOfGrant } from '../core/scope.ts';
import {
  countGroups,
  type GroupCount,
  type GroupPage,
  type GroupQuery,
  readGroups,
  type WorkGroup,
} from '../store/calls/work-groups.ts';
import { ownerlessLegs, unpricedLegs } from '../store/calls/work-legs.ts';
import { lateRecords, skewedRecords, unreadable } from '../store/calls/work-records.ts';
import { type DuplicateDay, listDuplicateDays } from '../store/catalog/duplicate-counts.ts';
import type { WorkKind } from './work-item.ts';
import type { WorkLook } from './work-look.ts';
import type { WorkParts } from './work-parts.ts';

/** Records tell no company: of them only those hear who may read all. */
const OF_LEGS: ReadonlySet<WorkKind> = new Set(['no-owner', 'unknown-cost']);

/** Groups of one kind, the largest first. */
export async function findGroups(
  parts: WorkParts,
  kind: WorkKind,
  look: WorkLook,
  page: GroupPage,
): Promise<readonly WorkGroup[]> {
  if (!isWithin(kind, look)) return [];
  if (kind === 'duplicate') return pageOf(await findDuplicates(parts, look), page);
  return readGroups(parts.calls, await queryOf(parts, kind, look), page);
}

/** How many groups of one kind there are that are not put aside. */
export async function countWork(
  parts: WorkParts,
  kind: WorkKind,
  look: WorkLook,
  aside: readonly string[],
): Promise<GroupCount> {
  if (!isWithin(kind, look)) return { items: 0, units: 0 };
  if (kind !== 'duplicate') return countGroups(parts.calls, await queryOf(parts, kind, look), aside);
  const groups = (await findDuplicates(parts, look)).filter(({ hash }) => !aside.includes(hash));
  return { items: groups.length, units: groups.reduce((sum, { count }) => sum + count, 0) };
}

/** Legs do not tell their sources, nor records their companies. */
function isWithin(kind: WorkKind, { scope, source }: WorkLook): boolean {
  return OF_LEGS.has(kind) ? source === undefined : scope.companies === 'all';
}

async function queryOf(
  parts: WorkParts,
  kind: Exclude<WorkKind, 'duplicate'>,
  look: WorkLook,
): Promise<GroupQuery> {
  const { scope, fromAt, toAt, source, lateSeconds } = look;
  const records = { fromAt, toAt, source };
  switch (kind) {
    case 'unreadable':
      // There are few, and an old one is as unread as a new one.
      return unreadable({ ...records, fromAt: look.isAsked ? fromAt : 0 });
    case 'no-owner':
      return ownerlessLegs({ scope, fromAt, toAt });
    case 'unknown-cost': {
      const period = { fromAt, toAt, zone: await parts.zone() };
      return unpricedLegs({ scope, fromAt, toAt, overlayRun: await parts.overlayOf(period) });
    }
    case 'late':
      return lateRecords(records, lateSeconds);
    case 'clock-skew':
      return skewedRecords(records, parts.now());
  }
}

async function findDuplicates(
  { catalog }: WorkParts,
  { fromAt, toAt, source }: WorkLook,
): Promise<readonly WorkGroup[]> {
  const days = await listDuplicateDays(catalog.db, fromAt, toAt);
  return days.filter((day) => source === undefined || day.source === source).map(toGroup);
}

function toGroup({ source, day, records, line, raw }: DuplicateDay): WorkGroup {
  const hash = createHash('sha256').update(`${source}\0${day}`).digest('hex').slice(0, 16);
  const at = Date.parse(`${day}T00:00:00Z`) / 1000;
  return {
    ...{ hash, place: source, line, count: records, firstAt: at, lastAt: at + 86_399 },
    facts: [day, raw],
    ...{ acctids: [], starts: [] },
  };
}

/** The page of groups that are all at hand, in the order and with the meaning of `readGroups`. */
function pageOf(
  groups: readonly WorkGroup[],
  { limit, after, aside, wanted, only }: GroupPage,
): readonly WorkGroup[] {
  return groups
    .filter(({ hash }) => aside.includes(hash) === (wanted === 'aside'))
    .filter(({ hash }) => only === undefined || hash === only)
    .filter((group) => after === undefined || compare(group, after) > 0)
    .toSorted(compare)
    .slice(0, limit);
}

type Ordered = Pick<WorkGroup, 'count' | 'place' | 'line' | 'hash'>;

function compare(one: Ordered, other: Ordered): number {
  return (
    other.count - one.count ||
    Buffer.compare(Buffer.from(one.place), Buffer.from(other.place)) ||
    one.line - other.line ||
    (one.hash < other.hash ? -1 : Number(one.hash > other.hash))
  );
}

/** Whoever may ask for the queue is an administrator. */
export const EVERY_COMPANY = scopeOfGrant({ everyCompany: true, companies: [] });
