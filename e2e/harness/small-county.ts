/** A centre in memory and desks on encrypted files with a line between them that is no network: production's exchange, check, pages and first
 *  sync. For tests of what lies in the rows at both ends.                                                                        */
import { CENTRE_DEVICE, type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import { canonicalJson, sha256Hex } from '#shared/base/canonical.ts';
import { seededRandom } from '#shared/base/chance.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_DIVISIONS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import { type AudienceClass, type FieldValue, RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import { selectList } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CheckRequest, CheckResponse, SyncRequest } from '#shared/sync/frames.ts';
import type { Transport } from '../../src-main/replica/sync/ports.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import type { Me } from '../../src-main/replica/queries/reading.ts';
import { CHEN, NAREN, NORTH, SAREN, TEST_DEVICE, TestDesk, WANG } from '../../src-main/replica/test-desk.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { check } from '../../src-server/sync/check.ts';
import { exchange } from '../../src-server/sync/exchange.ts';
import type { PageSettings } from '../../src-server/sync/pages.ts';

const AT = '2026-11-01T02:00:00.000Z';
const META = {
  ...{ device: CENTRE_DEVICE, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: AT, receivedAt: AT },
};
const PEOPLE_A_COMMIT = 250;
const FILE = { sha256: 'ab', mediaType: 'image/jpeg', byteCount: 3, fileName: '身份证.jpg', addedAt: AT };
export const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };

export const personId = (at: number): Id => makeId(40, (at + 1) * IDS_PER_COMMAND);

/** What the law asks of a case beside the file. */
function lawRecordsOf(id: Id): WrittenRecord[] {
  return [
    { type: 'waiver', id: id + 7, set: { personId: id, items: ['LIVING'], signedBy: 'SELF', witness: '张' } },
    {
      type: 'pastPayment',
      id: id + 13,
      set: { personId: id, benefit: 'LIVING', fromMonth: '2018-01', amountFen: 10_000, state: 'RECONCILED' },
    },
    { type: 'pastMonth', id: id + 14, set: { month: '2018-01', financeFen: 10_000 } },
    { type: 'recovery', id: id + 8, set: { personId: id, amountFen: 11_000, state: 'OPEN', debtor: '王' } },
    { type: 'lead', id: id + 9, set: { personId: id, state: 'OPEN', leadName: '李' } },
    { type: 'economicCheck', id: id + 10, set: { personId: id, state: 'ASKED', incomeFen: 5 } },
    { type: 'checkingBody', id: id + 15, set: { purpose: 'ECONOMIC_CHECK', serial: 1, publicKey: 'aa' } },
    {
      type: 'evaluation',
      id: id + 16,
      set: { personId: id, round: 1, chair: '李', delegates: ['张', '王'] },
    },
    { type: 'delegation', id: id + 11, set: { matter: 'DETERMINATION', document: '文号' } },
    { type: 'forwarding', id: id + 12, set: { applicationId: id, fileState: 'SUBMITTED' } },
  ];
}

