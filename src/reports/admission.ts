/**
 * The contract's lock, wide enough for a busy platform: at most `concurrency` reports at once. With a concurrency of 1
 * it is the contract's single lock.
 */
export interface Admission {
  /** A place to be given back once, or undefined when all are taken. */
  enter(): (() => void) | undefined;
  /** Places that are taken. */
  count(): number;
}

export function createAdmission(concurrency: number): Admission {
  let taken = 0;

  function enter(): (() => void) | undefined {
    if (taken >= concurrency) return undefined;
    taken += 1;
    let given = false;
    return () => {
      if (!given) taken -= 1;
      given = true;
    };
  }

  return { enter, count: () => taken };
}
