/** One person at two townships, at the centre: whoever registered first holds the number, the second is a candidate until somebody has
 *  settled it; merging, giving up and correcting move what is claimed (claims.ts CL1, CL2; dossier m.3 new-new duplicates). */
import { describe, expect, test } from 'vitest';
import { type Id, makeId } from '#shared/base/id.ts';
import { idCheckDigit, otherIdNumber } from '#shared/domain/id-number.ts';
import { judgedHash } from '#shared/domain/review.ts';
import { bodyOf, MATERIAL_CODES, type Role } from '#shared/domain/state.ts';
import { AUDIENCE_CLASSES, type RecordTypeName } from '#shared/records/registry.ts';
import { byGroup, type Row } from '#shared/records/rows.ts';
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { exchange } from './exchange.ts';

const NORTH = 159999101000;
const SOUTH = 159999102000;
const NOW = Date.parse('2026-03-18T04:00:00Z');
const numbered = (first17: string) => first17 + idCheckDigit(first17);
const NUMBER = numbered('15999919810226007');
const OTHER = numbered('15999919810226009');
const THIRD = numbered('15999919810226013');

interface Desk {
  readonly device: number;
  readonly actor: Id;
  readonly role: Role;
  readonly scope: number;
  readonly scopes: readonly number[];
}
const township = (device: number, scope: number): Desk => {
  const role = 'TOWNSHIP_CLERK';
  return { device, actor: makeId(1, device), role, scope, scopes: [0, scope] };
};
const north = township(11, NORTH);
const south = township(13, SOUTH);
const reviewer: Desk = { ...township(14, SOUTH), role: 'TOWNSHIP_REVIEWER' };
const scopes = [0, NORTH, SOUTH];
const county: Desk = {
  ...township(20, NORTH),
  role: 'COUNTY_CIVIL_AFFAIRS_APPROVER',
  scopes,
};

/** The centre, and the desks' acts in the order in which they come up. */
class County {
  readonly store = new MemoryStore((scope) => `epoch-of-${scope}`);
  private readonly numbers = new Map<number, number>();

  /** One act of a desk; its outcome. */
  async act(
    by: Desk,
    name: string,
    args: object,
    scope = by.scope,
    before = this.seen(),
  ): Promise<OutcomeFrame> {
    const number = (this.numbers.get(by.device) ?? 0) + 1;
    this.numbers.set(by.device, number);
    const frame: CommandFrame = {
      ...{ number, name, version: 1, actor: by.actor, scope, madeAt: '2026-03-18T02:00:00.000Z' },
      ...{ pack: '2026-07', args: args as never, groups: [], before, after: [], together: null },
    };
    const actors = new Map([[by.actor, { accountId: by.actor, role: by.role, scopes: by.scopes }]]);
    const session = { device: by.device, scopes: by.scopes, classes: AUDIENCE_CLASSES, actors };
    const request = {
      ...{ protocol: 1, schema: 1, device: by.device, checks: [], last: number },
      ...{ commands: [frame], cursors: [], whole: [], bytesMax: 0 },
    };
    const reply = await exchange(this.store, { now: () => NOW }, session, request as never);
    return reply.outcomes[0] as OutcomeFrame;
  }

  /** People as they stand: every desk has seen everything. */
  seen(): CommandFrame['before'] {
    return this.rows('person').flatMap(({ id, values }) =>
      [...byGroup('person', values as never)].map(
        ([group, fields]) => ['person', id, group, fields] as CommandFrame['before'][number],
      ),
    );
  }

  /** An intake; its outcome, and the person and file that it made or would have made. */
  async intake(by: Desk, idNumber = NUMBER, benefits = ['LIVING'], more: object = {}) {
    const village = by.scope + 1;
    const args = {
      person: {
        name: '达木丁',
        idNumber,
        hukouVillage: village,
        certificateNumber: `${idNumber}42`,
        householdCategory: 'DIBAO',
      },
      benefits,
      submittedOn: '2026-03-16',
      materials: [...MATERIAL_CODES],
      declarations: { truth: true, privacyNotice: true },
      atCounter: 'KEEP',
      ...more,
    };
    const outcome = await this.act(by, 'application.submit', args);
    const fileId = makeId(by.device, outcome.number * 128);
    return { outcome, fileId, personId: fileId + 1 };
  }

