import type { Refuse } from '../../core/collect-faults.ts';
import { DAY_MINUTES, type Opening, type WeekSpan } from './plan-bands.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const EXAMPLE = 'peak=mon-fri 08:00-19:00,weekend=sat-sun';

/**
 * `peak=mon-fri 08:00-19:00,weekend=sat-sun` → openings in that order, a name given twice has both times. Days without
 * hours are whole; hours that end before they begin are refused.
 */
export function parseTimes(text: string, names: readonly string[], refuse: Refuse): readonly Opening[] {
  const spans = new Map<string, WeekSpan[]>();
  for (const part of text.split(',')) {
    const match = /^\s*([a-z-]+)=([a-z]{3})(?:-([a-z]{3}))?(?:\s+(\d{2}):(\d{2})-(\d{2}):(\d{2}))?\s*$/.exec(
      part,
    );
    const [, name = '', first = '', last = first] = match ?? [];
    const hours = match?.[4] === undefined ? [0, DAY_MINUTES] : toHours(match.slice(4).map(Number));
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (match === null || !names.includes(name) || from === -1 || to < from || hours === undefined) {
      refuse(
        '--times',
        `"${part.trim()}" is no band: write its name (${names.join(', ')}), its days and its hours, as in "${EXAMPLE}".`,
      );
      continue;
    }
    const own = spans.get(name) ?? [];
    for (let day = from; day <= to; day += 1) {
      own.push({ from: day * DAY_MINUTES + (hours[0] ?? 0), to: day * DAY_MINUTES + (hours[1] ?? 0) });
    }
    spans.set(name, own);
  }
  return [...spans].map(([name, own]) => ({ name, spans: own }));
}

function toHours([fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0]: readonly number[]) {
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  return from < to && to <= DAY_MINUTES && fromMinute < 60 && toMinute < 60 ? [from, to] : undefined;
}
