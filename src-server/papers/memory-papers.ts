/** Papers' bytes in memory, for the simulator alone: the same contract as PostgreSQL (paper-contract.ts), over the records of the memory store. */
import type { PaperMaterial } from '#shared/domain/paper-limits.ts';
import type { Row } from '#shared/records/rows.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import { OF_DEVICE, type OutOfStep, type PaperPlace, type PaperStore } from './paper-store.ts';
import type { Upload, UploadName, UploadStore } from './upload-store.ts';

interface Half {
  readonly byteCount: number;
  readonly parts: readonly Buffer[];
  readonly touchedAt: string;
}

export interface PapersBackup {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly halves: ReadonlyMap<string, Half>;
}

const keyOf = ({ device, sha256 }: UploadName): string => `${device}/${sha256}`;
const lengthOf = ({ parts }: Half): number => parts.reduce((sum, { length }) => sum + length, 0);
const deviceOf = (id: number): number => Math.floor(id / OF_DEVICE);

/** Contents and halves, as the one database that keeps both. */
export class MemoryPapers implements PaperStore, UploadStore {
  private readonly store: MemoryStore;
  private kept = new Map<string, Buffer>();
  private halves = new Map<string, Half>();
  private last: Promise<unknown> = Promise.resolve();
  private looked: { readonly of: readonly Row[]; readonly papers: readonly Row<'paper'>[] } | null = null;

  constructor(store: MemoryStore) {
    this.store = store;
  }

  /** Contents as they stand, by hash. */
  get contents(): ReadonlyMap<string, Buffer> {
    return this.kept;
  }

  keepCopy(): PapersBackup {
    return { contents: new Map(this.kept), halves: new Map(this.halves) };
  }

  setBack({ contents, halves }: PapersBackup): void {
    this.kept = new Map(contents);
    this.halves = new Map(halves);
  }

  private get papers(): readonly Row<'paper'>[] {
    const { rows } = this.store.contents();
    if (this.looked?.of !== rows)
      this.looked = { of: rows, papers: rows.filter((row): row is Row<'paper'> => row.type === 'paper') };
    return this.looked.papers;
  }

  private standing(sha256: string): readonly Row<'paper'>[] {
    return this.papers.filter(({ values }) => values.sha256 === sha256 && values.removedAt === null);
  }

  async place(scopes: readonly number[], device: number, sha256: string): Promise<PaperPlace> {
    const isNamed = this.standing(sha256).some(({ scope }) => scopes.includes(scope));
    if (!isNamed && !this.isOfMoved(device, sha256)) return 'unknown';
    return this.kept.has(sha256) ? 'here' : 'awaited';
  }

  private isOfMoved(device: number, sha256: string): boolean {
    const { whereabouts, outcomes } = this.store.contents();
    const own = new Set<number>();
    for (const [key, scope] of whereabouts) {
      const [type, id] = key.split(':');
      if (type === 'paper' && deviceOf(Number(id)) === device) own.add(scope);
    }
    for (const [key, { frame }] of outcomes)
      if (key.startsWith(`${device}/`) && frame.commit !== null) own.add(frame.scope);
    return this.papers.some(
      ({ id, scope, values }) => values.sha256 === sha256 && deviceOf(id) === device && own.has(scope),
    );
  }

  async keep(sha256: string, _mediaType: string, body: Buffer): Promise<void> {
    if (!this.kept.has(sha256)) this.kept.set(sha256, Buffer.from(body));
  }

  async read(
    scopes: readonly number[],
    materials: readonly PaperMaterial[],
    sha256: string,
    { from, count }: { readonly from: number; readonly count: number },
  ) {
    const body = this.kept.get(sha256);
    const isShown = this.standing(sha256).some(
      ({ scope, values }) => scopes.includes(scope) && materials.includes(values.material as PaperMaterial),
    );
    if (!body || !isShown) return null;
    return { bytes: body.subarray(from, from + Math.max(0, count)), byteCount: body.length };
  }

  async byteCount(sha256: string): Promise<number> {
    return this.kept.get(sha256)?.length ?? 0;
  }

  async outOfStep(sha256: string | null): Promise<OutOfStep[]> {
    return this.papers
      .filter(({ values }) => sha256 === null || values.sha256 === sha256)
      .map(({ scope, id, values }) => ({ scope, id, values, isHere: this.kept.has(values.sha256 ?? '') }))
      .filter(({ isHere, values: { removedAt, arrivedAt, erasedAt } }) =>
        isHere ? removedAt === null && arrivedAt === null : arrivedAt !== null && erasedAt === null,
      )
      .map(({ scope, id, isHere }) => ({ scope, id, isHere }))
      .sort((a, b) => a.scope - b.scope || a.id - b.id);
  }

  async eraseUnnamed(before: string): Promise<number> {
    const isNamed = (sha256: string): boolean =>
      this.papers.some(
        ({ values }) => values.sha256 === sha256 && (values.removedAt === null || values.removedAt > before),
      );
    const unnamed = [...this.kept.keys()].filter((sha256) => !isNamed(sha256));
    for (const sha256 of unnamed) this.kept.delete(sha256);
    return unnamed.length;
  }

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async begin(name: UploadName, byteCount: number, now: string): Promise<Upload> {
    const known = await this.find(name);
    if (known?.byteCount === byteCount) return known;
    this.halves.set(keyOf(name), { byteCount, parts: [], touchedAt: now });
    return { byteCount, at: 0 };
  }

  async find(name: UploadName): Promise<Upload | null> {
    const half = this.halves.get(keyOf(name));
    return half ? { byteCount: half.byteCount, at: lengthOf(half) } : null;
  }

  async append(name: UploadName, at: number, bytes: Buffer, now: string): Promise<boolean> {
    const half = this.halves.get(keyOf(name));
    if (!half || lengthOf(half) !== at || at + bytes.length >= half.byteCount) return false;
    const parts = [...half.parts, Buffer.from(bytes)];
    this.halves.set(keyOf(name), { byteCount: half.byteCount, parts, touchedAt: now });
    return true;
  }

  async bytes(name: UploadName): Promise<Buffer> {
    return Buffer.concat(this.halves.get(keyOf(name))?.parts ?? []);
  }

  async drop(name: UploadName): Promise<boolean> {
    return this.halves.delete(keyOf(name));
  }

  async dropStale(before: string): Promise<number> {
    const stale = [...this.halves].filter(([, { touchedAt }]) => touchedAt < before);
    for (const [key] of stale) this.halves.delete(key);
    return stale.length;
  }
}
