/** One sync request: judge the acts that came up, then say what the replica has not seen. Who is asking comes from the session alone.
 *  X1 the reply leaves after the commit.  X2 every act of the request has its outcome in the reply.  X3 one transaction a batch of
 *  acts of one scope, a savepoint an act. */
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import type { Id } from '#shared/base/id.ts';
import { REFERENCE_SCOPE, type AudienceClass } from '#shared/records/registry.ts';
import {
  type CommandFrame,
  type OutcomeFrame,
  signedReceipts,
  type SyncRequest,
  type SyncResponse,
} from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { type CentralStore, type CentralTransaction, ScopeNeeded } from '../store/central-store.ts';
import { judge, type KnownActor } from './judge.ts';
import { pull } from './pull.ts';

export interface SyncSession {
  readonly device: number;
  readonly scopes: readonly number[];
  readonly classes: readonly AudienceClass[];
  /** Accounts that signed in from this device, as they stand now. */
  readonly actors: ReadonlyMap<Id, KnownActor>;
}

/** Signs in the centre's name: with which of its keys, and the signature. */
export type Signer = (text: string) => { readonly centre: number; readonly signature: string };

/** Runs of neighbouring acts of one scope. */
function runsByScope(commands: readonly CommandFrame[]): CommandFrame[][] {
  const runs: CommandFrame[][] = [];
  for (const frame of commands) {
    const last = runs.at(-1);
    if (last && last[0]?.scope === frame.scope) last.push(frame);
    else runs.push([frame]);
  }
  return runs;
}

/** Runs `work` holding these scopes, and again with another that it turns out to need: an act that moves people, or whose person has moved. */
async function holding<T>(
  store: CentralStore,
  scopes: readonly number[],
  work: (tx: CentralTransaction) => Promise<T>,
): Promise<T> {
  try {
    return await store.transaction(scopes, work);
  } catch (error) {
    if (!(error instanceof ScopeNeeded) || scopes.includes(error.scope)) throw error;
    return holding(store, [...scopes, error.scope], work);
  }
}

/** Judges acts in the order sent. Throws StoreFault when the database fails: nothing of that run was kept, the desk sends again. */
export async function push(
  store: CentralStore,
  clock: Clock,
  session: SyncSession,
  commands: readonly CommandFrame[],
): Promise<OutcomeFrame[]> {
  const outcomes: OutcomeFrame[] = [];
  for (const run of runsByScope(commands)) {
    const scope = run[0]?.scope as number;
    // A scope that is not this session's is judged in none of its own: the refusal needs no lock there.
    const lock = session.scopes.includes(scope) && scope !== REFERENCE_SCOPE ? [scope] : [];
    const judged = await holding(store, lock, async (tx) => {
      const results: OutcomeFrame[] = [];
      for (const frame of run) {
        const actor = session.actors.get(frame.actor) ?? null;
        results.push(await judge({ tx, device: session.device, frame, actor, nowMs: clock.now() }));
      }
      return results;
    });
    outcomes.push(...judged);
  }
  return outcomes;
}

/** Answers one request. */
export async function exchange(
  store: CentralStore,
  clock: Clock,
  session: SyncSession,
  request: SyncRequest,
  sign: Signer | null = null,
): Promise<SyncResponse> {
  const outcomes = await push(store, clock, session, request.commands);
  const scopes = await pull(store, {
    scopes: session.scopes,
    classes: session.classes,
    cursors: request.cursors,
    device: session.device,
    whole: request.whole,
  });
  const withdrawn = request.cursors
    .map(({ scope }) => scope)
    .filter((scope) => !session.scopes.includes(scope));
  return {
    protocol: PROTOCOL_VERSION,
    serverTime: instantText(clock.now()),
    outcomes,
    signed: sign && outcomes.length ? sign(signedReceipts(session.device, outcomes)) : null,
    acts: null,
    withdrawn,
    scopes,
  };
}
