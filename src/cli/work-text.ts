import { cutText, showText } from './show-text.ts';

/** An item of the work queue, as far as it is shown. */
export interface ShownWork {
  readonly id: string;
  readonly kind: string;
  readonly place: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly raw: string | null;
  readonly reason: string;
  readonly fix: { readonly what: string; readonly command: string | null };
  readonly acctids: readonly number[];
  readonly dismissal: { readonly why: string; readonly by: string; readonly at: string } | null;
}

const LONGEST_TEXT = 400;

/** Id, place and time; then the reason, an example's text, and what would put it right. */
export function describeItem(item: ShownWork): string {
  const { id, place, count, first, last, raw, reason, fix, acctids, dismissal } = item;
  const times = first === last ? first : `${first} to ${last}`;
  const lines = [
    `${id}  ${place}  ${count === 1 ? '1 of it' : `${count} of it`}, ${times}`,
    `  why   ${reason}`,
    raw === null ? '' : `  text  ${cutText(raw.replace(/\r?\n/g, ' '), LONGEST_TEXT)}`,
    acctids.length === 0 ? '' : `  calls ${acctids.join(', ')}`,
    dismissal === null ? '' : `  dismissed by ${dismissal.by}, ${dismissal.at}: ${dismissal.why}`,
    `  fix   ${fix.what}`,
    fix.command === null ? '' : `        bin/ringledger ${fix.command}`,
  ];
  return lines
    .filter((line) => line !== '')
    .map((line) => showText(line))
    .join('\n');
}

/** A line for each kind that there is some of, then the first item of each. */
export function describeCounts(
  counts: readonly { readonly kind: string; readonly items: number; readonly count: number }[],
  firsts: readonly ShownWork[],
): string {
  const some = counts.filter(({ items }) => items > 0);
  if (some.length === 0)
    return 'Nothing is wrong with the calls of these days, and every record could be read.';
  const table = some.map(
    ({ kind, items, count }) =>
      `${kind.padEnd(13)} ${items === 1 ? '1 item' : `${items} items`}, ${count} in all`,
  );
  return [...table, ...firsts.flatMap((item) => ['', describeItem(item)])].join('\n');
}

/** What became of a replay, a sentence for each thing that was done. */
export function describeDoneOver(done: Readonly<Record<string, unknown>>): string {
  const { accepted, duplicate, stillRejected, rejects, remade, recalculated } = done as unknown as {
    readonly accepted: number;
    readonly duplicate: number;
    readonly stillRejected: number;
    readonly rejects: readonly { readonly id: string; readonly message: string }[];
    readonly remade: { readonly records: number } | null;
    readonly recalculated: { readonly run: number; readonly calls: number } | null;
  };
  const lines = rejects.map(({ id, message }) => `${id}: ${message}`);
  if (remade !== null) lines.push(`Legs of ${remade.records} records were made again.`);
  if (recalculated !== null)
    lines.push(`${recalculated.calls} calls were priced again by run ${recalculated.run}.`);
  if (accepted + duplicate + stillRejected > 0 || lines.length === 0)
    lines.push(`accepted ${accepted}, duplicate ${duplicate}, still rejected ${stillRejected}`);
  return lines.map((line) => showText(line)).join('\n');
}
