/** A desk for tests: the replica's own code on an encrypted file in a temporary folder, a clock that only the test moves, and a pretended
 *  county that confirms rows. Product code never imports this.                                                                */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#shared/base/chance.ts';
import { CENTRE_DEVICE, type Id, makeId } from '#shared/base/id.ts';
import { type DemoPerson, makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_DIVISIONS, DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { Role } from '#shared/domain/state.ts';
import { AUDIENCE_CLASSES, type FieldValue, type RecordTypeName } from '#shared/records/registry.ts';
import { audienceOf, byGroup } from '#shared/records/rows.ts';
import type { EntryFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { type Issued, issueActs, type IssuedActor, type IssueInput } from './executor.ts';
import { type Me, Reading } from './queries/reading.ts';
import { migrateReplica } from './store/migrate.ts';
import { openReplicaFile } from './store/open.ts';
import { Statements } from './store/statements.ts';
import { applyReply } from './sync/apply.ts';
import { readCursors } from './sync/cursors.ts';

export const TEST_KEY = new Uint8Array(32).fill(7);
export const TEST_DEVICE = 21;
export const NORTH = DEMO_TOWNSHIPS[0]?.code as number;
export const SOUTH = DEMO_TOWNSHIPS[1]?.code as number;
export const COUNTY = 159999000000;
/** Ten in the morning of a Monday in Asia/Shanghai. */
export const TEST_NOW_MS = Date.UTC(2026, 10, 2, 2, 0, 0);

function me(counter: number, account: string, personName: string, role: Role, unitScope: number): Me {
  const isTownship = role.startsWith('TOWNSHIP');
  return {
    accountId: makeId(CENTRE_DEVICE, counter),
    account,
    personName,
    role,
    unitName: isTownship ? '查干淖尔苏木民政办' : '乌兰淖尔旗',
    unitScope,
    scopes: isTownship ? [0, unitScope] : [0, NORTH, SOUTH],
    classes: role === 'COUNTY_FEDERATION_REVIEWER' ? ['case', 'health', 'identity'] : [...AUDIENCE_CLASSES],
  };
}

export const NAREN = me(1, 'naren', '娜仁', 'TOWNSHIP_CLERK', NORTH);
export const WANG = me(2, 'wangjianguo', '王建国', 'TOWNSHIP_REVIEWER', NORTH);
export const CHEN = me(3, 'chenliqun', '陈立群', 'COUNTY_FEDERATION_REVIEWER', COUNTY);
export const SAREN = me(4, 'saren', '萨仁', 'COUNTY_CIVIL_AFFAIRS_APPROVER', COUNTY);

export function actorOf({ accountId, role, unitScope }: Me): IssuedActor {
  return { accountId, role, unitScope };
}

/** A record as the county confirms it. */
export interface Confirmed {
  readonly type: RecordTypeName;
  readonly id: Id;
  readonly set: Readonly<Record<string, FieldValue>>;
}

export const ALL_TABLES = [
  ...['person', 'application', 'history', 'entitlement', 'conflict', 'colleague', 'computer', 'division'],
  ...['meta', 'cursor', 'act', 'act_touch', 'shadow', 'draft', 'reveal'],
];

export class TestDesk {
  readonly folder = mkdtempSync(join(tmpdir(), 'sumu-desk-'));
  readonly path = join(this.folder, 'replica.db');
  readonly clock = { nowMs: TEST_NOW_MS, now: (): number => this.clock.nowMs };
  readonly statements: Statements;
  private forms = 0;

  constructor() {
    const db = openReplicaFile({ path: this.path, key: TEST_KEY });
    migrateReplica(db);
    this.statements = new Statements(db);
    // As the writer does when it opens.
    this.statements.run("INSERT INTO meta (name, value) VALUES ('device', ?)", String(TEST_DEVICE));
  }

  get target() {
    return { statements: this.statements, device: TEST_DEVICE, classes: [...AUDIENCE_CLASSES] };
  }

  get settings() {
    const { statements, clock } = this;
    return { statements, clock, device: TEST_DEVICE };
  }

  issueAll(who: Me, inputs: readonly IssueInput[]): Issued[] {
    return issueActs(this.settings, actorOf(who), inputs);
  }

  /** One act of a form of its own, unless the input names one. */
  issue(who: Me, name: string, args: unknown, more: Partial<IssueInput> = {}): Issued {
    const [issued] = this.issueAll(who, [{ name, args, formId: `test-form-${++this.forms}`, ...more }]);
    if (!issued) throw new Error('no answer');
    return issued;
  }

  /** An act that must be taken; its number and the ids it made. */
  taken(who: Me, name: string, args: unknown): { number: number; ids: Id[] } {
    const issued = this.issue(who, name, args);
    if (!issued.ok) throw new Error(`${name} refused: ${JSON.stringify(issued)}`);
    return issued;
  }

  /** The county sends one commit of a scope, and outcomes along with it. Returns the commit number. */
  confirm(scope: number, records: readonly Confirmed[], outcomes: readonly OutcomeFrame[] = []): number {
    const from = readCursors(this.statements).find((cursor) => cursor.scope === scope)?.commit ?? 0;
    const entries = records.flatMap(({ type, id, set }) =>
      [...byGroup(type, set)].map(([group, fields]): EntryFrame => [type, id, group, fields as never]),
    );
    const parts = AUDIENCE_CLASSES.map((audience) => ({
      audience,
      entries: entries.filter(([type, , group]) => audienceOf(type as RecordTypeName, group) === audience),
    })).filter((part) => part.entries.length);
    const commit = from + 1;
    const shared = { scope, epoch: `epoch-of-${scope}`, chain: null, snapshot: null };
    applyReply(this.target, {
      outcomes: [...outcomes],
      signed: null,
      scopes: [{ ...shared, from, to: commit, head: commit, commits: [{ commit, own: null, parts }] }],
    });
    return commit;
  }

  /** Divisions and colleagues, as every desk holds them. */
  confirmReference(): void {
    const divisions = DEMO_DIVISIONS.map(
      ({ code, name, parent }): Confirmed => ({
        type: 'division',
        id: code,
        set: { divisionName: name, parent },
      }),
    );
    const people = [NAREN, WANG, CHEN, SAREN].map(
      ({ accountId, account, personName, role, unitName, unitScope }): Confirmed => ({
        type: 'colleague',
        id: accountId,
        set: { accountName: account, personName, role, unitName, unitScope },
      }),
    );
    const computer: Confirmed = {
      type: 'computer',
      id: TEST_DEVICE,
      set: { computerName: '查干淖尔-1号机', unitName: NAREN.unitName },
    };
    this.confirm(0, [...divisions, ...people, computer]);
  }

  /** Reads as the screens of a person do. */
  reading(who: Me = NAREN, attemptedUpTo = 0): Reading {
    return new Reading({ statements: this.statements, clock: this.clock, me: who, attemptedUpTo });
  }

  rows(sql: string, ...parameters: unknown[]): Record<string, unknown>[] {
    return this.statements.all(sql, ...parameters);
  }

  /** Everything in the file, to compare before and after. */
  contents(): Record<string, unknown[]> {
    const tables = ALL_TABLES.map((table) => [table, this.rows(`SELECT * FROM "${table}" ORDER BY 1, 2`)]);
    const search = this.rows(
      "SELECT rowid FROM person_search WHERE person_search MATCH 'c01*' ORDER BY rowid",
    );
    return { ...Object.fromEntries(tables), search };
  }

  close(): void {
    this.statements.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Made-up people of one village; the same index is the same person. */
export function demoPerson(index: number, village: number = DEMO_VILLAGES[0]?.code as number): DemoPerson {
  return makeDemoPerson(seededRandom(1_000 + index).next, village, index);
}

/** Fields of a confirmed person. */
export function personFields(person: DemoPerson): Record<string, FieldValue> {
  return { ...person, certificateStatus: 'VALID', needsLongTermCare: person.grade <= 2 };
}

/** The person part of a form. */
export function personArgs(person: DemoPerson): Record<string, unknown> {
  const { name, idNumber, ethnicity, phone, residenceAddress, hukouVillage, hukouKind, hukouAddress } =
    person;
  const { certificateNumber, certificateExpiresOn, householdCategory, householdFrom } = person;
  const { accountHolder, bankName, accountNumber, accountKind } = person;
  return {
    ...{ name, idNumber, ethnicity, phone, residenceAddress, hukouVillage, hukouKind, hukouAddress },
    ...{ certificateNumber, certificateExpiresOn, householdCategory, householdFrom },
    needsLongTermCare: person.grade <= 2,
    bank: { accountHolder, bankName, accountNumber, accountKind },
  };
}

/** An intake at the counter with everything there. */
export function intakeArgs(person: DemoPerson, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    person: personArgs(person),
    benefits: ['NURSING'],
    submittedOn: '2026-11-02',
    materials: ['ID_COPY', 'HUKOU_PAGE', 'CERT_COPY', 'BANK_ACCOUNT', 'DIBAO_PROOF', 'SIGNED_FORM'],
    declarations: { truth: true, privacyNotice: true },
    atCounter: 'ACCEPT',
    ...more,
  };
}

/** The county's word on an act. */
export function outcomeOf(number: number, more: Partial<OutcomeFrame> = {}): OutcomeFrame {
  return {
    number,
    outcome: 'applied',
    code: null,
    detail: null,
    scope: NORTH,
    commit: null,
    receipt: `乌民-20261102-${String(number).padStart(6, '0')}`,
    receivedAt: '2026-11-02T02:05:00.000Z',
    ...more,
  };
}
