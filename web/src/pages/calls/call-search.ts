/** What the address of the table of calls says beside days and company. */
const LISTS = [
  'direction',
  'device',
  'extension',
  'name',
  'trunk',
  'numberType',
  'destination',
  'prefix',
  'disposition',
  'queueStatus',
  'hour',
  'weekday',
] as const;
export type ListFilter = (typeof LISTS)[number];

const SORTS = ['startedAt', 'talkSeconds', 'ringSeconds', 'cost', 'company', 'name', 'number'] as const;
export type CallSort = (typeof SORTS)[number];

export const OUTCOMES = ['answered', 'missed', 'elsewhere', 'unanswered'] as const;

export type CallSearch = { readonly [Name in ListFilter]?: readonly string[] } & {
  readonly side?: 'out' | 'in';
  readonly outcome?: (typeof OUTCOMES)[number];
  readonly unknownCost?: boolean;
  readonly unknownCarrierCost?: boolean;
  readonly transferred?: boolean;
  /** Seconds of ringing or waiting. */
  readonly ringOver?: number;
  readonly ringUpTo?: number;
  readonly q?: string;
  readonly sort?: CallSort;
  readonly order?: 'asc' | 'desc';
  /** Columns to show where they are not the usual ones. */
  readonly columns?: readonly string[];
  /** Accounting id of the call that is open. */
  readonly call?: number;
};

/** Reads an address: what is none of its words is left out. */
export function readCallSearch(search: Record<string, unknown>): CallSearch {
  const { side, outcome, unknownCost, unknownCarrierCost, transferred, ringOver, ringUpTo } = search;
  const { q, sort, order, columns, call } = search;
  const one = <Word extends string>(words: readonly Word[], given: unknown) =>
    words.find((word) => word === given);
  const lists = LISTS.flatMap((name) => {
    const texts = readTexts(search[name]);
    return texts.length === 0 ? [] : [[name, texts] as const];
  });
  return defined({
    ...Object.fromEntries(lists),
    side: one(['out', 'in'] as const, side),
    outcome: one(OUTCOMES, outcome),
    unknownCost: typeof unknownCost === 'boolean' ? unknownCost : undefined,
    unknownCarrierCost: typeof unknownCarrierCost === 'boolean' ? unknownCarrierCost : undefined,
    transferred: typeof transferred === 'boolean' ? transferred : undefined,
    ringOver: readSeconds(ringOver),
    ringUpTo: readSeconds(ringUpTo),
    q: typeof q === 'string' || typeof q === 'number' ? String(q) || undefined : undefined,
    sort: one(SORTS, sort),
    order: one(['asc', 'desc'] as const, order),
    columns: Array.isArray(columns) ? readTexts(columns) : undefined,
    call: typeof call === 'number' && Number.isSafeInteger(call) ? call : undefined,
  });
}

/** Addresses that people write by hand hold a text where there is one value, and digits are read as numbers. */
function readTexts(given: unknown): readonly string[] {
  const values = Array.isArray(given) ? given : [given];
  return values.flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  );
}

function readSeconds(given: unknown): number | undefined {
  return typeof given === 'number' && Number.isSafeInteger(given) && given >= 0 ? given : undefined;
}

function defined<Given extends object>(
  given: Given,
): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
