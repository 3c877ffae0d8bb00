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
  /** Kinds of the operations that were asked for so far, in order: those of one text are of one kind. */
  readonly kinds: readonly string[];
}

/** The same stores, of which the n-th operation (from 1 on) goes wrong; with n 0 none does. */
export function makeFaulty(
  real: { readonly calls: CallStore; readonly catalog: Catalog },
  kind: FaultKind,
  n: number,
): FaultyStores {
  const kinds: string[] = [];
  const fault = () => new Error(`operation ${n} ${kind}`);
  /** Whether the operation that begins now is done, and heard of. Throws where it is not done. */
  const begin = (what: string): { readonly isHeard: boolean } => {
    kinds.push(what);
    const count = kinds.length;
    const isDue = n > 0 && (kind === 'dies' ? count >= n : count === n);
    if (isDue && kind !== 'unheard') throw fault();
    return { isHeard: !isDue };
  };
  const run = async <T>(what: string, operation: () => Promise<T>): Promise<T> => {
    const { isHeard } = begin(what);
    const done = await operation();
    if (!isHeard) throw fault();
    return done;
  };
  return {
    calls: wrapCalls(real.calls, run),
    catalog: wrapCatalog(real.catalog, begin, run),
    kinds,
  };
}

type Run = <T>(what: string, operation: () => Promise<T>) => Promise<T>;
type Begin = (what: string) => unknown;

function wrapCalls(real: CallStore, run: Run): CallStore {
  return {
    stream: (sql, parameters, format) =>
      (async function* () {
        await run(`stream ${sql}`, async () => {});
        yield* real.stream(sql, parameters, format);
      })(),
    read: (sql, parameters, format) => run(`read ${sql}`, () => real.read(sql, parameters, format)),
    insert: (table, columns, rows, format) =>
      run(`insert ${table}`, () => real.insert(table, columns, rows, format)),
    command: (sql, parameters) => run(`command ${sql}`, () => real.command(sql, parameters)),
    close: async () => {},
  };
}

function wrapCatalog(real: Catalog, begin: Begin, run: Run): Catalog {
  return {
    db: wrapDb(real.db, begin, run),
    withLock: (name, held) => real.withLock(name, held),
    takeNumbers: (name, count) => run(`takeNumbers ${name}`, () => real.takeNumbers(name, count)),
    readCounter: (name) => run(`readCounter ${name}`, () => real.readCounter(name)),
    raiseCounter: (name, value) => run(`raiseCounter ${name}`, () => real.raiseCounter(name, value)),
    close: async () => {},
  };
}

const STATEMENTS: readonly PropertyKey[] = ['select', 'insert', 'update', 'delete', 'execute'];

/** Counts statements where they are begun, and a transaction once more where it ends. */
function wrapDb(real: CatalogDb, begin: Begin, run: Run): CatalogDb {
  return new Proxy(real, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name === 'transaction') {
        return (body: (db: CatalogDb) => Promise<unknown>) =>
          run('transaction', () => target.transaction((db) => body(wrapDb(db, begin, run))));
      }
      return (...words: unknown[]) => {
        if (STATEMENTS.includes(name)) begin(`${String(name)} of the catalog`);
        return Reflect.apply(member, target, words) as unknown;
      };
    },
  });
}