/** A person, with a record of every type that hangs on one where the number is a multiple of ten. */
function recordsOf(at: number): WrittenRecord[] {
  const id = personId(at);
  const chance = seededRandom(3_000 + at);
  const village = DEMO_VILLAGES[at % 3]?.code as number;
  const made = { ...makeDemoPerson(chance.next, village, at), certificateStatus: 'VALID' };
  const person: WrittenRecord = { type: 'person', id, set: made as Record<string, FieldValue> };
  if (at % 10) return [person];
  const about = { personId: id, applicationId: id + 1 };
  return [
    person,
    { type: 'application', id: id + 1, set: { personId: id, state: 'SUBMITTED', materials: ['ID_COPY'] } },
    { type: 'history', id: id + 2, set: { ...about, action: 'application.submit', madeAt: AT } },
    { type: 'entitlement', id: id + 3, set: { ...about, benefit: 'LIVING', state: 'ACTIVE' } },
    {
      type: 'conflict',
      id: id + 4,
      set: { personId: id, kind: 'value', state: 'OPEN', moneyValues: { a: 1 } },
    },
    { type: 'paper', id: id + 5, set: { ...about, ...FILE } },
    { type: 'register', id: id + 30, set: { kind: 'HOLDERS', month: '2026-11', rowCount: 1 } },
    { type: 'packOffer', id: id + 40, set: { state: 'TO_TAKE', offeredAt: AT } },
    { type: 'reevaluation', id: id + 41, set: { packName: '159999.1', state: 'TO_DO' } },
    {
      type: 'rejudgement',
      id: id + 42,
      set: { personId: id, benefit: 'LIVING', afterFen: 12_000, state: 'OPEN' },
    },
    { type: 'registerPage', id: id + 31, set: { registerId: id + 30, page: 1, rows: [{ name: '苏和' }] } },
    { type: 'comparison', id: id + 32, set: { month: '2026-11', state: 'RUNNING' } },
    { type: 'finding', id: id + 33, set: { personId: id, code: 'DEAD_PERSON', state: 'OPEN' } },
    {
      type: 'document',
      id: id + 7,
      set: { ...about, kind: 'WAIVER', number: `12-${at}`, caseContent: { items: '1' } },
    },
    { type: 'printing', id: id + 8, set: { documentId: id + 7, personId: id, ordinal: 1 } },
    { type: 'rollout', id: id + 9, set: { phase: 'CURRENT_ENTRY', targetFen: 10_000_000_000 } },
    { type: 'bulletin', id: id + 10, set: { day: '2026-03-17', state: 'COUNTING', rows: [] } },
    { type: 'disclosure', id: id + 6, set: { listName: 'people', columnNames: ['name'], rowCount: 3 } },
    {
      type: 'publicNotice',
      id: id + 7,
      set: { division: village, state: 'PREPARED', entries: [{ personId: id }] },
    },
    {
      type: 'objection',
      id: id + 8,
      set: { noticeId: id + 7, objectionText: '不在本村', state: 'OPEN' },
    },
    { type: 'recheck', id: id + 9, set: { division: village, month: '2026-10', personIds: [id] } },
    {
      type: 'recheckAnswer',
      id: id + 10,
      set: { recheckId: id + 9, personIds: [id], answer: 'NOT_RECEIVED', taskState: 'OPEN' },
    },
    { type: 'spotCheck', id: id + 11, set: { seed: 'ab', population: 30, sample: [{ personId: id }] } },
    { type: 'spotCheckResult', id: id + 12, set: { personId: id, result: 'NOT_MET', taskState: 'OPEN' } },
    { type: 'roster', id: id + 13, set: { month: '2026-11', state: 'BUILT', pass: 1, totals: { rows: 1 } } },
    {
      type: 'rosterRow',
      id: id + 14,
      set: {
        ...{ rosterId: id + 13, personId: id, month: '2026-11', amountFen: 12_000 },
        ...{ payeeName: '苏和', accountNumber: '6200000000000000', result: 'PAID' },
      },
    },
    ...lawRecordsOf(id),
  ];
}

export class SmallCounty {
  readonly store = new MemoryStore((scope) => `epoch-of-${scope}`);
  readonly notes: string[] = [];
  readonly clock = { nowMs: Date.UTC(2026, 10, 2, 2), now: (): number => this.clock.nowMs };
  readonly pages: Omit<PageSettings, 'nowMs'>;
  private readonly desks: TestDesk[] = [];
  private readonly devices = new Map<TestDesk, number>();

  constructor(pages: Omit<PageSettings, 'nowMs'> = {}) {
    this.pages = pages;
  }

  write(scope: number, records: readonly WrittenRecord[]): Promise<number> {
    return appendRecords(this.store, scope, META, records);
  }

