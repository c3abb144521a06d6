/** A morning at the counter: thirty applications one after the other, on the keys alone, over a link that comes and goes. A number copied wrong
 *  is mended beside its field, somebody who looks like another is compared and left, a form is left in the middle and found again. At the
 *  end thirty acts, thirty at the county; the focus was in sight all the time.                                              */
import { idCheckDigit } from '#shared/domain/id-number.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { centreRows } from '../harness/centre-rows.ts';
import { expect, test } from '../harness/county.ts';
import { syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import type { FaultProxy } from '../harness/fault-proxy.ts';
import { Hands } from '../harness/keyboard.ts';
import { fitsBoth, named, newPerson, numbered } from '../harness/people.ts';

const APPLICATIONS = 30;
/** Which of them is something to be told of. */
const MONGOLIAN = 3;
const COPIED_WRONG = 7;
const LEFT_IN_THE_MIDDLE = 12;
const LOOKS_LIKE_ANOTHER = 18;
const LINK_GOES_MS = 2_500;
const LINK_COMES_MS = 1_500;

/** A link that is there, slow, and gone again, until it is stopped. */
function badLink(proxy: FaultProxy): () => void {
  let isCut = false;
  let timer: NodeJS.Timeout;
  const turn = (): void => {
    isCut = !isCut;
    if (isCut) proxy.cut();
    else proxy.restore();
    proxy.delay(isCut ? 0 : 120);
    timer = setTimeout(turn, isCut ? LINK_COMES_MS : LINK_GOES_MS);
  };
  timer = setTimeout(turn, LINK_GOES_MS);
  return () => {
    clearTimeout(timer);
    proxy.delay(0);
    proxy.restore();
  };
}

/** Thirty people; one has a dot in the name, one looks like the one before. */
function queueOfTheMorning(): DemoPerson[] {
  const people = Array.from({ length: APPLICATIONS }, () => newPerson(fitsBoth));
  const first = named('包·萨日娜', people[MONGOLIAN] as DemoPerson);
  const { idNumber } = first;
  const sequence = idNumber.slice(14, 17) === '998' ? '996' : '998';
  const number = idNumber.slice(0, 14) + sequence;
  people[MONGOLIAN] = first;
  const other = numbered(number + idCheckDigit(number), people[LOOKS_LIKE_ANOTHER] as DemoPerson);
  people[LOOKS_LIKE_ANOTHER] = { ...named('包 萨日娜', other), hukouVillage: first.hukouVillage };
  return people;
}

const wrongAtTheEnd = (number: string): string => number.slice(0, -1) + (number.endsWith('1') ? '2' : '1');

/** A number copied wrong is said beside its field; back there, typed anew, and on. */
async function mendNumber(hands: Hands, person: DemoPerson): Promise<void> {
  const { page } = hands.window;
  await hands.fill({ ...person, idNumber: wrongAtTheEnd(person.idNumber) }, 'idNumber');
  await hands.press('Enter');
  await hands.settled();
  await expect(page.locator('[data-field="idNumber"]')).toContainText('最后一位校验不对');
  await hands.press('Shift+Enter');
  await hands.goTo('idNumber');
  await hands.type(person.idNumber);
  await hands.press('Enter');
  await expect(page.locator('[data-field="idNumber"]')).toContainText('校验对');
  await hands.goTo('hukouVillage');
}

/** Somebody has to leave the counter: the draft is found again where it was. */
async function leaveAndComeBack(hands: Hands, person: DemoPerson): Promise<void> {
  await hands.fill(person, 'phone');
  await hands.press('Enter');
  await expect(hands.window.sheet).toContainText('草稿已存在本机');
  await hands.window.goTo('今日');
  await hands.settled();
  await hands.window.goTo('受理');
  await expect(hands.window.page.locator('[data-field="name"] input')).toHaveValue(person.name);
  await hands.goTo('certificateNumber');
}

/** Who looks like another is compared with F8 and left; the hands go on where they were. */
async function compareAndLeave(hands: Hands, person: DemoPerson): Promise<void> {
  const { sheet } = hands.window;
  await hands.fill(person, 'hukouVillage');
  await hands.press('Enter');
  const at = await hands.settled();
  await expect(sheet).toContainText('可能是同一个人，请看一眼');
  await hands.press('F8');
  await expect(sheet).toContainText('填的和名册里的，并排对照');
  await hands.tabTo('不是同一人');
  await hands.press('Enter');
  await expect(sheet).not.toContainText('填的和名册里的，并排对照');
  await expect.poll(async () => (await hands.stop()).field).toBe(at.field);
  await expect(sheet).toContainText('你说过有 1 个不是同一人');
}

async function takeIn(hands: Hands, person: DemoPerson, at: number): Promise<void> {
  await hands.goTo('name');
  if (at === COPIED_WRONG) await mendNumber(hands, person);
  if (at === LEFT_IN_THE_MIDDLE) await leaveAndComeBack(hands, person);
  if (at === LOOKS_LIKE_ANOTHER) await compareAndLeave(hands, person);
  await hands.fill(person);
  await hands.press('F9');
  await expect(hands.window.page.getByRole('heading', { level: 1, name: '已受理' })).toBeFocused();
  await hands.press('F9');
  await expect(hands.window.page.getByRole('heading', { level: 1, name: '受理', exact: true })).toBeFocused();
}

test('一上午三十件，不碰鼠标', async ({ bench }) => {
  test.setTimeout(420_000);
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as: 'naren', through: proxy });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const window = await bench.window(desk);
  const hands = new Hands(window);
  const people = queueOfTheMorning();
  const seconds: number[] = [];
  const mendLink = badLink(proxy);
  try {
    await window.goTo('受理');
    for (const [at, person] of people.entries()) {
      const startedMs = performance.now();
      await takeIn(hands, person, at);
      seconds.push((performance.now() - startedMs) / 1_000);
    }
  } finally {
    mendLink();
  }
  await test.step('三十件都在本机，网好了都到旗里', async () => {
    const { made } = await line.desk.journal.overview();
    expect(made).toBe(APPLICATIONS);
    await syncNow(line);
    expect(await line.desk.journal.overview()).toMatchObject({
      made: APPLICATIONS,
      waiting: 0,
      received: APPLICATIONS,
      needsYou: 0,
    });
    const numbers = people.map(({ idNumber }) => idNumber);
    const [atTheCounty] = await centreRows(
      await bench.centre(),
      'SELECT count(*)::int AS files, count(DISTINCT p.id)::int AS people FROM application a JOIN person p ON p.id = a.person_id AND p.scope = a.scope WHERE p.id_number = ANY($1)',
      [numbers],
    );
    expect(atTheCounty).toEqual({ files: APPLICATIONS, people: APPLICATIONS });
    expect(await line.desk.draft.list({ kind: 'intake' })).toEqual([]);
  });
  await test.step('从头到尾看得见焦点在哪，一次没丢', async () => {
    expect(hands.looked).toBeGreaterThan(APPLICATIONS * 20);
    expect(hands.lost).toEqual([]);
    // And had it been lost, it would have been seen.
    await window.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    expect((await hands.stop()).wrong).toBe('the focus is lost');
  });
  const sorted = seconds.toSorted((a, b) => a - b);
  const said = `每件 ${sorted[APPLICATIONS / 2]?.toFixed(1)} 秒（最快 ${sorted[0]?.toFixed(1)}，最慢 ${sorted.at(-1)?.toFixed(1)}），看了 ${hands.looked} 次焦点`;
  test.info().annotations.push({ type: 'keyboard', description: said });
  console.log(`一上午三十件：${said}`);
});
