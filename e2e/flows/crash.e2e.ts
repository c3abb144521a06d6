/** What a desk has said is saved, is saved: the process is killed without warning while it saves, while it sends, and under an
 *  open window, twenty times in all; afterwards every acknowledged act stands on the desk, and once at the centre.      */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '../harness/county.ts';
import { type DeskLine, issue, LineBroken, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, newPerson } from '../harness/people.ts';

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

/** How often each person was taken in, as another desk sees it. */
async function timesTakenIn({ desk }: DeskLine, idNumber: string): Promise<number> {
  const person = await desk.cases.byIdNumber({ idNumber });
  if (!person) return 0;
  const page = await desk.cases.open({ personId: person.personId });
  return page?.history.filter(({ action }) => action === 'application.submit').length ?? 0;
}

test('电脑正在存的时候断电，十次：说过存好的一件不少，旗里一件不重', async ({ bench }) => {
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as: 'naren', through: proxy });
  const acknowledged: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    // Every other death falls into the middle of sending, too.
    if (round % 2) proxy.restore();
    else proxy.cut();
    const line = await bench.line(desk);
    const working = takeInUntilDeath(line, acknowledged);
    await sleep(120 + round * 37);
    await desk.kill();
    await working;
    await desk.restart();
    const again = await bench.line(desk);
    for (const idNumber of acknowledged.slice(-5)) {
      const found = await again.desk.cases.byIdNumber({ idNumber });
      expect(found).not.toBeNull();
    }
  }
  proxy.restore();
  const line = await bench.line(desk);
  await line.desk.link.tryNow();
  await waitUntilSynced(line);
  const colleague = await bench.line(await bench.desk({ as: 'wangjianguo' }));
  await waitUntilSynced(colleague);
  expect(acknowledged.length).toBeGreaterThan(20);
  for (const idNumber of acknowledged) {
    expect(await timesTakenIn(line, idNumber)).toBe(1);
    expect(await timesTakenIn(colleague, idNumber)).toBe(1);
  }
  const journal = await line.desk.journal.overview({});
  expect(journal).toMatchObject({ made: journal.received, waiting: 0, needsYou: 0 });
});
