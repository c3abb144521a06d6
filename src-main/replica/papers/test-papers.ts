/** Papers for tests of the replica: a desk with its papers, a case to put them on, and a pretended centre that holds contents. Product code
 *  never imports this. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { madeUpJpeg, madeUpPdf } from '#shared/domain/made-up-papers.ts';
import { issueActs, type Issued, type IssueInput } from '../executor.ts';
import type { Me } from '../queries/reading.ts';
import {
  actorOf,
  demoPerson,
  NAREN,
  NORTH,
  outcomeOf,
  personFields,
  TEST_KEY,
  TestDesk,
} from '../test-desk.ts';
import { LinkError } from '../sync/central-client.ts';
import { type AddPaper, addPaper, type AddPorts } from './add-paper.ts';
import type { PaperCentre, PaperPiece } from './paper-centre.ts';
import { PaperFiles } from './paper-files.ts';

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Another picture for each number. */
export const pictureOf = (number: number) => Buffer.from(madeUpJpeg(8 + number, 8));
export const PDF = Buffer.from(madeUpPdf());

export class TestPapers {
  readonly desk = new TestDesk();
  readonly files = new PaperFiles(join(this.desk.folder, 'papers'), TEST_KEY);
  readonly personId = 5_001;
  readonly applicationId = 5_002;
  private forms = 0;

  constructor() {
    this.desk.confirmReference();
    this.desk.confirm(NORTH, [
      { type: 'person', id: this.personId, set: personFields(demoPerson(1)) },
      {
        type: 'application',
        id: this.applicationId,
        set: { personId: this.personId, appliedNursing: true, state: 'PRELIMINARY_REVIEW' },
      },
    ]);
  }

  get ports(): AddPorts {
    const { desk, files } = this;
    return { statements: desk.statements, files, clock: desk.clock, issue: this.issueAs(NAREN) };
  }

  issueAs(who: Me): AddPorts['issue'] {
    const { statements } = this.desk;
    return (input: IssueInput, alongside): Issued =>
      statements.db
        .transaction(() => {
          const [issued] = issueActs(this.desk.settings, actorOf(who), [input]);
          if (issued?.ok) alongside();
          return issued as Issued;
        })
        .immediate();
  }

  input(more: Partial<AddPaper> = {}): AddPaper {
    return {
      personId: this.personId,
      applicationId: this.applicationId,
      material: 'ID_COPY',
      fileName: '身份证.jpg',
      thumbnailBase64: null,
      formId: `paper-form-${++this.forms}`,
      ...more,
    };
  }

  add(bytes: Uint8Array, more: Partial<AddPaper> = {}): Promise<Issued> {
    return addPaper(this.ports, this.input(more), Buffer.from(bytes));
  }

  /** Adds a paper that must be taken; its id. */
  async added(bytes: Uint8Array, more: Partial<AddPaper> = {}): Promise<number> {
    const issued = await this.add(bytes, more);
    if (!issued.ok) throw new Error(issued.code);
    return issued.ids[0] as number;
  }

  /** The county confirms the acts that added these papers. */
  confirmAdded(): void {
    const rows = this.desk.rows('SELECT * FROM paper WHERE v_about = 0 ORDER BY id') as Record<
      string,
      never
    >[];
    const acts = this.desk.rows("SELECT number FROM act WHERE outcome = 'pending'") as { number: number }[];
    this.desk.confirm(
      NORTH,
      rows.map((row) => ({
        type: 'paper',
        id: row['id'] as unknown as number,
        set: {
          ...{ personId: row['person_id'], applicationId: row['application_id'], material: row['material'] },
          ...{ mediaType: row['media_type'], byteCount: row['byte_count'], sha256: row['sha256'] },
          ...{ addedBy: row['added_by'], addedAt: row['added_at'] },
        } as never,
      })),
      acts.map(({ number }) => outcomeOf(number, { commit: null })),
    );
  }

  contents(): Record<string, unknown>[] {
    return this.desk.rows('SELECT * FROM paper_content ORDER BY sha256');
  }

  close(): void {
    this.desk.close();
  }
}

/** A centre that holds what it was given. It can be away, and it can lie. */
export class TestPaperCentre implements PaperCentre {
  readonly held = new Map<string, Buffer>();
  readonly calls: string[] = [];
  isAway = false;
  /** Thrown by the next `put`. */
  refuses: Error | null = null;
  /** Answered by every `get` in the place of what is held. */
  lies: Buffer | null = null;
  /** How many calls were under way at once, at most. */
  mostAtOnce = 0;
  private atOnce = 0;

  private async answer<T>(call: string, work: () => T): Promise<T> {
    this.calls.push(call);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    this.atOnce--;
    if (this.isAway) throw new LinkError('away');
    return work();
  }

  /** What has come of an upload, by content. */
  readonly halves = new Map<string, Buffer>();
  /** Called before each piece is taken. */
  onPiece: () => void = () => {};

  private take(sha256: string, byteCount: number, piece: Uint8Array): number {
    if (this.refuses) throw this.refuses;
    this.onPiece();
    const bytes = Buffer.concat([this.halves.get(sha256) ?? Buffer.alloc(0), piece]);
    this.halves.set(sha256, bytes);
    if (bytes.length === byteCount) this.held.set(sha256, bytes);
    return bytes.length;
  }

  private readonly lengths = new Map<string, number>();

  begin(sha256: string, byteCount: number, first: Uint8Array): Promise<number> {
    return this.answer(`put ${sha256.slice(0, 6)}`, () => {
      this.lengths.set(sha256, byteCount);
      return this.held.get(sha256)?.length ?? this.take(sha256, byteCount, first);
    });
  }

  offset(sha256: string): Promise<number | null> {
    return this.answer(`head ${sha256.slice(0, 6)}`, () => this.halves.get(sha256)?.length ?? null);
  }

  append(sha256: string, at: number, piece: Uint8Array): Promise<number> {
    return this.answer(`patch ${sha256.slice(0, 6)} ${at}`, () =>
      this.take(sha256, this.lengths.get(sha256) ?? 0, piece),
    );
  }

  get(sha256: string, from: number, count: number): Promise<PaperPiece | null> {
    return this.answer(`get ${sha256.slice(0, 6)}`, () => {
      const bytes = this.lies ?? this.held.get(sha256);
      return bytes ? { bytes: bytes.subarray(from, from + count), byteCount: bytes.length } : null;
    });
  }
}
