/** I17: sticks and lines in any order give what some history of lines alone gives. That history is played: the acts that the centre judged, in the
 *  order in which it judged them (their receipts), each in a request of its own, at a centre that has just begun; then both centres hold the
 *  same rows, logs and outcomes, but for the numbers of receipts. It asks the same of batches: how acts are put into requests says nothing.
 *  I18 with `translate`: the same acts as a later program writes them.                                                              */
import { canonicalJson } from '#shared/base/canonical.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { push, type SyncSession } from '../../src-server/sync/push.ts';
import { SimCentre } from './centre.ts';
import { type OwnWork, writeAgain } from './own-work.ts';
import { inMemory, type StoreUnderTest } from './store-under-test.ts';
import type { CentreView } from './views.ts';

interface Sent {
  readonly frame: CommandFrame;
  /** Of the request that carried it. */
  readonly session: SyncSession;
  readonly atMs: number;
}

const DIFFERENCES_TOLD = 3;

/** Acts as they went up, until they were answered. */
export class SentActs {
  private readonly sent = new Map<string, Sent[]>();
  private readonly answered = new Set<string>();

  request(session: SyncSession, text: string, atMs = 0): void {
    const { commands } = JSON.parse(text) as { commands: CommandFrame[] };
    for (const frame of commands) {
      const key = `${session.device}/${frame.number}`;
      if (!this.answered.has(key))
        this.sent.set(key, [...(this.sent.get(key) ?? []), { frame, session, atMs }]);
    }
  }

  answer(session: SyncSession, numbers: readonly number[]): void {
    for (const number of numbers) this.answered.add(`${session.device}/${number}`);
  }

  /** The last that had come when the act was judged: of one that came again, whose author has another post by then, the former. */
  of(key: string, judgedAtMs: number): Sent | undefined {
    return this.sent.get(key)?.findLast(({ atMs }) => atMs <= judgedAtMs);
  }
}

interface Judged extends Sent {
  readonly receipt: number;
  readonly receivedAt: string;
}

/** What was judged, in the order of the receipts; a number that a desk gave up is no act. */
function judgedIn(view: CentreView, sent: SentActs): Judged[] {
  return [...view.outcomes]
    .flatMap(
      ([
        key,
        {
          frame: { receipt, receivedAt },
        },
      ]) => {
        const act = sent.of(key, Date.parse(receivedAt));
        return act && receipt ? [{ ...act, receivedAt, receipt: Number(receipt.split('-').at(-1)) }] : [];
      },
    )
    .sort((a, b) => a.receipt - b.receipt);
}

const withoutNothing = (fields: object): Record<string, never> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== 0)) as Record<
    string,
    never
  >;

/** Everything of a centre but its reference data, one line a thing. */
function linesOf({ rows, outcomes, scopes }: CentreView): Map<string, string> {
  const lines = new Map<string, string>();
  for (const { type, scope, id, values, versions } of rows)
    if (scope !== REFERENCE_SCOPE)
      lines.set(
        `row ${type} ${id}`,
        canonicalJson([scope, withoutNothing(values), withoutNothing(versions)] as never),
      );
  for (const [key, { digest, frame }] of outcomes)
    if (digest) lines.set(`outcome ${key}`, canonicalJson({ ...frame, receipt: '' } as never));
  for (const [scope, { commits, log }] of scopes) {
    if (scope === REFERENCE_SCOPE) continue;
    commits.forEach((meta, at) =>
      lines.set(`commit ${at + 1} of ${scope}`, canonicalJson({ ...meta } as never)),
    );
    for (const { commit, audience, entries } of log)
      lines.set(`${audience} of commit ${commit} of ${scope}`, canonicalJson(entries as never));
  }
  return lines;
}

export interface Replaying {
  /** What the centre did by itself between the acts: it is written again as it was. */
  readonly works?: readonly OwnWork[];
  /** A centre's store that has just begun. */
  readonly store?: StoreUnderTest;
  readonly pushes?: typeof push;
  readonly translate?: (frame: CommandFrame) => CommandFrame;
  /** What of a line says nothing. */
  readonly unsaid?: RegExp;
}

/** What differs between a centre and one that was told the same over lines alone; the first few things. */
export async function networkOnlyFaults(
  view: CentreView,
  sent: SentActs,
  {
    works = [],
    store = inMemory(),
    pushes = push,
    translate = (frame) => frame,
    unsaid = /(?!)/g,
  }: Replaying = {},
): Promise<string[]> {
  let now = 0;
  const clock = { now: () => now };
  const watcher = { requested: () => {}, answered: () => {}, broke: () => {} };
  const chance = { next: () => 0 };
  const centre = new SimCentre({ clock, chance, store, watcher });
  await centre.publishAccounts();
  const done = new Set<CommandFrame>();
  const judged = judgedIn(view, sent);
  let worked = 0;
  const workBefore = async (receipt: number): Promise<void> => {
    for (let work = works[worked]; work && work.after < receipt; work = works[++worked])
      await writeAgain(store.store, work);
  };
  for (const { frame, session, receivedAt, receipt } of judged) {
    if (done.has(frame)) continue;
    await workBefore(receipt);
    now = Date.parse(receivedAt);
    // What stands or falls together goes up together.
    const together = judged.filter(
      (other) =>
        other.frame === frame ||
        (frame.together &&
          other.session.device === session.device &&
          other.frame.together?.[0] === frame.together[0]),
    );
    const frames = together.map((each) => each.frame).sort((a, b) => a.number - b.number);
    for (const each of frames) done.add(each);
    await pushes({ store: store.store, clock, note: () => {} }, session, frames.map(translate));
  }
  await workBefore(Number.POSITIVE_INFINITY);
  await store.refresh(true);
  const [one, other] = [linesOf(view), linesOf(store.view())];
  const keys = new Set([...one.keys(), ...other.keys()]);
  const said = (line: string | undefined) => line?.replaceAll(unsaid, '');
  return [...keys]
    .filter((key) => said(one.get(key)) !== said(other.get(key)))
    .slice(0, DIFFERENCES_TOLD)
    .map((key) => `${key}: ${one.get(key)} as it was, ${other.get(key)} over lines alone`);
}
