/** The centre dies: after it has committed an act and before the desk has heard of it, the worst moment there is; and in the
 *  middle of judging a long queue. Server and database are killed without warning and come back on the same data.     */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncResponse } from '#shared/sync/frames.ts';
import { expect, test } from '../harness/county.ts';
import { issue, syncNow, waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, newPerson } from '../harness/people.ts';

const QUEUE = 150;

test('旗服务器正在收一长串的时候断电，三次：重开后一件不少、一件不重', async ({ bench }) => {
  test.setTimeout(120_000);
  const centre = await bench.ownCentre();
  const proxy = await bench.proxy(centre.url);
  const line = await bench.line(await bench.desk({ as: 'naren', through: proxy }));
  await waitUntilSynced(line);
  proxy.cut();
  const people = Array.from({ length: QUEUE }, () => newPerson());
  for (const person of people) await issue(line, 'application.submit', applicationArgs(person));
  proxy.restore();
  for (const afterMs of [60, 180, 420]) {
    await line.desk.link.tryNow();
    await sleep(afterMs);
    await centre.kill();
    await centre.restart();
  }
  await syncNow(line);
  expect(await line.desk.journal.overview()).toMatchObject({ made: QUEUE, received: QUEUE, needsYou: 0 });

  const colleague = await bench.line(await bench.desk({ as: 'wangjianguo', central: centre.url }));
  await waitUntilSynced(colleague);
  for (const { idNumber } of people) {
    const found = await colleague.desk.cases.byIdNumber({ idNumber });
    const page = await colleague.desk.cases.open({ personId: found?.personId ?? 0 });
    expect(page?.history.map(({ action }) => action)).toEqual(['application.submit']);
  }
});

test('旗服务器刚记下、还没回话就断电：重开后这件不丢也不重，回执照样给', async ({ bench }) => {
  const centre = await bench.ownCentre();
  const proxy = await bench.proxy(centre.url);
  const line = await bench.line(await bench.desk({ as: 'naren', through: proxy }));
  await waitUntilSynced(line);

  const person = newPerson();
  const holding = proxy.holdAnswer('/api/sync');
  await issue(line, 'application.submit', applicationArgs(person, 'ACCEPT'));
  const held = await holding;
  const { outcomes } = held.json() as SyncResponse;
  expect(outcomes).toMatchObject([{ number: 1, outcome: 'applied' }]);
  await centre.kill();
  held.drop();
  const before = await line.desk.journal.overview();
  expect(before).toMatchObject({ made: 1, waiting: 1, received: 0 });
  await waitFor(
    'the desk sees that the link is down',
    async () => line.desk.link.status(),
    ({ state }) => state === 'offline',
  );

  await centre.restart();
  await syncNow(line);
  const after = await line.desk.journal.overview();
  expect(after).toMatchObject({ made: 1, waiting: 0, received: 1, needsYou: 0 });
  const act = await line.desk.journal.act({ number: 1 });
  expect(act).toMatchObject({ outcome: 'applied', receipt: outcomes[0]?.receipt });

  const colleague = await bench.line(await bench.desk({ as: 'wangjianguo', central: centre.url }));
  await waitUntilSynced(colleague);
  const found = await colleague.desk.cases.byIdNumber({ idNumber: person.idNumber });
  const page = await colleague.desk.cases.open({ personId: found?.personId ?? 0 });
  expect(page?.applications).toHaveLength(1);
  expect(page?.history.map(({ action }) => action)).toEqual(['application.submit']);
  expect(centre.log()).not.toContain('Error');
});
