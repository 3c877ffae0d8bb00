import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** No browser scrolls through more; some end at 17 million. */
const MOST_PIXELS = 8_000_000;
/** So long after the last scrolling the bar is put where the rows are. */
const REST_MS = 160;

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
 * Scrolling over rows of any number: up to what a browser can, as ever; beyond, wheel and keys move row by row all the
 * same, and the bar's place is a share of the whole. Rows are drawn in a place that sticks to what is seen.
 */
export function useTallScroll(
  scroller: RefObject<HTMLElement | null>,
  whole: number,
  /** Pixels of what stands above the rows and does not scroll. */
  head: number,
): TallScroll {
  const [top, setTop] = useState(0);
  const [seen, setSeen] = useState(0);
  const now = useRef({ top: 0, bar: 0, moved: false });
  const height = Math.min(whole, MOST_PIXELS);
  const last = Math.max(0, whole - seen);

  const moveBar = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const room = Math.max(0, height - seen);
    const bar = last === 0 ? 0 : Math.round((now.current.top / last) * room);
    if (Math.abs(element.scrollTop - bar) < 1) return;
    now.current.moved = true;
    element.scrollTop = bar;
    now.current.bar = element.scrollTop;
  }, [scroller, height, seen, last]);

  const goTo = useCallback(
    (wanted: number) => {
      now.current.top = Math.min(last, Math.max(0, wanted));
      setTop(now.current.top);
      moveBar();
    },
    [last, moveBar],
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
      const moved = scrollTop - now.current.bar;
      now.current.bar = scrollTop;
      if (now.current.moved) {
        now.current.moved = false;
        return;
      }
      const room = Math.max(1, height - seen);
      const isStep = Math.abs(moved) <= 2 * seen && scrollTop > 0 && scrollTop < room;
      const wanted = isStep ? now.current.top + moved : (scrollTop / room) * last;
      now.current.top = Math.min(last, Math.max(0, whole === height ? scrollTop : wanted));
      setTop(now.current.top);
      clearTimeout(rest);
      rest = setTimeout(moveBar, REST_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(rest);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, height, seen, last, whole, moveBar]);

  return { top: Math.min(top, last), seen, height, goTo };
}
