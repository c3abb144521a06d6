/** A county for tests and figures: divisions, people who receive, and its offices, who act through the real judging. What other acts write of an
 *  entitlement — exits, suspensions, a new household category — is laid straight into the log, as bulk is.                               */
import { instantText } from '#shared/base/clock.ts';
import { CENTRE_DEVICE, type Id, makeId } from '#shared/base/id.ts';
import { addDays } from '#shared/domain/calendar.ts';
import { DEMO_BANNER_CODE } from '#shared/domain/division.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import type { RosterPart } from '#shared/domain/roster-figures.ts';
import type { Benefit, Role } from '#shared/domain/state.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import type { CentralStore } from '../store/central-store.ts';
import { appendRecords } from '../sync/append.ts';
import { push } from '../sync/push.ts';
import { jobKinds } from './kinds.ts';
import type { RosterPorts } from './roster-build.ts';
import { centreMeta } from './work.ts';

export const COUNTY = DEMO_BANNER_CODE;
const TOWNSHIP_UNIT = 1_000;
const FIRST_TOWNSHIP = 101;
const DAY_MS = 86_400_000;
const SEQUENCES = 998;
const LAID_AT_ONCE = 500;

/** Accounts of the county's offices by role. */
const OFFICES: readonly Role[] = [
  'COUNTY_CIVIL_AFFAIRS_APPROVER',
  'COUNTY_FEDERATION_REVIEWER',
  'COUNTY_FINANCE',
  'TOWNSHIP_CLERK',
];

/** What finance's desk reads out of the bank's answer (bank-file.ts). */
export interface BankAnswer {
  readonly fileHash: string;
  readonly paidRows: number;
  readonly paidFen: number;
  readonly returnedFen: number;
  readonly returned: readonly { readonly rowId: number; readonly reason: string }[];
}

export interface Receiver {
  readonly personId: Id;
  readonly scope: number;
  readonly entitlements: Readonly<Partial<Record<Benefit, Id>>>;
}

/** Somebody of the made-up region, unlike everybody of another index. */
export function madeUpReceiver(index: number, village: number) {
  const birthDate = addDays('1940-01-01', Math.floor(index / SEQUENCES));
  const first17 = `159999${birthDate.replaceAll('-', '')}${String((index % SEQUENCES) + 1).padStart(3, '0')}`;
  const idNumber = first17 + idCheckDigit(first17);
  const name = `某${String.fromCharCode(0x4e00 + (index % 5_000))}`;
  return {
    ...{ name, idNumber, birthDate, sex: 'M', hukouVillage: village, hukouKind: 'RURAL' },
    ...{ certificateNumber: `${idNumber}42`, disabilityClass: 4, grade: 2, certificateExpiresOn: null },
    ...{ certificateStatus: 'VALID', householdCategory: 'DIBAO', householdFrom: '2016-01' },
    ...{ needsLongTermCare: true, accountHolder: name, bankName: '农信社', accountKind: 'SOCIAL_CARD' },
    accountNumber: `62179999${String(index).padStart(11, '0')}`,
  };
}

export class TestCounty {
  readonly store: CentralStore;
  readonly townships: readonly number[];
  nowMs: number;
  /** Made-up packs by day, where the demo's is not meant. */
  packOf: NonNullable<RosterPorts['packOf']> | null = null;
  private readonly numbers = new Map<Role, number>();
  private counter = 1;

  constructor(store: CentralStore, { townships = 2, today = '2026-01-05' } = {}) {
    this.store = store;
    this.townships = Array.from(
      { length: townships },
      (_, at) => COUNTY + (FIRST_TOWNSHIP + at) * TOWNSHIP_UNIT,
    );
    this.nowMs = 0;
    this.setDay(today);
  }

  setDay(date: string): void {
    this.nowMs = Date.parse(`${date}T02:00:00.000Z`);
  }

