/** The divisions that this computer knows by name. The frame waits for them, so that pure functions of the screens find them without asking: they
 *  stand in the reads' cache like everything else, and are read again with the link, for the reference may have changed.            */
import { levelOf } from '#shared/domain/division.ts';
import type { KnownPlace } from '#shared/rpc/session-shapes.ts';
import { desk } from './desk.ts';
import { queryClient, useLive } from './live-query.ts';

const KEY = ['session.places'];

/** Whether they are here; while they are read for the first time they are not. */
export function usePlaces(isSignedIn: boolean): boolean {
  const { data, isError } = useLive(['session', 'link'], KEY, () => desk().session.places(), {
    enabled: isSignedIn,
  });
  return data !== undefined || isError;
}

/** In the order of their codes. */
export function heldPlaces(): readonly KnownPlace[] {
  return queryClient.getQueryData<readonly KnownPlace[]>(KEY) ?? [];
}

/** For tests of functions that find them there. */
export function holdPlaces(places: readonly KnownPlace[]): void {
  queryClient.setQueryData(KEY, places);
}

/** The name of a division, by its code or the code as text; undefined for one that nobody named. */
export function placeName(code: number | string): string | undefined {
  return heldPlaces().find((place) => place.code === Number(code))?.name;
}

export function heldTownships(): readonly KnownPlace[] {
  return heldPlaces().filter(({ code }) => levelOf(code) === 'TOWNSHIP');
}
