import { setTimeout as sleep } from 'node:timers/promises';

const HOUR_MS = 3_600_000;

/**
 * Waits for the full hour where it comes within `seconds`: it is midnight somewhere, and in the samples' zone what was of
 * today before would be of yesterday.
 */
export async function passMidnight(seconds: number): Promise<void> {
  const leftMs = HOUR_MS - (Date.now() % HOUR_MS);
  if (leftMs < seconds * 1000) await sleep(leftMs + 1000);
}
