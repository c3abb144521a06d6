/** What the sweep takes away, and what it leaves. */
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NAREN, NORTH, outcomeOf, TEST_KEY } from '../test-desk.ts';
import { PaperFiles } from './paper-files.ts';
import { contentOf, writeUploaded } from './paper-rows.ts';
import { KEPT_DAYS, sweepPapers } from './sweep.ts';
import { pictureOf, sha256Of, TestPapers } from './test-papers.ts';

const DAY_MS = 86_400_000;
let papers: TestPapers;
beforeEach(() => {
  papers = new TestPapers();
});
afterEach(() => papers.close());

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

test('SW2 an act that somebody has to look at, for its person has moved, keeps its file until it is dismissed', async () => {
  const { desk } = papers;
  await papers.added(pictureOf(1));
  const { n } = desk.rows('SELECT max(number) AS n FROM act')[0] as { n: number };
  desk.confirm(NORTH, [], [outcomeOf(n, { outcome: 'in-conflict', code: 'person/moved' })]);
  desk.clock.nowMs += (KEPT_DAYS + 1) * DAY_MS;
  expect(await sweepPapers(desk.statements, papers.files, desk.clock)).toBe(0);
  desk.statements.run('UPDATE act SET is_dismissed = 1');
  expect(await sweepPapers(desk.statements, papers.files, desk.clock)).toBe(1);
});

test('SW2 a paper of somebody who has moved since, which the centre took, keeps its file until the bytes have gone up', async () => {
  const { desk } = papers;
  await papers.added(pictureOf(1));
  const { n } = desk.rows('SELECT max(number) AS n FROM act')[0] as { n: number };
  desk.confirm(NORTH, [], [outcomeOf(n, { commit: 1 })]);
  expect(desk.rows('SELECT id FROM paper')).toEqual([]);
  desk.clock.nowMs += (KEPT_DAYS + 1) * DAY_MS;
  const sweep = () => sweepPapers(desk.statements, papers.files, desk.clock);
  expect(await sweep()).toBe(0);
  writeUploaded(desk.statements, sha256Of(pictureOf(1)), desk.clock.nowMs, '2026-12-08T01:00:00.000Z');
  expect(await sweep()).toBe(1);
});

/** The act that was made last is taken, and writes this. */
function confirmLast(id: number, set: Readonly<Record<string, string>>): void {
  const { n } = papers.desk.rows('SELECT max(number) AS n FROM act')[0] as { n: number };
  papers.desk.confirm(NORTH, [{ type: 'paper', id, set }], [outcomeOf(n, { commit: 2 })]);
}

test('SW1 what was taken away here alone keeps its file: the county may not take that', async () => {
  const { desk } = papers;
  const own = await papers.added(pictureOf(1));
  papers.confirmAdded();
  desk.taken(NAREN, 'paper.remove', { paperId: own, reason: '拍错了' });
  desk.clock.nowMs += (KEPT_DAYS + 1) * DAY_MS;
  const sweep = () => sweepPapers(desk.statements, papers.files, desk.clock);
  expect(await sweep()).toBe(0);
  confirmLast(own, { removedAt: '2026-10-01T01:00:00.000Z', removeReason: '拍错了' });
  expect(await sweep()).toBe(1);
});

test('the sweep takes what was taken away 30 days ago; a refused act keeps its file until it is dismissed', async () => {
  const { desk } = papers;
  const removed = await papers.added(pictureOf(1));
  papers.confirmAdded();
  await papers.added(pictureOf(2));
  const refusedAct = desk.rows('SELECT max(number) AS n FROM act')[0]?.['n'] as number;
  desk.taken(NAREN, 'paper.remove', { paperId: removed, reason: '拍错了' });
  confirmLast(removed, { removedAt: '2026-10-01T01:00:00.000Z', removeReason: '拍错了' });
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
