/** Leads and checks of a household as tables: who may do what, in which standing, and what an answer from elsewhere must be (S004 arts 8, 11, 12). */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Values } from '../records/rows.ts';
import { isRefusal } from './command.ts';
import { readAnswer, requestOf } from './economic-check.ts';
import { CLERK, decideAs, madeUpPerson, rowOf, TODAY } from './made-up-file.ts';
import type { Role } from './state.ts';

const ID = makeId(9, 200);
const SOUTH = 159999102000;
const HASH = 'ab'.repeat(32);
const contact = { on: '2026-03-02', way: 'PHONE', words: '住在东风镇', by: CLERK };
const lead = (values: Partial<Values<'lead'>> = {}) =>
  rowOf('lead', ID, {
    ...{ state: 'OPEN', openedOn: '2026-03-01', openedBy: CLERK, source: 'VISIT', benefits: ['LIVING'] },
    ...{ leadName: '刘德德', leadPhone: '13900000009', contacts: [contact] as never, ...values },
  });
const check = (values: Partial<Values<'economicCheck'>> = {}) =>
  rowOf('economicCheck', ID, {
    ...{ personId: makeId(9, 128), state: 'ASKED', authorisedOn: '2026-03-01', authorisedBy: '达木丁' },
    ...{ requestHash: HASH, ...values },
  });

const ANSWER = {
  ...{ checkId: ID, requestHash: HASH, answeredOn: '2026-03-10', finding: 'DIFFERS' },
  ...{ incomeFen: 250_000, propertyFen: null, words: '另有存款' },
};

describe('LD4 a lead is handed over', () => {
  const over = { leadId: ID, township: SOUTH, words: '户口在东风镇' };
  test('closed here, open there with every contact', () => {
    const decision = decideAs('TOWNSHIP_CLERK', 'lead.handOver', over, { lead: [lead()] });
    if (isRefusal(decision)) throw new Error(decision.refusal);
    expect(decision.changes).toMatchObject([{ id: ID, set: { state: 'CLOSED', outcome: 'HANDED_OVER' } }]);
    expect(decision.handed).toMatchObject([
      {
        scope: SOUTH,
        change: {
          isNew: true,
          set: { state: 'OPEN', openedOn: '2026-03-01', contacts: [contact], leadName: '刘德德' },
        },
      },
    ]);
  });
  test.each([
    ['somebody on record', over, lead({ personId: makeId(9, 128) }), 'lead/of-a-person'],
    ['one that is closed', over, lead({ state: 'CLOSED' }), 'lead/already-closed'],
    ['to itself', { ...over, township: 159999101000 }, lead(), 'lead/no-township'],
    ['to no township', { ...over, township: 159999000000 }, lead(), 'lead/no-township'],
  ])('not %s', (_what, args, row, refusal) => {
    expect(decideAs('TOWNSHIP_CLERK', 'lead.handOver', args, { lead: [row] })).toMatchObject({ refusal });
  });
});

describe('a check of a household', () => {
  const slip = { personId: makeId(9, 128), authorisedOn: '2026-03-17', authorisedBy: '达木丁' };
  const ask = { checkId: ID, requestHash: HASH };
  const rows = (values?: Partial<Values<'economicCheck'>>) => ({ check: [check(values)] });
  const person = madeUpPerson();

  test.each([
    ['EC1 a signed slip', 'economicCheck.authorise', slip, { person: [person], checks: [] }, null],
    [
      'EC1 one at a time',
      'economicCheck.authorise',
      slip,
      { person: [person], checks: [check()] },
      'economic/already-open',
    ],
    [
      'EC1 again after an answer',
      'economicCheck.authorise',
      slip,
      { person: [person], checks: [check({ state: 'ANSWERED' })] },
      null,
    ],
    [
      'signed tomorrow',
      'economicCheck.authorise',
      { ...slip, authorisedOn: '2026-03-19' },
      { person: [person] },
      'person/future-date',
    ],
    ['of nobody', 'economicCheck.authorise', slip, {}, 'person/not-found'],
    ['asked', 'economicCheck.ask', ask, rows({ state: 'AUTHORISED' }), null],
    [
      'asked when answered',
      'economicCheck.ask',
      ask,
      rows({ state: 'ANSWERED' }),
      'economic/already-answered',
    ],
    ['EC2 answered', 'economicCheck.answer', ANSWER, rows(), null],
    [
      'EC2 to another request',
      'economicCheck.answer',
      ANSWER,
      rows({ requestHash: 'cd'.repeat(32) }),
      'economic/foreign',
    ],
    ['EC2 unasked', 'economicCheck.answer', ANSWER, rows({ state: 'AUTHORISED' }), 'economic/foreign'],
    ['EC2 twice', 'economicCheck.answer', ANSWER, rows({ state: 'ANSWERED' }), 'economic/already-answered'],
    [
      'before it was signed',
      'economicCheck.answer',
      { ...ANSWER, answeredOn: '2026-02-28' },
      rows(),
      'person/dates-crossed',
    ],
  ])('%s', (_what, name, args, records, refusal) => {
    const decision = decideAs('TOWNSHIP_CLERK' as Role, name, args, records as never);
    expect(isRefusal(decision) ? decision.refusal : null).toBe(refusal);
  });

  test('EC3 an answer changes the check and no subsidy', () => {
    const decision = decideAs('TOWNSHIP_CLERK', 'economicCheck.answer', ANSWER, rows());
    if (isRefusal(decision)) throw new Error(decision.refusal);
    expect(decision.changes.map(({ type }) => type)).toEqual(['economicCheck', 'history']);
  });

  test('a request holds no more than it takes to find the household', () => {
    const request = requestOf(check(), person, TODAY);
    expect(Object.keys(request).toSorted()).toEqual([
      ...['askedOn', 'authorisedBy', 'authorisedOn', 'checkId', 'format', 'idNumber', 'name', 'township'],
      'version',
    ]);
  });

  const file = { format: 'sumu-economic-check-answer', version: 1, ...ANSWER };
  test.each([
    ['whole', JSON.stringify(file), undefined],
    ['no JSON', '{', 'economic/malformed'],
    ['nothing', '', 'economic/malformed'],
    ['a field too much', JSON.stringify({ ...file, name: '达木丁' }), 'economic/malformed'],
    ['a field too few', JSON.stringify({ ...file, finding: undefined }), 'economic/malformed'],
    ['a sum below nothing', JSON.stringify({ ...file, incomeFen: -1 }), 'economic/malformed'],
    ['a sum that no column holds', JSON.stringify({ ...file, incomeFen: 2 ** 31 }), 'economic/malformed'],
    ['another version', JSON.stringify({ ...file, version: 2 }), 'economic/malformed'],
    ['of another check', JSON.stringify({ ...file, checkId: ID + 1 }), 'economic/foreign'],
    ['of another request', JSON.stringify({ ...file, requestHash: 'cd'.repeat(32) }), 'economic/foreign'],
  ])('an answer: %s', (_what, text, refusal) => {
    const read = readAnswer(text, (id) => (id === ID ? check() : null));
    expect('refusal' in read ? read.refusal : undefined).toBe(refusal);
    if (!refusal) expect(read).toEqual({ args: ANSWER });
  });
});
