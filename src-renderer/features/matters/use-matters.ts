/** What the lists beside the files read; read again with every act and every sync. */
import type { MatterCounts } from '#shared/rpc/matter-shapes.ts';
import { desk } from '../../data/desk.ts';
import { type Topic, useLive } from '../../data/live-query.ts';

const TOPICS: readonly Topic[] = ['cases', 'session'];

export function useMatterCounts(): MatterCounts | undefined {
  return useLive(TOPICS, ['matters.counts'], () => desk().matters.counts()).data;
}

export function useUntold() {
  return useLive(TOPICS, ['matters.untold'], () => desk().matters.untold()).data;
}

export function useExits() {
  return useLive(TOPICS, ['matters.exits'], () => desk().matters.exits()).data;
}

export function useLeads(withClosed: boolean) {
  return useLive(TOPICS, ['matters.leads', withClosed], () => desk().matters.leads({ withClosed }), {
    keepOld: true,
  }).data;
}

export function useRecoveries() {
  return useLive(TOPICS, ['matters.recoveries'], () => desk().matters.recoveries()).data;
}

export function useForwarded() {
  return useLive(TOPICS, ['matters.forwarded'], () => desk().matters.forwarded()).data;
}

export function useDelegations() {
  return useLive(TOPICS, ['matters.delegations'], () => desk().matters.delegations()).data;
}
