/** Runs one thing at a time for each name, in order of asking. What runs may ask whether another waits for it to end. */
export type Exclusion = <T>(name: string, run: (isWanted: () => boolean) => Promise<T>) => Promise<T>;

/** Those who ask for one name: the end of the last of them, and how many have not begun. */
interface Line {
  tail: Promise<unknown>;
  waiting: number;
}

/** Makes an exclusion of this process alone. Not re-entrant: whoever asks inside for the same name waits for ever. */
export function createExclusion(): Exclusion {
  const lines = new Map<string, Line>();
  return async (name, run) => {
    const line = lines.get(name) ?? { tail: Promise.resolve(), waiting: 0 };
    lines.set(name, line);
    line.waiting += 1;
    const mine = line.tail.then(() => {
      line.waiting -= 1;
      return run(() => line.waiting > 0);
    });
    const tail = mine.catch(() => undefined);
    line.tail = tail;
    try {
      return await mine;
    } finally {
      if (line.tail === tail) lines.delete(name);
    }
  };
}
