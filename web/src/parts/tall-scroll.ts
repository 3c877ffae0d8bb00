/** Pixels of what is scrolled. */
export interface Sizes {
  /** Of all rows together. */
  readonly whole: number;
  /** Of what the browser is told to scroll: no more than it can. */
  readonly height: number;
  /** Of what is seen. */
  readonly seen: number;
}

/** What moves: what is seen, by a finger or by keys; or the bar, drawn or pushed. */
export type Mover = 'content' | 'bar';

interface Scrolled {
  /** Pixels from the top of the first row to the top of what is seen. */
  readonly top: number;
  /** Whether the bar has come to an end where the rows have not: it is to be put right at once, or they would stop. */
  readonly isBarDue: boolean;
}

/** No browser scrolls through more; some end at 17 million. */
const MOST_PIXELS = 8_000_000;

export function sizesOf(whole: number, seen: number): Sizes {
  return { whole, seen, height: Math.min(whole, MOST_PIXELS) };
}

/** The greatest `top`. */
export const lastTop = ({ whole, seen }: Sizes) => Math.max(0, whole - seen);

/** Whether there are more rows than a browser can scroll over, so that the bar's place is a share of the whole. */
export const isScaled = ({ whole, height }: Sizes) => whole > height;

/** Where the rows are when a wheel has moved them by some pixels. */
export const moveRows = (top: number, by: number, sizes: Sizes) =>
  Math.min(lastTop(sizes), Math.max(0, top + by));

/** How far the bar can go. */
const roomOf = ({ height, seen }: Sizes) => Math.max(0, height - seen);

/** Where the bar belongs: as far along as the rows are, and at an end only where they are, or they could go no further. */
export function barAt(top: number, sizes: Sizes): number {
  const [last, room] = [lastTop(sizes), roomOf(sizes)];
  if (!isScaled(sizes)) return Math.min(last, Math.max(0, top));
  if (top <= 0) return 0;
  if (top >= last) return room;
  return Math.min(room - 1, Math.max(1, Math.round((top / last) * room)));
}

/**
 * Where the rows are when the browser has scrolled from `before` to `bar`. As long as a browser can scroll over all of them
 * that is where the bar is. Beyond, what moves the content moves the rows by as many pixels, however many there are: but for
 * the last two screens, where the bar ends before they do. And the bar takes them to its share of the whole, unless its
 * steps are small, which are as fine as ever.
 */
export function scrollRows(
  top: number,
  { before, bar, mover }: { readonly before: number; readonly bar: number; readonly mover: Mover },
  sizes: Sizes,
): Scrolled {
  if (!isScaled(sizes)) return { top: barAt(bar, sizes), isBarDue: false };
  const [last, room] = [lastTop(sizes), roomOf(sizes)];
  const isAtEnd = bar <= 0 || bar >= room;
  const isSmall = Math.abs(bar - before) <= 2 * sizes.seen;
  const moved = moveRows(top, bar - before, sizes);
  const left = bar <= 0 ? moved : last - moved;
  const isStep = isAtEnd ? mover === 'content' && left > 2 * sizes.seen : mover === 'content' || isSmall;
  if (isStep) return { top: moved, isBarDue: isAtEnd };
  return { top: moveRows(0, (bar / Math.max(1, room)) * last, sizes), isBarDue: false };
}
