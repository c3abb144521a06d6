/** One focused row in a list: arrows move, Home and End go to the ends, Page keys jump, Ctrl+↓ goes to the next group,
 *  Enter opens, Space previews. Pure, so that both tables share it and a test can walk it.                          */

export interface RovingView {
  readonly count: number;
  /** First row of every group, in order. */
  readonly groupStarts: readonly number[];
  /** Rows that fit on the screen, for the Page keys. */
  readonly pageRows: number;
}

export interface RovingKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
}

export type RovingMove = { readonly to: number } | { readonly act: 'open' | 'preview' } | undefined;

function clamp(row: number, count: number): number {
  return Math.max(0, Math.min(count - 1, row));
}

/** What a key does to the row in focus; undefined for keys that are not the list's. */
export function roving({ key, ctrlKey, altKey }: RovingKey, row: number, view: RovingView): RovingMove {
  if (altKey || view.count === 0) return undefined;
  const to = (target: number): RovingMove => ({ to: clamp(target, view.count) });
  switch (key) {
    case 'ArrowDown':
      return ctrlKey ? to(view.groupStarts.find((start) => start > row) ?? row) : to(row + 1);
    case 'ArrowUp':
      return ctrlKey ? to(view.groupStarts.findLast((start) => start < row) ?? 0) : to(row - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(view.count - 1);
    case 'PageDown':
      return ctrlKey ? undefined : to(row + view.pageRows);
    case 'PageUp':
      return ctrlKey ? undefined : to(row - view.pageRows);
    case 'Enter':
      return ctrlKey ? undefined : { act: 'open' };
    case ' ':
      return ctrlKey ? undefined : { act: 'preview' };
    default:
      return undefined;
  }
}
