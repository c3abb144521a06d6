/** What the centre wrote by itself, a transaction a piece, in the order in which they committed: for the oracle, which judges each at the instant
 *  at which it was done, and for the history over lines alone (I17), in which the same is written at the same place between two receipts.
 *  Of that history only the acts are judged anew: a job looks at what stood when it was begun, and where it was cut off it looks again.     */
import type { CentralStore, CentralTransaction, CommitMeta } from '../../src-server/store/central-store.ts';

const CENTRE = 1;
const WRITES = ['append', 'writeFields', 'takeClaim', 'releaseClaim'] as const;
type WriteName = (typeof WRITES)[number];

interface Write {
  readonly name: WriteName;
  readonly given: readonly unknown[];
}

export interface OwnWork {
  /** The last receipt that was given before. */
  readonly after: number;
  readonly scopes: readonly number[];
  readonly writes: readonly Write[];
  /** The commits that it made, by scope. */
  readonly made: ReadonlyMap<number, number>;
  /** The newest commit of every scope that was written since the centre began, when it was done. */
  readonly heads: ReadonlyMap<number, number>;
}

/** What one transaction has asked for so far. */
export class Asked {
  readonly writes: Write[] = [];
  commits = new Map<number, number>();
  receipt: number | null = null;

  /** `answer`: of the call, when it comes. */
  hear(name: string | symbol, given: readonly unknown[], answer: unknown): void {
    if (name === 'nextReceipt')
      void (answer as Promise<number>).then(
        (receipt) => {
          this.receipt = receipt;
        },
        () => undefined,
      );
    if (name === 'savepoint') this.goBackWith(answer as Promise<unknown>);
    if (!WRITES.some((each) => each === name)) return;
    this.writes.push({ name: name as WriteName, given });
    if (name !== 'append') return;
    void (answer as Promise<number>).then(
      (commit) => {
        this.commits.set(given[0] as number, commit);
      },
      () => undefined,
    );
  }

  /** A savepoint that throws leaves nothing (CS2). */
  private goBackWith(savepoint: Promise<unknown>): void {
    const { commits, receipt } = this;
    const [before, writes] = [new Map(commits), this.writes.length];
    void savepoint.catch(() => {
      this.writes.length = writes;
      Object.assign(this, { commits: before, receipt });
    });
  }

  get isOwn(): boolean {
    return this.writes.some(({ name, given }) => {
      const meta = given[1] as CommitMeta;
      return name === 'append' && meta.device === CENTRE && meta.actNumber === 0;
    });
  }
}

/** The same of a centre's whole life, as far as its database remembers it. */
export class OwnWorks {
  private works: OwnWork[] = [];
  private heads: ReadonlyMap<number, number> = new Map();
  private receipt = 0;

  get all(): readonly OwnWork[] {
    return this.works;
  }

  /** Whether the last piece says how far a job is, and not that it is done. */
  get isUnderWay(): boolean {
    const last = this.works.at(-1)?.writes ?? [];
    return last.some(({ name, given }) => {
      const [target, set] = given as [{ readonly type: string }, Readonly<Record<string, unknown>>];
      return name === 'writeFields' && target.type === 'roster' && Boolean(set.progress);
    });
  }

  committed(scopes: readonly number[], asked: Asked): void {
    this.receipt = asked.receipt ?? this.receipt;
    if (asked.commits.size) this.heads = new Map([...this.heads, ...asked.commits]);
    if (!asked.isOwn) return;
    const { receipt: after, heads } = this;
    this.works = [...this.works, { after, scopes, writes: asked.writes, made: asked.commits, heads }];
  }

  /** Goes on with the database of another program. */
  follow({ works, heads, receipt }: OwnWorks): void {
    Object.assign(this, { works, heads, receipt });
  }

  /** A backup of it, and the way back. */
  keep(): () => void {
    const { works, heads, receipt } = this;
    return () => {
      Object.assign(this, { works, heads, receipt });
    };
  }
}

/** Writes a piece again, at another centre. */
export function writeAgain(store: CentralStore, { scopes, writes }: OwnWork): Promise<void> {
  return store.transaction(scopes, async (tx) => {
    for (const { name, given } of writes)
      await (tx[name] as (...all: unknown[]) => ReturnType<CentralTransaction[WriteName]>)(...given);
  });
}