  rows<T extends RecordTypeName>(type: T): Row<T>[] {
    return this.store.contents().rows.filter((row) => row.type === type) as Row<T>[];
  }

  row<T extends RecordTypeName>(type: T, id: Id): Row<T>['values'] {
    const found = this.rows(type).find((row) => row.id === id);
    if (!found) throw new Error(`no ${type} ${id}`);
    return found.values;
  }

  get questions(): Row<'conflict'>[] {
    return this.rows('conflict').filter(({ values }) => values.state === 'OPEN');
  }

  /** The record that holds a claim. */
  holder(key: string): Promise<Id | null> {
    const nobody = -1;
    return this.store.transaction([NORTH], async (tx) => {
      const { recordId } = await tx.takeClaim(key, NORTH, nobody);
      await tx.releaseClaim(key, nobody);
      return recordId === nobody ? null : recordId;
    });
  }
}

/** The south registers whom the north has registered before. */
async function registeredTwice(benefits = ['LIVING'], more: object = {}) {
  const at = new County();
  const first = await at.intake(north);
  const second = await at.intake(south, NUMBER, benefits, more);
  const [question] = at.questions;
  return { at, first, second, conflictId: question?.id as Id };
}

describe('a candidate', () => {
  test('stands with everything that was typed, and is told who was registered first', async () => {
    const { at, first, second } = await registeredTwice();
    expect(first.outcome).toMatchObject({ outcome: 'applied' });
    expect(second.outcome).toMatchObject({ outcome: 'in-conflict', code: 'duplicate/person' });
    expect(at.row('application', second.fileId)).toMatchObject({ personId: second.personId });
    expect(at.row('person', second.personId)).toMatchObject({ idNumber: NUMBER, name: '达木丁' });
    expect(at.questions).toHaveLength(1);
    expect(at.questions[0]?.values).toMatchObject({
      recordId: second.personId,
      kind: 'duplicate',
      mineDevice: 13,
      theirsBy: north.actor,
      theirsDevice: 11,
      identityValues: { theirs: { personId: first.personId, scope: NORTH, name: '达木丁' } },
    });
  });
  test('of an old number registered elsewhere, and the other way round', async () => {
    for (const isOldFirst of [true, false]) {
      const at = new County();
      const old = { name: '达木丁', idNumber: otherIdNumber(NUMBER), householdCategory: 'DIBAO' };
      const roster = (by: Desk) =>
        at.act(by, 'person.register', {
          person: { ...old, hukouVillage: by.scope + 1 },
          rosterBenefits: [],
          file: '2016年名册.xlsx',
          row: 3,
        });
      if (isOldFirst) await roster(north);
      else await at.intake(north);
      const outcome = isOldFirst ? (await at.intake(south)).outcome : await roster(south);
      expect(outcome).toMatchObject({ outcome: 'in-conflict', code: 'duplicate/person' });
    }
  });
  test('CL2 claims nothing: the keeper may ask for what the candidate asked for', async () => {
    const { at, first, second } = await registeredTwice(['NURSING']);
    expect(await at.holder(`open:${NUMBER}:NURSING`)).toBeNull();
    const again = await at.intake(north, NUMBER, ['NURSING']);
    expect(again.outcome).toMatchObject({ outcome: 'applied' });
    expect(at.row('application', again.fileId).personId).toBe(first.personId);
    expect(at.row('application', second.fileId).state).toBe('SUBMITTED');
  });
  test('with a second file is no second question', async () => {
    const { at, second, conflictId } = await registeredTwice(['NURSING']);
    const more = await at.intake(south, NUMBER, ['LIVING']);
    expect(more.outcome).toMatchObject({ outcome: 'in-conflict', detail: { conflictIds: [conflictId] } });
    expect(at.questions).toHaveLength(1);
    expect(at.row('application', more.fileId).personId).toBe(second.personId);
  });
  test('at three townships is two questions, each about one record', async () => {
    const { at } = await registeredTwice();
    await at.intake(township(15, 159999103000));
    expect(at.questions.map(({ values }) => values.mineDevice)).toEqual([13, 15]);
  });
  test('is passed by nobody before it is settled (DUP_ID blocks)', async () => {
    const { at, second, conflictId } = await registeredTwice(['LIVING'], { atCounter: 'ACCEPT' });
    const find = <T extends 'person' | 'application'>(type: T, id: Id) =>
      at.rows(type).find((row) => row.id === id) as Row<T>;
    const pass = () => {
      const file = find('application', second.fileId);
      const judged = judgedHash(bodyOf(reviewer.role), find('person', second.personId), file);
      return at.act(reviewer, 'review.passPreliminary', { applicationId: second.fileId, judged });
    };
    expect(await pass()).toMatchObject({ outcome: 'refused', code: 'review/duplicate-open' });
    const reason = '对照身份证';
    await at.act(south, 'person.correctIdNumber', {
      personId: second.personId,
      idNumber: OTHER,
      conflictId,
      reason,
    });
    expect(await pass()).toMatchObject({ outcome: 'applied' });
  });
});

