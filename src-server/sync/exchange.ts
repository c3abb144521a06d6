/** One sync request: judge the acts that came up (push.ts), then say what the replica has not seen (pull.ts). Who is asking comes from the
 *  session alone.  X1 the reply leaves after the commit.  X2 every act of the request has its outcome in the reply. */
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import { signedReceipts, type SyncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import type { CentralStore } from '../store/central-store.ts';
import { actsForLater } from './not-yet.ts';
import { pull } from './pull.ts';
import { push, type SyncSession } from './push.ts';

/** Signs in the centre's name: with which of its keys, and the signature. */
export type Signer = (text: string) => { readonly centre: number; readonly signature: string };

/** Answers one request. */
export async function exchange(
  store: CentralStore,
  clock: Clock,
  session: SyncSession,
  request: SyncRequest,
  sign: Signer | null = null,
  note: (line: string) => void = () => {},
): Promise<SyncResponse> {
  const later = actsForLater(request);
  const now = request.commands.filter(({ number }) => !later.includes(number));
  const outcomes = await push({ store, clock, note }, session, now);
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
    later,
    acts: null,
    withdrawn,
    scopes,
  };
}
