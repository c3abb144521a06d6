/** The bank's answer against what it was sent: paid, returned with the reason, and every way in which a file does not fit. */
import { describe, expect, test } from 'vitest';
import { type BankLine, bankReasonOf, judgeBankResult, type SentRow } from './bank-result.ts';

const sent: SentRow[] = [
  { rowId: 11, accountNumber: '6217999900000000101', amountFen: 10_000 },
  { rowId: 12, accountNumber: '6217999900000000218', amountFen: 11_000 },
];
const line = (seq: number, more: Partial<BankLine> = {}): BankLine => ({
  ...{ line: seq + 1, seq, accountNumber: sent[seq - 1]?.accountNumber ?? '', reason: '' },
  ...{ amountFen: sent[seq - 1]?.amountFen ?? 0, status: '成功' },
  ...more,
});

test('all paid', () => {
  expect(judgeBankResult(sent, [line(1), line(2)])).toEqual({
    ...{ paidRows: 2, paidFen: 21_000, returnedFen: 0, returned: [], problems: [] },
  });
});

test('one returned, with its reason; the order of the file does not matter', () => {
  const back = line(1, { status: '失败', reason: '收款账号已销户' });
  expect(judgeBankResult(sent, [line(2), back])).toEqual({
    ...{ paidRows: 1, paidFen: 11_000, returnedFen: 10_000, problems: [] },
    returned: [{ rowId: 11, reason: 'ACCOUNT_CLOSED' }],
  });
});

describe('BR1 BR2 a line that does not fit settles nothing', () => {
  test.each<[string, BankLine[], string[]]>([
    ['another account', [line(1, { accountNumber: '6217999900000000102' }), line(2)], ['ACCOUNT_DIFFERS']],
    ['a cent too few', [line(1, { amountFen: 9_999 }), line(2)], ['AMOUNT_DIFFERS']],
    ['a number that was not sent', [line(1), line(2), line(3)], ['UNKNOWN_LINE']],
    ['twice', [line(1), line(1), line(2)], ['TWICE']],
    ['an answer that says nothing', [line(1, { status: '处理中' }), line(2)], ['STATUS_UNKNOWN']],
    ['a row without an answer', [line(1)], ['MISSING']],
  ])('%s', (_what, lines, wanted) => {
    expect(judgeBankResult(sent, lines).problems.map(({ problem }) => problem)).toEqual(wanted);
  });
});

test.each([
  ['户名不符', 'ACCOUNT_NAME_MISMATCH'],
  ['账户已销户', 'ACCOUNT_CLOSED'],
  ['账户冻结', 'FROZEN'],
  ['久悬户', 'DORMANT'],
  ['账号不存在', 'ACCOUNT_NOT_FOUND'],
  ['系统繁忙', 'OTHER'],
])('BR3 %s is %s', (words, reason) => {
  expect(bankReasonOf(words)).toBe(reason);
});
