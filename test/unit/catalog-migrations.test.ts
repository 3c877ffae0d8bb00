import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPending, readMigrations } from '../../src/store/read-migrations.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringledger-migrations-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<URL> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return pathToFileURL(folder);
}

describe('a folder of migrations', () => {
  it('is read in order of number, other kinds of file passed over', async () => {
    const url = await write({ '0002-b.sql': 'two', '0001-a-first.sql': 'one', 'README.md': 'words' });
    const migrations = await readMigrations(url);
    expect(migrations.map(({ number, name, sql }) => [number, name, sql])).toEqual([
      [1, 'a-first', 'one'],
      [2, 'b', 'two'],
    ]);
  });

  it('has the same hashes whatever its line ends, and others when a word changes', async () => {
    const hashOf = async (text: string) => {
      const [migration] = await readMigrations(await write({ '0001-a.sql': text }));
      return migration?.hash;
    };
    const hash = await hashOf('create\ntable');
    expect(await hashOf('create\r\ntable')).toBe(hash);
    expect(await hashOf('create\nview')).not.toBe(hash);
  });

  it.each([
    [['0001-a.sql', '0003-c.sql'], '0003-c.sql', 'leaves a gap: number 0002 is missing'],
    [['0002-b.sql'], '0002-b.sql', 'leaves a gap: number 0001 is missing'],
    [['0001-a.sql', '0001-b.sql'], '0001-b.sql', 'takes a number twice'],
    [['0001-a.sql', '2-b.sql'], '"2-b.sql"', 'write NNNN-name.sql'],
    [['0001 a.sql'], '"0001 a.sql"', 'write NNNN-name.sql'],
    [['0001-A.sql'], '"0001-A.sql"', 'write NNNN-name.sql'],
  ])('is refused when it holds %j', async (files, named, sentence) => {
    const url = await write(Object.fromEntries(files.map((file) => [file, 'select 1'])));
    const refusal = readMigrations(url);
    await expect(refusal).rejects.toMatchObject({ code: 'invalid-config' });
    await expect(refusal).rejects.toThrow(named);
    await expect(refusal).rejects.toThrow(sentence);
  });
});

describe('what is still to be run', () => {
  const migration = (number: number, hash = `h${number}`) => ({ number, name: 'x', sql: '', hash });

  it('is what comes after the last one run', () => {
    const all = [1, 2, 3].map((number) => migration(number));
    expect(listPending(all, []).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(listPending(all, [migration(1), migration(2)]).map(({ number }) => number)).toEqual([3]);
    expect(listPending(all, all)).toEqual([]);
  });

  it.each([
    ['changed', [migration(1, 'new')], [migration(1)], 'is not the text that the store ran'],
    ['unknown here', [migration(1)], [migration(1), migration(2)], 'start the newer version'],
    ['left out before', [migration(1), migration(2)], [migration(2)], '0001-x.sql was never run'],
  ])('is refused when a migration was %s', (_case, all, recorded, sentence) => {
    expect(() => listPending(all, recorded)).toThrow(sentence);
  });
});
