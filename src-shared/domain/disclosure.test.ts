/** A list that leaves the system: who may take what, and what is written about it. */
import { describe, expect, test } from 'vitest';
import { type DecideContext, isRefusal } from './command.ts';
import { disclosureRecord, isMoneyColumn, serialNumberOf } from './disclosure.ts';
import { WORKING_ROLES, type Role } from './state.ts';

const context = (role: Role, device = 21): DecideContext => ({
  actor: { accountId: 7, role },
  madeAt: '2026-11-02T02:00:00.000Z',
  madeOn: '2026-11-02',
  device,
  number: 4,
  scope: 159999101000,
  packVersion: '2026-07',
  newId: () => 99,
});
const args = disclosureRecord.args.parse({
  listName: 'cases',
  filters: { state: 'ACTIVE' },
  columnNames: ['name', 'idNumber'],
  rowCount: 3,
  fileHash: 'ab'.repeat(32),
  serialNumber: serialNumberOf(21, '2026-11-02', '9f3a0c77'),
  numbers: 'masked',
  reason: '',
});
const decide = (role: Role, more: Partial<typeof args> = {}, device = 21) =>
  disclosureRecord.decide({}, { ...args, ...more }, context(role, device));

test('the number names the computer and the day', () => {
  expect(args.serialNumber).toBe('21-20261102-9F3A0C');
});

test.each(WORKING_ROLES)('%s may take a masked list, and it is written who, when, where and what', (role) => {
  expect(disclosureRecord.roles).toContain(role);
  expect(decide(role)).toEqual({
    changes: [
      {
        type: 'disclosure',
        id: 99,
        isNew: true,
        set: {
          listName: 'cases',
          filters: { state: 'ACTIVE' },
          columnNames: ['name', 'idNumber'],
          rowCount: 3,
          fileHash: 'ab'.repeat(32),
          serialNumber: '21-20261102-9F3A0C',
          numbers: 'masked',
          reason: null,
          takenBy: 7,
          takenAt: '2026-11-02T02:00:00.000Z',
          device: 21,
        },
      },
    ],
  });
});

describe('DI1 whole numbers', () => {
  test.each(['', '   '])('without a reason (%j) are refused', (reason) => {
    const { reason: trimmed } = disclosureRecord.args.parse({ ...args, reason });
    expect(decide('TOWNSHIP_CLERK', { numbers: 'full', reason: trimmed })).toEqual({
      refusal: 'disclosure/reason-needed',
      path: ['reason'],
    });
  });
  test('with one leave, and the reason stays', () => {
    const decision = decide('TOWNSHIP_CLERK', { numbers: 'full', reason: '报旗里核对' });
    expect(isRefusal(decision)).toBe(false);
    expect(decision).toMatchObject({ changes: [{ set: { numbers: 'full', reason: '报旗里核对' } }] });
  });
});

describe('DI2 money', () => {
  test.each([
    ['accountNumber', true],
    ['bankName', true],
    ['monthlyAmount', true],
    ['idNumber', false],
    ['certificateNumber', false],
    ['deadline', false],
  ])('column %s: %s', (column, isMoney) => expect(isMoneyColumn(column)).toBe(isMoney));
  test('is not the federation’s to take', () => {
    const columnNames = ['name', 'accountNumber'];
    expect(decide('COUNTY_FEDERATION_REVIEWER', { columnNames })).toMatchObject({
      refusal: 'disclosure/not-your-columns',
    });
    expect(decide('COUNTY_CIVIL_AFFAIRS_APPROVER', { columnNames })).toMatchObject({ changes: [{}] });
  });
});

test('DI3 a file that was made before its computer got another number keeps the number that it bears', () => {
  expect(decide('TOWNSHIP_CLERK', {}, 22)).toMatchObject({
    changes: [{ set: { device: 22, serialNumber: args.serialNumber } }],
  });
});

test.each([
  ['a list that is none', { listName: 'passwords' }],
  ['a hash that is none', { fileHash: 'x' }],
  ['a number that is none', { serialNumber: '../../x' }],
  ['no column', { columnNames: [] }],
  ['half a row', { rowCount: 0.5 }],
  ['a field that nobody knows', { rows: [] }],
])('arguments with %s are not taken', (_what, wrong) => {
  expect(disclosureRecord.args.safeParse({ ...args, ...wrong }).success).toBe(false);
});
