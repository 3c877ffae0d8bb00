import type { AsOf } from '../core/as-of.ts';
import { RingledgerError } from '../core/errors.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { type FigureMoment, findMomentAt, findMomentUpTo } from '../store/catalog/figure-history.ts';
import { findRun } from '../store/catalog/rating-runs.ts';
import type { FrozenFigures } from './read-asked.ts';

/**
 * The version that `as_of` means, the same for ever: the newest that was written whole by an instant, or that of a run.
 * Refuses an instant that is not past, one from before figures were kept, and a run that was not published since; `where`
 * is the name of what was written.
 */
export async function freezeFigures(
  { db }: Pick<Catalog, 'db'>,
  asOf: AsOf,
  where = 'scope.as_of',
): Promise<FrozenFigures & { readonly moment: FigureMoment }> {
  const refuse = (message: string) => new RingledgerError('invalid-request', `${where}: ${message}`);
  if (asOf.kind === 'instant') {
    const moment = await findInstant(db, asOf.at, refuse);
    return freeze(moment.version, moment);
  }
  const run = await findRun(db, asOf.run);
  if (run === undefined)
    throw refuse(`There is no rating run ${asOf.run}: runs are listed by GET /api/v1/runs.`);
  const { version } = run;
  if (version === null || (run.state !== 'published' && run.state !== 'settled')) {
    throw refuse(
      `Run ${asOf.run} is ${run.state}: only one that was published is in any figures. Name another, or an instant.`,
    );
  }
  const moment = await findMomentUpTo(db, version);
  if (moment === undefined) {
    throw refuse(`Run ${asOf.run} was published before figures were kept as they were: name a later one.`);
  }
  return freeze(version, moment);
}

function freeze(version: number, moment: FigureMoment) {
  const { description, directory: keptDirectory } = moment;
  return { version, directory: toDirectory(description), keptDirectory, moment };
}

async function findInstant(
  db: Catalog['db'],
  at: Date,
  refuse: (message: string) => RingledgerError,
): Promise<FigureMoment> {
  const found = await findMomentAt(db, at);
  if (found.kind === 'found') return found.moment;
  const asked = `"${at.toISOString()}"`;
  if (found.kind === 'future') {
    throw refuse(
      `The instant ${asked} is not past: what figures will be is not known. Leave as_of out for those of now.`,
    );
  }
  const { beganAt } = found;
  throw refuse(
    beganAt === null
      ? `Figures of ${asked} are not known: none have been kept as they were yet.`
      : `Figures of ${asked} are not known: they are kept as they were from ${beganAt.toISOString()} on. Name a later instant.`,
  );
}

function toDirectory({ zone, companies }: FigureMoment['description']): FrozenFigures['directory'] {
  const named = companies.map(([id, name]) => ({ id, name }));
  const byId = new Map(named.map((company) => [company.id, company]));
  return { zone, companies: () => named, company: (id) => byId.get(id) };
}
