/** ST2, I1, A3, B1 under a disk that loses its power: the day's writes are recorded from outside the program, the disk keeps only what was
 *  synced and some of the rest. It can fail: under `synchronous=NORMAL` acts that were called saved are gone.                       */
import { expect, test } from 'vitest';
import { crashEverywhere } from './crash.ts';
import { type Operation, Disk } from './journal.ts';
import { recordDay, whyNotHere } from './record.ts';
import { seededRandom } from '#shared/base/chance.ts';

const ROOMY_MS = 180_000;
const why = whyNotHere();
if (why) console.log(`durability is not tried here: ${why}`);

test.skipIf(why !== null)(
  'ST2 I1 A3 B1 a crash after any write loses nothing that was called saved',
  () => {
    const report = crashEverywhere(recordDay('FULL', 1), { share: 0.02, seed: 1 });
    expect(report.violations).toEqual([]);
    expect(report.crashes).toBeGreaterThan(60);
    expect(Object.keys(report.phases)).toEqual(
      expect.arrayContaining(['first sync', 'acts', 'rebase', 'after the checkpoint']),
    );
  },
  ROOMY_MS,
);

test.skipIf(why !== null)(
  'ST2 the same day under synchronous=NORMAL loses an act that was called saved, and is found out',
  () => {
    const report = crashEverywhere(recordDay('NORMAL', 1), { share: 0.02, seed: 1, stopAtFirst: true });
    const lost = report.violations.filter(({ rule, words }) => rule === 'I1' && words.endsWith('is gone'));
    expect(lost.length).toBeGreaterThan(0);
    // Lost, not damaged: what a write-ahead log is for.
    expect(report.violations.filter(({ rule }) => rule === 'ST2')).toEqual([]);
  },
  ROOMY_MS,
);

const write = (offset: number, text: string): Operation => ({
  kind: 'write',
  file: 'a',
  offset,
  data: Buffer.from(text),
});
const other = (kind: 'sync' | 'truncate' | 'remove', offset = 0): Operation => ({
  kind,
  file: 'a',
  offset,
  data: Buffer.alloc(0),
});

test('a disk keeps what was synced, and of the rest what it pleases', () => {
  const disk = new Disk();
  const chance = seededRandom(1);
  for (const each of [write(0, 'synced'), other('sync'), write(0, 'loose'), write(8, 'x')]) disk.apply(each);
  expect(disk.looseCount).toBe(2);
  expect(disk.afterPowerCut('none', chance).get('a')?.toString()).toBe('synced');
  expect(disk.afterPowerCut('all', chance).get('a')?.toString()).toBe('loosed\0\0x');
  disk.apply(other('truncate', 2));
  expect(disk.afterPowerCut('all', chance).get('a')?.toString()).toBe('lo');
  expect(disk.afterPowerCut('none', chance).get('a')?.toString()).toBe('synced');
  const torn = new Disk();
  torn.apply(write(0, 'y'.repeat(4096)));
  const sectors = torn.afterPowerCut('sectors', chance).get('a') ?? Buffer.alloc(0);
  expect(sectors.length % 512).toBe(0);
  expect(sectors.includes('y') && sectors.includes(0)).toBe(true);
  disk.apply(other('remove'));
  expect(disk.afterPowerCut('all', chance).has('a')).toBe(false);
});