  /** Reference data, and so many people of one township. */
  async fill(people: number): Promise<void> {
    const divisions = DEMO_DIVISIONS.map(({ code, name, parent }): WrittenRecord => {
      return { type: 'division', id: code, set: { divisionName: name, parent } };
    });
    const colleagues = [NAREN, WANG, CHEN, SAREN].map(
      ({ accountId, account, personName, role, unitName, unitScope }): WrittenRecord => ({
        type: 'colleague',
        id: accountId,
        set: { accountName: account, personName, role, unitName, unitScope },
      }),
    );
    const computer: WrittenRecord = { type: 'computer', id: 21, set: { computerName: '查干淖尔-1号机' } };
    const keys: WrittenRecord = { type: 'centre', id: 1, set: { signKey: 'aa', sealKey: 'bb', since: AT } };
    const pack: WrittenRecord = { type: 'pack', id: 1, set: { packRegion: '159999', signature: 'aa' } };
    const packKey: WrittenRecord = { type: 'packKey', id: 1, set: { keyRegion: '159999', publicKey: 'aa' } };
    await this.write(0, [...divisions, ...colleagues, computer, keys, pack, packKey]);
    for (let from = 0; from < people; from += PEOPLE_A_COMMIT) {
      const count = Math.min(PEOPLE_A_COMMIT, people - from);
      await this.write(NORTH, Array.from({ length: count }, (_, at) => recordsOf(from + at)).flat());
    }
  }

  openDesk(): TestDesk {
    const desk = new TestDesk();
    this.desks.push(desk);
    return desk;
  }

  /** What the centre's tables hold is changed, beside its log. */
  damage(change: (row: Row) => Row | null): void {
    const kept = this.store.keep();
    const state = kept.state as { rows: Map<string, Row> };
    const rows = [...state.rows].flatMap(([key, row]) => {
      const changed = change(row);
      return changed ? [[key, changed] as const] : [];
    });
    this.store.setBack({ ...kept, state: { ...state, rows: new Map(rows) }, pages: new Map() });
  }

  answerCheck(device: number, who: Me, request: CheckRequest): Promise<CheckResponse> {
    const session = { device, scopes: who.scopes, classes: who.classes as readonly AudienceClass[] };
    const pages = { ...this.pages, nowMs: this.clock.nowMs };
    return check({ store: this.store, note: (line) => this.notes.push(line), pages }, session, request);
  }

  transport(who: Me = NAREN, device = 21): Required<Transport> {
    const classes = who.classes as readonly AudienceClass[];
    const actor = { accountId: who.accountId, role: who.role, scopes: who.scopes };
    const session = {
      ...{ device, scopes: who.scopes, classes, pages: this.pages },
      actors: new Map([[who.accountId, actor]]),
    };
    const said = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    return {
      sync: async (request: SyncRequest) => said(await exchange(this.store, this.clock, session, request)),
      check: async (request) => said(await this.answerCheck(device, who, request)),
      chunk: async (hash, from, onBytes) => {
        const chunk = await this.store.readChunk(hash, from);
        if (!chunk) throw Object.assign(new Error(hash), { code: 'chunk/not-found' });
        onBytes(chunk.body);
        return chunk.body;
      },
    };
  }

  /** Syncs a desk; only the one of the usual number may issue acts. */
  async sync(desk: TestDesk, transport: Transport = this.transport(NAREN, this.targetOf(desk).device)) {
    await syncUntilQuiet(this.targetOf(desk), transport, QUIET);
  }

  targetOf(desk: TestDesk): TestDesk['target'] {
    return { ...desk.target, device: this.devices.get(desk) ?? TEST_DEVICE };
  }

  /** A desk that has synced, of another number where it is one that only reads. */
  async syncedDesk(device = TEST_DEVICE + 1): Promise<TestDesk> {
    const desk = this.openDesk();
    this.devices.set(desk, device);
    await this.sync(desk);
    return desk;
  }

  close(): void {
    for (const desk of this.desks.splice(0)) desk.close();
  }
}

/** Every row of every record table, in one hash. */
export function hashOfRows({ statements }: Pick<TestDesk, 'statements'>): string {
  return sha256Hex(
    RECORD_TYPE_NAMES.map((type) =>
      canonicalJson(statements.all(`SELECT ${selectList(type)} FROM "${type}" ORDER BY id`) as never),
    ).join('\n'),
  );
}
