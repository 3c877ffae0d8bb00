import { BAND_DAYS, type BandDay, type BandWindow, type Rate } from '../core/rate-card.ts';

const DAY_MINUTES = 1440;
const SHOWN_PREFIXES = 5;

/**
 * Times of the week at which prefixes have no price, a sentence for each set of bands that leaves some: those of a
 * prefix without a rate outside all bands.
 */
export function findGaps(rates: readonly Rate[], windows: readonly BandWindow[]): readonly string[] {
  // Most lists have no bands, and hundreds of thousands of prefixes.
  if (rates.every(({ band }) => band === '')) return [];
  const bandsOf = new Map<string, string[]>();
  for (const { prefix, band } of rates) {
    const bands = bandsOf.get(prefix);
    if (bands === undefined) bandsOf.set(prefix, [band]);
    else bands.push(band);
  }
  const prefixesOf = new Map<string, string[]>();
  for (const [prefix, bands] of bandsOf) {
    if (bands.includes('')) continue;
    const key = bands.toSorted().join('\n');
    const prefixes = prefixesOf.get(key);
    if (prefixes === undefined) prefixesOf.set(key, [prefix]);
    else prefixes.push(prefix);
  }
  return [...prefixesOf].flatMap(([key, prefixes]) => {
    const missing = listMissing(new Set(key.split('\n')), windows);
    return missing.length === 0 ? [] : [tellGap(prefixes, missing)];
  });
}

/** `sat 00:00-24:00` for each stretch of a day whose band has no price. */
function listMissing(priced: ReadonlySet<string>, windows: readonly BandWindow[]): readonly string[] {
  return BAND_DAYS.flatMap((day) => {
    const edges = windows.filter(({ days }) => days.includes(day));
    // Outside a holiday's own windows it is a weekday like others.
    if (day === 'holiday' && edges.length === 0) return [];
    const minutes = [0, DAY_MINUTES, ...edges.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute])];
    const starts = [...new Set(minutes)].sort((one, other) => one - other);
    return joinStretches(
      starts.slice(0, -1).flatMap((from, at) => {
        const band = bandOf(edges, from);
        const isMissing = band === undefined ? day !== 'holiday' : !priced.has(band);
        return isMissing ? [{ from, to: starts[at + 1] ?? DAY_MINUTES }] : [];
      }),
      day,
    );
  });
}

function bandOf(windows: readonly BandWindow[], minute: number): string | undefined {
  return windows.find(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute)?.band;
}

function joinStretches(
  stretches: readonly { readonly from: number; readonly to: number }[],
  day: BandDay,
): readonly string[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of stretches) {
    const last = joined.at(-1);
    if (last?.to === from) last.to = to;
    else joined.push({ from, to });
  }
  return joined.map(({ from, to }) => `${day} ${clock(from)}-${clock(to)}`);
}

function tellGap(prefixes: readonly string[], missing: readonly string[]): string {
  const shown = prefixes.slice(0, SHOWN_PREFIXES).join(', ');
  const more = prefixes.length > SHOWN_PREFIXES ? ` and ${prefixes.length - SHOWN_PREFIXES} more` : '';
  const who = prefixes.length === 1 ? `Prefix ${shown} has` : `Prefixes ${shown}${more} have`;
  return `${who} no price at ${missing.join(', ')}: add a rate for the band there, or one without a band for all other times.`;
}

/** Minutes of the day as `HH:MM`. */
export function clock(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
