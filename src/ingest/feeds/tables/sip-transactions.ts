import type { ForeignRow } from '../../../store/tables/foreign-database.ts';

/** What a transaction is of its call: all of it, its beginning, its end, or nothing that counts. */
export interface Transaction {
  readonly part: 'whole' | 'invite' | 'bye' | 'other';
  readonly callid: string;
  /** The same for both sides of a dialog, whichever of them says it. */
  readonly dialog: string;
  readonly time: string | null;
  /** By the other side. A BYE that was not says of no call that there was one. */
  readonly isAccepted: boolean;
}

/** Reads rows of these columns as transactions. */
export function transactionsOf(columns: readonly string[]): (row: ForeignRow) => Transaction {
  const places = new Map(columns.map((name, index) => [name, index]));
  return ({ fields }) => {
    const column = (name: string) => fields[places.get(name) ?? -1] ?? '';
    const callid = column('callid');
    const tags = [column('from_tag'), column('to_tag')].sort();
    const isAccepted = column('sip_code').startsWith('2');
    const isCdr = column('created') !== '';
    const parts = { INVITE: isAccepted && !isCdr ? 'invite' : 'whole', BYE: 'bye' } as const;
    const method = column('method');
    return {
      part: method === 'INVITE' || method === 'BYE' ? parts[method] : 'other',
      callid,
      dialog: [callid, ...tags].join('\n'),
      time: column('time') || null,
      isAccepted,
    };
  };
}

/** What has come of a call. */
export interface Pair {
  readonly dialog: string;
  readonly invite: ForeignRow | undefined;
  readonly bye: ForeignRow | undefined;
}

/** Of each dialog the first INVITE that was answered and the first BYE, as far as they have come. */
export function pairUp(
  rows: readonly ForeignRow[],
  rowOf: (row: ForeignRow) => Transaction,
): readonly Pair[] {
  const byTime = (a: ForeignRow, b: ForeignRow) =>
    compare(rowOf(a).time ?? '', rowOf(b).time ?? '') || (a.key ?? 0) - (b.key ?? 0);
  const firsts = { invite: new Map<string, ForeignRow>(), bye: new Map<string, ForeignRow>() };
  const whole = new Set<string>();
  for (const row of rows.toSorted(byTime)) {
    const { part, dialog } = rowOf(row);
    if (part === 'whole') whole.add(dialog);
    else if (part !== 'other' && !firsts[part].has(dialog)) firsts[part].set(dialog, row);
  }
  const { invite: invites, bye: byes } = firsts;
  // A call that a row tells whole needs no BYE.
  const dialogs = new Set([...invites.keys(), ...[...byes.keys()].filter((dialog) => !whole.has(dialog))]);
  return [...dialogs].map((dialog) => ({ dialog, invite: invites.get(dialog), bye: byes.get(dialog) }));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
