/** Where the person is: one screen and what it is about, with a way back. View state only, no data.
 *  The browser's own Back (Alt+Left) walks the same trail: every step is one entry of the window's history.
 *  Elsewhere: which component a screen is (app/routes.tsx).                                              */
import type { EntryKey } from '#shared/rpc/history-shapes.ts';
import type { MatterKind } from '#shared/rpc/matter-shapes.ts';
import { create } from 'zustand';

/** Views of the desk of checks, in their order. */
export const CHECKS_TABS = ['recheck', 'spot', 'radar', 'findings', 'compare'] as const;
export type ChecksTab = (typeof CHECKS_TABS)[number];
/** Tabs of 统计. */
export type ReportTab = 'statistics' | 'region' | 'rollout' | 'bulletin' | 'documents';

/** `mend` is the number of an act that the county did not take: the screen opens its form with what was written. */
export type Route =
  | { readonly screen: 'today' }
  | {
      readonly screen: 'intake';
      readonly personId?: number;
      readonly draftKey?: string;
      /** The day on which another township received it. */
      readonly submittedOn?: string;
      readonly mend?: number;
    }
  | { readonly screen: 'cases' }
  | {
      readonly screen: 'case';
      readonly personId: number;
      readonly mend?: number;
      /** The entry of its history that is open. */
      readonly entry?: EntryKey;
    }
  | { readonly screen: 'review'; readonly applicationId?: number; readonly mend?: number }
  | { readonly screen: 'conflicts'; readonly conflictId?: number; readonly mend?: number }
  | { readonly screen: 'people'; readonly pair?: readonly [number, number]; readonly correct?: number }
  | { readonly screen: 'publicity'; readonly noticeId?: number; readonly isNew?: true }
  | {
      readonly screen: 'checks';
      readonly tab?: ChecksTab;
      /** The month of a re-check, and the village whose list is open. */
      readonly month?: string;
      readonly village?: number;
      /** The spot check that is open. */
      readonly spotCheckId?: number;
      /** The finding that is open. */
      readonly findingId?: number;
    }
  | { readonly screen: 'payments'; readonly rosterId?: number }
  | { readonly screen: 'matters'; readonly tab?: MatterKind }
  | { readonly screen: 'imports' }
  | { readonly screen: 'reports'; readonly tab?: ReportTab }
  | {
      readonly screen: 'sync';
      readonly act?: number;
      /** All receipts; of one day where one is named. */
      readonly receipts?: { readonly day: string | null };
    }
  | { readonly screen: 'register'; readonly mend: number }
  | { readonly screen: 'settings' }
  | { readonly screen: 'packs' }
  | { readonly screen: 'gallery' };
export type ScreenName = Route['screen'];

const TRAIL_MAX = 50;

interface RouteStore {
  readonly trail: readonly Route[];
  /** Goes on to a screen; `replace` leaves no way back to the present one. */
  go(route: Route, replace?: boolean): void;
  /** One step back; at the start of the trail, to today. */
  back(): void;
}

const START: Route = { screen: 'today' };

function sameRoute(a: Route, b: Route): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export const useRoutes = create<RouteStore>((set, get) => ({
  trail: [START],
  go: (route, replace = false) => {
    const { trail } = get();
    if (sameRoute(trail.at(-1) ?? START, route)) return;
    const kept = replace ? trail.slice(0, -1) : trail;
    const next = [...kept, route].slice(-TRAIL_MAX);
    if (!replace) window.history.pushState({ depth: next.length }, '');
    set({ trail: next });
  },
  back: () => {
    if (get().trail.length > 1) window.history.back();
    else set({ trail: [START] });
  },
}));

/** Follows the window's Back; once, from the entry file. */
export function followWindowHistory(): () => void {
  window.history.replaceState({ depth: 1 }, '');
  const step = (event: PopStateEvent): void => {
    const depth = (event.state as { depth?: number } | null)?.depth ?? 1;
    const { trail } = useRoutes.getState();
    // Forward has nothing to show again: a screen left by Back is left.
    if (depth < trail.length) useRoutes.setState({ trail: trail.slice(0, Math.max(depth, 1)) });
  };
  window.addEventListener('popstate', step);
  return () => window.removeEventListener('popstate', step);
}

/** For another person: the trail begins again. */
export function startOver(): void {
  useRoutes.setState({ trail: [START] });
}

export const goTo = (route: Route, replace?: boolean): void => useRoutes.getState().go(route, replace);
export const goBack = (): void => useRoutes.getState().back();

/** The present screen. */
export function useRoute(): Route {
  return useRoutes((state) => state.trail.at(-1) ?? START);
}
