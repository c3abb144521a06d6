/** A desk for the bench: the replica's own files on an encrypted file in a temporary folder, the clock standing still. Statements may be
 *  recorded, so that the reference writes exactly the rows that we wrote.                                                    */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CENTRE_DEVICE, makeId } from '#shared/base/id.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import type { ExecutorSettings, IssuedActor, IssueInput } from '../../src-main/replica/executor.ts';
import type { Me } from '../../src-main/replica/queries/reading.ts';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { openReplicaFile, type ReplicaDatabase } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';

export const KEY = new Uint8Array(32).fill(41);
export const DEVICE = 77;
export const NOW_MS = Date.UTC(2026, 10, 2, 2, 0, 0);
export const CLOCK = { now: () => NOW_MS };
const TOWNSHIP = DEMO_TOWNSHIPS[0]?.code as number;

export const CLERK: IssuedActor = {
  accountId: makeId(CENTRE_DEVICE, 1),
  role: 'TOWNSHIP_CLERK',
  unitScope: TOWNSHIP,
};

/** The county's approver: holds every township and every class. */
export const APPROVER: Me = {
  accountId: makeId(CENTRE_DEVICE, 2),
  account: 'saren',
  personName: '萨仁',
  role: 'COUNTY_CIVIL_AFFAIRS_APPROVER',
  unitName: '乌兰淖尔旗民政局',
  unitScope: 159999000000,
  scopes: [0, ...DEMO_TOWNSHIPS.map(({ code }) => code)],
  classes: [...AUDIENCE_CLASSES],
};

/** Folders made by this run, removed at its end. */
const folders: string[] = [];

export function makeFolder(parent: string = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'sumu-bench-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function openMigrated(path: string): ReplicaDatabase {
  const db = openReplicaFile({ path, key: KEY });
  migrateReplica(db);
  return db;
}

export interface Write {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Keeps every statement that changed a row. */
export class RecordingStatements extends Statements {
  private writes: Write[] = [];

  override run(sql: string, ...parameters: unknown[]): ReturnType<Statements['run']> {
    const result = super.run(sql, ...parameters);
    if (result.changes > 0) this.writes.push({ sql, parameters });
    return result;
  }

  /** What was written since the last call. */
  take(): Write[] {
    return this.writes.splice(0);
  }
}

export function executorOn(statements: Statements): ExecutorSettings {
  return { statements, clock: CLOCK, device: DEVICE };
}

/** An intake at the counter with everything there. */
export function intakeOf(person: DemoPerson, formId: string): IssueInput {
  const { name, idNumber, ethnicity, phone, residenceAddress, hukouVillage, hukouKind, hukouAddress } =
    person;
  const { certificateNumber, certificateExpiresOn, householdCategory, householdFrom } = person;
  const { accountHolder, bankName, accountNumber, accountKind } = person;
  return {
    name: 'application.submit',
    formId,
    args: {
      person: {
        ...{ name, idNumber, ethnicity, phone, residenceAddress, hukouVillage, hukouKind, hukouAddress },
        ...{ certificateNumber, certificateExpiresOn, householdCategory, householdFrom },
        needsLongTermCare: person.grade <= 2,
        bank: { accountHolder, bankName, accountNumber, accountKind },
      },
      benefits: ['NURSING'],
      submittedOn: '2026-11-02',
      materials: ['ID_COPY', 'HUKOU_PAGE', 'CERT_COPY', 'BANK_ACCOUNT', 'DIBAO_PROOF', 'SIGNED_FORM'],
      declarations: { truth: true, privacyNotice: true },
      atCounter: 'ACCEPT',
    },
  };
}