describe('settled as the same person', () => {
  const giveUp = (at: County, personId: Id, conflictId: Id) =>
    at.act(county, 'person.mergeElsewhere', { personId, conflictId, reason: '电话问过' }, SOUTH);

  test('the later record is given up, its file ends, the first one stands with all it claims', async () => {
    const { at, first, second, conflictId } = await registeredTwice();
    expect(await giveUp(at, second.personId, conflictId)).toMatchObject({ outcome: 'applied' });
    expect(at.row('person', second.personId).mergedInto).toBe(first.personId);
    expect(at.row('application', second.fileId).state).toBe('MERGED');
    expect(at.questions).toEqual([]);
    expect(await at.holder(`person:${NUMBER}`)).toBe(first.personId);
    expect(await at.holder(`open:${NUMBER}:LIVING`)).toBe(first.fileId);
  });
  test('MG1 MG2 its history of payments and its holds stand under the first record', async () => {
    const { at, first, second, conflictId } = await registeredTwice();
    const hold = (by: Desk, personId: Id, reason: string) => at.act(by, 'person.hold', { personId, reason });
    await hold(north, first.personId, '北边在核');
    await hold(south, second.personId, '南边在核');
    const period = { benefit: 'LIVING', fromMonth: '2018-01', toMonth: '2018-12', amountFen: 10_000 };
    const args = { personId: second.personId, source: 'PAPER', periods: [period], words: '' };
    await at.act(south, 'past.record', args);
    expect(await giveUp(at, second.personId, conflictId)).toMatchObject({ outcome: 'applied' });
    const [ours, theirs] = at.row('person', first.personId).holds as unknown as { reason: string }[];
    expect([ours?.reason, theirs?.reason]).toEqual(['北边在核', '南边在核']);
    const past = (at.rows('pastPayment') as Row<'pastPayment'>[]).map(({ scope, values }) => [
      ...[scope, values.personId, values.state === 'WITHDRAWN'],
    ]);
    expect(past.toSorted(([one], [other]) => Number(one) - Number(other))).toEqual([
      [NORTH, first.personId, false],
      [SOUTH, second.personId, true],
    ]);
  });
  test('the earliest date goes over; a later one does not', async () => {
    const { at, first, second, conflictId } = await registeredTwice(['LIVING'], {
      submittedOn: '2026-02-27',
    });
    await giveUp(at, second.personId, conflictId);
    const keep = (submittedOn: string) => {
      const args = { applicationId: first.fileId, submittedOn, conflictId, reason: '南边先收' };
      return at.act(county, 'application.keepEarliestDate', args, NORTH);
    };
    expect(await keep('2026-02-27')).toMatchObject({ outcome: 'applied' });
    expect(at.row('application', first.fileId).submittedOn).toBe('2026-02-27');
    expect(await keep('2026-02-28')).toMatchObject({
      outcome: 'refused',
      code: 'application/date-not-earlier',
    });
  });
  test('the township learns that the person is another’s now', async () => {
    const { at, second, conflictId } = await registeredTwice();
    await giveUp(at, second.personId, conflictId);
    const again = await at.intake(south, NUMBER, ['NURSING']);
    expect(again.outcome).toMatchObject({ outcome: 'refused', code: 'person/merged' });
  });
  test('twice, or by a township: refused', async () => {
    const { at, second, conflictId } = await registeredTwice();
    const args = { personId: second.personId, conflictId, reason: '同一个人' };
    expect(await at.act(south, 'person.mergeElsewhere', args)).toMatchObject({
      code: 'command/not-your-role',
    });
    await giveUp(at, second.personId, conflictId);
    expect(await giveUp(at, second.personId, conflictId)).toMatchObject({ code: 'person/merged' });
  });
});

