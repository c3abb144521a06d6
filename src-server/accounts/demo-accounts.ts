/** The units and the eight people of the demo. Every name is made up, and one password opens all: for demos, classrooms and tests.
 *  DA1 only an empty database is ever seeded; one that has a unit is left as it is.                                         */
import { CENTRE_DEVICE, makeId } from '#shared/base/id.ts';
import { DEMO_BANNER_CODE, DEMO_CITY_CODE, DEMO_TOWNSHIPS } from '#shared/domain/division.ts';
import type { Role } from '#shared/domain/state.ts';
import { sql } from 'kysely';
import type { DemoColleague } from '../world/demo.ts';
import type { AccessPorts } from './access-tables.ts';
import { createAccount, createUnit, type Unit } from './account.ts';

export const DEMO_PASSWORD = 'sumu-demo-2026';

const federation = '乌兰淖尔旗残联';
const civilAffairs = '乌兰淖尔旗民政局';
const finance = '乌兰淖尔旗财政局';
const city = '敖仑市民政局';

function officeOf(township: string): string {
  return `${township}民政办`;
}

export interface DemoAccount {
  readonly name: string;
  readonly personName: string;
  readonly role: Role;
  readonly unitName: string;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { name: 'naren', personName: '娜仁', role: 'TOWNSHIP_CLERK', unitName: officeOf('查干淖尔苏木') },
  {
    name: 'wangjianguo',
    personName: '王建国',
    role: 'TOWNSHIP_REVIEWER',
    unitName: officeOf('查干淖尔苏木'),
  },
  { name: 'gaomin', personName: '高敏', role: 'TOWNSHIP_CLERK', unitName: officeOf('东风镇') },
  { name: 'liuzhigang', personName: '刘志刚', role: 'TOWNSHIP_REVIEWER', unitName: officeOf('东风镇') },
  { name: 'chenliqun', personName: '陈立群', role: 'COUNTY_FEDERATION_REVIEWER', unitName: federation },
  { name: 'saren', personName: '萨仁', role: 'COUNTY_CIVIL_AFFAIRS_APPROVER', unitName: civilAffairs },
  { name: 'batu', personName: '巴图', role: 'COUNTY_FINANCE', unitName: finance },
  { name: 'hasi', personName: '哈斯', role: 'SUPERVISOR', unitName: city },
];

/** Seeds units and accounts into an empty database; false when it was not empty. */
export async function seedDemoAccounts(ports: AccessPorts): Promise<boolean> {
  return ports.db.transaction().execute(async (tx) => {
    // Two servers that start at once on one empty database: the second one waits here and then finds it seeded.
    await sql`LOCK TABLE access.unit IN EXCLUSIVE MODE`.execute(tx);
    if (await tx.selectFrom('access.unit').select('id').limit(1).executeTakeFirst()) return false;
    const county = DEMO_BANNER_CODE;
    const units = new Map<string, Unit>();
    for (const { name, code } of DEMO_TOWNSHIPS) {
      const unitName = officeOf(name);
      units.set(unitName, await createUnit(tx, { name: unitName, kind: 'TOWNSHIP', scope: code, county }));
    }
    const bodies = [
      { name: federation, kind: 'FEDERATION' as const, scope: county, county },
      { name: civilAffairs, kind: 'CIVIL_AFFAIRS' as const, scope: county, county },
      { name: finance, kind: 'FINANCE' as const, scope: county, county },
      { name: city, kind: 'SUPERVISION' as const, scope: DEMO_CITY_CODE, county: DEMO_CITY_CODE },
    ];
    for (const body of bodies) units.set(body.name, await createUnit(tx, body));
    // All at once: what takes long is hashing the passwords, and that runs on every core. Ids are drawn first, in this order.
    const made = await Promise.all(
      DEMO_ACCOUNTS.map((account) => {
        const unit = units.get(account.unitName);
        if (!unit) throw new Error(`no unit ${account.unitName}`);
        return createAccount(ports, { ...account, unit, password: DEMO_PASSWORD }, tx);
      }),
    );
    for (const answer of made) if (typeof answer !== 'number') throw new Error(answer.refused);
    return true;
  });
}

/** Clerks and reviewers of the townships that nobody signs in to: they stand in histories only. */
const OTHERS: readonly (readonly [clerk: string, reviewer: string])[] = [
  ['包秀兰', '赵永胜'],
  ['斯琴', '韩国栋'],
  ['陶格斯', '孟和'],
  ['王桂芝', '额尔敦'],
  ['乌日娜', '李春生'],
  ['高娃', '朝鲁门'],
];
/** Above every id that accounts will have. */
const OTHERS_FROM = 1_000_000;

/** Everybody who appears in the demo: the accounts, and the colleagues of the other townships. */
export async function demoColleagues(ports: AccessPorts): Promise<DemoColleague[]> {
  const accounts = await ports.db
    .selectFrom('access.account as a')
    .innerJoin('access.unit as u', 'u.id', 'a.unit_id')
    .select(['a.id as accountId', 'a.name as accountName', 'a.person_name as personName', 'a.role'])
    .select(['u.name as unitName', 'u.scope as unitScope'])
    .execute();
  const staffed = new Set(accounts.map(({ unitScope }) => unitScope));
  const others = DEMO_TOWNSHIPS.filter(({ code }) => !staffed.has(code)).flatMap(({ name, code }, at) =>
    (['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const).map((role, which) => ({
      accountId: makeId(CENTRE_DEVICE, OTHERS_FROM + at * 2 + which),
      accountName: '',
      personName: OTHERS[at]?.[which] ?? '',
      role,
      unitName: officeOf(name),
      unitScope: code,
    })),
  );
  return [...accounts, ...others];
}