  /** Divisions of the county. */
  async found(): Promise<void> {
    const divisions = [COUNTY, ...this.townships].map(
      (id): WrittenRecord => ({ type: 'division', id, set: { divisionName: `区划${id}`, parent: COUNTY } }),
    );
    await appendRecords(this.store, REFERENCE_SCOPE, centreMeta(this.nowMs), divisions);
  }

  /** People of a township who receive from a month on. */
  async lay(
    scope: number,
    people: readonly { index: number; benefits: readonly Benefit[]; from: string; decidedOn?: string }[],
  ): Promise<Receiver[]> {
    const receivers: Receiver[] = [];
    let records: WrittenRecord[] = [];
    for (const { index, benefits, from, decidedOn } of people) {
      const personId = makeId(CENTRE_DEVICE + 1, this.counter++);
      records.push({ type: 'person', id: personId, set: madeUpReceiver(index, scope + 1) });
      const entitlements: Partial<Record<Benefit, Id>> = {};
      for (const benefit of benefits) {
        const id = makeId(CENTRE_DEVICE + 1, this.counter++);
        entitlements[benefit] = id;
        const set = {
          ...{ personId, benefit, state: 'ACTIVE', entitledFrom: from, decidedOn: decidedOn ?? `${from}-05` },
          packVersion: DEMO_PACK.version,
        };
        records.push({ type: 'entitlement', id, set });
      }
      receivers.push({ personId, scope, entitlements });
      if (records.length < LAID_AT_ONCE) continue;
      await this.write(scope, records);
      records = [];
    }
    if (records.length) await this.write(scope, records);
    return receivers;
  }

  async write(scope: number, records: readonly WrittenRecord[]): Promise<void> {
    await appendRecords(this.store, scope, centreMeta(this.nowMs), records);
  }

  /** One act of an office, judged by the centre. */
  async act(
    role: Role,
    name: string,
    args: object,
    scope = COUNTY,
    before: CommandFrame['before'] = [],
  ): Promise<OutcomeFrame> {
    const number = (this.numbers.get(role) ?? 0) + 1;
    this.numbers.set(role, number);
    const office = OFFICES.indexOf(role);
    const accountId = makeId(CENTRE_DEVICE, 100 + office);
    const scopes = [REFERENCE_SCOPE, COUNTY, ...this.townships];
    const session = {
      device: 10 + office,
      scopes,
      classes: [],
      actors: new Map([[accountId, { accountId, role, scopes }]]),
    };
    const frame = {
      ...{ number, name, version: 1, actor: accountId, scope, madeAt: instantText(this.nowMs) },
      ...{ pack: DEMO_PACK.version, args: args as never, groups: [], before, after: [], together: null },
    };
    const clock = { now: () => this.nowMs };
    const [outcome] = await push({ store: this.store, clock, note: () => {} }, session, [frame]);
    if (!outcome) throw new Error('no outcome');
    return outcome;
  }

  /** As `act`; throws where the county says no. */
  async done(
    role: Role,
    name: string,
    args: object,
    scope = COUNTY,
    before: CommandFrame['before'] = [],
  ): Promise<void> {
    const { outcome, code, detail } = await this.act(role, name, args, scope, before);
    if (outcome !== 'applied') throw new Error(`${name}: ${outcome} ${code} ${JSON.stringify(detail)}`);
  }

  /** The centre does what is to be done; `steps` at most, as if it was killed then. */
  async work(steps = Number.POSITIVE_INFINITY): Promise<number> {
    let done = 0;
    const clock = { now: () => this.nowMs };
    const pack = this.packOf ? { packOf: this.packOf } : {};
    for (const kind of jobKinds({ store: this.store, clock, ...pack })) {
      for (const job of await kind.find(null)) {
        for (;;) {
          if (done >= steps) return done;
          done++;
          if (!(await kind.step(job))) break;
        }
      }
    }
    return done;
  }

