/** Desks and a centre that lose their past: a centre set back to a backup, a desk put back from a copy, copies and copies of copies in any order
 *  of contacts. Real SQLite files, the centre's own code on its store in memory; between them stands one function call.             */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SyncRequest } from '#shared/sync/frames.ts';
import { incarnations, writeMeta } from '../../src-main/replica/identity.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { Centre, Computer, Cut, ELSEWHERE, HERE, scene } from './copies-world.ts';

let centre: Centre;

async function openCentre(): Promise<void> {
  centre = new Centre();
  scene.centre = centre;
  await centre.start();
}

const names = (...people: number[]) => people.map((index) => demoPerson(index).name).sort();

beforeEach(async () => {
  scene.folder = mkdtempSync(join(tmpdir(), 'sumu-copies-'));
  await openCentre();
});
afterEach(() => rmSync(scene.folder, { recursive: true, force: true }));

describe('IN9 a centre set back to a backup', () => {
  test('gets what it lost again, in order, under the same numbers; the old receipts are kept', async () => {
    const desk = new Computer();
    desk.takeIn(0, 1);
    await desk.sync();
    centre.backUp();
    desk.takeIn(2, 3);
    desk.correct(2, '团结村12号');
    await desk.sync();
    const before = desk.acts;
    centre.setBack();
    expect(centre.people).toEqual(names(0, 1));
    desk.takeIn(4);
    await desk.sync();
    expect(centre.people).toEqual(names(0, 1, 2, 3, 4));
    expect(desk.outcomes).toEqual(Array(6).fill('21 applied'));
    expect(
      desk.acts.map(({ past }) => past && (JSON.parse(past) as { receipt: string }[])[0]?.receipt),
    ).toEqual([null, null, ...before.slice(2).map(({ receipt }) => receipt), null]);
    desk.expectQuiet();
  });
  test('is found where the answer to the last acts had been lost too', async () => {
    const desk = new Computer();
    centre.backUp();
    desk.takeIn(0, 1, 2);
    await desk.sync();
    desk.takeIn(3);
    Object.assign(desk, { cutAfter: 0, cutsAnswers: true });
    await expect(desk.sync()).rejects.toThrow(Cut);
    desk.cutAfter = null;
    centre.setBack();
    await desk.sync();
    expect(centre.people).toEqual(names(0, 1, 2, 3));
    desk.expectQuiet();
  });
  test('a refused act that was put aside is not offered again', async () => {
    const desk = new Computer();
    centre.backUp();
    desk.takeIn(0);
    await desk.sync();
    desk.statements.run(
      "UPDATE act SET outcome = 'refused', code = 'x', is_dismissed = 1, commit_number = NULL",
    );
    centre.setBack();
    await desk.sync();
    expect(centre.people).toEqual([]);
    expect(desk.acts).toMatchObject([{ outcome: 'refused', receipt: null }]);
    await desk.sync();
  });
  test('a computer enrolled after the backup gets another number and loses nothing', async () => {
    const desk = new Computer();
    centre.known = new Set();
    centre.backUp();
    centre.known = new Set([21]);
    desk.takeIn(0, 1);
    await desk.sync();
    desk.takeIn(2);
    centre.setBack();
    await desk.sync();
    expect(centre.people).toEqual(names(0, 1, 2));
    expect(desk.outcomes).toEqual(Array(3).fill('30 applied'));
    expect(incarnations(desk.statements)).toMatchObject([{ before: 21, device: 30, why: 'unknown' }]);
    desk.expectQuiet();
  });
  test('IN12 set back to before a township’s first commit: who only reads there keeps nothing of it', async () => {
    centre.backUp();
    const [desk, other] = [new Computer(), new Computer()];
    centre.tokens.set('second', 22);
    centre.known.add(22);
    writeMeta(other.statements, 'device', '22');
    Object.assign(other, { token: 'second', device: 22 });
    desk.takeIn(0);
    for (const each of [desk, other]) await each.sync();
    expect(other.people).toEqual(names(0));
    centre.setBack();
    centre.known.add(22);
    await other.sync();
    expect(other.people).toEqual([]);
    for (const each of [desk, other]) await each.sync();
    expect(other.people).toEqual(names(0));
  });
  test('IN11 I6b a line that breaks at any moment of it: nothing is lost or done twice, and nobody goes from the screen', async () => {
    for (let cut = 0; cut < 8; cut++) {
      for (const cutsAnswers of [false, true]) {
        await openCentre();
        const desk = new Computer();
        desk.takeIn(0);
        await desk.sync();
        centre.backUp();
        desk.takeIn(1, 2, 3, 4);
        await desk.sync();
        centre.setBack();
        Object.assign(desk, { cutAfter: cut, cutsAnswers });
        await desk.sync().catch(() => undefined);
        expect([cut, desk.people]).toEqual([cut, names(0, 1, 2, 3, 4)]);
        desk.cutAfter = null;
        await desk.sync();
        expect([cut, centre.people]).toEqual([cut, names(0, 1, 2, 3, 4)]);
        desk.expectQuiet();
      }
    }
  });
});

