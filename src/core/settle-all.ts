/**
 * Waits for all of them, also when one fails, and then fails as the first that did: whoever hears of the failure may
 * be sure that nothing is still under way.
 */
export async function settleAll(jobs: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(jobs)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
