/** Runs one thing at a time for each name, in order of asking. */
export type Exclusion = <T>(name: string, run: () => Promise<T>) => Promise<T>;

/** Makes an exclusion of this process alone. Not re-entrant: whoever asks inside for the same name waits for ever. */
export function createExclusion(): Exclusion {
  const tails = new Map<string, Promise<unknown>>();
  return async (name, run) => {
    const before = tails.get(name) ?? Promise.resolve();
    const mine = before.then(run, run);
    const tail = mine.catch(() => undefined);
    tails.set(name, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(name) === tail) tails.delete(name);
    }
  };
}
