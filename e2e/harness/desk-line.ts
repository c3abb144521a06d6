/** A desk asked directly, by the contract its windows use: for what a window cannot show, and for acts in their hundreds.
 *  DL1 a call on a line that breaks is refused with LineBroken; it never hangs.                                     */
import { setTimeout as sleep } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { DeskContract } from '#shared/rpc/desk.ts';
import { WebSocket } from 'ws';
import { PASSWORD, type Account } from './processes.ts';

export type DeskCalls = ContractRouterClient<DeskContract>;

export class LineBroken extends Error {}

export interface DeskLine {
  readonly desk: DeskCalls;
  /** The call's answer, or LineBroken when the desk dies first. */
  sure<T>(call: Promise<T>): Promise<T>;
  close(): void;
}

const waitMs = 30_000;
const stepMs = 100;

/** Opens a line to the desk at an address with its launch token. */
export async function openLine(deskUrl: string): Promise<DeskLine> {
  const url = new URL(deskUrl);
  const token = url.hash.slice('#token='.length);
  const socket = new WebSocket(`ws://${url.host}/rpc`, [`sumu.${token}`], { origin: url.origin });
  const broken = new Promise<never>((_, reject) => {
    socket.once('close', () => reject(new LineBroken()));
    socket.once('error', () => reject(new LineBroken()));
  });
  broken.catch(() => undefined);
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), broken]);
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return {
    desk: createORPCClient<DeskCalls>(link),
    sure: (call) => {
      call.catch(() => undefined);
      return Promise.race([call, broken]);
    },
    close: () => socket.terminate(),
  };
}

/** Asks until the answer is as wanted; the last answer stands in the message when it never is. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T>,
  isThere: (answer: T) => boolean,
  withinMs: number = waitMs,
): Promise<T> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (performance.now() > giveUpAt) throw new Error(`${what}: still ${JSON.stringify(answer)}`);
    await sleep(stepMs);
  }
}

/** Until nothing waits and the desk has heard the centre. */
export async function waitUntilSynced({ desk }: DeskLine): Promise<void> {
  await waitFor(
    'nothing waits any more',
    async () => desk.link.status(),
    ({ state, waiting }) => state === 'online' && waiting === 0,
  );
}

/** A whole sync that began after this call: whatever the centre holds now is on the desk afterwards. */
export async function syncNow(line: DeskLine): Promise<void> {
  const { desk } = line;
  // Twice: the first one to end may have begun before.
  for (let round = 0; round < 2; round += 1) {
    const { lastReceivedAt: before } = await desk.link.status();
    await desk.link.tryNow();
    await waitFor(
      'the desk hears the centre again',
      async () => desk.link.status(),
      ({ lastReceivedAt }) => lastReceivedAt !== before,
    );
  }
  await waitUntilSynced(line);
}

export async function signIn({ desk }: DeskLine, account: Account): Promise<'online' | 'offline'> {
  const result = await desk.session.signIn({ account, password: PASSWORD });
  if (!result.ok) throw new Error(`${account} was not let in: ${result.code}`);
  return result.mode;
}

/** Whether a name is one person's on this desk, so that whoever looks for it finds that person. */
export async function isOnlyOne({ desk }: DeskLine, name: string): Promise<boolean> {
  const { rows } = await desk.cases.search({ text: name, offset: 0, limit: 50 });
  return rows.filter((row) => row.name.includes(name)).length === 1;
}

let forms = 0;

/** Issues an act; throws where it is refused. */
export async function issue(line: DeskLine, name: string, args: unknown): Promise<readonly number[]> {
  forms += 1;
  const formId = `form-${process.pid}-${String(forms).padStart(8, '0')}`;
  const result = await line.sure(line.desk.command.issue({ name, args, formId }));
  if (!result.ok) throw new Error(`${name} was refused: ${result.code} ${JSON.stringify(result.detail)}`);
  return result.ids;
}
