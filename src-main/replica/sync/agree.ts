/** A desk and a centre that do not agree on what was judged come to agree, before anything else goes up or down.
 *  IN9 a centre that was set back: what it has no longer is found, from the act judged last backwards, and waits again.
 *  IN10 a file that is a copy, or was put back from one, takes a number of its own; what the centre has of it by then is its own, the rest
 *  goes up under the new number.  IN11 every step may be cut off: the next request finds the same again, and nothing is judged twice. */
import type { IncarnationRequest, IncarnationResponse } from '#shared/sync/access-frames.ts';
import type { ActsFrame, CommandFrame, SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import { PUSH_BATCH_MAX } from '#shared/sync/protocol.ts';
import { pendingActs } from '../acts.ts';
import {
  copiedAfter,
  type Incarnation,
  judgedChecks,
  lastMade,
  noteIncarnation,
  settleCopy,
  writeMeta,
} from '../identity.ts';
import { judgedAnew, offerPapersAgain, renumberWaiting, reopen } from '../renumber.ts';
import type { Statements } from '../store/statements.ts';
import { applyReply, type ApplyTarget } from './apply.ts';
import { doubtCursors, readCursors } from './cursors.ts';
import { LyingServerError } from './lies.ts';
import { rebaseAll } from './rebase.ts';

/** What a replica is at the centre. */
export interface Identity {
  /** Account whose token is used. */
  readonly account: string;
  readonly computerName: string;
  /** The key that encrypts the replica: by it the centre knows which one asks. */
  readonly key: Uint8Array;
  readonly now: () => string;
  /** Asks the centre for another number, or for a token. */
  incarnate(request: IncarnationRequest): Promise<IncarnationResponse>;
  /** From now on it works under this number and token; told after the file says so. */
  became(device: number, token: string): void;
}

export interface Agreeing extends ApplyTarget {
  readonly identity: Identity;
  /** One request that only asks. */
  ask(question: Pick<SyncRequest, 'checks' | 'commands'>): Promise<SyncResponse>;
}

/** Outcomes compared in one question. */
const CHECKS_MAX = 200;

/** Numbers of acts whose outcome the centre has no longer, or in other words. What it judged it judged in order, and a backup is a beginning
 *  of that: where a whole batch still stands, everything before it does. */
async function findMissed({ statements, ask }: Agreeing): Promise<{ device: number; number: number }[]> {
  const missed: { device: number; number: number }[] = [];
  for (let offset = 0; ; offset += CHECKS_MAX) {
    const checks = judgedChecks(statements, CHECKS_MAX, offset);
    if (!checks.length) return missed;
    const { acts } = await ask({ checks, commands: [] });
    const asked = new Set(checks.map(([device, number]) => `${device}/${number}`));
    const wrong = (acts?.missed ?? []).filter(([device, number]) => asked.has(`${device}/${number}`));
    if (!wrong.length) return missed;
    missed.push(...wrong.map(([device, number]) => ({ device, number })));
  }
}

function putBack(statements: Statements, missed: readonly { readonly number: number }[]): void {
  statements.db
    .transaction(() => {
      // Until the centre has said which of them it knows.
      doubtCursors(
        statements,
        readCursors(statements).map(({ scope }) => scope),
      );
      rebaseAll(statements, () =>
        reopen(
          statements,
          missed.map(({ number }) => number),
        ),
      );
      offerPapersAgain(statements);
    })
    .immediate();
}

function spansOf(numbers: readonly number[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans;
}

/** What the centre has judged of acts that wait here, in the same words, leaves the queue. */
async function fetchOutcomes(agreeing: Agreeing, frames: readonly CommandFrame[]): Promise<void> {
  const { ask } = agreeing;
  for (let at = 0; at < frames.length; at += PUSH_BATCH_MAX) {
    const commands = frames.slice(at, at + PUSH_BATCH_MAX);
    const { outcomes, signed } = await ask({ checks: [], commands });
    const asked = new Set(commands.map(({ number }) => number));
    if (outcomes.some(({ number }) => !asked.has(number)))
      throw new LyingServerError('an outcome for an act that was not asked about');
    applyReply(agreeing, { outcomes, signed, scopes: [] });
  }
}

function becomes(
  { statements, device: before, identity }: Agreeing,
  given: IncarnationResponse,
  why: Incarnation['why'],
): void {
  const { device, computerName, token } = given;
  statements.db
    .transaction(() => {
      const held = new Set(
        statements.pluck<number>(
          "SELECT number FROM act WHERE outcome = 'pending' AND local_refusal IS NULL",
        ),
      );
      const renamedHeld = new Set<number>();
      let renumbered = 0;
      rebaseAll(
        statements,
        () => {
          renumbered = renumberWaiting(
            statements,
            device,
            (from, to) => held.has(from) && renamedHeld.add(to),
          );
        },
        (act) => judgedAnew(statements, act, renamedHeld),
      );
      writeMeta(statements, 'device', String(device));
      writeMeta(statements, `token:${identity.account}`, token);
      settleCopy(statements);
      noteIncarnation(statements, { at: identity.now(), before, device, computerName, why, renumbered });
    })
    .immediate();
  identity.became(device, token);
}

const requestFor = ({ device, identity }: Agreeing): Omit<IncarnationRequest, 'wanted' | 'spent'> => ({
  device,
  computerName: identity.computerName,
  replicaKey: Buffer.from(identity.key).toString('base64'),
});

/** A number of its own. What may be on its way under the old one is given up first, but for what another disk shares. */
export async function takeOwnNumber(agreeing: Agreeing): Promise<void> {
  const { statements, device } = agreeing;
  const waiting = pendingActs(statements, Number.MAX_SAFE_INTEGER);
  const shared = copiedAfter(statements);
  const own = shared === null ? waiting.map(({ number }) => number) : [];
  const given = await agreeing.identity.incarnate({
    ...requestFor(agreeing),
    wanted: 'number',
    spent: spansOf(own),
  });
  if (given.device === device) throw new LyingServerError('the number of a copy for the copy');
  const taken = new Set(given.taken);
  await fetchOutcomes(
    agreeing,
    waiting.filter(({ number }) => (shared === null ? taken.has(number) : number <= shared)),
  );
  becomes(agreeing, given, 'copy');
}

/** The token is bound to another number than the replica's: to an earlier one, because somebody else was here when it changed; or to none,
 *  because the centre does not know this replica any more. */
export async function rejoin(agreeing: Agreeing): Promise<void> {
  const { statements, device, identity } = agreeing;
  const given = await agreeing.identity.incarnate({ ...requestFor(agreeing), wanted: 'token', spent: [] });
  if (given.device === device) {
    writeMeta(statements, `token:${identity.account}`, given.token);
    identity.became(device, given.token);
    return;
  }
  // It knows no act of a number that it does not know.
  putBack(
    statements,
    statements.all<{ number: number }>(
      'SELECT number FROM act WHERE device = ? AND receipt IS NOT NULL',
      device,
    ),
  );
  becomes(agreeing, given, 'unknown');
}

/** Makes the two agree, as far as one answer tells. */
export async function agree(agreeing: Agreeing, acts: ActsFrame): Promise<void> {
  const { statements, device } = agreeing;
  const missed = acts.missed.length ? await findMissed(agreeing) : [];
  if (missed.length) putBack(statements, missed);
  const isCopy = acts.last > lastMade(statements, device) || acts.forked.length > 0;
  // What was judged under an earlier number cannot go up under that.
  if (isCopy || missed.some((act) => act.device !== device)) return takeOwnNumber(agreeing);
  if (!missed.length) throw new LyingServerError('a difference that nobody finds');
}

/** A copy that was noticed when it was opened takes its number as soon as what it shares with the other disk has gone up. */
export function wantsOwnNumber(statements: Statements): boolean {
  const shared = copiedAfter(statements);
  if (shared === null) return false;
  const [oldest] = pendingActs(statements, 1);
  return !oldest || oldest.number > shared;
}

/** What may go up under the old number: of a copy, what it shares with the other disk. */
export function mayGoUp(
  statements: Statements,
  commands: () => CommandFrame[],
  limit: number,
): CommandFrame[] {
  const shared = copiedAfter(statements);
  return shared === null
    ? commands()
    : pendingActs(statements, limit).filter(({ number }) => number <= shared);
}
