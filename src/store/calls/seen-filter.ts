import type { QueryParameters } from './call-store.ts';
import { DIMENSIONS, type DimensionName, UNKNOWN_CARRIER_COST } from './insight-terms.ts';

/** What became of a leg; `missed` is an inbound one that nobody took, `elsewhere` one that another phone took. */
export const OUTCOMES = ['answered', 'unanswered', 'missed', 'elsewhere'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** Which of the legs that may be seen are looked at. What is left out restricts nothing. */
export interface SeenFilter {
  readonly side?: 'out' | 'in' | undefined;
  readonly outcome?: Outcome | undefined;
  /** Legs whose cost is unknown, or those whose cost is not. */
  readonly unknownCost?: boolean | undefined;
  /** Outbound legs of which nobody knows what the carrier takes, or all other legs. */
  readonly unknownCarrierCost?: boolean | undefined;
  /** Legs of calls that were passed on, or of the others. */
  readonly transferred?: boolean | undefined;
  /** Seconds until the answer, or until the caller gave up: more than these, and at most those. */
  readonly ringOver?: number | undefined;
  readonly ringUpTo?: number | undefined;
  /**
   * Values of dimensions, as figures tell them. Devices are of outbound legs, extensions of inbound ones: where only one
   * of the two is named the other side is not looked at, where both are each restricts its own side.
   */
  readonly where?: Partial<Record<DimensionName, readonly string[]>>;
  readonly search?: Search | undefined;
}

/** What somebody looks for. */
export interface Search {
  /** In names, as it was typed. */
  readonly text: string;
  /** Digits that a number must hold, written in any of these ways; empty where the text is no number. */
  readonly numbers: readonly string[];
}

/** SQL conditions: on the store's columns of a side, and on those of the shape that both have. */
interface SeenConditions {
  readonly onSide: Readonly<Record<'out' | 'in', readonly string[]>>;
  readonly onSeen: readonly string[];
  readonly parameters: QueryParameters;
}

/** The sides on which something may be found. */
export function sidesOf({ side, outcome, where = {} }: SeenFilter): readonly ('out' | 'in')[] {
  const { device, extension, direction, side: named } = where;
  const isOf = {
    out:
      (device !== undefined || extension === undefined) &&
      outcome !== 'missed' &&
      outcome !== 'elsewhere' &&
      (direction === undefined || direction.some((one) => one !== 'in')),
    in:
      (extension !== undefined || device === undefined) &&
      (direction === undefined || direction.some((one) => one !== 'out')),
  };
  return (['out', 'in'] as const).filter(
    (one) =>
      isOf[one] && (side === undefined || side === one) && (named === undefined || named.includes(one)),
  );
}

/** What the filter comes to. Devices and extensions stand in the tables' keys, and are looked up there. */
export function restrictSeen({ outcome, where = {}, search, ...marks }: SeenFilter): SeenConditions {
  const { ringOver, ringUpTo } = marks;
  const { device, extension, ...others } = where;
  const onSeen: string[] = [];
  const parameters: Record<string, string | readonly string[]> = {};
  for (const [name, values] of Object.entries(others)) {
    const { key, isText } = DIMENSIONS[name as DimensionName];
    onSeen.push(`${isText ? key : `toString(${key})`} IN {where_${name}:Array(String)}`);
    parameters[`where_${name}`] = values;
  }
  onSeen.push(...listMarks({ outcome, ...marks }));
  if (search !== undefined) {
    parameters['search_text'] = search.text;
    search.numbers.forEach((digits, at) => {
      parameters[`search_${at}`] = digits;
    });
  }
  return {
    onSide: {
      out: device === undefined ? [] : ['device IN {devices:Array(String)}'],
      in: extension === undefined ? [] : ['extension IN {extensions:Array(String)}'],
    },
    onSeen,
    parameters: {
      ...parameters,
      ...(ringOver === undefined ? {} : { ring_over: ringOver }),
      ...(ringUpTo === undefined ? {} : { ring_up_to: ringUpTo }),
      ...(device === undefined ? {} : { devices: device }),
      ...(extension === undefined ? {} : { extensions: extension }),
    },
  };
}

/** Conditions on what a leg shows of itself. */
function listMarks(filter: SeenFilter): readonly string[] {
  const { outcome, unknownCost, unknownCarrierCost, transferred, ringOver, ringUpTo } = filter;
  return [
    ...(outcome === undefined ? [] : [OUTCOME_CONDITIONS[outcome]]),
    ...(unknownCost === undefined ? [] : [`seen_unknown = ${unknownCost ? 1 : 0}`]),
    ...(unknownCarrierCost === undefined
      ? []
      : [`(${UNKNOWN_CARRIER_COST}) = ${unknownCarrierCost ? 1 : 0}`]),
    ...(transferred === undefined ? [] : [`seen_transferred = ${transferred ? 1 : 0}`]),
    ...(ringOver === undefined ? [] : ['seen_ring_seconds > {ring_over:UInt32}']),
    ...(ringUpTo === undefined ? [] : ['seen_ring_seconds <= {ring_up_to:UInt32}']),
  ];
}

const OUTCOME_CONDITIONS: Record<Outcome, string> = {
  answered: 'seen_answered = 1',
  unanswered: 'seen_unanswered = 1',
  missed: `seen_side = 'in' AND seen_unanswered = 1`,
  elsewhere: `seen_side = 'in' AND seen_answered = 0 AND seen_unanswered = 0`,
};

/** The condition that names or numbers of a leg, given as SQL, hold what somebody looks for. */
export function findsSearch(search: Search, names: readonly string[], numbers: readonly string[]): string {
  const inNames = names.map((name) => `positionCaseInsensitiveUTF8(${name}, {search_text:String}) > 0`);
  const inNumbers = search.numbers.flatMap((_, at) =>
    numbers.map((number) => `position(${number}, {search_${at}:String}) > 0`),
  );
  return `(${[...inNames, ...inNumbers].join(' OR ')})`;
}
