import type { WorkGroup } from '../store/calls/work-groups.ts';

/** What may be wrong with calls, in the order in which the queue is listed. */
export const WORK_KINDS = [
  'unreadable',
  'no-owner',
  'unknown-cost',
  'clock-skew',
  'late',
  'duplicate',
] as const;

export type WorkKind = (typeof WORK_KINDS)[number];

/** What would put an item right: in words, as a command of `bin/ringledger`, and as a request to `/api/v1`. */
export interface Fix {
  readonly kind: 'mapping' | 'owner' | 'rate' | 'clock' | 'file';
  /** A sentence. */
  readonly what: string;
  /** Without the program's name in front; null where nothing is to be typed. */
  readonly command: string | null;
  readonly request: {
    readonly method: 'GET' | 'POST' | 'PATCH';
    readonly path: string;
    readonly body?: unknown;
  } | null;
}

/** What a person said who put an item aside. */
interface Dismissal {
  readonly why: string;
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Something that is wrong with calls, with what would put it right. Instants are RFC 3339. */
export interface WorkItem {
  /** `KIND:16 hex digits`; the same thing has the same id tomorrow. */
  readonly id: string;
  readonly kind: WorkKind;
  readonly state: 'open' | 'dismissed';
  /** `source:line` of a record, else what the group is of. */
  readonly place: string;
  /** Where its records came from, or those of the example; null where that is not known. */
  readonly source: string | null;
  readonly line: number | null;
  /** Records or legs in it. */
  readonly count: number;
  readonly first: string;
  readonly last: string;
  /** Text of one of its records; null where none is kept. */
  readonly raw: string | null;
  readonly reason: string;
  readonly fix: Fix;
  /** Accounting ids of some of its calls: journeys and explanations are asked for by them. */
  readonly acctids: readonly number[];
  readonly dismissal: Dismissal | null;
}

/** What an item is of, and one of its records as it says itself. */
export interface FoundWork {
  readonly kind: WorkKind;
  readonly id: string;
  readonly group: WorkGroup;
  readonly example: ExampleFacts | undefined;
}

/** A record of a group, and what it says of whose it is. */
export interface ExampleFacts {
  readonly source: string;
  readonly line: number;
  readonly raw: string;
  /** Null where the text cannot be read. */
  readonly cdr: {
    readonly accountcode: string;
    readonly channel: string;
    readonly src: string;
    readonly dst: string;
  } | null;
}

export function idOf(kind: WorkKind, hash: string): string {
  return `${kind}:${hash}`;
}

/** The kind and the hash of an id; undefined for what is none. */
export function readId(id: string): { readonly kind: WorkKind; readonly hash: string } | undefined {
  const [, name = '', hash = ''] = /^([a-z-]+):([0-9a-f]{16})$/.exec(id) ?? [];
  const kind = WORK_KINDS.find((one) => one === name);
  return kind === undefined ? undefined : { kind, hash };
}
