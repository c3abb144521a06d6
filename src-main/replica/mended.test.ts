/** A refused act is mended once, the four numbers add up at every moment, and what was put off behind it can be issued again as it was written. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { reissue } from './mended.ts';
import { act, acts, journal } from './queries/journal.ts';
import { followers, mendPage } from './queries/mend.ts';
import { casePage } from './queries/case-page.ts';
import { readRecord } from './store/records.ts';
import {
  actorOf,
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  outcomeOf,
  personFields,
  TestDesk,
  WANG,
} from './test-desk.ts';

const KNOWN = 300;
const person = demoPerson(1);
let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

const both = () => intakeArgs(person, { benefits: ['LIVING', 'NURSING'], atCounter: 'KEEP' });
const nursing = () => intakeArgs(person, { benefits: ['NURSING'], atCounter: 'KEEP' });
const refusal = (number: number) =>
  outcomeOf(number, {
    outcome: 'refused',
    code: 'application/duplicate-open',
    detail: { path: ['benefits'], detail: { benefit: 'LIVING' } },
  });
const putOff = (number: number, behind: number) =>
  outcomeOf(number, { outcome: 'parked', code: 'command/behind', detail: { behind } });

/** Another desk has taken the same person in for LIVING before. */
const takenElsewhere = [
  { type: 'person' as const, id: KNOWN, set: personFields(person) },
  {
    type: 'application' as const,
    id: KNOWN + 1,
    set: { personId: KNOWN, state: 'SUBMITTED', appliedLiving: true, appliedNursing: false, missing: [] },
  },
];

function numbers() {
  const { made, waiting, received, needsYou, applied, inConflict, refused } = journal(desk.reading());
  expect(waiting + received + needsYou).toBe(made);
  expect(waiting + applied + inConflict + refused).toBe(made);
  const listed = acts(desk.reading(), { place: 'needs-you', offset: 0, limit: 100 });
  expect(listed.total).toBe(needsYou);
  return { made, waiting, received, needsYou };
}
const frameOf = (number: number) =>
  JSON.parse(desk.rows('SELECT frame FROM act WHERE number = ?', number)[0]?.frame as string) as CommandFrame;
const mend = (number: number, args: unknown) =>
  desk.issue(NAREN, 'application.submit', args, { replaces: number });

/** An intake, the phone of its person, the acceptance of its file: the first refused, the others put off. */
function threeActs() {
  const intake = desk.taken(NAREN, 'application.submit', both());
  const [applicationId, personId] = intake.ids as [number, number];
  const contact = { phone: '13900000427', statedOn: '2026-11-02' };
  const phone = desk.taken(NAREN, 'person.edit', { personId, contact, reason: '来电' });
  const accept = desk.taken(NAREN, 'application.accept', { applicationId });
  expect(numbers()).toEqual({ made: 3, waiting: 3, received: 0, needsYou: 0 });
  const outcomes = [refusal(intake.number), putOff(phone.number, 1), putOff(accept.number, 1)];
  desk.confirm(NORTH, takenElsewhere, outcomes);
  return { intake: intake.number, phone: phone.number, accept: accept.number, applicationId, personId };
}

