/** What stops F9 and what it sends (SET1, SET2). */
import { describe, expect, it } from 'vitest';
import { conflictSettle } from '#shared/domain/conflict.ts';
import { needOf, NOTHING_CHOSEN, settleArgs, settlingOf, type Settling, thirdFaults } from './settle.ts';

const account = {
  accountHolder: '王秀英',
  accountNumber: '6217 9999 0000 1234',
  bankName: '农信社',
  accountKind: 'SOCIAL_CARD',
};
const settling = (change: Partial<Settling>): Settling => ({ ...NOTHING_CHOSEN, ...change });

describe('SET1', () => {
  it('nothing is possible without a choice, then without a reason', () => {
    expect(needOf('bank', NOTHING_CHOSEN)).toBe('needChoice');
    expect(needOf('bank', settling({ reason: '问过本人' }))).toBe('needChoice');
    expect(needOf('bank', settling({ choice: 'mine', reason: '  ' }))).toBe('needReason');
    expect(needOf('bank', settling({ choice: 'mine', reason: '问过本人' }))).toBeNull();
  });
  it('putting it off needs a reason too', () => {
    expect(needOf('bank', settling({ choice: 'later' }))).toBe('needReason');
  });
});

describe('SET2', () => {
  it('a third account must be whole and right', () => {
    expect(needOf('bank', settling({ choice: 'third', reason: 'x', third: {} }))).toBe('needThird');
    expect(thirdFaults('bank', { ...account, accountNumber: '6217' })).toEqual({ accountNumber: 'account' });
    expect(needOf('bank', settling({ choice: 'third', reason: 'x', third: account }))).toBeNull();
  });
  it('a third telephone alone is enough', () => {
    expect(
      needOf('contact', settling({ choice: 'third', reason: 'x', third: { phone: '13900000427' } })),
    ).toBeNull();
    expect(thirdFaults('contact', { phone: '139' })).toEqual({ phone: 'phone' });
  });
});

describe('arguments', () => {
  it.each([
    settling({ choice: 'mine', reason: ' 问过本人 ' }),
    settling({ choice: 'theirs', reason: '有新卡照片' }),
    settling({ choice: 'third', reason: '都不是', third: account }),
  ])('are what the command takes: $choice', (one) => {
    const args = settleArgs(77, 'bank', one);
    expect(conflictSettle.args.safeParse(args).success).toBe(true);
  });
  it('an account goes as digits', () => {
    const args = settleArgs(77, 'bank', settling({ choice: 'third', reason: 'x', third: account }));
    expect(args).toMatchObject({ values: { accountNumber: '6217999900001234' } });
  });
  it.each([
    settling({ choice: 'mine', reason: '问过本人' }),
    settling({ choice: 'third', reason: '都不是', third: { ...account, accountNumber: '6217999900001234' } }),
  ])('fill the form again when the county did not take them: $choice', (one) => {
    expect(settlingOf(settleArgs(77, 'bank', one) as never)).toEqual(one);
  });
});
