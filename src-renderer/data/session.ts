/** Who sits here, how the link to the county is, and whether the replica of this computer answers: what the frame and
 *  every screen ask for. All of them are live reads; nothing is copied into a store.                             */
import { useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { linkStatus, me, sessionStatus } from '#shared/rpc/session-shapes.ts';
import { Channel, type ChannelState } from './channel.ts';
import { desk } from './desk.ts';
import { useLive } from './live-query.ts';

export type Session = z.infer<typeof sessionStatus>;
export type Me = z.infer<typeof me>;
export type LinkStatus = z.infer<typeof linkStatus>;

let followed: Channel | undefined;

export function followChannel(channel: Channel): void {
  followed = channel;
}

/** Whether the replica of this computer answers. */
export function useChannelState(): ChannelState {
  return useSyncExternalStore(
    (changed) => followed?.onState(changed) ?? (() => undefined),
    () => followed?.state ?? 'opening',
  );
}

export function useSession(): Session | undefined {
  return useLive(['session'], ['session.status'], () => desk().session.status()).data;
}

/** The signed-in person; undefined before sign-in. */
export function useMe(): Me | undefined {
  return useSession()?.me ?? undefined;
}

export function useLink(): LinkStatus | undefined {
  return useLive(['link', 'journal'], ['link.status'], () => desk().link.status()).data;
}
