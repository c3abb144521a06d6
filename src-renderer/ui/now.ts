/** The present minute by the desk's clock, for «已等 2 小时 31 分». One ticking store for all, fed by the clock that the entry file hands in and
 *  set right by what the desk says the time is: a classroom's desk may live on another day than its computer. */
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { Clock } from '#shared/base/clock.ts';

const TICK_MS = 30_000;

const useNowStore = create<{ readonly now: number }>(() => ({ now: 0 }));
let clock: Clock = { now: () => 0 };
let offset = 0;

export const useNow = (): number => useNowStore((state) => state.now);

const tick = (): void => useNowStore.setState({ now: clock.now() + offset });

/** The same, second by second while `isOn`: for what is counted down. */
export function useSeconds(isOn: boolean): number {
  const now = useNow();
  const [second, setSecond] = useState(now);
  useEffect(() => {
    if (!isOn) return;
    const step = (): void => setSecond(clock.now() + offset);
    step();
    const timer = setInterval(step, 1_000);
    return () => clearInterval(timer);
  }, [isOn]);
  return isOn ? second : now;
}

/** Starts ticking; once, from the entry file. */
export function followClock(given: Clock): () => void {
  clock = given;
  tick();
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}

/** The desk has just said what time it is (instant, ISO UTC). */
export function setDeskTime(instant: string): void {
  offset = Date.parse(instant) - clock.now();
  tick();
}
