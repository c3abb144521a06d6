/** Nobody is more than the county says: what a request claims of role, scope and author is refused or ignored, whoever sends it. */
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { enter, post } from '../harness/centre-calls.ts';
import { expect, test } from '../harness/county.ts';
import { issue, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import { answerAll, openInQueue } from '../harness/review-desk.ts';
import { instantNow, PASSWORD } from '../harness/processes.ts';

const HOME = 159999101000;
const NEIGHBOUR = 159999102000;
const NO_HASH = '0'.repeat(64);

const request = (device: number, commands: readonly unknown[] = []) => ({
  protocol: PROTOCOL_VERSION,
  schema: SCHEMA_VERSION,
  device,
  checks: [],
  last: 1_000_000,
  commands,
  cursors: [],
  whole: [],
  bytesMax: 0,
});

const act = (number: number, actor: number, changed: object) => ({
  number,
  name: 'application.submit',
  version: 1,
  actor,
  scope: HOME,
  madeAt: instantNow(),
  pack: '2026-07',
  args: applicationArgs(newPerson()),
  groups: [],
  before: [],
  after: [],
  together: null,
  ...changed,
});

test('在请求里写别的岗位、别的地方，旗里不认', async ({ county }) => {
  const { url } = await county();
  const claims = { account: 'naren', password: PASSWORD, role: 'COUNTY_CIVIL_AFFAIRS_APPROVER' };
  const claimed = await post(url, '/api/session', claims);
  expect(claimed).toMatchObject({ status: 400, body: { code: 'request/unknown-field' } });

  const signedIn = await post(url, '/api/session', { account: 'naren', password: PASSWORD });
  expect(signedIn.body.session).toMatchObject({ role: 'TOWNSHIP_CLERK' });
  expect(signedIn.body.session?.scopes).toEqual([0, HOME]);

  const { token, device, accountId } = await enter(url, 'naren', '外来-1');
  const withRole = { ...request(device), role: 'COUNTY_CIVIL_AFFAIRS_APPROVER' };
  expect(await post(url, '/api/sync', withRole, token)).toMatchObject({
    status: 400,
    body: { code: 'request/unknown-field' },
  });
  const actWithRole = act(1, accountId, { role: 'COUNTY_CIVIL_AFFAIRS_APPROVER' });
  expect(await post(url, '/api/sync', request(device, [actWithRole]), token)).toMatchObject({ status: 400 });
  expect(await post(url, '/api/sync', request(device + 1), token)).toMatchObject({
    body: { code: 'device/not-yours' },
  });
  expect(await post(url, '/api/sync', request(device))).toMatchObject({ status: 401 });
});

test('替别人办、办别处的、办别的岗位的，一件都不算数', async ({ county }) => {
  const { url } = await county();
  const gaomin = await enter(url, 'gaomin', '外来-2');
  const { token, device, accountId } = await enter(url, 'naren', '外来-3');
  const determine = {
    name: 'review.determine',
    args: { applicationId: 1, judged: NO_HASH, approved: ['LIVING'], words: '' },
  };
  const acts = [
    act(1, gaomin.accountId, {}),
    act(2, accountId, { scope: NEIGHBOUR }),
    act(3, accountId, determine),
    act(4, accountId, { madeAt: '2027-06-01T00:00:00.000Z' }),
  ];
  const answer = await post(url, '/api/sync', request(device, acts), token);
  expect(answer.status).toBe(200);
  expect(answer.body.outcomes?.map(({ number, outcome, code }) => [number, outcome, code])).toEqual([
    [1, 'refused', 'actor/not-on-this-device'],
    [2, 'refused', 'command/outside-your-scope'],
    [3, 'refused', 'command/not-your-role'],
    [4, 'refused', 'command/future-date'],
  ]);
});

test('苏木的电脑自己也不肯办旗里的事', async ({ bench }) => {
  const { desk, ...line } = await bench.line(await bench.desk({ as: 'naren' }));
  await waitUntilSynced({ desk, ...line });
  const answer = await desk.command.issue({
    name: 'review.determine',
    args: { applicationId: 1, judged: NO_HASH, approved: ['LIVING'], words: '' },
    formId: 'determine-by-a-clerk',
  });
  expect(answer).toMatchObject({ ok: false, code: 'command/not-your-role' });
});

test('自己收的件，自己审不了', async ({ bench }) => {
  const desk = await bench.desk({ as: 'wangjianguo' });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const person = named('特古斯', newPerson(fitsBoth));
  const [applicationId = 0] = await issue(line, 'application.submit', applicationArgs(person, 'ACCEPT'));
  const window = await bench.window(desk);
  await window.goTo('审核');
  await openInQueue(window, person.name);
  await answerAll(window, '符合');
  await expect(window.sheet).toContainText('同一件要两个人看');
  await expect(window.sheet.getByRole('button', { name: '初审合格' })).toBeDisabled();
  const file = await line.desk.review.file({ applicationId });
  const answer = await line.desk.command.issue({
    name: 'review.passPreliminary',
    args: { applicationId, judged: file?.judged },
    formId: 'pass-what-one-took-in',
  });
  expect(answer).toMatchObject({ ok: false, code: 'review/four-eyes' });
});
