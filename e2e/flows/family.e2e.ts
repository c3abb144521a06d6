/** One family, typed by two townships who had no link and did not know of each other. Nothing of it is lost: the second office's three are
 *  asked about, the county settles two as the same people — the earliest date of receipt is kept, and entitlement follows it — and the
 *  third, whose number was typed wrong, is corrected where it was typed. Both townships see how it was settled.               */
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { determine, type Offices } from '../harness/case-work.ts';
import { centreRows } from '../harness/centre-rows.ts';
import { expect, type Seat, test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { leaveDraft } from '../harness/drafts.ts';
import type { FaultProxy } from '../harness/fault-proxy.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import {
  applicationArgs,
  EAST_TOWNSHIP,
  fitsBoth,
  HOME_TOWNSHIP,
  livingIn,
  named,
  newPerson,
  numbered,
} from '../harness/people.ts';
import type { Account } from '../harness/processes.ts';

const { step } = test;
/** The day on which the second township received the mother's papers, and the first one's. */
const EARLIER = '2026-10-30';
const LATER = '2026-11-20';

interface Reached extends Seat {
  readonly proxy: FaultProxy;
}

async function reached(bench: Workbench, as: Account): Promise<Reached> {
  const proxy = await bench.proxy();
  return { proxy, ...(await bench.seat({ as, through: proxy })) };
}

async function lineOf(bench: Workbench, as: Account): Promise<DeskLine> {
  const line = await bench.line(await bench.desk({ as }));
  await waitUntilSynced(line);
  return line;
}

interface Family {
  readonly father: DemoPerson;
  readonly mother: DemoPerson;
  readonly child: DemoPerson;
}

interface Families {
  readonly west: Family;
  readonly east: Family;
  /** The second township's child, under her own number. */
  readonly girl: DemoPerson;
}

/** Father, mother and child as the first township has them, and as the second one does: spellings differ, and the second one's child is
 *  another girl, for whom the first one's number was copied. */
function families(): Families {
  const [father, mother, child, girl] = [
    named('包·巴特尔', newPerson(fitsBoth)),
    named('陈萨日娜', newPerson(fitsBoth)),
    named('包·其其格', newPerson(fitsBoth)),
    named('包·娜荷芽', newPerson(fitsBoth)),
  ] as const;
  const west = { father, mother, child };
  const inEast = (person: DemoPerson) => livingIn(EAST_TOWNSHIP, person);
  const east = {
    father: inEast({ ...father, name: '包巴特尔' }),
    mother: inEast(mother),
    child: inEast(numbered(child.idNumber, girl)),
  };
  return { west, east, girl: inEast(girl) };
}

/** Takes somebody in at the window: the form that was begun, and F9. */
async function finishIntake(
  { window, line }: Seat,
  person: DemoPerson,
  begun: Parameters<typeof leaveDraft>[2],
) {
  await leaveDraft(line, person, begun);
  await window.goTo('今日');
  await window.goTo('受理');
  await expect(new IntakeForm(window).input('name')).toHaveValue(person.name);
  await window.press('F9');
  await expect(window.page.getByRole('heading', { level: 1, name: '已受理' })).toBeVisible();
}

async function typeOffline(naren: Reached, gaomin: Reached, { west, east }: Families): Promise<void> {
  for (const { proxy } of [naren, gaomin]) proxy.cut();
  const inWest = async (): Promise<void> => {
    const form = new IntakeForm(naren.window);
    await naren.window.goTo('受理');
    await form.fillByKeys(west.father);
    await naren.window.press('F9');
    await expect(naren.window.page.getByRole('heading', { level: 1, name: '已受理' })).toBeVisible();
    await finishIntake(naren, west.mother, { benefits: ['LIVING'], submittedOn: LATER });
    await finishIntake(naren, west.child, { benefits: ['LIVING', 'NURSING'], submittedOn: LATER });
  };
  const inEast = async (): Promise<void> => {
    await finishIntake(gaomin, east.father, { benefits: ['NURSING'], submittedOn: LATER });
    await finishIntake(gaomin, east.mother, { benefits: ['LIVING', 'NURSING'], submittedOn: EARLIER });
    await finishIntake(gaomin, east.child, { benefits: ['LIVING'], submittedOn: LATER });
  };
  await Promise.all([inWest(), inEast()]);
  for (const { window } of [naren, gaomin]) await expect(window.status).toContainText('待上传 3 条');
}

/** Both get their link back, the first township first. */
async function upload(naren: Reached, gaomin: Reached): Promise<void> {
  for (const { proxy, line } of [naren, gaomin]) {
    proxy.restore();
    await syncNow(line);
  }
}

