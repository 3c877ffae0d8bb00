import type { CallStore } from '../../src/store/calls/call-store.ts';
import type { Catalog } from '../../src/store/catalog/catalog.ts';
import type { CatalogDb } from '../../src/store/catalog/connect.ts';

/**
 * What goes wrong: `dies`: from the n-th operation on nothing more is done, as when the process is killed; `fails`: the
 * n-th is not done, and those after it are; `unheard`: it is done, and whoever asked is told that it failed.
 */
export type FaultKind = 'dies' | 'fails' | 'unheard';

export interface FaultyStores {
  readonly calls: CallStore;
  readonly catalog: Catalog;
  /** Operations that were asked for so far. */
  count(): number;
}

/** The same stores, of which the n-th operation (from 1 on) goes wrong; with n 0 none does. */
export function makeFaulty(
  real: { readonly calls: CallStore; readonly catalog: Catalog },
  kind: FaultKind,
  n: number,
): FaultyStores {
  let count = 0;
  const fault = () => new Error(`operation ${n} ${kind}`);
  /** Whether the operation that begins now is done, and heard of. Throws where it is not done. */
  const begin = (): { readonly isHeard: boolean } => {
    count += 1;
    const isDue = n > 0 && (kind === 'dies' ? count >= n : count === n);
    if (isDue && kind !== 'unheard') throw fault();
    return { isHeard: !isDue };
  };
  const run = async <T>(operation: () => Promise<T>): Promise<T> => {
    const { isHeard } = begin();
    const done = await operation();
    if (!isHeard) throw fault();
    return done;
  };
  return {
    calls: wrapCalls(real.calls, run),
    catalog: wrapCatalog(real.catalog, begin, run),
    count: () => count,
  };
}

type Run = <T>(operation: () => Promise<T>) => Promise<T>;

function wrapCalls(real: CallStore, run: Run): CallStore {
  return {
    stream: (sql, parameters, format) =>
      (async function* () {
        await run(async () => {});
        yield* real.stream(sql, parameters, format);
      })(),
    read: (sql, parameters, format) => run(() => real.read(sql, parameters, format)),
    insert: (table, columns, rows, format) => run(() => real.insert(table, columns, rows, format)),
    command: (sql, parameters) => run(() => real.command(sql, parameters)),
    close: async () => {},
  };
}

function wrapCatalog(real: Catalog, begin: () => unknown, run: Run): Catalog {
  return {
    db: wrapDb(real.db, begin, run),
    withLock: (name, held) => real.withLock(name, held),
    takeNumbers: (name, count) => run(() => real.takeNumbers(name, count)),
    readCounter: (name) => run(() => real.readCounter(name)),
    raiseCounter: (name, value) => run(() => real.raiseCounter(name, value)),
    close: async () => {},
  };
}

const STATEMENTS: readonly PropertyKey[] = ['select', 'insert', 'update', 'delete', 'execute'];

/** Counts statements where they are begun, and a transaction once more where it ends. */
function wrapDb(real: CatalogDb, begin: () => unknown, run: Run): CatalogDb {
  return new Proxy(real, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name === 'transaction') {
        return (body: (db: CatalogDb) => Promise<unknown>) =>
          run(() => target.transaction((db) => body(wrapDb(db, begin, run))));
      }
      return (...words: unknown[]) => {
        if (STATEMENTS.includes(name)) begin();
        return Reflect.apply(member, target, words) as unknown;
      };
    },
  });
}
