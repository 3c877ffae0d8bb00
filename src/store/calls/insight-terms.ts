/**
 * The words in which figures are asked for, and what each is in SQL over `seenLegs`: closed tables, so that nothing a
 * client sends is ever part of a query's text. What they mean to people stands in `insight/catalogue`.
 */

interface Dimension {
  /** By what legs are put together. */
  readonly key: string;
  /** The key as a text, where it is none. */
  readonly isText: boolean;
  /** A name of the key that the legs themselves tell: that of the latest of them. */
  readonly label?: string;
}

const text = (key: string): Dimension => ({ key, isText: true });
const clock = (key: string): Dimension => ({ key, isText: false });

/** Digits by which numbers that begin alike are put together: enough for a country and what lies in it. */
const PREFIX_DIGITS = 4;

/** What was dialled is longer than any code or slot of a PBX: a number of which no dialling rule makes one. */
const LONGEST_CODE = 6;

/**
 * SQL of the beginning of a number, or, where there is none, of what was dialled: all of that where it is short, as
 * without dialling rules every call would begin in its own way.
 */
export function beginningOf(number: string, dialled: string): string {
  const cut = (text: string) => `substring(${text}, 1, ${PREFIX_DIGITS})`;
  return `multiIf(${number} != '', ${cut(number)}, length(${dialled}) > ${LONGEST_CODE}, ${cut(dialled)}, ${dialled})`;
}

/** Days and hours are those of the asked zone, by the engine's own tables of it. */
export const DIMENSIONS = {
  company: text('seen_company'),
  side: text('seen_side'),
  direction: text('seen_direction'),
  device: { ...text('seen_device'), label: 'seen_name' },
  extension: { ...text('seen_extension'), label: 'seen_name' },
  name: text('seen_name'),
  trunk: text('seen_trunk'),
  numberType: text('seen_number_type'),
  destination: text('seen_destination'),
  prefix: text(beginningOf('seen_number', `if(seen_side = 'out', seen_dialled, seen_caller)`)),
  disposition: text('seen_disposition'),
  queueStatus: text('seen_queue_status'),
  transferred: text(`if(seen_transferred = 1, 'yes', 'no')`),
  hour: clock('toHour(seen_started_at, {zone:String})'),
  weekday: clock('toDayOfWeek(seen_started_at, 0, {zone:String})'),
  day: clock('toDate(seen_started_at, {zone:String})'),
  month: clock(`formatDateTime(toStartOfMonth(toDate(seen_started_at, {zone:String})), '%Y-%m')`),
} as const satisfies Record<string, Dimension>;

export type DimensionName = keyof typeof DIMENSIONS;

interface Measure {
  readonly value: string;
  /** How the value is answered: as a number, as money, or as two numbers of which one is a part of the other. */
  readonly as: 'number' | 'money' | 'share';
}

/** Inbound legs are no business of a carrier's rates. */
export const UNKNOWN_CARRIER_COST = `seen_side = 'out' AND seen_carrier_cost IS NULL`;

const ANSWERED = 'sum(seen_answered)';
/** Of seconds until an answer; none where nothing was answered. Exact, and of a size that many legs do not change. */
const ringQuantile = (level: string) =>
  `if(${ANSWERED} = 0, NULL, quantileExactWeighted(${level})(seen_ring_seconds, seen_answered))`;

export const MEASURES = {
  calls: { value: 'count()', as: 'number' },
  wholeCalls: { value: 'uniqExact(seen_call_key)', as: 'number' },
  answered: { value: ANSWERED, as: 'number' },
  unanswered: { value: 'sum(seen_unanswered)', as: 'number' },
  missed: { value: `countIf(seen_side = 'in' AND seen_unanswered = 1)`, as: 'number' },
  answeredElsewhere: { value: 'countIf(seen_answered = 0 AND seen_unanswered = 0)', as: 'number' },
  answeredShare: { value: `(${ANSWERED}, ${ANSWERED} + sum(seen_unanswered))`, as: 'share' },
  talkSeconds: { value: 'sum(seen_talk_seconds)', as: 'number' },
  ringMedian: { value: ringQuantile('0.5'), as: 'number' },
  ringP95: { value: ringQuantile('0.95'), as: 'number' },
  cost: { value: 'ifNull(sum(seen_cost), 0)', as: 'money' },
  carrierCost: { value: 'ifNull(sum(seen_carrier_cost), 0)', as: 'money' },
  margin: {
    value: `ifNull(sumIf(seen_cost, seen_carrier_cost IS NOT NULL), 0)
      - ifNull(sumIf(seen_carrier_cost, seen_cost IS NOT NULL), 0)`,
    as: 'money',
  },
  unknownCosts: { value: 'sum(seen_unknown)', as: 'number' },
  unknownCarrierCosts: { value: `countIf(${UNKNOWN_CARRIER_COST})`, as: 'number' },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;
