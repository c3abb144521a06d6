/** What a desk has said is saved, is saved: the process is killed without warning while it saves, while it sends, and under an
 *  open window, twenty times in all; afterwards every acknowledged act stands on the desk, and once at the centre.      */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '../harness/county.ts';
import { type DeskLine, issue, LineBroken, syncNow, waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { applicationArgs, named, newPerson } from '../harness/people.ts';

/** Takes in people one after the other until the desk dies; tells whom it acknowledged. */
async function takeInUntilDeath(line: DeskLine, acknowledged: string[]): Promise<void> {
  for (;;) {
    const person = newPerson();
    try {
      await issue(line, 'application.submit', applicationArgs(person));
      acknowledged.push(person.idNumber);
    } catch (error) {
      if (error instanceof LineBroken) return;
      throw error;
    }
  }
}

/** How often each person was taken in, as a desk sees it. */
async function timesTakenIn({ desk }: DeskLine, idNumber: string): Promise<number> {
  const person = await desk.cases.byIdNumber({ idNumber });
  const page = person && (await desk.cases.open({ personId: person.personId }));
  return page?.history.filter(({ action }) => action === 'application.submit').length ?? 0;
}

/** Every one stands on this desk and, seen from a colleague's, at the centre: once. */
async function expectAllOnce(
  line: DeskLine,
  colleague: DeskLine,
  acknowledged: readonly string[],
): Promise<void> {
  await syncNow(line);
  await syncNow(colleague);
  for (const idNumber of acknowledged) {
    expect(await timesTakenIn(line, idNumber)).toBe(1);
    expect(await timesTakenIn(colleague, idNumber)).toBe(1);
  }
  const journal = await line.desk.journal.overview();
  expect(journal).toMatchObject({ made: journal.received, waiting: 0, needsYou: 0 });
}

test('正在存的时候断电，十次：说过存好的一件不少，旗里一件不重', async ({ bench }) => {
  test.setTimeout(180_000);
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as: 'naren', through: proxy });
  const colleague = await bench.line(await bench.desk({ as: 'wangjianguo' }));
  await waitUntilSynced(await bench.line(desk));
  const acknowledged: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    // Every other death comes with the link up: in the middle of saving and sending.
    if (round % 2) proxy.restore();
    else proxy.cut();
    const line = await bench.line(desk);
    const before = acknowledged.length;
    const working = takeInUntilDeath(line, acknowledged);
    while (acknowledged.length < before + 2 + round) await sleep(1);
    await sleep((round * 7) % 11);
    await desk.kill();
    await working;
    await desk.restart();
    const again = await bench.line(desk);
    for (const idNumber of acknowledged.slice(before)) expect(await timesTakenIn(again, idNumber)).toBe(1);
  }
  proxy.restore();
  await expectAllOnce(await bench.line(desk), colleague, acknowledged);
});

test('正在上传的时候断电，五次：传过的不重传，没传的接着传', async ({ bench }) => {
  test.setTimeout(120_000);
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as: 'naren', through: proxy });
  const colleague = await bench.line(await bench.desk({ as: 'wangjianguo' }));
  await waitUntilSynced(await bench.line(desk));
  const acknowledged: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    proxy.cut();
    const line = await bench.line(desk);
    for (let made = 0; made < 12; made += 1) {
      const person = newPerson();
      await issue(line, 'application.submit', applicationArgs(person));
      acknowledged.push(person.idNumber);
    }
    const holding = proxy.holdAnswer('/api/sync');
    proxy.restore();
    await line.desk.link.tryNow();
    const held = await holding;
    // The centre has them. The desk dies before it hears so, or at some moment while it takes the answer in.
    if (round % 2) {
      held.pass();
      await sleep(round * 2);
    }
    await desk.kill();
    if (round % 2 === 0) held.drop();
    await desk.restart();
  }
  await expectAllOnce(await bench.line(desk), colleague, acknowledged);
});

/** Until the desk has acknowledged a draft that holds these words. */
async function waitForDraft({ desk }: DeskLine, words: string): Promise<void> {
  await waitFor(
    'the draft is kept',
    () => desk.draft.list({ kind: 'intake' }),
    (drafts) => drafts.some(({ body }) => body.includes(words)),
  );
}

test('在屏幕上刚说“已存”就断电，五次：再开机，改的和没填完的都在', async ({ bench }) => {
  test.setTimeout(120_000);
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as: 'naren', through: proxy });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const person = named('达楞太', newPerson());
  await issue(line, 'application.submit', applicationArgs(person));
  await waitUntilSynced(line);
  const window = await bench.window(desk);
  window.expectBrokenLine();
  for (let round = 0; round < 4; round += 1) {
    if (round % 2) proxy.cut();
    else proxy.restore();
    const phone = `1390000000${round}`;
    await window.openCase(person.name, person.idNumber);
    await window.correctPhone(phone, '2026-11-23');
    await expect(window.sheet).toContainText('已存');
    await desk.kill();
    await desk.restart();
    await window.reopen(desk.url);
    const again = await bench.line(desk);
    const found = await again.desk.cases.byIdNumber({ idNumber: person.idNumber });
    const numbers = await again.desk.cases.reveal({ personId: found?.personId ?? 0, reason: '核对' });
    expect(numbers?.phone).toBe(phone);
  }
  const form = new IntakeForm(window);
  await window.goTo('受理');
  await form.fillPerson(person);
  await form.type('certificateNumber', person.certificateNumber);
  await expect(window.sheet).toContainText('草稿已存在本机');
  await waitForDraft(await bench.line(desk), person.certificateNumber);
  await desk.kill();
  await desk.restart();
  await window.reopen(desk.url);
  await window.goTo('受理');
  await expect(form.input('name')).toHaveValue(person.name);
  await expect(form.field('certificateNumber')).toContainText('一致');
});