const numbers = async ({ line }: Seat) => {
  const { made, waiting, received, needsYou, applied, inConflict, refused } =
    await line.desk.journal.overview();
  expect(made).toBe(waiting + received + needsYou);
  expect(made).toBe(waiting + applied + inConflict + refused);
  return { made, waiting, received, needsYou };
};

/** Opens a candidate in the inbox. */
async function openCandidate({ window }: Pick<Seat, 'window'>, name: string): Promise<void> {
  await window.goTo('冲突');
  await window.sheet.getByRole('navigation', { name: '两边都改了的' }).getByRole('button', { name }).click();
  await expect(window.sheet.getByRole('article')).toContainText(`${name}：可能和`);
}

async function settleAsSame(
  saren: Pick<Seat, 'window'>,
  name: string,
  words: readonly string[],
): Promise<void> {
  await openCandidate(saren, name);
  const { sheet } = saren.window;
  await sheet.getByRole('toolbar', { name: '怎么定' }).getByRole('button', { name: '是同一个人' }).click();
  for (const sentence of words) await expect(sheet).toContainText(sentence);
  await sheet.getByLabel('凭什么定').fill('11月23日电话问过两边，是一个人');
  await saren.window.press('F9');
  await expect(sheet.locator('.last-act')).toContainText(`${name}：定为同一个人`);
}

async function correctNumber(gaomin: Seat, name: string, idNumber: string): Promise<void> {
  await openCandidate(gaomin, name);
  const { sheet } = gaomin.window;
  await expect(sheet).toContainText('旗里告诉的只有这几样');
  await expect(sheet).toContainText('包·其其格');
  await sheet.getByRole('toolbar', { name: '怎么定' }).getByRole('button', { name: '号录错了' }).click();
  await sheet.getByLabel('新的身份证号').fill(idNumber);
  await sheet.getByLabel('凭什么改').fill('对照身份证原件，抄成了别人的号');
  await gaomin.window.press('F9');
  await expect(sheet.locator('.last-act')).toContainText('号码更正了');
}

/** Files of people who are nobody's candidates, that are open for one subsidy under one number more than once, over all townships. */
const OPEN_TWICE = `
  SELECT p.id_number, b.benefit, count(*) AS n FROM application a
  JOIN person p ON p.id = a.person_id AND p.scope = a.scope
  CROSS JOIN LATERAL (VALUES ('LIVING', a.applied_living), ('NURSING', a.applied_nursing)) AS b (benefit, applied)
  WHERE b.applied AND a.state NOT IN ('APPROVED', 'REFUSED', 'MERGED')
    AND NOT EXISTS (SELECT 1 FROM conflict c WHERE c.record_id = p.id AND c.kind = 'duplicate' AND c.state = 'OPEN')
  GROUP BY 1, 2 HAVING count(*) > 1`;
const FILES_OF = `SELECT a.scope::text AS scope, a.state, count(*)::int AS n FROM application a
  JOIN person p ON p.id = a.person_id AND p.scope = a.scope WHERE p.id_number = ANY($1) GROUP BY 1, 2 ORDER BY 1, 2`;

/** After both have synced: the first township's are received, the second one's are asked about, nothing is lost. */
async function seeCandidates(naren: Seat, gaomin: Seat, { east }: Families): Promise<void> {
  expect(await numbers(naren)).toEqual({ made: 3, waiting: 0, received: 3, needsYou: 0 });
  expect(await numbers(gaomin)).toEqual({ made: 3, waiting: 0, received: 0, needsYou: 3 });
  await gaomin.window.goTo('同步');
  await expect(gaomin.window.sheet).toContainText('这个身份证号，别的苏木镇先登记了');
  await gaomin.window.goTo('冲突');
  await expect(gaomin.window.sheet).toContainText('要你定 3');
  const queue = gaomin.window.sheet.getByRole('navigation', { name: '两边都改了的' });
  for (const { name } of [east.father, east.mother, east.child]) await expect(queue).toContainText(name);
}

/** The second township sees how each was settled. */
async function seeSettled(gaomin: Seat, { west, east, girl }: Families): Promise<void> {
  expect(await numbers(gaomin)).toEqual({ made: 4, waiting: 0, received: 4, needsYou: 0 });
  await openCandidate(gaomin, east.mother.name);
  const { sheet } = gaomin.window;
  await expect(sheet).toContainText('是同一个人，留查干淖尔苏木的登记。11月23日电话问过两边');
  await sheet.getByRole('button', { name: '看这边全案' }).click();
  await expect(sheet).toContainText(`已并入查干淖尔苏木的${west.mother.name}`);
  await gaomin.window.openCase(girl.name, girl.idNumber);
  await expect(sheet).toContainText('更正身份证号');
}