describe('mending', () => {
  test('opens with everything that was written, and says where the refusal points', () => {
    const { intake } = threeActs();
    expect(mendPage(desk.reading(), intake)).toMatchObject({
      ...{ number: intake, name: 'application.submit', who: '娜仁', personName: person.name },
      args: JSON.parse(JSON.stringify(frameOf(intake).args)),
      ...{ outcome: 'refused', code: 'application/duplicate-open', path: ['benefits'] },
      ...{ detail: { benefit: 'LIVING' }, receivedAt: '2026-11-02T02:05:00.000Z', behind: null },
    });
    expect(mendPage(desk.reading(), 99)).toBeNull();
  });

  test('E4 the new act takes the place of the old one, once', () => {
    const { intake } = threeActs();
    expect(numbers()).toEqual({ made: 3, waiting: 0, received: 0, needsYou: 3 });
    expect(mend(intake, both())).toMatchObject({ ok: false, code: 'application/duplicate-open' });
    expect(act(desk.reading(), intake)).toMatchObject({ isMendable: true, replacedBy: null });
    const mended = mend(intake, nursing());
    expect(mended).toMatchObject({ ok: true, number: 4 });
    expect(numbers()).toEqual({ made: 4, waiting: 1, received: 1, needsYou: 2 });
    expect(act(desk.reading(), intake)).toMatchObject({
      replacedBy: 4,
      isMendable: false,
      isDismissed: true,
    });
    expect(act(desk.reading(), 4)).toMatchObject({ replaces: intake, isMendable: false });
    expect(mendPage(desk.reading(), intake)).toBeNull();
    const before = desk.contents();
    expect(mend(intake, nursing())).toMatchObject({ ok: false, code: 'command/already-mended' });
    expect(desk.contents()).toEqual(before);
  });

  test('an act that waits or was taken is not replaced; one set aside still can be', () => {
    const { number } = desk.taken(NAREN, 'application.submit', both());
    expect(mend(number, nursing())).toMatchObject({ ok: false, code: 'command/already-mended' });
    desk.confirm(NORTH, [], [refusal(number)]);
    desk.statements.run('UPDATE act SET is_dismissed = 1 WHERE number = ?', number);
    expect(numbers()).toEqual({ made: 1, waiting: 0, received: 1, needsYou: 0 });
    expect(mend(number, nursing())).toMatchObject({ ok: true });
  });

  test('what was put off goes by the name of whom it is about, though nobody of that name was made', () => {
    const { phone, accept } = threeActs();
    for (const number of [phone, accept]) expect(act(desk.reading(), number)?.personName).toBe(person.name);
  });

  test('of a record that was merged meanwhile it is done on the one that is kept', () => {
    desk.confirm(NORTH, [
      { type: 'person', id: KNOWN, set: personFields(person) },
      { type: 'person', id: KNOWN + 9, set: personFields(demoPerson(2)) },
    ]);
    const contact = { phone: '13900000427', statedOn: '2026-11-02' };
    const { number } = desk.taken(NAREN, 'person.edit', { personId: KNOWN + 9, contact, reason: '' });
    const merged = { mergedInto: KNOWN, mergedOn: '2026-11-02' };
    desk.confirm(
      NORTH,
      [{ type: 'person', id: KNOWN + 9, set: merged }],
      [outcomeOf(number, { outcome: 'refused', code: 'person/merged' })],
    );
    expect(mendPage(desk.reading(), number)?.target.personId).toBe(KNOWN);
  });

  test('the draft of the mended form goes with the act', () => {
    const { intake } = threeActs();
    desk.statements.run(
      "INSERT INTO draft (account, kind, draft_key, body, saved_at) VALUES (?, 'mend', '1', '{}', '2026')",
      NAREN.accountId,
    );
    const draft = { kind: 'mend', key: '1' };
    desk.issue(NAREN, 'application.submit', nursing(), { replaces: intake, draft });
    expect(desk.rows('SELECT * FROM draft')).toEqual([]);
  });
});