describe('settled as a number typed wrong', () => {
  const correct = (
    at: County,
    by: Desk,
    personId: Id,
    idNumber: string | null,
    conflictId: Id | null,
    scope?: number,
  ) => at.act(by, 'person.correctIdNumber', { personId, idNumber, conflictId, reason: '对照身份证' }, scope);

  test('the candidate’s: it takes the new number and what it asked for', async () => {
    const { at, first, second, conflictId } = await registeredTwice();
    expect(await correct(at, south, second.personId, OTHER, conflictId)).toMatchObject({
      outcome: 'applied',
    });
    expect(at.questions).toEqual([]);
    expect(await at.holder(`person:${OTHER}`)).toBe(second.personId);
    expect(await at.holder(`open:${OTHER}:LIVING`)).toBe(second.fileId);
    expect(await at.holder(`person:${NUMBER}`)).toBe(first.personId);
    expect(at.row('person', second.personId).certificateNumber).toBe(`${OTHER}42`);
  });
  test('the first one’s: the number is free, and the candidate takes it as it is', async () => {
    const { at, first, second, conflictId } = await registeredTwice();
    expect(await correct(at, north, first.personId, OTHER, null)).toMatchObject({ outcome: 'applied' });
    expect(await at.holder(`open:${OTHER}:LIVING`)).toBe(first.fileId);
    expect(await correct(at, county, second.personId, null, conflictId, SOUTH)).toMatchObject({
      outcome: 'applied',
    });
    expect(at.questions).toEqual([]);
    expect(await at.holder(`person:${NUMBER}`)).toBe(second.personId);
    expect(await at.holder(`open:${NUMBER}:LIVING`)).toBe(second.fileId);
  });
  test('as it is, while the first one still holds it: refused, and the question stays', async () => {
    const { at, second, conflictId } = await registeredTwice();
    const outcome = await correct(at, south, second.personId, null, conflictId);
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'duplicate/person' });
    expect(at.questions).toHaveLength(1);
  });
  test('into a number that a third record holds: refused with the field, nothing changes hands', async () => {
    const { at, second, conflictId } = await registeredTwice();
    const third = await at.intake(north, THIRD);
    const outcome = await correct(at, south, second.personId, THIRD, conflictId);
    expect(outcome).toMatchObject({
      outcome: 'refused',
      code: 'duplicate/person',
      detail: { path: ['idNumber'] },
    });
    expect(await at.holder(`person:${THIRD}`)).toBe(third.personId);
    expect(at.row('person', second.personId).idNumber).toBe(NUMBER);
    expect(at.questions).toHaveLength(1);
  });
  test('J7 after the county has corrected it otherwise: refused, and what is claimed is what stands', async () => {
    const { at, second, conflictId } = await registeredTwice();
    const seen = at.seen();
    await correct(at, county, second.personId, OTHER, conflictId, SOUTH);
    const args = { personId: second.personId, idNumber: THIRD, conflictId: null, reason: '对照身份证' };
    const outcome = await at.act(south, 'person.correctIdNumber', args, SOUTH, seen);
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'person/number-overtaken' });
    expect(at.row('person', second.personId).idNumber).toBe(OTHER);
    expect(await at.holder(`person:${OTHER}`)).toBe(second.personId);
    expect(await at.holder(`person:${THIRD}`)).toBeNull();
    expect(await at.holder(`open:${OTHER}:LIVING`)).toBe(second.fileId);
  });
  test('when the first holder has gone and a third came, all questions about the record go together', async () => {
    const { at, first, second, conflictId } = await registeredTwice();
    await correct(at, north, first.personId, OTHER, null);
    await at.intake(township(15, 159999103000));
    await at.intake(south, NUMBER, ['NURSING']);
    expect(at.questions.map(({ values }) => values.recordId)).toEqual([second.personId, second.personId]);
    expect(await correct(at, south, second.personId, THIRD, conflictId)).toMatchObject({
      outcome: 'applied',
    });
    expect(at.questions).toEqual([]);
    expect(await at.holder(`person:${THIRD}`)).toBe(second.personId);
  });
});