/** The first township sees the earlier date, and takes in what was asked for only there. */
async function takeInTheRest({ window, line }: Seat, { west }: Families): Promise<void> {
  await window.openCase(west.mother.name, west.mother.idNumber);
  await expect(window.sheet).toContainText('别的苏木镇的登记并到这里');
  await expect(window.sheet).toContainText('申请日期从 11月20日 改到 10月30日');
  await window.sheet.getByRole('button', { name: '补收一件' }).click();
  await expect(new IntakeForm(window).input('name')).toHaveValue(west.mother.name);
  await expect(window.sheet).toContainText('这张单子从 10月30日 开始填');
  const args = { ...applicationArgs(west.mother, 'ACCEPT'), benefits: ['NURSING'], submittedOn: EARLIER };
  await issue(line, 'application.submit', args);
  await syncNow(line);
}

/** The mother's living subsidy, determined: it runs from the month of the earliest receipt. */
async function determineFromEarliest(
  naren: Seat,
  offices: Omit<Offices, 'clerk'>,
  { west }: Families,
): Promise<void> {
  const { idNumber, name } = west.mother;
  const mother = await naren.line.desk.cases.byIdNumber({ idNumber });
  const page = await naren.line.desk.cases.open({ personId: mother?.personId ?? 0 });
  const living = page?.applications.find(({ benefits }) => benefits.includes('LIVING'));
  await determine({ ...offices, clerk: naren.line }, living?.applicationId ?? 0);
  await syncNow(naren.line);
  await naren.window.openCase(name, idNumber);
  await expect(naren.window.sheet.locator('.entitlements li')).toContainText('2026年10月 起');
}

/** What the centre holds of the family, township by township. */
async function countAtCentre(bench: Workbench, { west, girl }: Families): Promise<void> {
  const centre = await bench.centre();
  expect(await centreRows(centre, OPEN_TWICE)).toEqual([]);
  const people = [west.father, west.mother, west.child, girl].map(({ idNumber }) => idNumber);
  expect(await centreRows(centre, FILES_OF, [people])).toEqual([
    { scope: String(HOME_TOWNSHIP), state: 'APPROVED', n: 1 },
    { scope: String(HOME_TOWNSHIP), state: 'PRELIMINARY_REVIEW', n: 3 },
    { scope: String(EAST_TOWNSHIP), state: 'MERGED', n: 2 },
    { scope: String(EAST_TOWNSHIP), state: 'PRELIMINARY_REVIEW', n: 1 },
  ]);
}

test('一家三口，两个苏木镇都在下乡时离线录了', async ({ bench }) => {
  test.setTimeout(180_000);
  const family = families();
  const { east, girl } = family;
  const [naren, gaomin, saren, reviewer, federation] = await Promise.all([
    reached(bench, 'naren'),
    reached(bench, 'gaomin'),
    reached(bench, 'saren'),
    lineOf(bench, 'wangjianguo'),
    lineOf(bench, 'chenliqun'),
  ]);
  await step('两边都没网，各录了三口人，都存在本机', () => typeOffline(naren, gaomin, family));
  await step('网通了：先传的照收，后传的三个都问是不是同一个人，一件没丢', async () => {
    await upload(naren, gaomin);
    await seeCandidates(naren, gaomin, family);
  });
  await step('高敏看出孩子的号抄错了，在这里更正', () => correctNumber(gaomin, girl.name, girl.idNumber));
  for (const { line } of [gaomin, saren]) await syncNow(line);
  await step('旗民政定：爸爸是同一个人，留查干淖尔的', () =>
    settleAsSame(saren, east.father.name, ['查干淖尔苏木先受理，留那边的登记', '东风镇在办的 1 件申请结束']),
  );
  await step('妈妈也是，最早的申请日期记过去；那边没申请的一样补收', () =>
    settleAsSame(saren, east.mother.name, [
      '最早申请日 10月30日 记到查干淖尔苏木那件，从2026年10月算起',
      '那边没有申请护理补贴：由查干淖尔苏木补收一件，申请日期按 10月30日',
    ]),
  );
  for (const { line } of [saren, naren, gaomin]) await syncNow(line);
  await step('东风镇看得到怎么定的：四条都有着落，妈妈的登记已并过去', () => seeSettled(gaomin, family));
  await step('查干淖尔看得到：日期改到 10月30日，护理补贴补收一件，日期一样', () =>
    takeInTheRest(naren, family),
  );
  await step('审定以后，从最早的那个月算起', () =>
    determineFromEarliest(naren, { reviewer, federation, county: saren.line }, family),
  );
  await step('旗里的库里：六件收件都在，没有谁的哪样补贴开着两件', () => countAtCentre(bench, family));
});
