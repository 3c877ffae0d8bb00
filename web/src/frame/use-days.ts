import { getRouteApi } from '@tanstack/react-router';
import { useSession } from '../api/session.ts';
import { addDays, type Days, findDays, type PeriodSearch, todayIn } from './period.ts';

const shell = getRouteApi('/shell');

/** What the address says of days and company. */
export function usePeriodSearch(): PeriodSearch {
  return shell.useSearch();
}

/** The days that the page is about, in the zone of the PBX. */
export function useDays(): Days {
  const { zone } = useSession();
  return findDays(usePeriodSearch(), todayIn(zone));
}

/** Days and company as the server's questions have them: `to` is the first day that is left out. */
export function toQuestion({ from, to }: Days, company: string | undefined) {
  return { from, to: addDays(to, 1), company: company === undefined ? undefined : [company] };
}