describe('IN10 a desk put back from an older copy', () => {
  test('finds that its number went on, takes another, and what waits goes up under that', async () => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    const older = new Computer(desk);
    desk.takeIn(1);
    await desk.sync();
    older.takeIn(2);
    older.correct(2, '东街社区7号');
    await older.sync();
    expect(older.outcomes).toEqual(['21 applied', '30 applied', '30 applied']);
    expect(centre.people).toEqual(names(0, 1, 2));
    expect(older.people).toEqual(names(0, 1, 2));
    older.expectQuiet();
  });
  test('what waited in the copy and had gone up since is known by its words, not done again', async () => {
    const desk = new Computer();
    desk.takeIn(0, 1);
    const older = new Computer(desk);
    desk.takeIn(2);
    await desk.sync();
    await older.sync();
    expect(older.outcomes).toEqual(['21 applied', '21 applied']);
    expect(centre.people).toEqual(names(0, 1, 2));
    older.takeIn(3);
    await older.sync();
    expect(older.outcomes.at(-1)).toBe('30 applied');
    older.expectQuiet();
  });
  test('drafts and papers speak of the records under their new ids', async () => {
    const desk = new Computer();
    const older = new Computer(desk);
    desk.takeIn(0);
    await desk.sync();
    older.takeIn(1);
    const id = () =>
      older.statements.get<{ id: number }>(
        'SELECT id FROM person WHERE id_number = ?',
        demoPerson(1).idNumber,
      )?.id as number;
    const before = id();
    older.statements.run(
      "INSERT INTO draft (account, kind, draft_key, body, saved_at) VALUES (1, 'intake', ?, ?, 'x')",
      `person-${before}`,
      JSON.stringify({ personId: before, phone: '13900000001', idNumber: demoPerson(1).idNumber }),
    );
    await older.sync();
    expect(id()).not.toBe(before);
    expect(older.statements.all('SELECT draft_key, body FROM draft')).toEqual([
      {
        draft_key: `person-${id()}`,
        body: JSON.stringify({ personId: id(), phone: '13900000001', idNumber: demoPerson(1).idNumber }),
      },
    ]);
  });
});

describe('I13 two disks with one number', () => {
  test('both went on, and nobody noticed: neither is written over', async () => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    const copy = new Computer(desk);
    desk.takeIn(1);
    copy.takeIn(2);
    copy.correct(2, '胜利村3号');
    await desk.sync();
    await copy.sync();
    desk.takeIn(3);
    await desk.sync();
    // The copy was not noticed and gave up the numbers that it had used: where the other comes to one of them, it gets another too.
    expect(desk.outcomes).toEqual(['21 applied', '21 applied', '31 applied']);
    expect(copy.outcomes).toEqual(['21 applied', '30 applied', '30 applied']);
    await copy.sync();
    for (const each of [desk, copy]) expect(each.people).toEqual(names(0, 1, 2, 3));
    expect(centre.people).toEqual(names(0, 1, 2, 3));
  });
  test('IN4 a copy noticed when it is opened leaves the number to the first one, whoever comes up first', async () => {
    for (const isCopyFirst of [true, false]) {
      await openCentre();
      const desk = new Computer();
      desk.takeIn(0);
      await desk.sync();
      desk.takeIn(1);
      const copy = new Computer(desk, ELSEWHERE);
      copy.takeIn(2, 4);
      desk.takeIn(3);
      for (const each of isCopyFirst ? [copy, desk] : [desk, copy]) await each.sync();
      for (const each of [desk, copy]) await each.sync();
      expect(desk.outcomes).toEqual(Array(3).fill('21 applied'));
      expect(copy.outcomes).toEqual(['21 applied', '21 applied', '30 applied', '30 applied']);
      expect(centre.people).toEqual(names(0, 1, 2, 3, 4));
      for (const each of [desk, copy]) {
        expect(each.people).toEqual(names(0, 1, 2, 3, 4));
        each.expectQuiet();
      }
    }
  });
  test('copied twice, and the copy copied: every order of contacts keeps everybody’s work once', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const place of [HERE, ELSEWHERE]) {
      for (const order of orders) {
        await openCentre();
        const desk = new Computer();
        desk.takeIn(0);
        await desk.sync();
        const copy = new Computer(desk, place);
        const copyOfCopy = new Computer(copy, { machine: 'third', born: 3 });
        const all = [desk, copy, copyOfCopy];
        all.forEach((each, at) => each.takeIn(1 + at));
        for (const at of order) await all[at]?.sync();
        all.forEach((each, at) => each.takeIn(4 + at));
        for (const at of order) await all[at]?.sync();
        for (const each of all) await each.sync();
        expect([order, centre.people]).toEqual([order, names(0, 1, 2, 3, 4, 5, 6)]);
        expect(new Set(all.map(({ device }) => device)).size).toBe(3);
        for (const each of all) {
          expect(each.people).toEqual(names(0, 1, 2, 3, 4, 5, 6));
          each.expectQuiet();
        }
      }
    }
  });
  test('IN11 a line that breaks at any moment of taking a number: nothing is lost and nothing is done twice', async () => {
    for (let cut = 0; cut < 10; cut++) {
      for (const cutsAnswers of [false, true]) {
        await openCentre();
        const desk = new Computer();
        desk.takeIn(0);
        await desk.sync();
        const copy = new Computer(desk);
        desk.takeIn(1);
        await desk.sync();
        copy.takeIn(2, 3, 4, 5);
        Object.assign(copy, { cutAfter: cut, cutsAnswers });
        await copy.sync().catch(() => undefined);
        copy.cutAfter = null;
        await copy.sync();
        expect([cut, centre.people]).toEqual([cut, names(0, 1, 2, 3, 4, 5)]);
        copy.expectQuiet();
      }
    }
  });
  test('a request that was on its way when the number was given up is judged no more', async () => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    const copy = new Computer(desk);
    copy.takeIn(1);
    const { statements } = copy;
    const frame = JSON.parse(
      statements.get<{ frame: string }>('SELECT frame FROM act WHERE number = 2')?.frame as string,
    );
    desk.takeIn(2);
    await desk.sync();
    await copy.sync();
    const late = {
      protocol: 1,
      schema: 1,
      device: 21,
      last: 2,
      checks: [],
      commands: [frame],
      cursors: [],
      whole: [],
      bytesMax: 0,
    };
    expect((await centre.sync('first', late as SyncRequest)).acts).toMatchObject({ forked: [2] });
    expect(centre.people).toEqual(names(0, 1, 2));
  });
});

