/** How a locale writes what the pages show. Money comes as decimal text and is never made a number to reckon with. */
export interface Formats {
  readonly locale: string;
  whole(count: number): string;
  percent(share: { readonly part: number; readonly of: number }): string;
  /** `null` is unknown, and the caller's to say. */
  money(amount: string, currency: string): string;
  /** The same to two decimals, where many are seen at once. */
  rounded(amount: string, currency: string): string;
  /** 3 h 25 min, 4 min 05 s, 12 s. */
  duration(seconds: number): string;
  /** RFC 3339 to day and time, as the zone of the instant has them. */
  instant(rfc3339: string, zone: string): string;
  /** RFC 3339 to day, hour and minute of a zone. */
  clock(rfc3339: string, zone: string): string;
  /** RFC 3339 to the time of the day. */
  time(rfc3339: string, zone: string): string;
  /** RFC 3339 to day and time without the year, where a period says it. */
  moment(rfc3339: string, zone: string): string;
  /** YYYY-MM-DD. */
  day(day: string, style?: 'short' | 'long'): string;
  /** From one YYYY-MM-DD to another, without what both have in common: 1 – 30 Nov 2026. */
  days(days: { readonly from: string; readonly to: string }): string;
  /** YYYY-MM. */
  month(month: string, style?: 'short' | 'long'): string;
  /** 1 is Monday. */
  weekday(number: number, style?: 'short' | 'long'): string;
}

/** A Monday, to name the days of the week by. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
/** What the server writes where nothing is priced yet: there is no currency to name. */
const NO_CURRENCY = 'XXX';

const CLOCK = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;

/** A chart or table names hundreds of instants, and a format of its own for each would take longer than to draw them. */
function formatOfZone(locale: string, options: Intl.DateTimeFormatOptions) {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (zone: string): Intl.DateTimeFormat => {
    const format = formats.get(zone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formats.set(zone, format);
    return format;
  };
}

export function createFormats(locale: string): Formats {
  const whole = new Intl.NumberFormat(locale);
  const clockOf = formatOfZone(locale, CLOCK);
  const momentOf = formatOfZone(locale, { ...CLOCK, second: '2-digit' });
  const moneyFormat = (decimals: number, currency: string) =>
    new Intl.NumberFormat(locale, {
      ...{ minimumFractionDigits: 2, maximumFractionDigits: decimals },
      ...(currency === NO_CURRENCY ? {} : { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
    });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    locale,
    whole: (count) => whole.format(count),
    percent: ({ part, of }) => (of === 0 ? '–' : percent.format(part / of)),
    // Text of a decimal is formatted digit for digit, however many it has.
    money: (amount, currency) =>
      moneyFormat(Math.max(2, amount.split('.')[1]?.length ?? 0), currency).format(amount as `${number}`),
    rounded: (amount, currency) => moneyFormat(2, currency).format(amount as `${number}`),
    duration: (seconds) => {
      const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
      const two = (value: number) => String(value).padStart(2, '0');
      if (h > 0) return `${whole.format(h)} h ${two(m)} min`;
      return m > 0 ? `${m} min ${two(s)} s` : `${s} s`;
    },
    instant: (rfc3339, zone) =>
      new Intl.DateTimeFormat(locale, {
        ...{ timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' },
        ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
      }).format(new Date(rfc3339)),
    clock: (rfc3339, zone) => clockOf(zone).format(new Date(rfc3339)),
    time: (rfc3339, zone) =>
      new Intl.DateTimeFormat(locale, {
        ...{ timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit' },
      }).format(new Date(rfc3339)),
    moment: (rfc3339, zone) => momentOf(zone).format(new Date(rfc3339)),
    day: (day, style = 'short') =>
      new Intl.DateTimeFormat(locale, {
        timeZone: 'UTC',
        ...(style === 'short'
          ? { day: 'numeric', month: 'short' }
          : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
      }).format(new Date(`${day}T00:00:00Z`)),
    days: ({ from, to }) =>
      new Intl.DateTimeFormat(locale, {
        ...{ timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' },
      }).formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)),
    month: (month, style = 'short') =>
      new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: style, year: 'numeric' }).format(
        new Date(`${month}-01T00:00:00Z`),
      ),
    weekday: (number, style = 'short') =>
      new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: style }).format(
        new Date(A_MONDAY + (number - 1) * DAY_MS),
      ),
  };
}
