/** Acts that stand or fall together, and what leans on what (SPEC G, LE), at the centre on the memory store. */
import { describe, expect, test } from 'vitest';
import { type Id, makeId } from '#shared/base/id.ts';
import type { Role } from '#shared/domain/state.ts';
import { MATERIAL_CODES } from '#shared/domain/state.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { ForkedAct } from '../store/central-store.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { push, type SyncSession } from './push.ts';

const NORTH = 159999101000;
const SOUTH = 159999102000;
const CLOCK = { now: () => Date.parse('2026-03-18T04:00:00Z') };
const CLERK = makeId(1, 1);
const DEVICE = 11;

function sessionOf(device: number, scopes: readonly number[], role: Role = 'TOWNSHIP_CLERK'): SyncSession {
  const actors = new Map([[CLERK, { accountId: CLERK, role, scopes }]]);
  return { device, scopes, classes: AUDIENCE_CLASSES, actors };
}
const NORTH_DESK = sessionOf(DEVICE, [0, NORTH]);

function frameOf(
  number: number,
  name: string,
  args: unknown,
  given: Partial<CommandFrame> = {},
): CommandFrame {
  return {
    ...{ number, name, version: 1, actor: CLERK, scope: NORTH, madeAt: '2026-03-18T02:00:00.000Z' },
    ...{ pack: '2026-07', args: args as never, groups: [], before: [], after: [], together: null },
    ...given,
  };
}

const numbered = (at: number) => {
  const first17 = `159999198102${String(10 + (at % 18)).padStart(2, '0')}${String(100 + at)}`;
  return first17 + idCheckDigit(first17);
};
const personTyped = (idNumber: string) => ({
  ...{ name: '达木丁', idNumber, hukouVillage: 159999101001 },
  ...{ certificateNumber: `${idNumber}42`, householdCategory: 'DIBAO' },
});
const intake = (number: number, at: number, given: Partial<CommandFrame> = {}) =>
  frameOf(
    number,
    'application.submit',
    {
      person: personTyped(numbered(at)),
      ...{ benefits: ['LIVING'], submittedOn: '2026-03-16', materials: [...MATERIAL_CODES] },
      ...{ declarations: { truth: true, privacyNotice: true }, atCounter: 'KEEP' },
    },
    given,
  );
const fileOf = (number: number) => makeId(DEVICE, number * 128);
const personOf = (number: number) => makeId(DEVICE, number * 128 + 1);
const call = (number: number, personId: Id, given: Partial<CommandFrame> = {}) =>
  frameOf(
    number,
    'person.edit',
    { personId, contact: { phone: `1390000${String(number).padStart(4, '0')}`, statedOn: '2026-03-17' } },
    given,
  );
const accept = (number: number, applicationId: Id, given: Partial<CommandFrame> = {}) =>
  frameOf(number, 'application.accept', { applicationId }, given);

const open = () => new MemoryStore((scope) => `epoch-of-${scope}`);
const send = (store: MemoryStore, acts: readonly CommandFrame[], by = NORTH_DESK) =>
  push({ store, clock: CLOCK, note: () => {} }, by, acts);
const words = (outcomes: readonly OutcomeFrame[]) =>
  outcomes.map(({ number, outcome, code, detail }) => [
    number,
    outcome,
    code,
    (detail as { behind?: number } | null)?.behind ?? null,
  ]);
const commits = (store: MemoryStore, scope = NORTH) =>
  store.contents().scopes.get(scope)?.commits.length ?? 0;

describe('G1 acts that stand or fall together', () => {
  const group = (second: CommandFrame) => {
    const together: [number, number] = [1, 3];
    return [intake(1, 1, { together }), { ...second, together }, intake(3, 3, { together })];
  };

  test('all take effect, each with its commit', async () => {
    const store = open();
    const outcomes = await send(store, group(intake(2, 2)));
    expect(outcomes.map(({ outcome, commit }) => [outcome, commit])).toEqual([
      ['applied', 1],
      ['applied', 2],
      ['applied', 3],
    ]);
  });
  test('where one is refused nothing of the others is left, and they say behind which one they are', async () => {
    const store = open();
    const acts = [...group(call(2, 99)), intake(4, 4)];
    const outcomes = await send(store, acts);
    expect(words(outcomes)).toEqual([
      [1, 'parked', 'group/behind', 2],
      [2, 'refused', 'person/not-found', null],
      [3, 'parked', 'group/behind', 2],
      [4, 'applied', null, null],
    ]);
    expect(commits(store)).toBe(1);
    expect(store.contents().rows.filter(({ type }) => type === 'person')).toHaveLength(1);
    expect(await send(store, acts)).toEqual(outcomes);
    // What they would have claimed is free.
    const other = await send(store, [intake(1, 1)], sessionOf(12, [0, NORTH]));
    expect(words(other)).toEqual([[1, 'applied', null, null]]);
  });
  test('later ones see what earlier ones wrote, and lean on them', async () => {
    const store = open();
    const together: [number, number] = [1, 2];
    const acts = [intake(1, 1, { together }), accept(2, fileOf(1), { together, after: [1] })];
    expect(words(await send(store, acts))).toEqual([
      [1, 'applied', null, null],
      [2, 'applied', null, null],
    ]);
  });
  test('one that breaks the program takes the others with it, and nobody else', async () => {
    const store = open();
    const append = store.transaction.bind(store);
    store.transaction = (scopes, work) =>
      append(scopes, (tx) => {
        const take = tx.takeClaim.bind(tx);
        tx.takeClaim = (key, scope, id) =>
          id === fileOf(2) ? Promise.reject(new TypeError('bug')) : take(key, scope, id);
        return work(tx);
      });
    const outcomes = await send(store, [...group(intake(2, 2)), intake(4, 4)]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['parked', 'quarantined', 'parked', 'applied']);
  });
  test('of two townships: both logs or neither', async () => {
    const store = open();
    const county = sessionOf(DEVICE, [0, NORTH, SOUTH], 'TOWNSHIP_CLERK');
    const together: [number, number] = [1, 2];
    const south = { together, scope: SOUTH };
    expect(words(await send(store, [intake(1, 1, { together }), call(2, 99, south)], county))).toEqual([
      [1, 'parked', 'group/behind', 2],
      [2, 'refused', 'person/not-found', null],
    ]);
    expect([commits(store, NORTH), commits(store, SOUTH)]).toEqual([0, 0]);
    const next = { together: [3, 4] as [number, number] };
    const outcomes = await send(store, [intake(3, 3, next), intake(4, 4, { ...next, scope: SOUTH })], county);
    expect(outcomes.map(({ outcome, commit }) => [outcome, commit])).toEqual([
      ['applied', 1],
      ['applied', 1],
    ]);
  });
});

