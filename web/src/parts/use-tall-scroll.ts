import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { barAt, isScaled, lastTop, type Mover, moveRows, scrollRows, sizesOf } from './tall-scroll.ts';

/** So long after the last scrolling the bar is put where the rows are. */
const REST_MS = 160;
/** Pixels of a line, where a wheel counts in lines. */
const LINE = 36;

interface TallScroll {
  /** Pixels from the top of the first row to the top of what is seen. */
  readonly top: number;
  /** Height of what is seen. */
  readonly seen: number;
  /** Height that the scrolled content is to have. */
  readonly height: number;
  /** Shows the rows from that pixel on. */
  readonly goTo: (top: number) => void;
}

/**
 * Scrolling over rows of any number (`scrollRows` says how). Rows are drawn in a place that sticks to what is seen.
 */
export function useTallScroll(
  scroller: RefObject<HTMLElement | null>,
  whole: number,
  /** Pixels of what stands above the rows and does not scroll. */
  head: number,
): TallScroll {
  const [top, setTop] = useState(0);
  const [seen, setSeen] = useState(0);
  const now = useRef({ top: 0, bar: 0, moved: false, mover: 'bar' as Mover });
  const sizes = useMemo(() => sizesOf(whole, seen), [whole, seen]);

  const moveBar = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const bar = barAt(now.current.top, sizes);
    if (Math.abs(element.scrollTop - bar) < 1) return;
    now.current.moved = true;
    element.scrollTop = bar;
    now.current.bar = element.scrollTop;
  }, [scroller, sizes]);

  const goTo = useCallback(
    (wanted: number) => {
      now.current.top = moveRows(wanted, 0, sizes);
      setTop(now.current.top);
      moveBar();
    },
    [sizes, moveBar],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => setSeen(element.clientHeight - head));
    watch.observe(element);
    setSeen(element.clientHeight - head);
    return () => watch.disconnect();
  }, [scroller, head]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      const { scrollTop } = element;
      const { top: before, bar, mover } = now.current;
      now.current.bar = scrollTop;
      if (now.current.moved) {
        now.current.moved = false;
        return;
      }
      const scrolled = scrollRows(before, { before: bar, bar: scrollTop, mover }, sizes);
      now.current.top = scrolled.top;
      if (scrolled.isBarDue) moveBar();
      setTop(now.current.top);
      clearTimeout(rest);
      rest = setTimeout(moveBar, REST_MS);
    };
    const onWheel = (event: WheelEvent) => {
      const { deltaX, deltaY, deltaMode, ctrlKey, shiftKey } = event;
      // To the side and for the size of the page it is the browser's.
      if (ctrlKey || shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) return;
      event.preventDefault();
      const unit = { [WheelEvent.DOM_DELTA_LINE]: LINE, [WheelEvent.DOM_DELTA_PAGE]: sizes.seen }[deltaMode];
      goTo(now.current.top + deltaY * (unit ?? 1));
    };
    const moves = (mover: Mover) => () => {
      now.current.mover = mover;
    };
    const told = new AbortController();
    const listening = { passive: true, signal: told.signal };
    element.addEventListener('scroll', onScroll, listening);
    for (const name of ['touchstart', 'keydown']) element.addEventListener(name, moves('content'), listening);
    element.addEventListener('mousedown', moves('bar'), listening);
    // The bar ends before the rows do, and would end the wheel with it.
    if (isScaled(sizes)) element.addEventListener('wheel', onWheel, { passive: false, signal: told.signal });
    return () => {
      clearTimeout(rest);
      told.abort();
    };
  }, [scroller, sizes, moveBar, goTo]);

  return { top: Math.min(top, lastTop(sizes)), seen, height: sizes.height, goTo };
}
