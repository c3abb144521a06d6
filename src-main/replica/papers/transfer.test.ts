/** Bytes up and down: when, in which order, what becomes of failures; and the sweep. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exifWithPlace, madeUpJpeg } from '#shared/domain/made-up-papers.ts';
import { materialsFor } from '#shared/domain/paper-limits.ts';
import { CentralRefusal, SessionEndedError } from '../sync/central-client.ts';
import { offerPapersAgain } from '../renumber.ts';
import { letGo } from '../sync/moves.ts';
import { CHEN, NAREN, NORTH } from '../test-desk.ts';
import { LineMeter } from './line-meter.ts';
import { letsWorkGoFirst, readLineMode, writeLineMode } from './line-mode.ts';
import { contentOf } from './paper-rows.ts';
import { papersOfPerson } from './paper-views.ts';
import { KEPT_DAYS, sweepPapers } from './sweep.ts';
import { pictureOf, sha256Of, TestPaperCentre, TestPapers } from './test-papers.ts';
import { PaperTransfer, type TransferSettings } from './transfer.ts';

const DAY_MS = 86_400_000;
const T = '2026-11-01T02:00:00.000Z';
let papers: TestPapers;
let centre: TestPaperCentre;
let changes: number;
let workWaits = false;
let transfer: PaperTransfer;

function openTransfer(
  classes = NAREN.classes,
  work: Pick<TransferSettings, 'meter' | 'givesWay'> = { meter: new LineMeter(), givesWay: () => workWaits },
): PaperTransfer {
  const { desk, files } = papers;
  const { statements, clock } = desk;
  const onChanged = () => void changes++;
  const materials = materialsFor(classes);
  const broke = (error: unknown) => console.error(error);
  return new PaperTransfer({ statements, files, centre, clock, materials, onChanged, broke, ...work });
}

beforeEach(() => {
  papers = new TestPapers();
  centre = new TestPaperCentre();
  changes = 0;
  workWaits = false;
  transfer = openTransfer();
});
afterEach(async () => {
  await transfer.stop();
  papers.close();
});

/** One round of the transfer, to its end. */
async function round(of = transfer): Promise<void> {
  of.wake();
  await (of as unknown as { round: Promise<void> | null }).round;
}

const states = () => papersOfPerson(papers.desk.reading(), papers.personId).map(({ state }) => state);

/** A paper that another desk added, and whose bytes the county has. */
function confirmStrange(
  id: number,
  bytes: Uint8Array,
  material = 'ID_COPY',
  arrivedAt: string | null = T,
): void {
  const about = { personId: papers.personId, applicationId: null, material, mediaType: 'image/jpeg' };
  const set = { ...about, byteCount: bytes.length, sha256: sha256Of(bytes), addedBy: NAREN.accountId };
  papers.desk.confirm(NORTH, [{ type: 'paper', id, set: { ...set, addedAt: T, arrivedAt } }]);
}

test('TR1 bytes go up when the county has the act, not before; then the screen says so', async () => {
  await papers.added(pictureOf(1));
  await round();
  expect([centre.calls, states()]).toEqual([[], ['kept']]);
  papers.confirmAdded();
  await round();
  expect(centre.held.get(sha256Of(pictureOf(1)))?.equals(pictureOf(1))).toBe(true);
  expect([states(), changes]).toEqual([['uploaded'], 1]);
  await round();
  expect(centre.calls).toHaveLength(1);
});

test('what was taken away before it went up does not go up', async () => {
  const paperId = await papers.added(pictureOf(1));
  papers.confirmAdded();
  papers.desk.taken(NAREN, 'paper.remove', { paperId, reason: '拍成别人的了' });
  await round();
  expect(centre.calls).toEqual([]);
});

