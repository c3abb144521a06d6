/** One whole sync: push the queue in bounded batches, pull until every scope stands at its head, fetch the pages of a first sync.
 *  Every reply is checked before a row is touched; cutting it anywhere loses nothing, because the next one begins from the file.
 *  Runs in the writer; knows the wire only through the Transport port. */
import { canonicalJson } from '#shared/base/canonical.ts';
import { type SyncRequest, syncResponse, type SyncResponse } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION, PUSH_BATCH_MAX, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { requestMark } from '#shared/sync/request-mark.ts';
import { readTolerantly } from '#shared/sync/tolerant.ts';
import { countPending } from '../acts.ts';
import { judgedChecks, lastMade } from '../identity.ts';
import { offerPapersAgain } from '../renumber.ts';
import { agree, type Agreeing, mayGoUp, rejoin, takeOwnNumber, wantsOwnNumber } from './agree.ts';
import { layDownReply } from './apply.ts';
import { cursorFrames } from './cursors.ts';
import { firstSync } from './first-sync.ts';
import { NOTHING_NEW, type SyncProgress, type SyncTarget, type Transport } from './ports.ts';
import { believedInSteps, GarbledReplyError, LyingServerError } from './lies.ts';
import { type Line, measured, pieceOf } from './measure.ts';
import { WorkCount } from './pace.ts';
import { scopesOfLostActs } from './withdrawn.ts';
import { actsToSend } from './push-order.ts';

/** What a request asks for beside the next acts. */
interface Wanted {
  /** Scopes whose own commits are wanted with their content. */
  readonly whole?: readonly number[];
  /** Acts that the centre cannot read yet. */
  readonly putOff?: readonly number[];
  /** Acts, at most. */
  readonly most?: number;
}

export function buildRequest(
  target: SyncTarget,
  { whole = [], putOff = [], most = target.pushBatchMax ?? PUSH_BATCH_MAX }: Wanted = {},
): SyncRequest {
  const { statements, device } = target;
  return {
    protocol: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
    device,
    last: lastMade(statements, device),
    checks: judgedChecks(statements, 1),
    commands: mayGoUp(statements, () => actsToSend(statements, most, putOff), most),
    cursors: cursorFrames(target.statements, target.classes),
    whole: [...whole],
    bytesMax: target.line?.pace.pieceBytes ?? 0,
  };
}

function piece(target: SyncTarget, whole: readonly number[], putOff: readonly number[]): SyncRequest {
  const most = target.pushBatchMax ?? PUSH_BATCH_MAX;
  return pieceOf(target.line, most, (fewer) => buildRequest(target, { whole, putOff, most: fewer }));
}

function counted(
  target: SyncTarget,
  transport: Transport,
  progress: SyncProgress,
  count: WorkCount,
): Transport {
  return measured(target.line as Line, transport, count, {
    waiting: () => countPending(target.statements),
    work: (work) => progress.work?.(work),
  });
}

/** Nesting without end overflows the check itself. */
function parsedOrGarbled<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new GarbledReplyError('nobody can read this', { cause: error });
  }
}

