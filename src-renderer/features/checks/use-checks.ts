/** What the desk of checks reads; read again with every act and every sync. */
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';

export function useDuties() {
  return useLive(['cases', 'conflicts', 'session'], ['checks.duties'], () => desk().checks.duties()).data;
}

export function useRadar() {
  return useLive(['cases', 'session'], ['checks.radar'], () => desk().checks.radar()).data;
}

export function useRecheck(month: string) {
  return useLive(['cases', 'session'], ['checks.recheck', month], () => desk().checks.recheck({ month }), {
    enabled: month !== '',
  }).data;
}

export function useRecheckVillage(division: number, month: string) {
  return useLive(['cases', 'session'], ['checks.recheckVillage', division, month], () =>
    desk().checks.recheckVillage({ division, month }),
  ).data;
}

export function useSpotChecks() {
  return useLive(['cases', 'session'], ['checks.spotChecks'], () => desk().checks.spotChecks()).data;
}

export function useSpotCheck(spotCheckId: number) {
  return useLive(['cases', 'session'], ['checks.spotCheck', spotCheckId], () =>
    desk().checks.spotCheck({ spotCheckId }),
  ).data;
}