test('TR2 TR4 a line that breaks ends the round, the next one goes on where it was, after a restart too', async () => {
  for (const number of [1, 2, 3]) await papers.added(pictureOf(number));
  papers.confirmAdded();
  centre.isAway = true;
  await round();
  expect(centre.calls).toHaveLength(1);
  centre.isAway = false;
  await transfer.stop();
  transfer = openTransfer();
  await round();
  expect(centre.held.size).toBe(3);
  expect(centre.mostAtOnce).toBe(1);
});

test('an ended session ends the round quietly; a refusal is tried again later and holds up no other', async () => {
  for (const number of [1, 2]) await papers.added(pictureOf(number));
  papers.confirmAdded();
  centre.refuses = new SessionEndedError();
  await round();
  expect(centre.calls).toHaveLength(1);
  centre.refuses = new CentralRefusal('paper/not-found');
  await round();
  // One of them had begun: it is asked first where it stands.
  expect(centre.calls).toHaveLength(4);
  centre.refuses = null;
  await round();
  expect(centre.held.size).toBe(0);
  papers.desk.clock.nowMs += 5_000;
  await round();
  expect(centre.held.size).toBe(2);
});

test('what another desk added comes by itself, newest first, and is checked against its name', async () => {
  confirmStrange(900, pictureOf(1));
  confirmStrange(901, pictureOf(2));
  expect(states()).toEqual(['at-county', 'at-county']);
  for (const number of [1, 2]) centre.held.set(sha256Of(pictureOf(number)), pictureOf(number));
  centre.lies = pictureOf(3);
  await round();
  expect(states()).toEqual(['at-county', 'at-county']);
  expect(readdirSync(papers.files.folder)).toEqual([]);
  centre.lies = null;
  papers.desk.clock.nowMs += 5_000;
  await round();
  expect(states()).toEqual(['uploaded', 'uploaded']);
  const order = [2, 1, 2, 1].map((number) => `get ${sha256Of(pictureOf(number)).slice(0, 6)}`);
  expect(centre.calls).toEqual(order);
});

test('TR3 a centre that hands out what a desk would not keep is not believed', async () => {
  const photo = Buffer.from(madeUpJpeg(8, 8, { segments: [exifWithPlace()] }));
  confirmStrange(900, photo);
  centre.held.set(sha256Of(photo), photo);
  await round();
  expect(states()).toEqual(['at-county']);
  expect(readdirSync(papers.files.folder)).toEqual([]);
});

test('what the county has not is asked for after growing pauses, and at once when somebody wants it', async () => {
  const sha256 = sha256Of(pictureOf(1));
  confirmStrange(900, pictureOf(1));
  await round();
  await round();
  expect(centre.calls).toHaveLength(1);
  for (const [passedMs, calls] of [
    [4_000, 2],
    [4_000, 2],
    [4_000, 3],
  ] as const) {
    papers.desk.clock.nowMs += passedMs;
    await round();
    expect(centre.calls).toHaveLength(calls);
  }
  expect(await transfer.fetchNow(sha256)).toBe(false);
  centre.held.set(sha256, pictureOf(1));
  const both = await Promise.all([transfer.fetchNow(sha256), transfer.fetchNow(sha256)]);
  expect([both, centre.calls.length]).toEqual([[true, true], 5]);
  expect(states()).toEqual(['uploaded']);
  centre.isAway = true;
  expect(await transfer.fetchNow('0'.repeat(64))).toBe(false);
});

test('PA4 what the county awaits is not asked for; the screen says on which computer it is', async () => {
  confirmStrange(900, pictureOf(1), 'ID_COPY', null);
  await round();
  expect(centre.calls).toEqual([]);
  expect(papersOfPerson(papers.desk.reading(), papers.personId)).toMatchObject([
    { state: 'awaited', awaitedFrom: expect.any(String) },
  ]);
});

test('PA4 a county that lost it hears it again from whoever has it: what the record says counts', async () => {
  confirmStrange(900, pictureOf(1));
  centre.held.set(sha256Of(pictureOf(1)), pictureOf(1));
  await round();
  expect(states()).toEqual(['uploaded']);
  centre.held.clear();
  papers.desk.confirm(NORTH, [{ type: 'paper', id: 900, set: { arrivedAt: null } }]);
  papers.desk.clock.nowMs += 61_000;
  await round();
  expect(centre.held.has(sha256Of(pictureOf(1)))).toBe(true);
});

