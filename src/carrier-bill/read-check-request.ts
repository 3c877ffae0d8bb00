import { createShapeCheck } from '../core/check-shape.ts';
import { type Fault, refuseFaults } from '../core/errors.ts';
import { NAME, record, text } from '../core/json-shape.ts';
import { isCalendarDay } from '../core/read-dates.ts';
import { readJson } from '../core/read-json-text.ts';
import { startOfDay } from '../core/zone.ts';
import { type BillMapping, parseBillColumns, readMapping } from './bill-mapping.ts';

/** What is asked of a bill. */
export interface CheckRequest {
  readonly trunk: string;
  /** First day of the bill and first day after it, `YYYY-MM-DD`, in the bill's zone; and their first instants. */
  readonly from: string;
  readonly to: string;
  readonly fromAt: number;
  readonly toAt: number;
  readonly zone: string;
  readonly windowSeconds: number;
  readonly toleranceSeconds: number;
  readonly mapping: BillMapping;
}

const DAY = '^\\d{4}-\\d{2}-\\d{2}$';
const day = (title: string, example: string) =>
  text(title, 'year, month and day, as in 2026-11-01', DAY, example);
const seconds = (title: string) =>
  text(
    title,
    'a whole number of seconds up to 3600',
    '^([0-9]{1,3}|[1-2][0-9]{3}|3[0-5][0-9]{2}|3600)$',
    '120',
  );
const WHATEVER = '[\\s\\S]*';

const checkQuery = createShapeCheck(
  record(
    'the request',
    {
      trunk: text('a trunk', 'the id of the trunk over which the calls went', NAME, 'trunk-a'),
      from: day("the bill's first day", '2026-11-01'),
      to: day('the first day after the bill', '2026-12-01'),
      zone: text("the zone of the bill's times", 'an IANA zone, once', NAME, 'Europe/London'),
      window: seconds('the window'),
      tolerance: seconds('the tolerance'),
      columns: text('columns', 'column=HEADER pairs with commas, once', WHATEVER, 'number=Called,start=3'),
      mapping: text('a mapping', 'JSON as in docs/carrier-bill-mapping.schema.json, once', WHATEVER, '{}'),
    },
    ['trunk', 'from', 'to'],
  ),
  'the request',
);

const WINDOW_SECONDS = 120;
const TOLERANCE_SECONDS = 2;

type Query = Readonly<Partial<Record<string, string>>> & {
  readonly [Name in 'trunk' | 'from' | 'to']: string;
};

/** Query parameters → request; `zone` is what the bill's times are in unless said. Throws `invalid-request`. */
export function readCheckRequest(raw: unknown, zone: string): CheckRequest {
  const faults = [...checkQuery(raw)];
  if (faults.length > 0) throw refuseFaults('The request cannot be read; nothing was checked.', faults);
  const query = raw as Query;
  const mapping = gatherMapping(query);
  faults.push(...findDayFaults(query));
  if (faults.length > 0) throw refuseFaults('The request cannot be read; nothing was checked.', faults);
  const { trunk, from, to } = query;
  const billZone = mapping.zone ?? zone;
  return {
    trunk,
    from,
    to,
    fromAt: startOfDay(billZone, from),
    toAt: startOfDay(billZone, to),
    zone: billZone,
    windowSeconds: Number(query['window'] ?? WINDOW_SECONDS),
    toleranceSeconds: Number(query['tolerance'] ?? TOLERANCE_SECONDS),
    mapping,
  };
}

/** What stands beside the mapping has the last word. */
function gatherMapping(query: Query): BillMapping {
  const { mapping, columns, zone } = query;
  const written = mapping === undefined ? {} : readMapping(readJson(mapping));
  const named = columns === undefined ? {} : { columns: parseBillColumns(columns) };
  return readMapping({ ...written, ...named, ...(zone === undefined ? {} : { zone }) });
}

function findDayFaults({ from, to }: Query): readonly Fault[] {
  const faults = [
    ['from', from],
    ['to', to],
  ].flatMap(([where = '', date = '']) =>
    isCalendarDay(date)
      ? []
      : [{ where, message: `"${date}" is no day of the calendar: write one, as in 2026-11-01.` }],
  );
  if (faults.length === 0 && from >= to) {
    const message = `"${to}" is not after "${from}": write the first day that the bill no longer holds.`;
    faults.push({ where: 'to', message });
  }
  return faults;
}
