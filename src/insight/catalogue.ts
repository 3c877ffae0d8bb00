import type { DimensionName, MeasureName } from '../store/calls/insight-terms.ts';

/**
 * What may be asked for and what it means, in the words that the pages and the API's description show. How each is found
 * stands in `store/calls/insight-terms`.
 */

interface MeasureEntry {
  /** What a value is: a whole number of legs or calls, seconds, money as decimal text, or a part of a whole. */
  readonly unit: 'count' | 'seconds' | 'money' | 'share';
  /** Whether the values of parts sum to that of the whole, however it is parted. */
  readonly sums: boolean;
  readonly meaning: string;
}

export const MEASURE_CATALOGUE: Readonly<Record<MeasureName, MeasureEntry>> = {
  calls: {
    ...{ unit: 'count', sums: true },
    meaning:
      'Legs: what outcalls lists of the side out, and incalls of the side in. Without a side an internal call counts on both.',
  },
  wholeCalls: {
    ...{ unit: 'count', sums: false },
    meaning: 'Different calls, however many phones made and took them.',
  },
  answered: { unit: 'count', sums: true, meaning: 'Legs that somebody answered.' },
  unanswered: {
    ...{ unit: 'count', sums: true },
    meaning: 'Legs that nobody answered, on this phone or another: voicemail among them.',
  },
  missed: { unit: 'count', sums: true, meaning: 'Inbound legs that nobody answered.' },
  answeredElsewhere: {
    ...{ unit: 'count', sums: true },
    meaning: 'Inbound legs of phones that rang while another one took the call.',
  },
  answeredShare: {
    ...{ unit: 'share', sums: true },
    meaning: 'Answered legs of those answered or unanswered; answered elsewhere counts as neither.',
  },
  talkSeconds: { unit: 'seconds', sums: true, meaning: 'Seconds of talk.' },
  ringMedian: {
    ...{ unit: 'seconds', sums: false },
    meaning:
      'Seconds until the answer of answered legs, the middle one of them (exact, by nearest rank); null of none.',
  },
  ringP95: {
    ...{ unit: 'seconds', sums: false },
    meaning:
      'Seconds within which 95 of 100 answered legs were answered (exact, by nearest rank); null of none.',
  },
  cost: {
    ...{ unit: 'money', sums: true },
    meaning: 'What companies are billed, as far as it is known: of the side out it is that of outsummary.',
  },
  carrierCost: { unit: 'money', sums: true, meaning: 'What carriers bill us, as far as it is known.' },
  margin: {
    ...{ unit: 'money', sums: true },
    meaning: 'Cost less carrier cost of the outbound legs of which both are known.',
  },
  unknownCosts: { unit: 'count', sums: true, meaning: 'Legs that are charged and whose cost is unknown.' },
  unknownCarrierCosts: {
    ...{ unit: 'count', sums: true },
    meaning: 'Outbound legs of which no carrier deck says what they cost us.',
  },
};

/** A leg that a dimension does not apply to (the device of an inbound leg) stands under the empty text. */
export const DIMENSION_CATALOGUE: Readonly<Record<DimensionName, string>> = {
  company: 'Company id.',
  side: 'out or in: which party of the call the leg is.',
  direction: 'internal where both ends are on this PBX, else out or in.',
  device: 'Device id of an outbound leg.',
  extension: 'Extension, queue or group of an inbound leg.',
  name: 'Name of the person, extension, queue or group.',
  trunk: 'Trunk id.',
  numberType: 'Number type of the rate that matched.',
  destination: 'Name of the destination, or of the person called inside.',
  prefix:
    'First four digits of the number outside in its international form; the beginning of what was dialled, or of who called, where it is none.',
  disposition: 'What became of the leg.',
  queueStatus: 'What became of the call in its queue.',
  transferred:
    'yes where the call was passed on, with or without a talk before, as its records show it; else no.',
  hour: 'Hour of the day in which the call started, 0 to 23, in the asked zone.',
  weekday: 'Day of the week, 1 (Monday) to 7, in the asked zone.',
  day: 'Day, YYYY-MM-DD, in the asked zone.',
  month: 'Month, YYYY-MM, in the asked zone.',
};

export const MEASURE_NAMES = Object.keys(MEASURE_CATALOGUE) as readonly MeasureName[];
export const DIMENSION_NAMES = Object.keys(DIMENSION_CATALOGUE) as readonly DimensionName[];
