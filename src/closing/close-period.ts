import { type Closing, monthAfter } from '../core/closing.ts';
import type { Directory } from '../core/directory.ts';
import { type Fault, RingledgerError } from '../core/errors.ts';
import { monthPeriod, type Period } from '../core/period.ts';
import { keepAudit } from '../store/catalog/audit.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { insertClosings, listAllClosings } from '../store/catalog/closings.ts';
import { keepDirectory } from '../store/catalog/directory-snapshots.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import { isApplied } from '../store/catalog/versions.ts';
import type { CloseRequest } from './read-close-request.ts';

/** What closing needs of the rest of the house; the composition root supplies it. */
export interface ClosingParts {
  readonly catalog: Catalog;
  readonly directory: () => Promise<Directory>;
  /** UTC epoch seconds. */
  readonly now: () => number;
  /** Refuses with `retry` while a run prices calls of this scope. */
  readonly refusePricing: (scope: {
    readonly fromAt: number;
    readonly toAt: number;
    readonly companies: readonly string[] | null;
    readonly devices: null;
  }) => Promise<void>;
  /** Lets calls that have come take from their allowances. */
  readonly settleAllowances: () => Promise<void>;
  /** Settles what is published, then runs with nobody publishing. */
  readonly settleAlone: <T>(next: () => Promise<T>) => Promise<T>;
  /** Runs while nothing else makes legs, with a version above that of every leg, and the directory they are made by. */
  readonly alone: <T>(run: (version: number, directory: Directory) => Promise<T>) => Promise<T>;
}

export interface ClosedMonth {
  readonly month: string;
  readonly companies: readonly string[];
}

/**
 * Closes a month for companies: keeps the version of its figures, of which statements are made from then on. There is no
 * way back: what was sent out was sent out, and what changes later is an adjustment. Refuses, all faults at once, a
 * month that is not over, that is closed already, or that does not follow the last one closed; and with `retry` while
 * calls of it are being priced or made again.
 */
export async function closePeriod(
  parts: ClosingParts,
  request: CloseRequest,
  closedBy: string,
): Promise<ClosedMonth> {
  const { catalog } = parts;
  return catalog.withLock('closing', async () => {
    const before = await listAllClosings(catalog.db);
    const planned = plan(request, before, await parts.directory(), parts.now());
    const scope = scopeOf(planned);
    // Asked twice: at once, so that nobody waits to be refused, and again when nobody can publish.
    await parts.refusePricing(scope);
    await refuseRemaking(catalog);
    await parts.settleAllowances();
    return parts.settleAlone(async () => {
      await parts.refusePricing(scope);
      return parts.alone(async (version, directory) => {
        await refuseRemaking(catalog);
        const again = plan(request, before, directory, parts.now());
        const kept = await keepDirectory(catalog.db, directory.entries);
        const common = { version, directory: kept, rates: await readRevision(catalog.db) };
        const { month, reason } = request;
        const companies = again.map(({ company }) => company);
        await catalog.db.transaction(async (db) => {
          await insertClosings(
            db,
            again.map((one) => ({ ...one, ...common, month, closedBy, reason })),
          );
          const detail = `${companies.join(', ')}: ${reason}`;
          await keepAudit(db, { login: closedBy, action: 'month-closed', subject: month, detail });
        });
        return { month, companies };
      });
    });
  });
}

/** A company, and the calls that its month has. */
type Planned = Pick<Closing, 'company' | 'fromAt' | 'toAt'>;

function plan(
  { month, companies }: CloseRequest,
  closings: readonly Closing[],
  directory: Directory,
  now: number,
): readonly Planned[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const period = monthPeriod(directory.zone, year, number);
  if (period.toAt > now) {
    throw new RingledgerError(
      'conflict',
      `${month} is not over yet in ${period.zone}: calls of it may still begin. Close it from ${monthAfter(month)}-01 on.`,
    );
  }
  const isClosed = (company: string) =>
    closings.some((closing) => closing.company === company && closing.month === month);
  const all = directory.companies().map(({ id }) => id);
  const wanted = companies ?? all.filter((company) => !isClosed(company));
  if (wanted.length === 0)
    throw new RingledgerError('conflict', `${month} is closed already, for all companies.`);
  const faults: Fault[] = [];
  const planned = wanted.map((company) =>
    planCompany(company, month, period, closings, (message) =>
      faults.push({ where: `company ${company}`, message }),
    ),
  );
  if (faults.length === 0) return planned;
  const lines = faults.map(({ where, message }) => `${where}: ${message}`);
  throw new RingledgerError('conflict', [`${month} cannot be closed.`, ...lines].join('\n'), faults);
}

/** A month begins where the one before it was closed, so that no call is on two statements or on none. */
function planCompany(
  company: string,
  month: string,
  { fromAt, toAt }: Period,
  closings: readonly Closing[],
  fault: (message: string) => void,
): Planned {
  const own = closings.filter((closing) => closing.company === company);
  const closed = own.find((closing) => closing.month === month);
  const last = own.reduce<Closing | undefined>(
    (latest, one) => (latest === undefined || one.month > latest.month ? one : latest),
    undefined,
  );
  const next = last === undefined ? month : monthAfter(last.month);
  if (closed !== undefined) {
    fault(`${month} is closed already, since ${closed.closedAt.toISOString()} by ${closed.closedBy}.`);
  } else if (next !== month) {
    fault(
      `${last?.month} was closed last, so that ${next} comes next: months are closed one after another, as each carries the adjustments of those before.`,
    );
  }
  return { company, fromAt: last?.toAt ?? fromAt, toAt: Math.max(toAt, last?.toAt ?? toAt) };
}

function scopeOf(planned: readonly Planned[]) {
  return {
    fromAt: Math.min(...planned.map(({ fromAt }) => fromAt)),
    toAt: Math.max(...planned.map(({ toAt }) => toAt)),
    companies: planned.map(({ company }) => company),
    devices: null,
  };
}

/** Figures that are half by one directory and half by another are nobody's to send out. */
async function refuseRemaking(catalog: Catalog): Promise<void> {
  if (await isApplied(catalog, 'directory')) return;
  throw new RingledgerError(
    'retry',
    'The directory that was imported last is not applied to all calls yet: wait until its import is done. Where that was cut off, import the directory again.',
  );
}
