/** What a determination waits for: papers of its file that have not come. */
import { expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Values } from '../records/rows.ts';
import { isRefusal } from './command.ts';
import { commandByName } from './commands.ts';
import { decideAs, looked, madeUpFile, madeUpPerson, rowOf } from './made-up-file.ts';
import { DEMANDS_PAPERS } from './paper-demand.ts';

const person = madeUpPerson();
const file = madeUpFile({ state: 'DETERMINING' });
const AT = '2026-03-17T00:00:00.000Z';
const paper = (at: number, values: Partial<Values<'paper'>>) =>
  rowOf('paper', makeId(9, 500 + at), {
    ...{ personId: person.id, applicationId: file.id, material: 'CERT_COPY', ...values },
  });
const determine = (papers: ReturnType<typeof paper>[]) =>
  decideAs(
    'COUNTY_CIVIL_AFFAIRS_APPROVER',
    'review.determine',
    {
      ...{ applicationId: file.id, approved: ['LIVING', 'NURSING'] },
      judged: looked('COUNTY_CIVIL_AFFAIRS_APPROVER', person, file),
    },
    { person: [person], application: [file], papers } as never,
  );

test('PA3 a file whose papers have arrived, were taken away, or that has none is determined', () => {
  const gone = { removedAt: AT };
  for (const papers of [[], [paper(1, { arrivedAt: AT })], [paper(1, { arrivedAt: AT }), paper(2, gone)]])
    expect(isRefusal(determine(papers))).toBe(false);
});

test('PA3 one that has not come is named; it is determined once it has', () => {
  const here = paper(1, { arrivedAt: AT });
  const awaited = paper(2, { material: 'ID_COPY' });
  expect(determine([here, awaited])).toEqual({
    refusal: 'paper/not-arrived',
    detail: { papers: [{ id: awaited.id, material: 'ID_COPY' }] },
  });
  expect(isRefusal(determine([here, paper(2, { material: 'ID_COPY', arrivedAt: AT })]))).toBe(false);
});

test('PA3 who demands papers reads them, by the file', () => {
  for (const name of DEMANDS_PAPERS)
    expect(commandByName(name)?.needs({ applicationId: 7 })).toContainEqual({
      ...{ as: 'papers', type: 'paper', by: 'applicationId', value: 7, limit: expect.any(Number) },
    });
});
