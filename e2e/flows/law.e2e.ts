/** What the cases ask of the rules, seen on a screen by whoever does the work: entitlement with its reasons, the first payment with its back-pay, the
 *  days a step is due, a household that lost its dibao, a vote of delegates. The other kinds of cases have flows of their own: numbers in
 *  `story`, notices and masks in `checks`, alerts in `compare`, edits that meet in `conflict`, exits and the way of a file in `matters`, `mend` and
 *  `story`, returned and recovered money in `payments`, history in `rollout`.                                                                */
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { expect, type Seat, test } from '../harness/county.ts';
import { type DeskLine, isOnlyOne, issue, syncNow } from '../harness/desk-line.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import { axeFindings } from '../harness/axe.ts';
import { askAll } from '../cases/ask.ts';

const { step } = test;

async function fileOf({ desk }: DeskLine, idNumber: string): Promise<number | undefined> {
  const brief = await desk.cases.byIdNumber({ idNumber });
  const page = await desk.cases.open({ personId: brief?.personId ?? 0 });
  return page?.applications[0]?.applicationId;
}

/** A hundred yuan of each since 2016, as everywhere in the region then. */
const standard = { region: '15', amount: 100, from: '2016-01', source: 'made up' };
const PACK = {
  standards: [
    { ...standard, id: 'L', benefit: 'LIVING' },
    { ...standard, id: 'N', benefit: 'NURSING', grades: [1, 2] },
  ],
  scope: { livingHouseholds: { 15: ['DIBAO'] } },
};

/** Somebody who receives both subsidies as of a household in dibao, under a name that nobody else has. */
async function inDibaoWithBoth(line: DeskLine): Promise<{ personId: number; name: string }> {
  const { rows } = await line.desk.cases.search({ text: '', state: 'ACTIVE', offset: 0, limit: 500 });
  for (const { personId, name } of rows) {
    const page = await line.desk.cases.open({ personId });
    const drawn = page?.entitlements.filter(({ state }) => state === 'ACTIVE');
    if (drawn?.length === 2 && page?.person.householdCategory === 'DIBAO' && (await isOnlyOne(line, name)))
      return { personId, name };
  }
  throw new Error('nobody receives both');
}

/** The person as a case describes one. */
function factsOf(person: DemoPerson): object {
  const { name, idNumber, sex, birthDate, certificateNumber: number, disabilityClass, grade } = person;
  return {
    person: { name, idNumber, sex, birthDate, hukouRegion: '159999101000', residenceRegion: '159999101000' },
    certificate: { number, disabilityClass, grade, issuedOn: '2016-03-01', expiresOn: null, status: 'VALID' },
    ...{ householdCategory: person.householdCategory, applied: ['LIVING', 'NURSING'], longTermCare: true },
  };
}

/** The same question asked as a case, so that what the screen says is what the cases hold. */
function holds(kind: string, input: object, expected: object): void {
  const file = {
    policyPacks: { none: PACK },
    cases: [{ id: kind, kind, policyPack: 'none', input, expected }],
  };
  expect(askAll(JSON.stringify(file), kind)).toEqual([{ id: kind, verdict: 'passed', words: '' }]);
}

const BALLOTS: Readonly<Record<string, string>> = {
  ...{ '不真实（票）': '1', '弃权（票）': '1' },
  '真实（票）': '7',
};

async function countAgain({ window }: Seat, ballots: Readonly<Record<string, string>>): Promise<void> {
  await window.sheet.getByRole('button', { name: '数第二遍' }).press('Enter');
  for (const [label, votes] of Object.entries(ballots))
    await window.sheet.getByLabel(label, { exact: true }).fill(votes);
  await window.press('F9');
}