/** A photo of so many pieces of 16 KB. */
function longPicture(number: number, pieces: number): Buffer {
  const whole = pictureOf(number);
  return Buffer.concat([whole.subarray(0, -2), Buffer.alloc(pieces * 16 * 1024), whole.subarray(-2)]);
}

test('TR5 TR6 an act stops a photo at its next piece; it goes on there, after a restart too, and no byte goes twice', async () => {
  const photo = longPicture(1, 40);
  await papers.added(photo);
  papers.confirmAdded();
  let sent = 0;
  centre.onPiece = () => {
    sent += 1;
    // The clock moves: a poor line, on which pieces stay small.
    papers.desk.clock.nowMs += 3_000;
    workWaits = sent % 7 === 0;
  };
  for (let rounds = 0; rounds < 30 && !centre.held.size; rounds++) {
    await round();
    workWaits = false;
    if (rounds % 2) {
      await transfer.stop();
      transfer = openTransfer();
    }
  }
  expect(centre.held.get(sha256Of(photo))?.equals(photo)).toBe(true);
  expect(sent).toBe(Math.ceil(photo.length / (16 * 1024)));
  expect(centre.calls.filter((call) => call.startsWith('head')).length).toBeGreaterThan(3);
});

test.each([
  // By the measure: a line that carries a piece of 16 KB in three seconds, and one that carries it at once.
  ['auto', 3_000, 1],
  ['auto', 1, 0],
  ['always', 3_000, 1],
  ['always', 1, 1],
  ['never', 3_000, 0],
  ['never', 1, 0],
] as const)(
  'TR5 papers set to %s, a piece in %i ms: work that comes meanwhile stops the photo %i times',
  async (mode, pieceMs, stops) => {
    const { statements } = papers.desk;
    writeLineMode(statements, mode);
    const photo = longPicture(1, 40);
    await papers.added(photo);
    papers.confirmAdded();
    await transfer.stop();
    const meter = new LineMeter();
    const givesWay = () => letsWorkGoFirst(readLineMode(statements), meter.isPoor) && workWaits;
    transfer = openTransfer(NAREN.classes, { meter, givesWay });
    let sent = 0;
    centre.onPiece = () => {
      sent += 1;
      papers.desk.clock.nowMs += pieceMs;
      workWaits = sent === 3;
    };
    await round();
    expect(centre.held.has(sha256Of(photo))).toBe(stops === 0);
    if (stops) expect(sent).toBe(3);
    // The work is done; what is left goes.
    workWaits = false;
    await round();
    expect(centre.held.get(sha256Of(photo))?.equals(photo)).toBe(true);
  },
);

test('PA4 a picture that had gone up once and is put on anew goes up again, though its person has moved away since', async () => {
  const { desk } = papers;
  const first = await papers.added(pictureOf(1));
  papers.confirmAdded();
  await round();
  desk.confirm(NORTH, [{ type: 'paper', id: first, set: { removedAt: T, removeReason: '拍错了' } }]);
  // A month later its bytes are gone at the county, and somebody brings the same picture once more.
  centre.held.clear();
  centre.halves.clear();
  const second = await papers.added(pictureOf(1));
  papers.confirmAdded();
  desk.statements.db.transaction(() =>
    [first, second].forEach((id) => letGo(desk.statements, 'paper', id)),
  )();
  await sweepPapers(desk.statements, papers.files, desk.clock);
  await round();
  expect(centre.held.get(sha256Of(pictureOf(1)))?.equals(pictureOf(1))).toBe(true);
});

