/**
 * A text from outside as a terminal may show it: one line, and no control character, as those of a caller's name could
 * move the cursor or worse.
 */
export function showText(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === '\t' ? ' ' : '\uFFFD',
  );
}

/** Width in characters, as a person counts them. */
export function widthOf(text: string): number {
  let width = 0;
  for (const _character of text) width += 1;
  return width;
}

/** No wider than `width`; what is missing is marked. */
export function cutText(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return `${[...text].slice(0, Math.max(0, width - 1)).join('')}…`;
}
