/** Somebody with a stolen token and a program of their own asks the centre for what they may not do: no desk of ours would send it, so that
 *  only the centre's own guards stand in the way (J1, SYNC's invariant 10).                                                        */
import type { Chance } from '#shared/base/chance.ts';
import { instantText } from '#shared/base/clock.ts';
import { commandByName } from '#shared/domain/commands.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import { judgedHash } from '#shared/domain/review.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { drawRegister } from '../acts.ts';
import { actorOf } from '../centre.ts';
import type { SimDesk } from '../desk.ts';
import { ACCOUNTS, NORTH, SOUTH, type SimAccount } from '../people.ts';
import { pick } from '../plan.ts';
import { rowsOf } from '../scene.ts';
import type { StepEntry } from '../step.ts';
import type { World } from '../world.ts';

const CLERKS = [ACCOUNTS.northClerk, ACCOUNTS.northSecondClerk];
/** No desk has this number. */
const DEVICE = 99;
const SESSION = {
  device: DEVICE,
  scopes: [],
  classes: ['case'] as const,
  actors: new Map(CLERKS.map((clerk) => [clerk.id, actorOf(clerk)])),
};

interface Forged {
  readonly name: string;
  readonly args: unknown;
  readonly by: SimAccount;
  readonly scope: number;
}

/** A clerk who has done nothing for a file passes it, which is the reviewer's to do. */
function anothersRole(desk: SimDesk): Forged | null {
  const file = rowsOf(desk, 'application').find(
    ({ values, scope }) => values.state === 'PRELIMINARY_REVIEW' && scope === NORTH,
  );
  const person = rowsOf(desk, 'person').find(({ id }) => id === file?.values.personId);
  const by = CLERKS.find(({ id }) => id !== file?.values.acceptedBy && id !== file?.values.submittedBy);
  if (!file || !person || !by) return null;
  const args = { applicationId: file.id, judged: judgedHash('TOWNSHIP', person, file) };
  return { name: 'review.passPreliminary', args, by, scope: NORTH };
}

function forge(world: World, desk: SimDesk, chance: Chance): Forged | null {
  const kind = pick(chance, ['role', 'scope', 'actor']);
  if (kind === 'role') return anothersRole(desk);
  const act = drawRegister(chance, desk, world.now, world.callers);
  if (!act) return null;
  const { name, args } = act;
  return kind === 'scope'
    ? { name, args, by: ACCOUNTS.northClerk, scope: SOUTH }
    : { name, args, by: ACCOUNTS.southClerk, scope: NORTH };
}

/** Acts asked for so far, and whether the last one is still under way: they go one after another. */
const asked = new WeakMap<World, { number: number; isUnderWay: boolean }>();

export const forgeStep: StepEntry = {
  name: 'forge',
  does: 'somebody with a stolen token asks the centre for what they may not do',
  weight: 1,
  reaches: ['forged act refused'],
  take: ({ world, chance }) => {
    const desk = world.deskNamed('north');
    const forged = desk && forge(world, desk, chance);
    if (!forged) return 'nothing to forge';
    const state = asked.get(world) ?? { number: 0, isUnderWay: false };
    if (state.isUnderWay) return 'one is under way';
    const number = state.number + 1;
    asked.set(world, Object.assign(state, { number, isUnderWay: true }));
    const { name, args, by, scope } = forged;
    world.oracle.forged(DEVICE, number);
    const frame = {
      ...{ number, name, version: commandByName(name)?.version, actor: by.id, scope },
      ...{ madeAt: instantText(world.now), pack: DEMO_PACK.version, args },
      ...{ groups: [], before: [], after: [], together: null },
    };
    const request = {
      ...{ protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, device: DEVICE, last: number, checks: [] },
      ...{ commands: [frame], cursors: [], whole: [], bytesMax: 0 },
    };
    world.centre.answer(SESSION, JSON.stringify(request)).then(
      ({ outcomes }) => {
        state.isUnderWay = false;
        if (outcomes[0]?.outcome === 'refused') world.count('forged act refused');
      },
      // The database failed, or the centre died.
      () => {
        state.isUnderWay = false;
      },
    );
    return `${by.name} ${name} in ${scope}`;
  },
};