describe('G2 a group that is not whole in its request', () => {
  const together: [number, number] = [1, 2];
  const [first, second] = [intake(1, 1, { together }), intake(2, 2, { together })];

  test.each([
    ['its beginning alone', [first], [second]],
    ['its end alone', [second], [first]],
    ['in the wrong order', [second, first], []],
    ['with something in between', [first, intake(5, 5), second], []],
  ])('%s is refused, and so is the rest when it comes', async (_what, one, other) => {
    const store = open();
    const outcomes = [...(await send(store, one)), ...(await send(store, other))];
    const torn = outcomes.filter(({ number }) => number < 5);
    expect(torn.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['refused', 'group/torn'],
      ['refused', 'group/torn'],
    ]);
    expect(commits(store)).toBe(outcomes.length - torn.length);
    // Whole, too late: the words stand.
    expect((await send(store, [first, second])).map(({ code }) => code)).toEqual([
      'group/torn',
      'group/torn',
    ]);
  });
  test('an act that belongs to no group where its group says it should, counts as missing', async () => {
    const store = open();
    const outcomes = await send(store, [{ ...first, together: null }, second]);
    expect(outcomes.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['applied', null],
      ['refused', 'group/torn'],
    ]);
  });
  test('J2 IN2 where a number is taken by another act, nothing is judged and nothing is stored', async () => {
    const store = open();
    await send(store, [intake(2, 7)]);
    await expect(send(store, [first, second])).rejects.toBeInstanceOf(ForkedAct);
    expect([...store.contents().outcomes.keys()]).toEqual([`${DEVICE}/2`]);
  });
});

describe('LE what leans on an act that was not taken', () => {
  test('LE2 a refused intake parks all that leans on its records, through chains; what does not goes through', async () => {
    const store = open();
    await send(store, [intake(1, 1)]);
    const outcomes = await send(store, [
      intake(2, 1, {}),
      call(3, personOf(2), { after: [2] }),
      accept(4, fileOf(2), { after: [2] }),
      frameOf(5, 'application.enter', { applicationId: fileOf(2) }, { after: [4] }),
      accept(6, fileOf(1)),
    ]);
    expect(words(outcomes)).toEqual([
      [2, 'refused', 'application/duplicate-open', null],
      [3, 'parked', 'command/behind', 2],
      [4, 'parked', 'command/behind', 2],
      [5, 'parked', 'command/behind', 4],
      [6, 'applied', null, null],
    ]);
  });
  test('LE2 a refused edit does not park an acceptance of the same person’s file', async () => {
    const store = open();
    const outcomes = await send(store, [
      intake(1, 1),
      frameOf(2, 'person.edit', {
        personId: personOf(1),
        certificate: { certificateNumber: 'x', certificateExpiresOn: null },
      }),
      accept(3, fileOf(1), { after: [1] }),
    ]);
    expect(words(outcomes).map(([, outcome]) => outcome)).toEqual(['applied', 'refused', 'applied']);
  });
  test('LE3 what stays parked stays so when its cause is mended: the mended act is another one', async () => {
    const store = open();
    const behind = accept(2, fileOf(1), { after: [1] });
    const first = await send(store, [call(1, 99), behind]);
    expect(words(first)[1]).toEqual([2, 'parked', 'command/behind', 1]);
    await send(store, [intake(3, 3)]);
    expect(await send(store, [behind])).toEqual([first[1]]);
    expect(words(await send(store, [accept(4, fileOf(3), { after: [3] })]))[0]).toEqual([
      4,
      'applied',
      null,
      null,
    ]);
  });
});