describe('both at once', () => {
  test('I12 a centre set back, a desk and its copy: no desk goes by an outcome that the centre has not', async () => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    centre.backUp();
    desk.takeIn(1);
    await desk.sync();
    const copy = new Computer(desk);
    centre.setBack();
    copy.takeIn(2);
    await copy.sync();
    desk.takeIn(3);
    await desk.sync();
    await copy.sync();
    await desk.sync();
    expect(new Set(centre.people)).toEqual(new Set(names(0, 1, 2, 3)));
    const { outcomes } = centre.store.contents();
    for (const each of [desk, copy]) {
      each.expectQuiet();
      for (const { device, number, receipt } of each.acts)
        expect(outcomes.get(`${device}/${number}`)?.frame.receipt).toBe(receipt);
    }
  });
});

describe('I3 IN10 rows that wait leave numbers free, and a copy that nobody noticed gives them', () => {
  const everybody = Array.from({ length: 14 }, (_, index) => index);
  test.each([
    ['the rows go up next', []],
    ['the copy’s work comes down before they go up', ['团结村1号', '团结村2号', '团结村3号']],
  ])('%s: the work of both disks is received, each once', async (_words, meanwhile) => {
    const desk = new Computer();
    desk.takeIn(0);
    await desk.sync();
    const copy = new Computer(desk, HERE);
    for (const row of [1, 2, 3, 4, 5]) {
      const person = { ...(intakeArgs(demoPerson(row)).person as object), bank: null };
      desk.issue('person.register', { person, rosterBenefits: [], file: '名册.xlsx', row });
    }
    for (const address of ['胜利村1号', '胜利村2号', '胜利村3号']) desk.correct(0, address);
    desk.cutAfter = 1;
    await expect(desk.sync()).rejects.toThrow(Cut);
    desk.cutAfter = null;
    const waiting = desk.acts.filter(({ outcome }) => outcome === 'pending');
    expect(waiting.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6]);
    copy.takeIn(6, 7, 8, 9, 10, 11, 12, 13);
    await copy.sync();
    for (const address of meanwhile) desk.correct(0, address);
    for (const each of [desk, copy]) await each.sync();
    for (const { people } of [centre, desk, copy]) expect([...people].sort()).toEqual(names(...everybody));
    expect(copy.outcomes).toEqual([...Array(4).fill('21 applied'), ...Array(5).fill('30 applied')]);
    expect(desk.outcomes.slice(-5)).toEqual(Array(5).fill('31 applied'));
    for (const each of [desk, copy]) each.expectQuiet();
  });
});
