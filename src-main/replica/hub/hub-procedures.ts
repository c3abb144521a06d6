/** What the screens ask of the way by the hub: where the hub is, how the packets there stand, and to look now. The hub's address and code stand in the
 *  encrypted replica, for the whole office uses this computer's file. */
import { z } from 'zod';
import type { Chance } from '#shared/base/chance.ts';
import { instantText } from '#shared/base/clock.ts';
import { type HubDone, hubJoin, type HubThere } from '#shared/rpc/hub-shapes.ts';
import { clearMeta, readMeta, writeMeta } from '../identity.ts';
import type { PacketTarget } from '../packets/packets.ts';
import type { LinkState } from '../sync/schedule.ts';
import { os } from '../writer-os.ts';
import { keyOfCode, readCode } from './code.ts';
import { Courier } from './courier.ts';
import { HubError, type HubPlace, lookAtHub } from './hub-client.ts';
import { leftRows } from './left-packets.ts';

export interface HubWaySettings {
  readonly target: PacketTarget;
  readonly chance: Chance;
  /** Nobody tries the line itself: this person has never signed in at the centre from here. */
  readonly isWithoutLine: boolean;
  readonly onTaken: () => void;
  readonly onChanged: () => void;
}

const SET = 'hub';
const SHOWN = 5;
/** A centre that answers is asked, whatever it says; what says nothing, or is no centre, is a line that is down. */
const DOWN: readonly string[] = ['no-answer', 'busy', 'garbled'];

const setHub = z.object({
  address: z.string(),
  port: z.number(),
  code: z.string(),
  hubName: z.string(),
  since: z.string(),
});
type SetHub = z.infer<typeof setHub>;

function hubSet({ statements }: PacketTarget): SetHub | null {
  const said = readMeta(statements, SET);
  return said ? setHub.parse(JSON.parse(said)) : null;
}

function placeOf({ address, port, code }: SetHub): HubPlace {
  return { address, port, key: keyOfCode(code) };
}

/** The way by the hub, of the writer: its procedures, and what it is to hear. */
export function openHubWay(settings: HubWaySettings) {
  const { target, onChanged } = settings;
  let isLineDown = settings.isWithoutLine;
  const courier = new Courier({
    ...{ target, chance: settings.chance, onChanged, onTaken: settings.onTaken },
    place: () => {
      const set = hubSet(target);
      return set && placeOf(set);
    },
    isLineDown: () => isLineDown,
  });
  const join = async ({ address, port, code: typed }: z.infer<typeof hubJoin>): Promise<HubDone> => {
    const code = readCode(typed);
    if (!code) return { code: 'hub/no-code' };
    try {
      const { computerName } = await lookAtHub({ address, port, key: keyOfCode(code) });
      const since = instantText(target.clock.now());
      const set: SetHub = { address, port, code, hubName: computerName, since };
      writeMeta(target.statements, SET, JSON.stringify(set));
    } catch (error) {
      if (error instanceof HubError) return { code: error.code };
      throw error;
    }
    onChanged();
    courier.soon();
    return { code: null };
  };
  return {
    heardLink({ state, trouble }: LinkState): void {
      isLineDown = state === 'offline' && (!trouble || DOWN.includes(trouble.kind));
      courier.soon();
    },
    soon: () => courier.soon(),
    stop: () => courier.stop(),
    procedures: {
      hubThere: os.handler((): HubThere => {
        const set = hubSet(target);
        const place = set && {
          ...{ address: set.address, port: set.port, hubName: set.hubName, since: set.since },
        };
        return { place, last: set ? courier.last : null, left: leftRows(target.statements, SHOWN) };
      }),
      joinHub: os.input(hubJoin).handler(({ input }) => join(input)),
      leaveHub: os.handler((): HubDone => {
        clearMeta(target.statements, SET);
        onChanged();
        return { code: null };
      }),
      askHub: os.handler(async (): Promise<HubDone> => ({ code: await courier.now() })),
    },
  };
}
