/** One sync request: judge the acts that came up (push.ts), unless the desk and the centre do not agree on what was judged (identity.ts), then
 *  say what the replica has not seen (pull.ts). Who is asking comes from the session alone.  X1 the reply leaves after the commit.
 *  X2 every act of the request has its outcome in the reply. */
import { requestMark } from '#shared/sync/request-mark.ts';
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import { signedReceipts, type SyncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { type CentralStore, ForkedAct } from '../store/central-store.ts';
import { disagreement } from './identity.ts';
import { actsForLater } from './not-yet.ts';
import { packsFor } from './packs.ts';
import { pull } from './pull.ts';
import { push, type PushPorts, type SyncSession } from './push.ts';

/** Signs in the centre's name: with which of its keys, and the signature. */
export type Signer = (text: string) => { readonly centre: number; readonly signature: string };

/** Judges what the desk and the centre agree about; what to say where they do not. */
async function pushAgreed(
  ports: PushPorts,
  session: SyncSession,
  request: SyncRequest,
  later: readonly number[],
): Promise<Pick<SyncResponse, 'outcomes' | 'acts'>> {
  const differs = await disagreement(ports.store, session.device, request);
  if (differs) return differs;
  try {
    const now = request.commands.filter(({ number }) => !later.includes(number));
    return { outcomes: await push(ports, session, now), acts: null };
  } catch (error) {
    if (!(error instanceof ForkedAct)) throw error;
    // Another disk with this number came up between the two.
    const forked = await disagreement(ports.store, session.device, request);
    if (!forked) throw error;
    return forked;
  }
}

/** Only what a newer desk sends is looked at for what this program cannot know. */
async function actsOfLaterPrograms(store: CentralStore, request: SyncRequest): Promise<number[]> {
  if (request.schema <= SCHEMA_VERSION) return [];
  return actsForLater(
    request,
    await packsFor(
      store,
      request.commands.map(({ pack }) => pack),
    ),
  );
}

/** Answers one request. */
export async function exchange(
  store: CentralStore,
  clock: Clock,
  session: SyncSession,
  request: SyncRequest,
  sign: Signer | null = null,
  note: (line: string) => void = () => {},
): Promise<SyncResponse> {
  const later = await actsOfLaterPrograms(store, request);
  const { outcomes, acts } = await pushAgreed({ store, clock, note }, session, request, later);
  const { scopes, classes, device, isByPacket } = session;
  const { cursors, whole, bytesMax } = request;
  const pages = { ...session.pages, nowMs: clock.now() };
  const withdrawn = cursors.map(({ scope }) => scope).filter((scope) => !scopes.includes(scope));
  return {
    protocol: PROTOCOL_VERSION,
    answers: requestMark(request),
    serverTime: instantText(clock.now()),
    outcomes,
    signed: sign && outcomes.length ? sign(signedReceipts(device, outcomes)) : null,
    later: acts ? [] : later,
    acts,
    withdrawn: acts ? [] : withdrawn,
    scopes: acts
      ? []
      : await pull(store, { scopes, classes, cursors, device, whole, bytesMax, isByPacket }, pages),
  };
}
