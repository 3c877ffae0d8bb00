/**
 * Asks for two things at once, again until one came while the other was under way: on a busy machine one may be done
 * before the other begins. Two that never meet are ended by the test's time.
 */
export async function askUntilMet<T, U>(
  one: () => Promise<T>,
  other: () => Promise<U>,
  haveMet: (first: T, second: U) => boolean,
): Promise<readonly [T, U]> {
  for (;;) {
    const [first, second] = await Promise.all([one(), other()]);
    if (haveMet(first, second)) return [first, second];
  }
}
