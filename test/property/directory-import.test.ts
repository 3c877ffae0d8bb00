import { sql } from 'drizzle-orm';
import fc, { type GeneratorValue } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIRECTORY_KINDS, type DirectoryEntries, type DirectoryKind } from '../../src/core/directory.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { importDirectory, loadDirectory } from '../../src/directory/import-directory.ts';
import { type Catalog, connectCatalog } from '../../src/store/catalog/catalog.ts';
import { type OpenHome, openCatalogHome } from '../support/catalog-home.ts';
import { makeRandomDirectory } from '../support/random-directory.ts';

type File = Pick<DirectoryEntries, 'zone' | 'dialling'> & Record<DirectoryKind, unknown[]>;

/** Kinds whose entries others name come in no later file than those that name them. */
const STAGES: readonly (readonly DirectoryKind[])[] = [
  ['companies'],
  ['extensions', 'queues', 'groups'],
  ['devices', 'ddis', 'trunks'],
];

/** Deals the entries out to `count` files for each stage, in any order within each. */
function splitDirectory(entries: DirectoryEntries, count: number, gen: GeneratorValue): readonly File[] {
  const { zone, dialling } = entries;
  return STAGES.flatMap((kinds) => {
    const files = Array.from({ length: count }, () => {
      const lists = Object.fromEntries(DIRECTORY_KINDS.map((kind) => [kind, [] as unknown[]]));
      return { zone, dialling, ...lists } as File;
    });
    for (const kind of kinds) {
      const shuffled = gen(fc.shuffledSubarray<unknown>, [...entries[kind]], {
        minLength: entries[kind].length,
        maxLength: entries[kind].length,
      });
      for (const entry of shuffled) files[gen(fc.nat, count - 1)]?.[kind].push(entry);
    }
    return files;
  });
}

describe('order and splitting over files change nothing', () => {
  it('of what the directory becomes', () => {
    fc.assert(
      fc.property(fc.gen(), fc.integer({ min: 1, max: 3 }), (gen, count) => {
        const entries = makeRandomDirectory(gen);
        const whole = checkDirectory(entries, 'UTC');
        const files = splitDirectory(entries, count, gen);
        const split = files.reduce<DirectoryEntries | undefined>(
          (kept, file) => checkDirectory(file, 'UTC', kept),
          undefined,
        );
        expect(split).toEqual(whole);
      }),
    );
  });

  describe('of what the catalog keeps', () => {
    let opened: OpenHome;
    let catalog: Catalog;

    beforeAll(async () => {
      opened = await openCatalogHome('embedded');
      catalog = await connectCatalog(opened.home);
    });
    afterAll(async () => {
      await catalog?.close();
      await opened?.remove();
    });

    it('and every file is unchanged when it comes again', async () => {
      await fc.assert(
        fc.asyncProperty(fc.gen(), fc.integer({ min: 1, max: 2 }), async (gen, count) => {
          await catalog.db.execute(sql`truncate directory_entry, setting, counter`);
          const entries = makeRandomDirectory(gen);
          const total = DIRECTORY_KINDS.reduce((sum, kind) => sum + entries[kind].length, 0);
          const files = splitDirectory(entries, count, gen).map((file) => JSON.stringify(file));
          let added = 0;
          for (const file of files) added += (await importDirectory(catalog, file)).added;
          expect(added).toBe(total);
          expect(await loadDirectory(catalog)).toEqual(checkDirectory(entries, 'UTC'));
          for (const file of files) {
            const again = await importDirectory(catalog, file);
            expect(again).toMatchObject({ added: 0, changed: 0, settingsChanged: false });
            expect(again.unchanged + again.kept).toBe(total);
          }
        }),
        { numRuns: 15 },
      );
    });
  });
});
