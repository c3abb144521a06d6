// @vitest-environment jsdom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeadlineView } from '#shared/rpc/desk-shapes.ts';
import { Deadline } from './Deadline.tsx';
import { FourBox } from './FourBox.tsx';
import { MaskedNumber } from './MaskedNumber.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root;
let box: HTMLElement;
beforeEach(() => {
  box = document.body.appendChild(document.createElement('div'));
  root = createRoot(box);
});
afterEach(() => {
  act(() => root.unmount());
  box.remove();
  vi.useRealTimers();
});
const draw = (element: React.ReactNode): void => act(() => root.render(element));
const click = (word: string): Promise<void> =>
  act(async () => [...box.querySelectorAll('button')].find((button) => button.textContent === word)?.click());

describe('four boxes', () => {
  test.each([
    ['saved', 1, '本机已存'],
    ['waiting', 2, '待上传'],
    ['received', 3, '县级已收'],
    ['decided', 4, '已办结'],
  ] as const)('%s fills %i and says %s', (place, filled, word) => {
    draw(<FourBox place={place} />);
    expect(box.querySelectorAll('i.full')).toHaveLength(filled);
    expect(box.querySelectorAll('i')).toHaveLength(4);
    expect(box.textContent).toBe(word);
  });

  test('without its word the glyph still has it for whoever hears the screen', () => {
    draw(<FourBox place="waiting" wordless />);
    expect(box.querySelector('.sr')?.textContent).toBe('待上传');
    expect(box.querySelector('.boxes')?.getAttribute('aria-hidden')).toBe('true');
  });

  test('what needs the person has a flag and no boxes', () => {
    draw(<FourBox place="needs-you" />);
    expect(box.querySelectorAll('i')).toHaveLength(0);
    expect(box.textContent).toBe('要你处理');
  });
});

describe('deadline', () => {
  const due = (
    kind: DeadlineView['kind'],
    workingDays: number | null,
    dueOn: string | null,
  ): DeadlineView => ({
    kind,
    workingDays,
    dueOn,
    step: 'entry',
  });

  test.each([
    [due('overdue', 1, '2026-11-20'), '超 1 个工作日应 11月20日', true],
    [due('today', 0, '2026-11-23'), '今天到期11月23日', true],
    [due('soon', 2, '2026-11-25'), '剩 2 个工作日11月25日', true],
    [due('later', 30, '2027-01-06'), '剩 30 个工作日2027年1月6日', false],
    [due('not-computable', null, null), '期限无法计算：缺工作日历', true],
  ])('%o', (deadline, words, hasIcon) => {
    draw(<Deadline deadline={deadline} today="2026-11-23" />);
    expect(box.textContent).toBe(words);
    expect(box.querySelector('svg') !== null).toBe(hasIcon);
    expect(box.querySelector(`.is-${deadline.kind}`)).not.toBeNull();
  });

  test('no limit runs: nothing is shown, never 0', () => {
    draw(<Deadline deadline={due('none', null, null)} />);
    expect(box.textContent).toBe('');
  });
});

describe('masked number', () => {
  const whole = '159999196804170427';

  test('is read as its last four, shows on request, and hides itself after 30 seconds', async () => {
    vi.useFakeTimers();
    const onShow = vi.fn<(reason: string) => Promise<string>>(() => Promise.resolve(whole));
    draw(<MaskedNumber label="身份证号" masked="159999********0427" onShow={onShow} />);
    expect(box.querySelector('.sr')?.textContent).toBe('身份证号，末四位 0427');
    await click('显示');
    expect(onShow).toHaveBeenCalledOnce();
    expect(box.textContent).toContain(whole);
    await act(() => vi.advanceTimersByTimeAsync(29_000));
    expect(box.textContent).toContain(whole);
    await act(() => vi.advanceTimersByTimeAsync(1_500));
    expect(box.textContent).not.toContain(whole);
  });

  test('收起 hides at once', async () => {
    draw(<MaskedNumber label="电话" masked="139****0427" onShow={() => Promise.resolve('13900000427')} />);
    await click('显示');
    await click('收起');
    expect(box.textContent).not.toContain('13900000427');
  });

  test('an answer that does not come is said, and nothing is shown', async () => {
    draw(<MaskedNumber label="电话" masked="139****0427" onShow={() => Promise.reject(new Error('gone'))} />);
    await click('显示');
    expect(box.textContent).toContain('本机资料没动');
    expect(box.textContent).toContain('139****0427');
  });

  test('who may not see it is offered nothing; what is not there says so', () => {
    draw(<MaskedNumber label="账户" masked="****4417" />);
    expect(box.querySelector('button')).toBeNull();
    draw(<MaskedNumber label="账户" masked={null} />);
    expect(box.textContent).toBe('没有');
  });

  test('where a reason is asked, nothing is fetched before it is given', async () => {
    const onShow = vi.fn<(reason: string) => Promise<string>>(() => Promise.resolve(whole));
    draw(<MaskedNumber label="身份证号" masked="159999********0427" onShow={onShow} asksReason />);
    await click('显示');
    expect(onShow).not.toHaveBeenCalled();
    expect(document.body.textContent).toContain('看完整的身份证号');
  });
});
