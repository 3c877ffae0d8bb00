/** Runs what it is given one after the other, in the order in which it was given; after one that fails nothing runs any more. */
export function createQueue(): <T>(run: () => T | Promise<T>) => Promise<T> {
  let last: Promise<void> = Promise.resolve();
  return (run) => {
    const ran = last.then(run);
    // Not `ran` itself, which would keep its answer; and whether it failed is told to whoever gave it.
    last = ran.then(() => undefined);
    last.catch(() => undefined);
    return ran;
  };
}
