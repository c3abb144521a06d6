/** The oracle on papers (I16): what a record says of its bytes is so, what is kept under a hash has that hash, nothing that a standing record names
 *  is erased, and what a desk called saved is there or at the centre. When the faults are over, what any desk can still bring has come. */
import { createHash } from 'node:crypto';
import type { CommitMeta, LogPart } from '../../src-server/store/central-store.ts';
import type { CentrePapersView, DeskPapersView } from './views.ts';

const KEPT_MS = 30 * 86_400_000;
/** As wrong as the clock of an office is, and more. */
const CLOCKS_MS = 4 * 86_400_000;
const OF_DEVICE = 2 ** 30;
const CENTRE = 1;

const hashes = new WeakMap<Uint8Array, string>();
function hashOf(bytes: Uint8Array): string {
  const known = hashes.get(bytes) ?? createHash('sha256').update(bytes).digest('hex');
  hashes.set(bytes, known);
  return known;
}

/** A commit that the centre wrote by itself: of bytes that came or went. */
export function isOfCentre({ device, actNumber }: CommitMeta): boolean {
  return device === CENTRE && actNumber === 0;
}

/** What is wrong with such a commit: it says of papers that are there whether their bytes are, and nothing else. */
export function arrivalFaults(
  parts: readonly LogPart[],
  rows: ReadonlyMap<string, { readonly columns: ReadonlyMap<string, unknown> }>,
): string[] {
  return parts
    .flatMap(({ entries }) => entries)
    .flatMap(([type, id, group, fields]) => {
      const before = rows.get(`${type}:${id}`)?.columns;
      if (type !== 'paper' || group !== 'arrival')
        return [`the centre wrote ${group} of ${type} ${id} by itself`];
      if (!before) return [`the centre wrote of paper ${id}, which nobody put there`];
      const isStanding = (before.get('removed_at') ?? null) === null;
      return fields.erasedAt !== null && isStanding ? [`paper ${id} stands and is said to be erased`] : [];
    });
}

interface Saved {
  readonly formId: string;
  readonly sha256: string;
  readonly atMs: number;
}

export class PapersOracle {
  private readonly accuse: (words: string) => void;
  /** What people were told is on a computer, by desk. */
  private readonly saved = new Map<string, Saved[]>();
  /** Contents at the last look, and the records that stood then. */
  private contents = new Set<string>();
  private standing = new Set<number>();
  /** Contents that the centre had and erased, for nobody named them any more. */
  private readonly erased = new Set<string>();
  /** Gone with bytes that were put back from another instant than their records: until the house is kept, the records may say otherwise. */
  private excused = new Set<string>();

  constructor(accuse: (words: string) => void) {
    this.accuse = accuse;
  }

  /** Whether anybody has put a paper on a case. */
  get isAsked(): boolean {
    return this.saved.size > 0;
  }

  /** Somebody was told that a paper is on this computer. */
  tell(desk: string, formId: string, sha256: string, atMs: number): void {
    this.saved.set(desk, [...(this.saved.get(desk) ?? []), { formId, sha256, atMs }]);
  }

  copied(of: string, copy: string): void {
    this.saved.set(copy, [...(this.saved.get(of) ?? [])]);
  }

  /** `forms`: those that the earlier disk knows of. */
  deskSetBack(desk: string, forms: ReadonlySet<string>): void {
    const left = (this.saved.get(desk) ?? []).filter(({ formId }) => forms.has(formId));
    this.saved.set(desk, left);
  }

  /** What a desk kept for a month after it had come to the centre, it need not have any more when a backup older than that comes back; nor what the
   *  centre had erased, a month after it was taken away, when records come back that still name it. */
  centreSetBack({ papers, contents }: CentrePapersView, nowMs: number): void {
    for (const [desk, saved] of this.saved) {
      const isLost = ({ sha256 }: Saved) =>
        (this.contents.has(sha256) || this.erased.has(sha256)) && !contents.has(sha256);
      this.saved.set(
        desk,
        saved.filter((each) => !isLost(each) || each.atMs > nowMs - KEPT_MS + CLOCKS_MS),
      );
    }
    this.contents = new Set();
    this.excused = new Set(
      papers.flatMap(({ values }) => (contents.has(values.sha256 ?? '') ? [] : [values.sha256 ?? ''])),
    );
  }

