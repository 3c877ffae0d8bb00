import { describe, expect, it } from 'vitest';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { nameInWindow } from '../../src/store/calls/name-in-window.ts';

/** A store that has so many rows in any window. */
const holding = (rows: number) => ({ read: async () => Buffer.from(`[${rows}]\n`) }) as unknown as CallStore;

const ask = (rows: number, names: readonly string[]) =>
  nameInWindow(holding(rows), 'FROM cdr', {}, 'uniqueid', () => new Set(names));

const many = (count: number) => Array.from({ length: count }, (_, at) => `1795525713.${at}`);

describe('how rows of some names are picked out of a window', () => {
  it('is by their names where a few are looked for among many rows, so that a record lands as soon on a busy day', async () => {
    expect(await ask(300_000, ['1.1', `o'clock\\`])).toBe(`AND uniqueid IN ('1.1','o\\'clock\\\\')`);
    expect(await ask(101, ['1.1'])).toBe(`AND uniqueid IN ('1.1')`);
  });

  it('is by reading all of them where there are few for each name', async () => {
    expect(await ask(100, ['1.1'])).toBe('');
    expect(await ask(500_000, many(10_000))).toBe('');
    expect(await ask(500_001, many(10_000))).toContain(`'1795525713.9999'`);
  });

  it('waits for names that are still being found only where it needs them', async () => {
    const never = new Promise<ReadonlySet<string>>(() => {});
    expect(await nameInWindow(holding(500_000), 'FROM cdr', {}, 'call_key', never)).toBe('');
    const later = Promise.resolve(new KeyList([7, 9]));
    expect(await nameInWindow(holding(500_001), 'FROM cdr', {}, 'call_key', later)).toBe(
      'AND call_key IN (7,9)',
    );
  });

  it('finds nothing without rows, and asks for no names then, and nothing without names', async () => {
    const refuse = () => {
      throw new Error('asked for names');
    };
    expect(await nameInWindow(holding(0), 'FROM cdr', {}, 'uniqueid', refuse)).toBeUndefined();
    expect(await ask(5, [])).toBeUndefined();
  });
});

/** Keys as those of calls that are looked up. */
class KeyList {
  readonly #keys: readonly number[];
  readonly size: number;

  constructor(keys: readonly number[]) {
    this.#keys = keys;
    this.size = keys.length;
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#keys.values();
  }
}