/** Delegates vote, two people count, and what the tally of the cases says stands there. */
async function vote(naren: Seat, wang: Seat, person: DemoPerson): Promise<void> {
  const { sheet } = naren.window;
  await step('评议：到会十一人，九人投票；娜仁数一遍，自己不能再数', async () => {
    await sheet.getByRole('button', { name: '登记评议' }).press('Enter');
    await sheet.getByLabel('主持人').fill('李芳');
    await sheet.getByLabel(/到会的评议代表/).fill('甲一 乙二 丙三 丁四');
    for (const [label, votes] of Object.entries(BALLOTS))
      await sheet.getByLabel(label, { exact: true }).fill(votes);
    await sheet.getByRole('checkbox', { name: '申请人的亲属没有参加' }).check();
    await naren.window.press('F9');
    await expect(sheet).toContainText('代表人数不合规定');
    await sheet.getByLabel(/到会的评议代表/).fill('甲一 乙二 丙三 丁四 戊五 己六 庚七 辛八 壬九 癸十 子甲');
    expect.soft(await axeFindings(naren.window)).toEqual([]);
    await naren.window.press('F9');
    await expect(sheet).toContainText('娜仁数过一遍，等另一个人再数一遍');
    await expect(sheet).not.toContainText('真实 7');
    await expect(sheet.getByRole('button', { name: '数第二遍' })).toHaveCount(0);
    await syncNow(naren.line);
  });
  await step('王建国数的少一票：不算；娜仁再数一遍，和他一样：有结果', async () => {
    await syncNow(wang.line);
    await wang.window.openCase(person.name, person.idNumber);
    await countAgain(wang, { ...BALLOTS, '真实（票）': '6' });
    await expect(wang.window.sheet).toContainText('王建国数过一遍');
    await syncNow(wang.line);
    await syncNow(naren.line);
    await countAgain(naren, { ...BALLOTS, '真实（票）': '6' });
    await expect(sheet).toContainText('第 1 次 · 代表 11 人，投 8 票：真实 6，不真实 1，弃权 1 · 评议认可');
    await expect(sheet.getByRole('button', { name: '登记评议' })).toHaveCount(0);
    await naren.window.page.screenshot({ path: 'test-results/law-evaluation.png', fullPage: true });
    const votes = { TRUE: 6, NOT_TRUE: 1, ABSTAIN: 1 };
    holds('vote', { eligibleVoters: 11, votes }, { quorumMet: true, result: 'CONFIRMED' });
  });
}

/** A file that has passed its first review is due somewhere else by a day of the calendar. */
async function passed(naren: Seat, wang: Seat, idNumber: string): Promise<void> {
  await step('初审通过：哪天以前录入，按工作日数', async () => {
    const applicationId = (await fileOf(naren.line, idNumber)) ?? 0;
    await syncNow(wang.line);
    const judged = (await wang.line.desk.review.file({ applicationId }))?.judged;
    await issue(wang.line, 'review.passPreliminary', {
      applicationId,
      judged,
      words: '入户看过，情况属实。',
    });
    await expect(wang.window.sheet).toContainText(/录入.*11月26日/);
    const days = { preliminaryPassedOn: '2026-11-23', reviewPassedOn: null };
    holds('deadline', days, { entryDue: '2026-11-26', sendToFederationDue: '2026-12-07' });
  });
}

test('规定怎么说，屏幕上就怎么说：够不够条件、补发几个月、哪天到期、家里没了低保、评议几票', async ({
  bench,
}) => {
  test.setTimeout(180_000);
  const naren = await bench.seat({ as: 'naren' });
  const wang = await bench.seat({ as: 'wangjianguo' });
  const person = named('乌日娜', newPerson(fitsBoth));
  const { sheet } = naren.window;
  await step('九月申请的：两项都够，为什么够，从九月起补', async () => {
    const args = { ...applicationArgs(person, 'ACCEPT'), submittedOn: '2026-09-30' };
    await issue(naren.line, 'application.submit', args);
    await naren.window.openCase(person.name, person.idNumber);
    await expect(sheet).toContainText(/生活补贴 符合，每月 [\d.]+ 元/);
    await expect(sheet).toContainText(/护理补贴 符合，每月 [\d.]+ 元/);
    await sheet
      .getByText(/看过的 \d+ 条规定/)
      .first()
      .press('Enter');
    await expect(sheet).toContainText('家庭类别 低保');
    await expect(sheet).toContainText('补发 2026年9月到 2026年10月（2 个月）');
    holds(
      'backpay',
      { ...factsOf(person), application: { submittedOn: '2026-09-30', approvedOn: '2026-11-23' } },
      {
        ...{ entitledFrom: '2026-09', firstRosterMonth: '2026-11', backPayMonths: ['2026-09', '2026-10'] },
      },
    );
  });
  await vote(naren, wang, person);
  await passed(naren, wang, person.idNumber);
  await step('在享的一家没了低保：生活补贴到期该退，护理补贴照发', async () => {
    const { personId, name } = await inDibaoWithBoth(naren.line);
    const household = { householdCategory: 'NONE', householdFrom: '2026-11', needsLongTermCare: true };
    await issue(naren.line, 'person.edit', { personId, household, reason: '十月低保停了' });
    await naren.window.openCase(name);
    const panel = sheet.locator('.entitlements li');
    await expect(panel.filter({ hasText: '生活补贴' })).toContainText('按资料应当退出：不再符合条件');
    await expect(panel.filter({ hasText: '护理补贴' })).not.toContainText('按资料应当退出');
  });
});
