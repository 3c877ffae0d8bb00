/**
 * The word nearest to a mistyped one, if it is near enough to be meant: at most one slip in three letters, and two in
 * all. A slip is a letter too many, too few, wrong, or swapped with its neighbour.
 */
export function suggestWord(written: string, words: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let fewest = Math.min(2, Math.floor((written.length + 1) / 3)) + 1;
  for (const word of words) {
    if (Math.abs(word.length - written.length) >= fewest) continue;
    const slips = countSlips(written.toLowerCase(), word.toLowerCase());
    if (slips < fewest) [nearest, fewest] = [word, slips];
  }
  return nearest;
}

/** Optimal string alignment distance. */
function countSlips(one: string, other: string): number {
  let [twoAgo, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const nearest = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped && row > 1 ? at(twoAgo, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
      current.push(nearest);
    }
    [twoAgo, last] = [last, current];
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
