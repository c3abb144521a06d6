/** The present minute, for «已等 2 小时 31 分». One ticking store for all, fed by the clock that the entry file hands in. */
import { create } from 'zustand';
import type { Clock } from '#shared/base/clock.ts';

const TICK_MS = 30_000;

const useNowStore = create<{ readonly now: number }>(() => ({ now: 0 }));

export const useNow = (): number => useNowStore((state) => state.now);

/** Starts ticking; once, from the entry file. */
export function followClock(clock: Clock): () => void {
  const tick = (): void => useNowStore.setState({ now: clock.now() });
  tick();
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}
