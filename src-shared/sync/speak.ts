/** The centre speaks the protocol of whoever asks, for as long as a program of that protocol may still be in use: what changed from one
 *  version to the next stands here, both ways (SPEC V3). A desk that comes back after a month is never turned away with work in its hands.
 *  A step is written with the version that needs it and not edited afterwards.                                                         */
import type { SyncResponse } from './frames.ts';
import { PROTOCOL_VERSION } from './protocol.ts';

type Body = Readonly<Record<string, unknown>>;

export interface ProtocolStep {
  /** A request of this version as the next one writes it. */
  readonly request: (request: Body) => Body;
  /** A reply of the next version as this one reads it. Whoever asks reads fields that it does not know tolerantly; what is taken away here is
   *  what it would misread. */
  readonly reply: (reply: Body) => Body;
}

/** By the earlier version. */
export const PROTOCOL_STEPS: Readonly<Record<number, ProtocolStep>> = {};

/** The protocol that a request says it speaks; null when it says none. */
export function protocolOf(raw: unknown): number | null {
  const said = (raw as { protocol?: unknown } | null)?.protocol;
  return Number.isSafeInteger(said) ? (said as number) : null;
}

/** A request in this centre's protocol; `protocol` goes on saying whose it was. One that is newer, or none, is left as it is. */
export function requestNow(raw: unknown, steps = PROTOCOL_STEPS, now = PROTOCOL_VERSION): unknown {
  const spoken = protocolOf(raw);
  if (spoken === null) return raw;
  let request = raw as Body;
  for (let version = spoken; version < now; version++) {
    const step = steps[version];
    if (!step) return raw;
    request = step.request(request);
  }
  return request;
}

/** A reply in the protocol of whoever asked. */
export function replyFor(
  protocol: number,
  reply: SyncResponse,
  steps = PROTOCOL_STEPS,
  now = PROTOCOL_VERSION,
): Body {
  let told: Body = reply;
  for (let version = now - 1; version >= protocol; version--) told = steps[version]?.reply(told) ?? told;
  return told;
}
