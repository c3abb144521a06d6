/** The policy packs for the screens: the set that counts for this unit today, as the replica holds and has checked it. */
import type { PolicyPack } from '#shared/domain/pack.ts';
import type { PacksOverview } from '#shared/rpc/pack-shapes.ts';
import { desk } from './desk.ts';
import { useLive } from './live-query.ts';

/** Undefined while it is read. */
export function usePack(): PolicyPack | undefined {
  return useLive(['link', 'cases'], ['packs.current'], () => desk().packs.current()).data;
}

export function usePacks(): { data: PacksOverview | undefined; isError: boolean } {
  const { data, isError } = useLive(['cases', 'journal'], ['packs.overview'], () => desk().packs.overview());
  return { data, isError };
}