test('PA4 so does one of somebody who has moved away, where the same picture was put on somebody else here and taken away', async () => {
  const { desk } = papers;
  confirmStrange(900, pictureOf(1));
  desk.confirm(NORTH, [{ type: 'paper', id: 900, set: { removedAt: T, removeReason: '放错了' } }]);
  const moved = await papers.added(pictureOf(1));
  papers.confirmAdded();
  desk.statements.db.transaction(() => letGo(desk.statements, 'paper', moved))();
  await round();
  expect(centre.held.get(sha256Of(pictureOf(1)))?.equals(pictureOf(1))).toBe(true);
});

test('PA4 what was taken away here does not go up', async () => {
  const { desk } = papers;
  const own = await papers.added(pictureOf(1));
  papers.confirmAdded();
  desk.confirm(NORTH, [{ type: 'paper', id: own, set: { removedAt: T, removeReason: '放错了' } }]);
  await round();
  expect(centre.calls).toEqual([]);
});

test('MV5 of who moved away the bytes that were put on here stay a month, for a county that is set back; others go at once', async () => {
  const { desk, files } = papers;
  const own = await papers.added(pictureOf(1));
  papers.confirmAdded();
  confirmStrange(900, pictureOf(2));
  centre.held.set(sha256Of(pictureOf(2)), pictureOf(2));
  await round();
  const kept = () =>
    [1, 2].filter((number) => contentOf(desk.statements, sha256Of(pictureOf(number)))?.fileId);
  expect(kept()).toEqual([1, 2]);
  desk.statements.db.transaction(() => [own, 900].forEach((id) => letGo(desk.statements, 'paper', id)))();
  expect(await sweepPapers(desk.statements, files, desk.clock)).toBe(1);
  expect(kept()).toEqual([1]);
  // The county has lost it: what it had of the desk is offered again.
  centre.held.clear();
  centre.halves.clear();
  offerPapersAgain(desk.statements);
  await round();
  expect(centre.held.get(sha256Of(pictureOf(1)))?.equals(pictureOf(1))).toBe(true);
  desk.clock.nowMs += (KEPT_DAYS + 1) * DAY_MS;
  expect(await sweepPapers(desk.statements, files, desk.clock)).toBe(1);
  expect(kept()).toEqual([]);
});

test('TR6 a download goes on after a restart and after a cut, and leaves no piece behind', async () => {
  const photo = longPicture(1, 40);
  confirmStrange(900, photo);
  centre.held.set(sha256Of(photo), photo);
  const fetched: number[] = [];
  const { get } = centre;
  centre.get = async (sha256, from, count) => {
    const piece = await get.call(centre, sha256, from, count);
    papers.desk.clock.nowMs += 3_000;
    fetched.push(piece?.bytes.length ?? 0);
    workWaits = fetched.length % 5 === 0;
    centre.isAway = fetched.length % 8 === 7;
    return piece;
  };
  for (let rounds = 0; rounds < 30 && states()[0] !== 'uploaded'; rounds++) {
    await round();
    workWaits = false;
    centre.isAway = false;
    await transfer.stop();
    transfer = openTransfer();
  }
  expect(states()).toEqual(['uploaded']);
  expect(fetched.reduce((sum, bytes) => sum + bytes, 0)).toBe(photo.length);
  expect(papers.desk.rows('SELECT * FROM paper_piece')).toEqual([]);
});

test('a desk fetches only what its people may see', async () => {
  confirmStrange(900, pictureOf(1), 'BANK_ACCOUNT');
  confirmStrange(901, pictureOf(2), 'CERT_COPY');
  await round(openTransfer(CHEN.classes));
  expect(centre.calls).toEqual([`get ${sha256Of(pictureOf(2)).slice(0, 6)}`]);
});

test('a file that was touched on the disk is awaited again, not sent', async () => {
  await papers.added(pictureOf(1));
  papers.confirmAdded();
  const [name] = readdirSync(papers.files.folder);
  writeFileSync(join(papers.files.folder, name as string), 'garbage');
  await round();
  expect(centre.held.size).toBe(0);
  expect(states()).toEqual(['awaited']);
});