  async roster(month: string): Promise<Row<'roster'>> {
    const [found] = await this.store.transaction([], (tx) =>
      tx.read(COUNTY, { type: 'roster', by: 'month', value: month, limit: 1 }),
    );
    if (!found) throw new Error(`no roster of ${month}`);
    return found as Row<'roster'>;
  }

  /** Rows of a roster, township by township. */
  async rows(rosterId: Id): Promise<Row<'rosterRow'>[]> {
    const rows: Row<'rosterRow'>[] = [];
    for (const scope of this.townships)
      await this.store.transaction([], async (tx) => {
        const by = { type: 'rosterRow', by: 'rosterId', value: rosterId, limit: 1_000_000 } as const;
        rows.push(...((await tx.read(scope, by)) as readonly Row<'rosterRow'>[]));
      });
    return rows;
  }

  /** Makes the rows of a month. */
  async build(month: string, cycle: 'MONTHLY' | 'QUARTERLY' = 'MONTHLY'): Promise<Row<'roster'>> {
    await this.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.build', { month, cycle });
    await this.work();
    return this.roster(month);
  }

  /** Checks and locks a roster; both sign, finance has it. */
  async sign({ id, values }: Row<'roster'>): Promise<Row<'roster'>> {
    const named = { rosterId: id, hash: values.rowHash };
    await this.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.check', named);
    await this.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.lock', named);
    await this.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.sign', named);
    await this.done('COUNTY_FEDERATION_REVIEWER', 'roster.sign', named);
    await this.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.submit', { rosterId: id });
    await this.done('COUNTY_FINANCE', 'roster.receive', named);
    return this.roster(values.month as string);
  }

  async send(month: string, cycle: 'MONTHLY' | 'QUARTERLY' = 'MONTHLY'): Promise<Row<'roster'>> {
    return this.sign(await this.build(month, cycle));
  }

  /** The bank answers: these rows came back, everything else was paid. */
  async settle(roster: Row<'roster'>, returned: readonly Row<'rosterRow'>[] = []): Promise<Row<'roster'>> {
    const totals = roster.values.totals as unknown as RosterPart;
    const returnedFen = returned.reduce((sum, { values }) => sum + (values.amountFen ?? 0), 0);
    const rows = totals.LIVING.rows + totals.NURSING.rows;
    return this.settleBy(roster, {
      ...{ fileHash: 'f'.repeat(64), paidRows: rows - returned.length, returnedFen },
      paidFen: totals.LIVING.payFen + totals.NURSING.payFen - returnedFen,
      returned: returned.map(({ id }) => ({ rowId: id, reason: 'ACCOUNT_CLOSED' })),
    });
  }

  /** Settles a roster by what the bank's answer was read as. */
  async settleBy(roster: Row<'roster'>, answer: BankAnswer): Promise<Row<'roster'>> {
    const { fileHash, paidRows, paidFen, returnedFen, returned } = answer;
    await this.done('COUNTY_FINANCE', 'roster.settle', {
      ...{ rosterId: roster.id, paidOn: instantText(this.nowMs).slice(0, 10), bankFileHash: fileHash },
      ...{ paidRows, paidFen, returnedFen, returned },
    });
    await this.work();
    return this.roster(roster.values.month as string);
  }

  /** Moves somebody to another township of the county. */
  async move({ personId, scope }: Receiver, to: number): Promise<void> {
    const on = instantText(this.nowMs).slice(0, 10);
    const args = { personIds: [personId], toVillage: to + 1, movedOn: on, reason: '户口迁入' };
    const hukou = { hukouVillage: scope + 1, hukouKind: 'RURAL', hukouAddress: null };
    await this.done('COUNTY_CIVIL_AFFAIRS_APPROVER', 'person.move', args, scope, [
      ['person', personId, 'hukou', hukou as never],
    ]);
  }

  nextDay(days = 1): void {
    this.nowMs += days * DAY_MS;
  }
}
