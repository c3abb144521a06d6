/** The made-up banner of the demo: divisions, colleagues, about 4,000 people of 8 townships, those who already receive, and the open files
 *  of CASE_SCRIPTS. Seeded once into an empty centre; everybody's ID number stands in the unassigned region 159999.
 *  DW1 dates hang on the injected clock, so that the demo is alive on any day.  DW2 the same seed makes the same people. */
import { seededRandom } from '#shared/base/chance.ts';
import type { Clock } from '#shared/base/clock.ts';
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import { IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import { entitledClaim } from '#shared/domain/claim-keys.ts';
import { addDays } from '#shared/domain/calendar.ts';
import { type DemoPerson, makeDemoPerson } from '#shared/domain/demo-people.ts';
import type { Claim } from '#shared/domain/command.ts';
import { DEMO_BANNER_CODE, DEMO_DIVISIONS, DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { PackBook } from '#shared/domain/pack-book.ts';
import { personClaim } from '#shared/domain/person.ts';
import { judgedHash } from '#shared/domain/review.ts';
import { type Benefit, bodyOf, type Role } from '#shared/domain/state.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import type { CentralStore } from '../store/central-store.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import { appendRecords } from '../sync/append.ts';
import { readPackBook } from '../sync/packs.ts';
import { push, type SyncSession } from '../sync/push.ts';
import { CASE_SCRIPTS, type CaseScript } from './demo-cases.ts';

/** Somebody of the demo, with or without an account to sign in by. */
export interface DemoColleague {
  readonly accountId: number;
  readonly accountName: string;
  readonly personName: string;
  readonly role: Role;
  readonly unitName: string;
  readonly unitScope: number;
}

const SEED = 20260701;
const PEOPLE_PER_TOWNSHIP = 500;
const RECEIVING_SHARE = 0.6;
/** Devices of the demo's past, far above those that enrolment gives: two a township, then the county's two. */
const FIRST_DEVICE = 8_000_001;
const DEVICES_PER_TOWNSHIP = 2;
const FEDERATION_DEVICE = 8_000_101;
const CIVIL_AFFAIRS_DEVICE = 8_000_102;
const DAY_MS = 86_400_000;
/** Ten in the morning in Asia/Shanghai. */
const MORNING_MS = 2 * 3_600_000;
const HOUR_MS = 3_600_000;

/** What a clerk types of a person at the counter. */
const TYPED = [
  'name',
  'idNumber',
  'ethnicity',
  'phone',
  'residenceAddress',
  'hukouVillage',
  'hukouKind',
  'hukouAddress',
  'certificateNumber',
  'certificateExpiresOn',
  'householdCategory',
  'householdFrom',
] as const;

/** Living and nursing for whom the demo's rules allow them. */
function benefitsFor(person: DemoPerson): Benefit[] {
  return [
    ...(person.householdCategory === 'DIBAO' ? (['LIVING'] as const) : []),
    ...(person.grade <= 2 ? (['NURSING'] as const) : []),
  ];
}

function centreMeta(at: string) {
  return { device: 1, actNumber: 1, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: at, receivedAt: at };
}

/** What everybody may know: divisions, colleagues, computers. */
export function referenceRecords(colleagues: readonly DemoColleague[]): WrittenRecord[] {
  const divisions = DEMO_DIVISIONS.map(
    ({ code, name, parent }): WrittenRecord => ({
      type: 'division',
      id: code,
      set: { divisionName: name, parent },
    }),
  );
  const people = colleagues.map(
    ({ accountId, accountName, personName, role, unitName, unitScope }): WrittenRecord => ({
      type: 'colleague',
      id: accountId,
      set: { accountName, personName, role, unitName, unitScope },
    }),
  );
  const computer = (id: number, computerName: string, unitName: string): WrittenRecord => ({
    type: 'computer',
    id,
    set: { computerName, unitName },
  });
  const computers = DEMO_TOWNSHIPS.flatMap(({ name }, at) =>
    Array.from({ length: DEVICES_PER_TOWNSHIP }, (_, which) =>
      computer(FIRST_DEVICE + at * DEVICES_PER_TOWNSHIP + which, `${name}-${which + 1}号机`, `${name}民政办`),
    ),
  );
  computers.push(
    computer(FEDERATION_DEVICE, '残联-1号机', '乌兰淖尔旗残联'),
    computer(CIVIL_AFFAIRS_DEVICE, '民政-1号机', '乌兰淖尔旗民政局'),
  );
  return [...divisions, ...people, ...computers];
}

interface TownshipPlan {
  readonly scope: number;
  readonly device: number;
  readonly people: readonly DemoPerson[];
}

function planTownships(): TownshipPlan[] {
  const random = seededRandom(SEED);
  return DEMO_TOWNSHIPS.map(({ code }, at) => {
    const villages = DEMO_VILLAGES.filter(({ parent }) => parent === code);
    const people = Array.from({ length: PEOPLE_PER_TOWNSHIP + CASE_SCRIPTS.length }, (_, index) => {
      const village = villages[Math.floor(random.next() * villages.length)] ?? villages[0];
      return makeDemoPerson(random.next, village?.code ?? code, at * 1_000 + index);
    });
    return { scope: code, device: FIRST_DEVICE + at * DEVICES_PER_TOWNSHIP, people };
  });
}

/** People on file, and what those who already receive are entitled to. Ids are of the township's demo device, below its first act. */
function bulkRecords(
  plan: TownshipPlan,
  today: string,
  packVersion: string,
): { records: WrittenRecord[]; claims: Claim[] } {
  const random = seededRandom(plan.scope);
  const records: WrittenRecord[] = [];
  const claims: Claim[] = [];
  let counter = IDS_PER_COMMAND * CASE_SCRIPTS.length * 20;
  for (const person of plan.people.slice(CASE_SCRIPTS.length)) {
    const personId = makeId(plan.device, counter++);
    const set = {
      ...person,
      certificateStatus: 'VALID',
      needsLongTermCare: person.grade <= 2 || null,
      contactStatedOn: null,
      origin: 'IMPORT',
      rosterBenefits: benefitsFor(person),
    };
    records.push({ type: 'person', id: personId, set });
    claims.push(personClaim(person.idNumber, personId));
    if (random.next() > RECEIVING_SHARE) continue;
    const from = addDays(today, -Math.floor(200 + random.next() * 1_500));
    for (const benefit of benefitsFor(person)) {
      const id = makeId(plan.device, counter++);
      claims.push({ key: entitledClaim(person.idNumber, benefit), recordId: id, take: true });
      records.push({
        type: 'entitlement',
        id,
        set: {
          personId,
          benefit,
          state: 'ACTIVE',
          entitledFrom: from.slice(0, 7),
          decidedOn: from,
          packVersion,
        },
      });
    }
  }
  return { records, claims };
}

/** Nobody else had the file meanwhile: what was brought before is what was seen. */
function materialsSeen({ id, values }: Row<'application'>): CommandFrame['before'] {
  const { materials, missing, noticeCount } = values;
  return [['application', id, 'materials', { materials, missing, noticeCount } as never]];
}

/** Plays the scripts of one township, act by act. */
class Play {
  private readonly store: CentralStore;
  private readonly packs: PackBook;
  private readonly plan: TownshipPlan;
  private readonly colleagues: readonly DemoColleague[];
  private readonly nowMs: number;
  /** Last act of each device; the county's devices act in every township. */
  private readonly numbers: Map<number, number>;

  constructor(
    { store, packs }: { readonly store: CentralStore; readonly packs: PackBook },
    plan: TownshipPlan,
    colleagues: readonly DemoColleague[],
    nowMs: number,
    numbers: Map<number, number>,
  ) {
    this.store = store;
    this.packs = packs;
    this.plan = plan;
    this.colleagues = colleagues;
    this.nowMs = nowMs;
    this.numbers = numbers;
  }

  private colleague(role: Role): DemoColleague {
    const found = this.colleagues.find(
      (each) => each.role === role && (bodyOf(role) !== 'TOWNSHIP' || each.unitScope === this.plan.scope),
    );
    if (!found) throw new Error(`nobody is ${role} of ${this.plan.scope}`);
    return found;
  }

  private device(role: Role): number {
    if (bodyOf(role) === 'FEDERATION') return FEDERATION_DEVICE;
    if (bodyOf(role) === 'CIVIL_AFFAIRS') return CIVIL_AFFAIRS_DEVICE;
    return this.plan.device + (role === 'TOWNSHIP_REVIEWER' ? 1 : 0);
  }

  private instant(daysAgo: number, number = 0): number {
    const day = Math.floor((this.nowMs - daysAgo * DAY_MS) / DAY_MS) * DAY_MS;
    return Math.min(day + MORNING_MS + (number % 6) * HOUR_MS, this.nowMs);
  }

  /** Issues one act; its number on the role's device. */
  private async act(
    role: Role,
    daysAgo: number,
    name: string,
    args: unknown,
    before: CommandFrame['before'] = [],
  ): Promise<number> {
    const { scope } = this.plan;
    const device = this.device(role);
    const number = (this.numbers.get(device) ?? 0) + 1;
    this.numbers.set(device, number);
    const actor = this.colleague(role);
    const at = this.instant(daysAgo, number);
    const pack = this.packs.forDivision(shanghaiDate(at), scope).version;
    const frame: CommandFrame = {
      number,
      name,
      version: 1,
      actor: actor.accountId,
      scope,
      madeAt: instantText(at),
      pack,
      args: args as never,
      groups: [],
      before,
      after: [],
      together: null,
    };
    const session: SyncSession = {
      device,
      scopes: [scope],
      classes: [],
      actors: new Map([[actor.accountId, { accountId: actor.accountId, role, scopes: [scope] }]]),
    };
    const [outcome] = await push({ store: this.store, clock: { now: () => at }, note: () => {} }, session, [
      frame,
    ]);
    if (outcome?.outcome !== 'applied')
      throw new Error(`demo act ${name}: ${outcome?.code} ${JSON.stringify(outcome?.detail)}`);
    return number;
  }

  /** The file as its next reader finds it. */
  private async file(
    applicationId: number,
  ): Promise<{ application: Row<'application'>; person: Row<'person'> }> {
    const { scope } = this.plan;
    return this.store.transaction([scope], async (tx) => {
      const [application] = (await tx.read(scope, {
        type: 'application',
        id: applicationId,
      })) as Row<'application'>[];
      const [person] = (await tx.read(scope, {
        type: 'person',
        id: application?.values.personId as number,
      })) as Row<'person'>[];
      if (!application || !person) throw new Error(`demo file ${applicationId} is missing`);
      return { application, person };
    });
  }

  async script(script: CaseScript, person: DemoPerson): Promise<void> {
    const benefits = benefitsFor(person);
    const lacking = script.atCounter === 'REQUEST_SUPPLEMENT';
    const typed = Object.fromEntries(TYPED.map((field) => [field, person[field]]));
    const { accountHolder, bankName, accountNumber, accountKind } = person;
    const bank = { accountHolder, bankName, accountNumber, accountKind };
    const number = await this.act('TOWNSHIP_CLERK', script.submittedDaysAgo, 'application.submit', {
      person: {
        ...typed,
        needsLongTermCare: person.grade <= 2 || null,
        bank: lacking ? null : bank,
      },
      benefits: benefits.length ? benefits : ['NURSING'],
      submittedOn: shanghaiDate(this.instant(script.submittedDaysAgo)),
      materials: lacking
        ? ['ID_COPY', 'CERT_COPY']
        : ['ID_COPY', 'HUKOU_PAGE', 'CERT_COPY', 'BANK_ACCOUNT', 'DIBAO_PROOF', 'SIGNED_FORM'],
      declarations: { truth: true, privacyNotice: true },
      atCounter: script.atCounter,
    });
    const applicationId = makeId(this.device('TOWNSHIP_CLERK'), number * IDS_PER_COMMAND);
    for (const step of script.steps) {
      const approved =
        step.name === 'review.determine' ? { approved: benefits.length ? benefits : ['NURSING'] } : {};
      const file = await this.file(applicationId);
      const judged = step.judges
        ? { judged: judgedHash(bodyOf(step.role), file.person, file.application) }
        : {};
      const args = { applicationId, ...step.args, ...approved, ...judged };
      await this.act(step.role, step.daysAgo, step.name, args, materialsSeen(file.application));
    }
  }
}

/** Seeds the banner. The caller has made sure that the centre is empty. */
export async function seedDemoWorld(
  store: CentralStore,
  clock: Clock,
  colleagues: readonly DemoColleague[],
): Promise<void> {
  const nowMs = clock.now();
  const today = shanghaiDate(nowMs);
  const packs = await readPackBook(store);
  const packVersion = packs.forDivision(today, DEMO_BANNER_CODE).version;
  await appendRecords(store, REFERENCE_SCOPE, centreMeta(instantText(nowMs)), referenceRecords(colleagues));
  const numbers = new Map<number, number>();
  for (const plan of planTownships()) {
    const { records, claims } = bulkRecords(plan, today, packVersion);
    await appendRecords(store, plan.scope, centreMeta(instantText(nowMs)), records, claims);
    const play = new Play({ store, packs }, plan, colleagues, nowMs, numbers);
    for (const [at, script] of CASE_SCRIPTS.entries())
      await play.script(script, plan.people[at] as DemoPerson);
  }
  await appendRecords(store, DEMO_BANNER_CODE, centreMeta(instantText(nowMs)), []);
}
