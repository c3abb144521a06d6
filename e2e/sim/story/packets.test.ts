/** Sticks and disks that are put back: the answer to a packet of an earlier life of the disk. Seed 3 of the three weeks found it: acts that were
 *  made after the copy was put back took the outcomes of those that had had their numbers, and never went up.                      */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { demoPerson, intakeArgs } from '../../../src-main/replica/test-desk.ts';
import { applyReply } from '../../../src-main/replica/sync/apply.ts';
import { parseReply } from '../../../src-main/replica/sync/exchange.ts';
import { inMemory } from '../store-under-test.ts';
import type { Office } from './office.ts';
import { Story } from './story.ts';

let story: Story;
let window: Office;
beforeEach(async () => {
  story = new Story(1, inMemory(), () => {});
  await story.centre.publish();
  window = story.office('window');
  await window.sync();
});
afterEach(() => story.close());

function takeIn(index: number, at: Office = window): void {
  const [account] = at.accounts;
  if (!account) throw new Error('nobody at the window');
  const args = intakeArgs(demoPerson(index), { submittedOn: '2026-02-27' });
  expect(story.act(at, { account, name: 'application.submit', args })).toBe(1);
}

const outcomes = () =>
  window.statements.all<{ form: string; outcome: string }>(
    'SELECT form_id AS form, outcome FROM act ORDER BY number',
  );
const names = () => window.statements.pluck<string>('SELECT name FROM person ORDER BY name');

test('PK9 acts of a disk that was put back do not take the outcomes of those that had their numbers before', async () => {
  takeIn(0);
  const copy = window.copy();
  takeIn(1);
  const answer = await story.centre.takePacket(window.writePacket());
  window.putBack(copy, { machine: null, born: null });
  takeIn(2);
  expect(window.takeAnswer(answer)).toBe(0);
  expect(outcomes().map(({ outcome }) => outcome)).toEqual(['pending', 'pending']);
  await window.sync();
  expect(outcomes().map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  expect(names()).toEqual([0, 1, 2].map((index) => demoPerson(index).name).sort());
});

test('PK9 nor where the disk that was put back has written a packet of the same number since', async () => {
  const copy = window.copy();
  takeIn(1);
  const answer = await story.centre.takePacket(window.writePacket());
  window.putBack(copy, { machine: null, born: null });
  takeIn(2);
  window.writePacket();
  expect(window.takeAnswer(answer)).toBe(0);
  expect(outcomes().map(({ outcome }) => outcome)).toEqual(['pending']);
  expect(window.statements.pluck('SELECT answered_at FROM packet')).toEqual([null]);
  await window.sync();
  expect(names()).toEqual([1, 2].map((index) => demoPerson(index).name).sort());
});

test('PK7 what the answer brings of the log is taken all the same', async () => {
  takeIn(0);
  await window.sync();
  const copy = window.copy();
  takeIn(1);
  const answer = await story.centre.takePacket(window.writePacket());
  window.putBack(copy, { machine: null, born: null });
  window.takeAnswer(answer);
  expect(names()).toEqual([0, 1].map((index) => demoPerson(index).name).sort());
});

test('PK7 I4 of an answer nothing is laid down on a history that is not the one it was written in', async () => {
  const [hall, laptop] = [story.office('hall'), story.office('laptop')];
  takeIn(3);
  for (const each of [window, hall, laptop]) await each.sync();
  await story.centre.backUp();
  const packet = window.writePacket();
  takeIn(0, hall);
  for (const each of [hall, window]) await each.sync();
  await story.centre.setBack();
  for (const index of [1, 2]) takeIn(index, laptop);
  await laptop.sync();
  window.takeAnswer(await story.centre.takePacket(packet));
  expect(names()).toEqual([0, 3].map((index) => demoPerson(index).name).sort());
  await window.sync();
  expect(names()).toEqual([1, 2, 3].map((index) => demoPerson(index).name).sort());
});

test('IN9 what a packet brought to the history after a set-back stays on the screen until its commit is here', async () => {
  const hall = story.office('hall');
  takeIn(3);
  for (const each of [window, hall]) await each.sync();
  await story.centre.backUp();
  for (const index of [0, 1]) takeIn(index, hall);
  for (const each of [hall, window]) await each.sync();
  await story.centre.setBack();
  takeIn(2);
  window.takeAnswer(await story.centre.takePacket(window.writePacket()));
  expect(window.statements.pluck("SELECT count(*) FROM act WHERE outcome = 'pending'")).toEqual([0]);
  expect(names()).toEqual([0, 1, 2, 3].map((index) => demoPerson(index).name).sort());
  for (const each of [hall, window]) await each.sync();
  expect(names()).toEqual([0, 1, 2, 3].map((index) => demoPerson(index).name).sort());
});

test('PK9 I12 of an answer that says that the centre has lost what this file goes by, no outcome is taken', async () => {
  const hall = story.office('hall');
  const receipts = () => window.statements.all('SELECT number, receipt FROM act ORDER BY number');
  await hall.sync();
  await story.centre.backUp();
  takeIn(0);
  await window.sync();
  takeIn(1);
  const packet = window.writePacket();
  await story.centre.setBack();
  const copy = window.copy();
  takeIn(2, hall);
  await hall.sync();
  await window.sync();
  const judged = receipts();
  const answer = await story.centre.takePacket(packet);
  window.putBack(copy, { machine: null, born: null });
  window.takeAnswer(answer);
  await window.sync();
  expect(receipts()).toEqual(judged);
});

const open = () => window.statements.pluck<number>('SELECT number FROM act WHERE is_open = 1');

/** An act goes up by stick, and the news of the county come another way, before its outcome does: a reply that repeats no outcome. What the
 *  stick's answer says; `meanwhile`, what others do before the news.                                                               */
async function newsOvertakeTheStick(meanwhile: () => Promise<unknown> = async () => {}): Promise<Uint8Array> {
  const { centre } = story;
  takeIn(3);
  await window.sync();
  takeIn(0);
  const answer = await centre.takePacket(window.writePacket());
  await meanwhile();
  vi.spyOn(centre, 'sync').mockImplementationOnce(async (token, text) => {
    const news = JSON.stringify({ ...(JSON.parse(text) as object), commands: [] });
    const reply = parseReply(JSON.parse(await centre.sync(token, news)));
    applyReply(window, reply);
    throw new TypeError('the line broke');
  });
  await expect(window.sync()).rejects.toThrow('the line broke');
  expect(open()).toEqual([2]);
  return answer;
}

test('I6b an answer that ends where the cursor stands already, in the same history, closes its acts at once', async () => {
  const answer = await newsOvertakeTheStick();
  expect(window.takeAnswer(answer)).toBe(1);
  expect(open()).toEqual([]);
});

test('IN9 of one that ends sooner nobody can tell which history it tells of: its acts leave with the next line', async () => {
  const hall = story.office('hall');
  await hall.sync();
  const answer = await newsOvertakeTheStick(async () => {
    takeIn(1, hall);
    await hall.sync();
  });
  expect(window.takeAnswer(answer)).toBe(1);
  expect(open()).toEqual([2]);
  await window.sync();
  expect(open()).toEqual([]);
});
