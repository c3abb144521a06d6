/** Which rows of a long list are in sight: measured from the scrolling box, its sticky head and its first row. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

const FALLBACK_ROW_HEIGHT = 34;
const FALLBACK_BOX_HEIGHT = 600;

interface Measures {
  readonly rowHeight: number;
  readonly scrollTop: number;
  /** Height of the rows' part of the box. */
  readonly height: number;
}

export interface Sight {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly look: () => void;
  readonly rowHeight: number;
  /** First row that is at least partly in sight. */
  readonly first: number;
  /** Whole rows that fit. */
  readonly rows: number;
  /** Scrolls as little as needed to have a row wholly in sight. */
  readonly bringToSight: (index: number) => void;
}

function measure(box: HTMLElement, rowHeight: number): Measures {
  const measured = box.querySelector<HTMLElement>('[data-row]')?.offsetHeight;
  const head = box.querySelector<HTMLElement>('.list-head')?.offsetHeight ?? 0;
  return {
    rowHeight: measured || rowHeight,
    scrollTop: box.scrollTop,
    height: Math.max(1, (box.clientHeight || FALLBACK_BOX_HEIGHT) - head),
  };
}

/** `onRange` is told the rows that are wholly in sight. */
export function useSight(total: number, onRange: (from: number, to: number) => void): Sight {
  const box = useRef<HTMLDivElement>(null);
  const [{ rowHeight, scrollTop, height }, setMeasures] = useState<Measures>({
    rowHeight: FALLBACK_ROW_HEIGHT,
    scrollTop: 0,
    height: FALLBACK_BOX_HEIGHT,
  });
  const look = (): void => {
    if (!box.current) return;
    const now = measure(box.current, rowHeight);
    if (now.rowHeight !== rowHeight || now.scrollTop !== scrollTop || now.height !== height) setMeasures(now);
  };
  useLayoutEffect(look);
  useEffect(() => {
    if (typeof ResizeObserver === 'undefined' || !box.current) return undefined;
    const observer = new ResizeObserver(() => setMeasures((old) => ({ ...old })));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const from = Math.ceil(scrollTop / rowHeight);
  const to = Math.min(total, Math.floor((scrollTop + height) / rowHeight)) - 1;
  useEffect(() => {
    if (total > 0) onRange(Math.min(from, total - 1), Math.max(from, to));
  }, [from, to, total, onRange]);
  const bringToSight = (index: number): void => {
    const { current } = box;
    if (!current) return;
    const now = measure(current, rowHeight);
    const top = index * now.rowHeight;
    if (top < now.scrollTop) current.scrollTop = top;
    else if (top + now.rowHeight > now.scrollTop + now.height)
      current.scrollTop = top + now.rowHeight - now.height;
  };
  return {
    box,
    look,
    rowHeight,
    first: Math.floor(scrollTop / rowHeight),
    rows: Math.max(1, Math.floor(height / rowHeight)),
    bringToSight,
  };
}
