import type { AsOf } from '../core/as-of.ts';
import type { Closing } from '../core/closing.ts';
import type { Directory } from '../core/directory.ts';
import { RingledgerError } from '../core/errors.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { listClosings } from '../store/catalog/closings.ts';
import { type FigureMoment, findInstantOf } from '../store/catalog/figure-history.ts';

/** What a statement is made from, beside the closings there were: all of one moment. */
export interface Figures {
  /** Version of the legs. */
  readonly version: number;
  readonly directory: Directory;
  /** Revision of the rate card. */
  readonly rates: number;
  /** They are those of now, which the tables of legs hold as they are, while nobody writes. */
  readonly isNow: boolean;
}

/** Where figures come from. */
export interface FigureSource {
  /** Those of now. */
  now(): Promise<Figures>;
  /** Those that `as_of` means; refuses one of which nothing is known. */
  freeze(asOf: AsOf): Promise<Figures>;
  ofClosing(closing: Closing): Promise<Figures>;
  /** The closings of a company, by month. */
  closings(company: string): Promise<readonly Closing[]>;
  /** The first instant that means this version or a later one. */
  instantOf(version: number): Promise<Date | undefined>;
}

/** What of other features it takes to find figures. */
export interface FigureFinders {
  /** A moment under which everything that is known is kept. */
  readonly moment: () => Promise<FigureMoment>;
  readonly freeze: (asOf: AsOf) => Promise<{ readonly version: number; readonly moment: FigureMoment }>;
  /** A directory that is kept, by its name. */
  readonly directoryOf: (name: string) => Promise<Directory>;
}

export function findFigures(
  { db }: Pick<Catalog, 'db'>,
  { moment, freeze, directoryOf }: FigureFinders,
): FigureSource {
  const toFigures = async (version: number, { directory, rates }: FigureMoment, isNow: boolean) => {
    if (directory === null || rates === null) {
      throw new RingledgerError(
        'invalid-request',
        'as_of: Names and tariffs of then were not kept yet, so that no statement can be made of them. Name a later instant.',
      );
    }
    return { version, directory: await directoryOf(directory), rates, isNow };
  };
  return {
    now: async () => {
      const newest = await moment();
      return toFigures(newest.version, newest, true);
    },
    freeze: async (asOf) => {
      const frozen = await freeze(asOf);
      return toFigures(frozen.version, frozen.moment, false);
    },
    ofClosing: async ({ version, directory, rates }) => ({
      ...{ version, rates, isNow: false },
      directory: await directoryOf(directory),
    }),
    closings: (company) => listClosings(db, company),
    instantOf: (version) => findInstantOf(db, version),
  };
}