describe('what was put off behind it', () => {
  const obstacles = (number: number) =>
    followers(desk.reading(), number).map(({ number: of, obstacle }) => [of, obstacle]);
  const again = (wanted: readonly number[]) => reissue(desk.settings, actorOf(NAREN), wanted);

  test('waits until the first one is mended, then is issued again as it was written, ids put right (MD1)', () => {
    const { intake, phone, accept } = threeActs();
    expect(obstacles(intake)).toEqual([
      [phone, 'first'],
      [accept, 'first'],
    ]);
    expect(again([phone])).toEqual([{ number: phone, by: null, code: 'command/behind' }]);
    expect(mendPage(desk.reading(), phone)).toMatchObject({ behind: intake, target: { personId: null } });
    const mended = mend(intake, nursing());
    const [fileId] = mended.ok ? mended.ids : [];
    expect(obstacles(intake)).toEqual([
      [phone, null],
      [accept, null],
    ]);
    expect(mendPage(desk.reading(), phone)).toMatchObject({
      args: { personId: KNOWN, contact: { phone: '13900000427' } },
      target: { personId: KNOWN },
    });
    expect(again([accept, phone])).toEqual([
      { number: phone, by: 5, code: null },
      { number: accept, by: 6, code: null },
    ]);
    expect(frameOf(5).args).toEqual({ ...(frameOf(phone).args as object), personId: KNOWN });
    expect(frameOf(6).args).toEqual({ applicationId: fileId });
    expect(frameOf(6).after).toEqual([4]);
    expect(readRecord(desk.statements, 'person', KNOWN)?.values.phone).toBe('13900000427');
    expect(casePage(desk.reading(), KNOWN)?.applications[0]?.state).toBe('PRELIMINARY_REVIEW');
    expect(numbers()).toEqual({ made: 6, waiting: 3, received: 3, needsYou: 0 });
    expect(obstacles(intake)).toEqual([]);
  });

  test('leans on another that was put off: both go, in their order', () => {
    const { intake } = threeActs();
    const other = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(2), { atCounter: 'KEEP' }));
    const accept = desk.taken(NAREN, 'application.accept', { applicationId: other.ids[0] });
    desk.confirm(NORTH, [], [putOff(other.number, intake), putOff(accept.number, other.number)]);
    mend(intake, nursing());
    expect(obstacles(intake).slice(2)).toEqual([
      [other.number, null],
      [accept.number, null],
    ]);
    expect(again([other.number, accept.number])).toMatchObject([{ by: 7 }, { by: 8 }]);
    expect(frameOf(8).after).toEqual([7]);
    numbers();
  });

  test('a judgement is never given again by itself', () => {
    const { number, ids } = desk.taken(NAREN, 'application.submit', intakeArgs(person));
    const file = { applicationId: ids[0] as number };
    const judged = 'f'.repeat(64);
    const refused = desk.issue(WANG, 'review.passPreliminary', { ...file, judged });
    expect(refused).toMatchObject({ ok: false, code: 'review/file-changed' });
    const frame = {
      ...frameOf(number),
      name: 'review.passPreliminary',
      args: { ...file, judged },
      number: 2,
    };
    desk.statements.run(
      `INSERT INTO act (number, form_id, name, frame, actor, scope, made_at, new_ids, is_open, outcome, detail)
       VALUES (2, 'made-here', 'review.passPreliminary', ?, ?, ?, '2026-11-02', '[]', 0, 'parked', '{"behind":1}')`,
      JSON.stringify(frame),
      WANG.accountId,
      NORTH,
    );
    desk.confirm(NORTH, [], [refusal(number)]);
    mend(number, nursing());
    expect(obstacles(number)).toEqual([[2, 'look-again']]);
    expect(again([2])).toMatchObject([{ by: null }]);
  });

  test('MD2 what has no counterpart stays where it is', () => {
    const { intake, accept } = threeActs();
    desk.statements.run('UPDATE act SET new_types = NULL WHERE number = ?', intake);
    mend(intake, nursing());
    expect(obstacles(intake)).toContainEqual([accept, 'not-there']);
    expect(again([accept])).toMatchObject([{ by: null }]);
    numbers();
  });

  test('mended twice: the last one counts', () => {
    const { intake, accept } = threeActs();
    const first = mend(intake, nursing());
    const number = first.ok ? first.number : 0;
    desk.confirm(NORTH, [], [refusal(number)]);
    expect(obstacles(intake)).toContainEqual([accept, 'first']);
    const second = mend(number, nursing());
    expect(again([accept])).toMatchObject([{ code: null }]);
    expect(frameOf(6).args).toEqual({ applicationId: second.ok ? second.ids[0] : 0 });
  });
});
