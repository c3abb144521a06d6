/** Bytes up and down: when, in which order, what becomes of failures; and the sweep. */
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exifWithPlace, madeUpJpeg } from '#shared/domain/made-up-papers.ts';
import { materialsFor } from '#shared/domain/paper-limits.ts';
import { CentralRefusal, SessionEndedError } from '../sync/central-client.ts';
import { CHEN, NAREN, NORTH, outcomeOf, TEST_KEY } from '../test-desk.ts';
import { PaperFiles } from './paper-files.ts';
import { contentOf } from './paper-rows.ts';
import { papersOfPerson } from './paper-views.ts';
import { KEPT_DAYS, sweepPapers } from './sweep.ts';
import { pictureOf, sha256Of, TestPaperCentre, TestPapers } from './test-papers.ts';
import { PaperTransfer } from './transfer.ts';

const DAY_MS = 86_400_000;
let papers: TestPapers;
let centre: TestPaperCentre;
let changes: number;
let transfer: PaperTransfer;

function openTransfer(classes = NAREN.classes): PaperTransfer {
  const { desk, files } = papers;
  const { statements, clock } = desk;
  const onChanged = () => void changes++;
  return new PaperTransfer({ statements, files, centre, clock, materials: materialsFor(classes), onChanged });
}

beforeEach(() => {
  papers = new TestPapers();
  centre = new TestPaperCentre();
  changes = 0;
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

/** The county confirms the acts that added these papers. */
function confirmPapers(): void {
  const rows = papers.desk.rows('SELECT * FROM paper WHERE v_about = 0 ORDER BY id') as Record<
    string,
    never
  >[];
  const acts = papers.desk.rows("SELECT number FROM act WHERE outcome = 'pending'") as { number: number }[];
  papers.desk.confirm(
    NORTH,
    rows.map((row) => ({
      type: 'paper',
      id: row['id'] as unknown as number,
      set: {
        ...{ personId: row['person_id'], applicationId: row['application_id'], material: row['material'] },
        ...{ mediaType: row['media_type'], byteCount: row['byte_count'], sha256: row['sha256'] },
        ...{ addedBy: row['added_by'], addedAt: row['added_at'] },
      } as never,
    })),
    acts.map(({ number }) => outcomeOf(number, { commit: null })),
  );
}

/** A paper that another desk added. */
function confirmStrange(id: number, bytes: Uint8Array, material = 'ID_COPY'): void {
  const about = { personId: papers.personId, applicationId: null, material, mediaType: 'image/jpeg' };
  const set = { ...about, byteCount: bytes.length, sha256: sha256Of(bytes), addedBy: NAREN.accountId };
  papers.desk.confirm(NORTH, [{ type: 'paper', id, set: { ...set, addedAt: '2026-11-01T02:00:00.000Z' } }]);
}

test('TR1 bytes go up when the county has the act, not before; then the screen says so', async () => {
  await papers.added(pictureOf(1));
  await round();
  expect([centre.calls, states()]).toEqual([[], ['kept']]);
  confirmPapers();
  await round();
  expect(centre.held.get(sha256Of(pictureOf(1)))?.equals(pictureOf(1))).toBe(true);
  expect([states(), changes]).toEqual([['uploaded'], 1]);
  await round();
  expect(centre.calls).toHaveLength(1);
});

test('what was taken away before it went up does not go up', async () => {
  const paperId = await papers.added(pictureOf(1));
  confirmPapers();
  papers.desk.taken(NAREN, 'paper.remove', { paperId, reason: '拍成别人的了' });
  await round();
  expect(centre.calls).toEqual([]);
});

test('TR2 TR4 a line that breaks ends the round, the next one goes on where it was, after a restart too', async () => {
  for (const number of [1, 2, 3]) await papers.added(pictureOf(number));
  confirmPapers();
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
  confirmPapers();
  centre.refuses = new SessionEndedError();
  await round();
  expect(centre.calls).toHaveLength(1);
  centre.refuses = new CentralRefusal('paper/not-found');
  await round();
  expect(centre.calls).toHaveLength(3);
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
  expect(states()).toEqual(['awaited', 'awaited']);
  for (const number of [1, 2]) centre.held.set(sha256Of(pictureOf(number)), pictureOf(number));
  centre.lies = pictureOf(3);
  await round();
  expect(states()).toEqual(['awaited', 'awaited']);
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
  expect(states()).toEqual(['awaited']);
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

test('a desk fetches only what its people may see', async () => {
  confirmStrange(900, pictureOf(1), 'BANK_ACCOUNT');
  confirmStrange(901, pictureOf(2), 'CERT_COPY');
  await round(openTransfer(CHEN.classes));
  expect(centre.calls).toEqual([`get ${sha256Of(pictureOf(2)).slice(0, 6)}`]);
});

test('a file that was touched on the disk is awaited again, not sent', async () => {
  await papers.added(pictureOf(1));
  confirmPapers();
  const [name] = readdirSync(papers.files.folder);
  writeFileSync(join(papers.files.folder, name as string), 'garbage');
  await round();
  expect(centre.held.size).toBe(0);
  expect(states()).toEqual(['awaited']);
});

test('the sweep takes what a crash left, after 30 days, and nothing that is named', async () => {
  await papers.added(pictureOf(1));
  const { desk } = papers;
  const later = new PaperFiles(papers.files.folder, TEST_KEY);
  const orphan = await papers.files.keep(pictureOf(2));
  const half = `${'a'.repeat(32)}.part`;
  writeFileSync(join(later.folder, half), 'half');
  const sweep = () => sweepPapers(desk.statements, later, desk.clock);
  const writtenAt = desk.clock.nowMs / 1000;
  for (const name of readdirSync(later.folder)) utimesSync(join(later.folder, name), writtenAt, writtenAt);
  desk.clock.nowMs += KEPT_DAYS * DAY_MS - 1;
  expect(await sweep()).toBe(0);
  desk.clock.nowMs += 2;
  expect(await sweep()).toBe(2);
  const left = readdirSync(later.folder);
  expect(left).toEqual([contentOf(desk.statements, sha256Of(pictureOf(1)))?.fileId]);
  expect(left).not.toContain(orphan);
});

test('the sweep takes what was taken away 30 days ago; a refused act keeps its file until it is dismissed', async () => {
  const { desk } = papers;
  const removed = await papers.added(pictureOf(1));
  confirmPapers();
  await papers.added(pictureOf(2));
  const refusedAct = desk.rows('SELECT max(number) AS n FROM act')[0]?.['n'] as number;
  desk.taken(NAREN, 'paper.remove', { paperId: removed, reason: '拍错了' });
  desk.confirm(NORTH, [], [outcomeOf(refusedAct, { outcome: 'refused', code: 'paper/too-many' })]);
  expect(desk.rows('SELECT id FROM paper')).toHaveLength(1);
  const sweep = () => sweepPapers(desk.statements, papers.files, desk.clock);
  desk.clock.nowMs += (KEPT_DAYS + 1) * DAY_MS;
  expect(await sweep()).toBe(1);
  expect(contentOf(desk.statements, sha256Of(pictureOf(1)))).toBe(null);
  expect(contentOf(desk.statements, sha256Of(pictureOf(2)))?.fileId).toBeTruthy();
  desk.statements.run('UPDATE act SET is_dismissed = 1');
  expect(await sweep()).toBe(1);
  expect(readdirSync(papers.files.folder)).toEqual([]);
});
