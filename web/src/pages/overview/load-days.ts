import { addDays, countDays, type Days } from '../../frame/period.ts';

/** More is dear to count call by call. */
export const MOST_DAYS = 92;

/** The last days of a period of which calls at once are counted. */
export function loadDays({ from, to }: Days): Days {
  return countDays({ from, to }) <= MOST_DAYS ? { from, to } : { from: addDays(to, 1 - MOST_DAYS), to };
}

/** Up to so many days, and in what parts of a day they are drawn: some hundred parts are as many as can be seen. */
const PARTS = [
  { days: 1, seconds: 300 },
  { days: 3, seconds: 900 },
  { days: 14, seconds: 3600 },
  { days: 31, seconds: 7200 },
] as const;
const COARSEST_SECONDS = 21_600;

export function bucketOf(days: Days): number {
  const count = countDays(days);
  return PARTS.find((part) => count <= part.days)?.seconds ?? COARSEST_SECONDS;
}
