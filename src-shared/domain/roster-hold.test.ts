/** What holds a row: a table of the reasons, alone and together (dossier e.3, (h), m.3). */
import { describe, expect, test } from 'vitest';
import { emptyValues, type Row, type Values } from '../records/rows.ts';
import { accountAlerts, accountUses, ALERT_RULE } from './alert.ts';
import { heldBack, type InQuestion } from './roster-hold.ts';

const person = (values: Partial<Values<'person'>> = {}): Row<'person'> => ({
  ...{ type: 'person', id: 1, scope: 159999101000, versions: {} as never },
  values: { ...emptyValues('person'), accountNumber: '6217000000000000001', ...values },
});
const finding = (values: Partial<Values<'finding'>>): Row<'finding'> => ({
  ...{ type: 'finding', id: 2, scope: 159999101000, versions: {} as never },
  values: { ...emptyValues('finding'), severity: 'BLOCK_ROSTER', state: 'OPEN', ...values },
});
const FREE: InQuestion = {
  ...{ isConflictOpen: false, findings: [], isAccountShared: false, awaitsNotice: false },
};
const holds = [{ body: 'FEDERATION', by: 7, since: '2026-01-02', reason: '证件在核' }] as never;
const grade = finding({ code: 'NURSING_GRADE_NOT_COVERED', benefit: 'NURSING' });
const dead = finding({ code: 'DEAD_PERSON', benefit: null });
const agreed = finding({ code: 'DUP_BANK_ACCOUNT', state: 'CLOSED', outcome: 'DATA_RIGHT' });

describe('RH1–RH4', () => {
  test.each<
    [string, Partial<Values<'person'>>, Partial<InQuestion>, 'LIVING' | 'NURSING', string | null, string[]]
  >([
    ['nothing', {}, {}, 'LIVING', null, []],
    ['RH1 an open conflict', {}, { isConflictOpen: true }, 'LIVING', 'CONFLICT_OPEN', []],
    ['RH1 a hold says what its body wrote', { holds }, {}, 'LIVING', 'HOLD', ['证件在核']],
    ['RH1 a finding', {}, { findings: [grade] }, 'NURSING', 'FINDING_OPEN', ['NURSING_GRADE_NOT_COVERED']],
    ['RH2 of the other benefit', {}, { findings: [grade] }, 'LIVING', null, []],
    [
      'RH1 one that is closed',
      {},
      { findings: [finding({ code: 'DUP_ID', state: 'CLOSED' })] },
      'LIVING',
      null,
      [],
    ],
    [
      'RH1 answered is not closed',
      {},
      { findings: [finding({ code: 'DUP_ID', state: 'ANSWERED' })] },
      'LIVING',
      'FINDING_OPEN',
      ['DUP_ID'],
    ],
    [
      'RH1 one that only asks for a look',
      {},
      { findings: [finding({ code: 'RETURNED_TWICE', severity: 'VERIFY' })] },
      'LIVING',
      null,
      [],
    ],
    ['RH3 a death that is told', {}, { findings: [dead] }, 'LIVING', 'FINDING_OPEN', ['DEAD_PERSON']],
    ['RH3 the month of death stands', { deathDate: '2026-03-31' }, { findings: [dead] }, 'LIVING', null, []],
    [
      'RH3 the month after it does not',
      { deathDate: '2026-02-28' },
      { findings: [dead] },
      'LIVING',
      'FINDING_OPEN',
      ['DEAD_PERSON'],
    ],
    ['RH4 a shared account', {}, { isAccountShared: true }, 'LIVING', 'ACCOUNT_SHARED', []],
    ['RH5 no notice has ended', {}, { awaitsNotice: true }, 'NURSING', 'NOT_PUBLICISED', []],
    ['RH4 one that was looked at', {}, { isAccountShared: true, findings: [agreed] }, 'LIVING', null, []],
    ['no account', { accountNumber: null }, {}, 'LIVING', 'ACCOUNT_MISSING', []],
    [
      'several: the first is said, the others with it',
      { holds, accountNumber: null },
      { findings: [dead] },
      'LIVING',
      'HOLD',
      ['证件在核', 'FINDING_OPEN', 'ACCOUNT_MISSING'],
    ],
  ])('%s', (_what, values, more, benefit, held, detail) => {
    expect(heldBack(person(values), { benefit, month: '2026-03' }, { ...FREE, ...more })).toEqual({
      held,
      detail,
    });
  });
});

test('(h) DUP_BANK_ACCOUNT: several households, or more than three people', () => {
  const at = (account: string, address: string | null) => ({ account, village: 159999101201, address });
  const uses = accountUses([
    ...['一户', '一户', '一户'].map((address) => at('A', address)),
    ...['一户', '二户'].map((address) => at('B', address)),
    ...[null, null, null, null].map((address) => at('C', address)),
    ...[null, '一户'].map((address) => at('D', address)),
  ]);
  expect([...uses].map(([account, use]) => [account, accountAlerts(use, ALERT_RULE).length])).toEqual([
    ['A', 0],
    ['B', 1],
    ['C', 1],
    ['D', 0],
  ]);
});