  /** The centre has looked after its papers from beginning to end. */
  houseKept(): void {
    this.excused.clear();
  }

  checkCentre({ papers, contents }: CentrePapersView, nowMs: number): void {
    for (const [sha256, bytes] of contents)
      if (hashOf(bytes) !== sha256) this.accuse(`the centre keeps ${hashOf(bytes)} as ${sha256}`);
    for (const sha256 of this.contents) {
      if (contents.has(sha256)) continue;
      this.checkErased(sha256, papers, nowMs);
      this.erased.add(sha256);
    }
    for (const { id, values } of papers) {
      const { removedAt, arrivedAt, erasedAt, sha256 } = values;
      if (removedAt === null && erasedAt !== null) this.accuse(`paper ${id} stands and says erased`);
      if (removedAt !== null || arrivedAt === null || contents.has(sha256 ?? '')) continue;
      if (!this.excused.has(sha256 ?? ''))
        this.accuse(`paper ${id} says arrived, and ${sha256} is not at the centre`);
    }
    this.contents = new Set(contents.keys());
    this.standing = new Set(papers.flatMap(({ id, values }) => (values.removedAt === null ? [id] : [])));
  }

  private checkErased(sha256: string, papers: CentrePapersView['papers'], nowMs: number): void {
    for (const { id, values } of papers) {
      if (values.sha256 !== sha256) continue;
      const { removedAt } = values;
      if (removedAt === null && this.standing.has(id)) this.accuse(`${sha256} was erased under paper ${id}`);
      if (removedAt !== null && Date.parse(removedAt) > nowMs - KEPT_MS)
        this.accuse(`${sha256} was erased though paper ${id} was taken away on ${removedAt}`);
    }
  }

  /** `hasCopies`: acts may have other numbers than when they were made, and records other ids. */
  checkDesk(
    { desk, device, held, takenAway }: DeskPapersView,
    { papers, contents }: CentrePapersView,
    hasCopies: boolean,
  ): void {
    for (const [sha256, bytes] of held)
      if (!bytes || hashOf(bytes) !== sha256)
        this.accuse(`${desk} says that it has ${sha256}, and has ${bytes ? hashOf(bytes) : 'no whole file'}`);
    for (const { sha256 } of this.saved.get(desk) ?? []) {
      if (held.has(sha256) || contents.has(sha256) || takenAway.has(sha256)) continue;
      const isOwn = (id: number): boolean => hasCopies || Math.floor(id / OF_DEVICE) === device;
      const named = papers.filter(({ id, values }) => values.sha256 === sha256 && isOwn(id));
      const away = named.filter(({ values }) => values.removedAt !== null).length;
      if (away && (hasCopies || away === named.length)) continue;
      this.accuse(`${desk} was told that ${sha256} is saved, and it is neither there nor at the centre`);
    }
  }

  /** After the storm: what any desk has and may bring is at the centre. */
  checkQuiet(
    { papers }: CentrePapersView,
    desks: readonly (DeskPapersView & { readonly scopes: readonly number[] })[],
  ): void {
    for (const { id, scope, values } of papers) {
      const { sha256, removedAt, arrivedAt } = values;
      if (removedAt !== null || arrivedAt !== null) continue;
      const bringer = desks.find(
        ({ held, device, scopes }) =>
          held.has(sha256 ?? '') && (scopes.includes(scope) || Math.floor(id / OF_DEVICE) === device),
      );
      if (bringer) this.accuse(`paper ${id} is awaited, and ${bringer.desk} has ${sha256}`);
    }
  }
}
