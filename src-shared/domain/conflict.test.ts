/** Settling a conflict: mine, theirs or a third value; once; only where it can be seen. */
import { expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import { decideAs, madeUpFile, madeUpPerson, rowOf, setsOf } from './made-up-file.ts';
import type { Values } from '../records/rows.ts';
import { valuesField } from './conflict.ts';

const person = madeUpPerson();
const account = (accountNumber: string) => ({
  accountHolder: '达木丁',
  bankName: '农信社',
  accountNumber,
  accountKind: 'SOCIAL_CARD',
});
const SIDES = {
  before: account('6217999900000000101'),
  mine: account('6217999900000000218'),
  theirs: account('6217999900000000325'),
};
const conflict = (values: Partial<Values<'conflict'>> = {}) =>
  rowOf('conflict', makeId(9, 256), {
    personId: person.id,
    recordType: 'person',
    recordId: person.id,
    groupName: 'bank',
    kind: 'ask',
    state: 'OPEN',
    moneyValues: SIDES,
    ...values,
  });
const settle = (args: object, row = conflict(), records: object = { person: [person], application: [] }) =>
  decideAs('TOWNSHIP_REVIEWER', 'conflict.settle', { conflictId: row.id, reason: '与本人核实', ...args }, {
    conflict: [row],
    ...records,
  } as never);

test('each class of values has a field of its own', () => {
  expect([
    valuesField('person', 'bank'),
    valuesField('person', 'contact'),
    valuesField('person', 'certificate'),
    valuesField('application', 'materials'),
  ]).toEqual(['moneyValues', 'identityValues', 'healthValues', 'caseValues']);
});

test('mine, theirs, or a third that starts from theirs', () => {
  expect(setsOf(settle({ choice: 'mine' }), 'person')).toEqual([SIDES.mine]);
  expect(setsOf(settle({ choice: 'theirs' }), 'person')).toEqual([SIDES.theirs]);
  const third = { choice: 'third', values: { accountNumber: '6217999900000000432' } };
  expect(setsOf(settle(third), 'person')).toEqual([
    { ...SIDES.theirs, accountNumber: '6217999900000000432' },
  ]);
});

test('of a group that goes field by field only what is in dispute is written: a later correction beside it stays', () => {
  const contact = (phone: string) => ({
    phone,
    residenceAddress: '团结村12号',
    contactStatedOn: '2026-03-01',
  });
  const sides = { before: contact('1'), mine: contact('13900000002'), theirs: contact('15000000003') };
  const row = conflict({ groupName: 'contact', identityValues: sides, moneyValues: null });
  expect(setsOf(settle({ choice: 'theirs' }, row), 'person')).toEqual([{ phone: '15000000003' }]);
  const third = { choice: 'third', values: { residenceAddress: '胜利村3号' } };
  expect(setsOf(settle(third, row), 'person')).toEqual([
    { phone: '15000000003', residenceAddress: '胜利村3号' },
  ]);
});

test('who settled it, when and why stands in the record and in history', () => {
  const decision = settle({ choice: 'mine' });
  expect(setsOf(decision, 'conflict')).toMatchObject([
    { state: 'SETTLED', choice: 'mine', settleReason: '与本人核实' },
  ]);
  expect(setsOf(decision, 'history')).toMatchObject([
    { action: 'conflict.settle', details: { group: 'bank', choice: 'mine' } },
  ]);
});

test('a conflict about a file writes the file', () => {
  const file = madeUpFile();
  const sides = { before: {}, mine: { materials: ['ID_COPY'], missing: [] }, theirs: {} };
  const row = conflict({
    recordType: 'application',
    recordId: file.id,
    groupName: 'materials',
    caseValues: sides,
    moneyValues: null,
  });
  expect(
    setsOf(settle({ choice: 'mine' }, row, { person: [person], application: [file] }), 'application'),
  ).toEqual([sides.mine]);
});

const refusals: [string, object, ReturnType<typeof conflict>, object, string][] = [
  [
    'one that is settled',
    { choice: 'mine' },
    conflict({ state: 'SETTLED' }),
    { person: [person] },
    'conflict/already-settled',
  ],
  [
    'one that is only noted',
    { choice: 'mine' },
    conflict({ state: 'NOTED' }),
    { person: [person] },
    'conflict/already-settled',
  ],
  [
    'one whose values this desk may not hold',
    { choice: 'mine' },
    conflict({ moneyValues: null }),
    { person: [person] },
    'conflict/not-visible',
  ],
  ['one whose record is not here', { choice: 'mine' }, conflict(), { person: [] }, 'conflict/record-missing'],
  [
    'with a third value that says nothing',
    { choice: 'third' },
    conflict(),
    { person: [person] },
    'conflict/third-empty',
  ],
  [
    'with a field of another group',
    { choice: 'third', values: { phone: '1' } },
    conflict(),
    { person: [person] },
    'conflict/unknown-field',
  ],
];
test.each(refusals)('refused: %s', (_what, args, row, records, refusal) => {
  expect(settle(args, row, { application: [], ...records })).toMatchObject({ refusal });
});

test('C1 the same settling writes the same text, in whatever order the database keeps the names of a side', () => {
  const turned = (side: object) => Object.fromEntries(Object.entries(side).reverse());
  const other = {
    before: turned(SIDES.before),
    mine: turned(SIDES.mine),
    theirs: turned(SIDES.theirs),
  } as typeof SIDES;
  const [here, there] = [SIDES, other].map((moneyValues) =>
    JSON.stringify(settle({ choice: 'mine' }, conflict({ moneyValues }))),
  );
  expect(there).toBe(here);
});
