/** A desk's end of its office's hub: asks, and believes only what is proved with the office's code (HB4). */
import { z } from 'zod';
import { PACKET_BYTES_MAX } from '#shared/rpc/packet-shapes.ts';
import { LinkError, readWhole } from '../sync/central-client.ts';
import {
  HEADERS,
  HUB_TYPE,
  hubChallenge,
  hubFault,
  type HubLook,
  hubLook,
  type HubPath,
  type HubState,
  hubState,
  isSameProof,
  NO_PACKET,
  PATHS,
  proofOfAnswer,
  proofOfQuestion,
  sha256Of,
} from './protocol.ts';

/** Where the office's hub is, and the key that its code makes. */
export interface HubPlace {
  readonly address: string;
  readonly port: number;
  readonly key: Buffer;
}

/** no-answer: silence. not-ours: something answers there that does not know the code. Otherwise what the hub said. */
export class HubError extends Error {
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

const TIMEOUT_MS = 20_000;
const PACKET_TIMEOUT_MS = 120_000;
const SMALL_BYTES_MAX = 4_096;
const NO_BODY = new Uint8Array();
const REFUSED_BY_HUB = /^(hub|packet)\/[a-z-]{1,40}$/;

interface Answered {
  readonly status: number;
  readonly body: Buffer;
  readonly proof: string | null;
}

async function post(
  { address, port }: HubPlace,
  path: HubPath,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<Answered> {
  const isLong = path === PATHS.answer || body.length > 0;
  try {
    const response = await fetch(`http://${address}:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': HUB_TYPE, ...headers },
      body: new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(isLong ? PACKET_TIMEOUT_MS : TIMEOUT_MS),
    });
    const bytes = await readWhole(response, path === PATHS.answer ? PACKET_BYTES_MAX * 4 : SMALL_BYTES_MAX);
    return { status: response.status, body: bytes, proof: response.headers.get(HEADERS.proof) };
  } catch (error) {
    const isGarbled = error instanceof LinkError && error.trouble === 'garbled';
    throw new HubError(isGarbled ? 'hub/not-ours' : 'hub/no-answer', { cause: error });
  }
}

function parsed<T>(schema: z.ZodType<T>, body: Buffer): T {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')));
  } catch (error) {
    throw new HubError('hub/not-ours', { cause: error });
  }
}

/** What a hub that says no says; of something else that answers there, that. */
function refusalIn(body: Buffer): HubError {
  try {
    const { code } = hubFault.parse(JSON.parse(body.toString('utf8')));
    return new HubError(REFUSED_BY_HUB.test(code) ? code : 'hub/not-ours');
  } catch {
    return new HubError('hub/not-ours');
  }
}

async function ask(
  place: HubPlace,
  path: HubPath,
  about: string,
  body: Uint8Array = NO_BODY,
): Promise<Answered> {
  const first = await post(place, PATHS.challenge, {}, NO_BODY);
  if (first.status !== 200) throw refusalIn(first.body);
  const { challenge } = parsed(hubChallenge, first.body);
  const asked = { path, challenge, about, length: body.length };
  const proof = proofOfQuestion(place.key, asked);
  const headers = { [HEADERS.challenge]: challenge, [HEADERS.about]: about, [HEADERS.proof]: proof };
  const answer = await post(place, path, headers, body);
  const due = proofOfAnswer(place.key, asked, answer.status, answer.body);
  const isProved = answer.proof !== null && isSameProof(answer.proof, due);
  if (answer.status >= 300) throw refusalIn(answer.body);
  if (!isProved) throw new HubError('hub/not-ours');
  return answer;
}

/** How the hub stands. Throws HubError. */
export async function lookAtHub(place: HubPlace): Promise<HubLook> {
  return parsed(hubLook, (await ask(place, PATHS.look, NO_PACKET)).body);
}

/** Leaves a packet at the hub. What it says is true after its next start too (HB1). Throws HubError. */
export async function leavePacket(place: HubPlace, bytes: Uint8Array): Promise<HubState> {
  return parsed(hubState, (await ask(place, PATHS.packet, sha256Of(bytes), bytes)).body);
}

/** The sealed answer to a packet, or how far it is. Throws HubError. */
export async function askForAnswer(place: HubPlace, digest: string): Promise<Uint8Array | HubState> {
  const { status, body } = await ask(place, PATHS.answer, digest);
  return status === 200 ? body : parsed(hubState, body);
}

/** Nothing of a packet is wanted any more. Throws HubError. */
export async function forgetPacket(place: HubPlace, digest: string): Promise<void> {
  await ask(place, PATHS.forget, digest);
}