describe('two records of one township', () => {
  const merge = (at: County, keptId: Id, givenId: Id, take: string[] = []) =>
    at.act(north, 'person.merge', { keptId, givenId, take, reason: '登记了两次' });
  async function twoHere(benefits = ['NURSING']) {
    const at = new County();
    const [kept, given] = [await at.intake(north), await at.intake(north, OTHER, benefits)];
    return { at, kept, given };
  }

  test('what the given one claimed is claimed under the kept number', async () => {
    const { at, kept, given } = await twoHere();
    expect(await merge(at, kept.personId, given.personId)).toMatchObject({ outcome: 'applied' });
    expect(await at.holder(`open:${NUMBER}:NURSING`)).toBe(given.fileId);
    expect(await at.holder(`open:${OTHER}:NURSING`)).toBeNull();
    expect(at.row('application', given.fileId).personId).toBe(kept.personId);
  });
  test('the given number taken over: the kept one holds both claims, and the keeper elsewhere still meets it', async () => {
    const { at, kept, given } = await twoHere();
    expect(await merge(at, kept.personId, given.personId, ['identity'])).toMatchObject({
      outcome: 'applied',
    });
    expect(await at.holder(`person:${OTHER}`)).toBe(kept.personId);
    expect(await at.holder(`open:${OTHER}:LIVING`)).toBe(kept.fileId);
    expect((await at.intake(south, OTHER)).outcome).toMatchObject({ outcome: 'in-conflict' });
  });
  test('asked for twice: one open file is left, and one claim', async () => {
    const { at, kept, given } = await twoHere(['LIVING', 'NURSING']);
    expect(await merge(at, kept.personId, given.personId)).toMatchObject({ outcome: 'applied' });
    expect(await at.holder(`open:${NUMBER}:LIVING`)).toBe(kept.fileId);
    expect(await at.holder(`open:${NUMBER}:NURSING`)).toBe(given.fileId);
    expect(await at.holder(`open:${OTHER}:LIVING`)).toBeNull();
    expect(at.row('application', given.fileId)).toMatchObject({ appliedLiving: false, state: 'SUBMITTED' });
  });
  test('who comes by the number of the given record is asked which one is right, and is nobody’s candidate', async () => {
    const { at, kept, given } = await twoHere();
    await merge(at, kept.personId, given.personId);
    const later = await at.intake(north, OTHER, ['LIVING']);
    expect(later.outcome).toMatchObject({
      ...{ outcome: 'refused', code: 'person/number-merged' },
      detail: { path: ['person', 'idNumber'], detail: { into: kept.personId } },
    });
    expect(at.questions).toEqual([]);
    expect((await at.intake(south, OTHER)).outcome).toMatchObject({ outcome: 'in-conflict' });
  });
});