/** Checks a reply's shape; a server that answers garbage changes nothing here. */
export function parseReply(raw: unknown): SyncResponse {
  const parsed = parsedOrGarbled(() => readTolerantly(syncResponse, raw));
  if (!parsed.ok)
    throw new GarbledReplyError(
      `reply: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
    );
  return parsed.data;
}

type Said = Pick<SyncResponse, 'answers' | 'outcomes' | 'signed' | 'later' | 'withdrawn' | 'scopes' | 'acts'>;

/** What NOTHING_NEW stands for. */
const QUIET: Said = { outcomes: [], signed: null, later: [], withdrawn: [], scopes: [], acts: null };

/** A4 the outcomes are those of the acts that this request carried, each once, but for those that only a newer centre can judge (V4). An act that
 *  was made after the request left is not among them: with an outcome it would leave the queue and never go up. */
function assertAnswersThis(request: SyncRequest, { outcomes, later, scopes, acts }: Said): void {
  // Nothing was judged, and what stands there of the acts is asked for when it is wanted.
  if (acts && !scopes.length) return;
  if (acts) throw new LyingServerError('a difference, and scopes all the same');
  const sent = new Set(request.commands.map(({ number }) => number));
  for (const number of later) {
    if (!sent.delete(number)) throw new LyingServerError(`act ${number} was put off and not asked about`);
  }
  for (const { number } of outcomes) {
    if (!sent.delete(number))
      throw new LyingServerError(`an outcome for act ${number}, which was not asked about`);
  }
  if (sent.size) throw new LyingServerError('an act was left without an outcome');
  // EC3: what was asked for whole comes whole, or one would ask for ever.
  const short = scopes.find(({ scope, chain }) => chain !== null && request.whole.includes(scope));
  if (short) throw new LyingServerError(`scope ${short.scope} was asked for whole`);
}

/** Scopes to ask for whole until their cursors stand past what was not foreseen. */
class Unforeseen {
  private readonly until = new Map<number, number>();

  get scopes(): number[] {
    return [...this.until.keys()];
  }

  /** Takes note of a reply and of the scopes of it that were not laid down. Of a scope that it does not mention there is nothing more to ask for:
   *  the centre was set back, took the scope away, or a packet brought the rest. */
  note({ scopes }: Pick<SyncResponse, 'scopes'>, refused: readonly number[]): void {
    const mentioned = new Set(scopes.map(({ scope }) => scope));
    for (const scope of this.scopes) if (!mentioned.has(scope)) this.until.delete(scope);
    for (const { scope, to } of scopes) {
      if (refused.includes(scope)) this.until.set(scope, to);
      else if (to >= (this.until.get(scope) ?? Number.POSITIVE_INFINITY)) this.until.delete(scope);
    }
  }
}

/** Whether anything goes up beside what waits for a newer centre, and how much of it at once. */
function countSendable({ statements }: SyncTarget, putOff: readonly number[]): number {
  return actsToSend(statements, PUSH_BATCH_MAX, putOff).length;
}

/** A packet was read in while the answer was under way (PK7): it begins where this replica no longer is, so it is asked for anew. Its outcomes
 *  come again, word for word. */
function isOvertaken(
  { statements, classes, device }: SyncTarget,
  { cursors, last, checks }: SyncRequest,
  { acts }: Said,
): boolean {
  const now = cursorFrames(statements, classes);
  // An act that was made or answered meanwhile may be at the centre already: the count that the centre compared is an old one.
  const isOldCount =
    acts !== null &&
    (lastMade(statements, device) !== last ||
      canonicalJson(judgedChecks(statements, 1)) !== canonicalJson(checks));
  const hasMoved =
    now.length !== cursors.length || now.some(({ commit }, at) => commit !== cursors[at]?.commit);
  return isOldCount || hasMoved;
}

/** What the coming to agree needs of this exchange. */
function agreeingOf(target: SyncTarget, transport: Transport): Agreeing {
  const { statements, device, classes, identity } = target;
  if (!identity) throw new Error('this replica has no way to another number');
  return {
    ...{ statements, device, classes, identity },
    async ask(question) {
      const request = { ...buildRequest(target), last: null, cursors: [], ...question };
      const reply = parseReply(await transport.sync(request));
      if (!reply.acts || reply.scopes.length) throw new LyingServerError('a question was not answered');
      return reply;
    },
  };
}

/** Refusals of a token that is bound to another number than the replica has, or to none. */
const NOT_BOUND = ['device/not-yours', 'device/not-enrolled'];
/** More differences than a sync can have in earnest: a centre set back, two copies, a token. */
const DIFFERENCES_MAX = 6;

/** One round trip; `agreed` when the two had to come to agree first, `overtaken` when the answer is of no use any more. */
async function roundTrip(
  target: SyncTarget,
  transport: Transport,
  build: (target: SyncTarget) => SyncRequest,
): Promise<{ request: SyncRequest; reply: Said } | 'agreed' | 'overtaken'> {
  if (wantsOwnNumber(target.statements)) await takeOwnNumber(agreeingOf(target, transport));
  const request = build(target);
  let answer: unknown;
  try {
    answer = await transport.sync(request);
  } catch (error) {
    if (!NOT_BOUND.includes((error as { code?: string }).code ?? '')) throw error;
    await rejoin(agreeingOf(target, transport));
    return 'agreed';
  }
  const reply = answer === NOTHING_NEW ? QUIET : parseReply(answer);
  if (reply.answers !== undefined && reply.answers !== requestMark(request))
    // A6
    throw new LyingServerError('an answer to another request');
  if (isOvertaken(target, request, reply)) return 'overtaken';
  assertAnswersThis(request, reply);
  if (!reply.acts) return { request, reply };
  await agree(agreeingOf(target, transport), reply.acts);
  return 'agreed';
}

/** A scope that begins anew where it stood already: the centre's log is another one, and its papers may be too. */
function beginsAnew(request: SyncRequest, { scopes }: Said): boolean {
  const held = new Set(request.cursors.map(({ scope }) => scope));
  return scopes.some(({ scope, snapshot }) => snapshot !== null && held.has(scope));
}

/** Syncs until nothing waits on either side. Rejects when the link fails or the server lies; what was laid down stays. */
export async function syncUntilQuiet(
  target: SyncTarget,
  transport: Transport,
  progress: SyncProgress,
): Promise<void> {
  const total = countPending(target.statements);
  const unforeseen = new Unforeseen();
  const putOff: number[] = [];
  const count = target.line && new WorkCount(target.line.pace);
  const asked = count ? counted(target, transport, progress, count) : transport;
  let differences = 0;
  for (;;) {
    const done = await roundTrip(target, asked, (now) => piece(now, unforeseen.scopes, putOff));
    if (done === 'overtaken') continue;
    if (done === 'agreed') {
      progress.changed();
      if (++differences > DIFFERENCES_MAX) throw new LyingServerError('no end of differences');
      continue;
    }
    const { request, reply } = done;
    unforeseen.note(reply, await believedInSteps(() => layDownReply(target, reply, target.turns)));
    if (beginsAnew(request, reply)) offerPapersAgain(target.statements);
    if (reply.outcomes.length || reply.scopes.some(({ commits }) => commits.length)) progress.changed();
    await firstSync(
      target,
      asked,
      reply.scopes.filter(({ snapshot }) => snapshot),
      { ...progress, ...(count && { fetched: (rows, rowsLeft) => count.pageRows(rows, rowsLeft) }) },
    );
    putOff.push(...reply.later);
    const left = putOff.length ? countSendable(target, putOff) : countPending(target.statements);
    progress.sending(Math.max(0, total - left), total);
    const behind = reply.scopes.filter(({ to, head }) => to !== head);
    if (left === 0 && !behind.length && !unforeseen.scopes.length) {
      const lost = [...reply.withdrawn, ...scopesOfLostActs(target.statements)];
      if (lost.length) progress.withdrawn?.([...new Set(lost)]);
      return progress.putOff?.(putOff.length);
    }
    const missing = behind.reduce((sum, { to, head }) => sum + head - to, 0);
    if (count) progress.work?.(count.state(left, missing));
    // A5: of any log. One of which there was no room for is named beside those that filled the reply.
    if (behind.length && reply.scopes.every(({ commits, snapshot }) => !commits.length && !snapshot))
      throw new LyingServerError('there is more to come, and nothing came');
  }
}
