/** F6 and Shift+F6: the focus goes round the landmarks of the window, to the last place it had in each. */

const FOCUSABLE = 'button:not([disabled]), input:not([disabled]), select, textarea, a[href], [tabindex="0"]';
const lastIn = new WeakMap<Element, HTMLElement>();

function regionsOf(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null,
  );
}

/** Moves the focus `step` regions on. */
export function goRegion(step: 1 | -1, root: Document = document): void {
  const regions = regionsOf(root);
  if (regions.length === 0) return;
  const active = root.activeElement as HTMLElement | null;
  // A pane lies inside the sheet: the innermost one counts.
  const at = regions.findLastIndex((region) => region.contains(active));
  if (at >= 0 && active) lastIn.set(regions[at] as HTMLElement, active);
  const next = regions[
    (Math.max(at, step === 1 ? at : 0) + step + regions.length) % regions.length
  ] as HTMLElement;
  const remembered = lastIn.get(next);
  const target = remembered?.isConnected ? remembered : (next.querySelector<HTMLElement>(FOCUSABLE) ?? next);
  target.focus();
}
