/** A desk with so many people on it, as its windows see it: a profile prepared beforehand, the built browser host and its replica process
 *  started on it without a centre, signed in with a password, asked over the same oRPC line. Acts wait on it, one for every ten people. */
import { join } from 'node:path';
import { makeSlot, writeSlots } from '../../src-main/replica/keys/slots.ts';
import type { Me } from '../../src-main/replica/queries/reading.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { issueActs } from '../../src-main/replica/executor.ts';
import { writeMeta } from '../../src-main/replica/identity.ts';
import { type Child, startChild } from '../../scripts/child.ts';
import { root } from '../../scripts/sources.ts';
import { type DeskLine, openLine } from '../harness/desk-line.ts';
import { commandOf, descendantsOf } from './processes.ts';
import { type LaidDown, layDownCaseload } from './caseload.ts';
import { APPROVER, CLERK, DEVICE, executorOn, KEY, makeFolder, NOW_MS, openMigrated } from './desk.ts';

const PASSWORD = 'bench-password-2026';
const PEOPLE_AN_ACT = 10;
const ACTS_A_TRANSACTION = 200;
const READY_WITHIN_MS = 60_000;
/** Nobody listens there: the desk works without a centre. */
const NO_CENTRE = 'http://127.0.0.1:9';

/** A township's clerk whose replica holds the whole county: more work to read than any clerk has. */
export const COUNTY_CLERK: Me = {
  ...APPROVER,
  accountId: CLERK.accountId,
  account: 'clerk',
  personName: '娜仁',
  role: CLERK.role,
  unitScope: CLERK.unitScope,
};

export interface BigDesk {
  readonly people: number;
  readonly laidDown: LaidDown;
  readonly waiting: number;
  readonly url: string;
  /** Process ids of the host and of its child, the replica. */
  readonly host: number;
  readonly replica: number;
  readonly line: DeskLine;
  /** From the start of the process to the first list on the line. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** Corrected phone numbers, one for every ten people of the clerk's township and of the next. */
function issueWaiting(statements: Statements, count: number): void {
  const executor = executorOn(statements);
  const ids = statements.pluck<number>('SELECT id FROM person ORDER BY scope, id LIMIT ?', count);
  const inputs = ids.map((personId, at) => ({
    name: 'person.edit',
    formId: `bench-waiting-${at}`,
    args: { personId, contact: { phone: `138${String(at).padStart(8, '0')}`, statedOn: '2026-11-01' } },
  }));
  for (let at = 0; at < inputs.length; at += ACTS_A_TRANSACTION) {
    const refused = issueActs(executor, CLERK, inputs.slice(at, at + ACTS_A_TRANSACTION)).find(
      ({ ok }) => !ok,
    );
    if (refused) throw new Error(`an act was refused: ${JSON.stringify(refused)}`);
  }
}

function layDown(profile: string, people: number): LaidDown & { waiting: number } {
  const statements = new Statements(openMigrated(join(profile, `replica-${DEVICE}.db`)));
  writeMeta(statements, 'device', String(DEVICE));
  writeMeta(statements, `me:${COUNTY_CLERK.account}`, JSON.stringify(COUNTY_CLERK));
  const laidDown = layDownCaseload(statements, people);
  const waiting = people / PEOPLE_AN_ACT;
  issueWaiting(statements, waiting);
  statements.db.pragma('wal_checkpoint(TRUNCATE)');
  statements.db.close();
  return { ...laidDown, waiting };
}

async function writePassword(profile: string): Promise<void> {
  const { account, personName, unitName } = COUNTY_CLERK;
  const who = { account, personName, unitName, password: PASSWORD };
  const slot = await makeSlot({ ...who, device: DEVICE, key: KEY, deviceSecret: new Uint8Array() });
  writeSlots(profile, { version: 1, device: DEVICE, computerName: 'bench', unitName, slots: [slot] });
}

function startHost(profile: string): Child {
  return startChild({
    name: 'the desk',
    command: process.execPath,
    args: [
      join(root, 'out', 'main', 'browser.js'),
      ...['--profile', profile, '--central', NO_CENTRE, '--port', '0', '--computer', 'bench'],
      ...['--start-at', new Date(NOW_MS).toISOString(), '--stop-with-parent'],
    ],
    logFile: join(profile, 'desk.log'),
    readyWithinMs: READY_WITHIN_MS,
  });
}

/** Signs in at an address of a desk. */
export async function signIn({ desk }: DeskLine): Promise<void> {
  const signedIn = await desk.session.signIn({ account: COUNTY_CLERK.account, password: PASSWORD });
  if (!signedIn.ok) throw new Error(`not let in: ${signedIn.code}`);
}

/** Prepares and starts a desk with so many people; out/ must be built. */
export async function startBigDesk(people: number): Promise<BigDesk> {
  const profile = makeFolder();
  const { waiting, ...laidDown } = layDown(profile, people);
  await writePassword(profile);
  const began = performance.now();
  const host = startHost(profile);
  try {
    const url = await host.ready;
    const line = await openLine(url);
    await signIn(line);
    await line.desk.cases.search({ text: '', offset: 0, limit: 200 });
    const pid = host.pid as number;
    const replica = descendantsOf(pid).find((child) => commandOf(child).includes('replica.js')) ?? pid;
    return {
      ...{ people, laidDown, waiting, url, line, host: pid, replica },
      startMs: performance.now() - began,
      stop: async () => {
        line.close();
        await host.stop();
      },
    };
  } catch (error) {
    await host.stop();
    throw error;
  }
}
