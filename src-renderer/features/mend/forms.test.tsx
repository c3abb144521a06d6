/** Forms that were opened again, as the screen has them: filled, the county's reason at its field and the focus there, gone when the field says
 *  something else; kept while they are typed; sent in the place of the refused act.                                  */
import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApplicationView, IssueResult, PersonFacts } from '#shared/rpc/desk-shapes.ts';
import type { MendPage } from '#shared/rpc/mend-shapes.ts';
import { type Desk, takeDesk } from '../../data/desk.ts';
import { queryClient } from '../../data/live-query.ts';
import type { Mending } from '../../data/mend.ts';
import { BankForm } from '../case/BankForm.tsx';
import { CertificateForm } from '../case/CertificateForm.tsx';
import { HouseholdForm } from '../case/HouseholdForm.tsx';
import { NotifyRefusalForm } from '../case/NotifyRefusalForm.tsx';
import { PhoneForm } from '../case/PhoneForm.tsx';
import { SupplementForm } from '../case/SupplementForm.tsx';

const person = { personId: 5, name: '乌云', bankName: '农信社', accountKind: 'SOCIAL_CARD' } as PersonFacts;
const application = { applicationId: 9, missing: ['ID_COPY'] as const } as unknown as ApplicationView;
const bank = {
  accountHolder: '乌云',
  bankName: '邮储银行',
  accountNumber: '6217999900000000777',
  accountKind: 'BANK_CARD',
};

function mendingOf(name: string, args: object, more: Partial<MendPage> = {}, kept?: object): Mending {
  const page: MendPage = {
    ...{ number: 7, name, args, personName: '乌云', who: '娜仁', madeAt: '2026-11-22T02:00:00.000Z' },
    ...{ outcome: 'refused', code: 'command/arguments', path: [], detail: null, behind: null },
    ...{ receipt: '乌民-20261123-000007', receivedAt: '2026-11-23T02:00:00.000Z' },
    target: { personId: 5, applicationId: 9, conflictId: null },
    ...more,
  };
  return { page, kept: kept ? { body: JSON.stringify(kept), savedAt: '2026-11-23T02:00:00.000Z' } : null };
}

let root: Root;
let box: HTMLElement;
let issued: Record<string, unknown>[];
let saved: { key: string; body: string }[];
let answers: IssueResult[];

beforeEach(() => {
  vi.useFakeTimers();
  // What jsdom lacks and a text of several lines measures itself with.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  queryClient.clear();
  [issued, saved, answers] = [[], [], []];
  const calls = {
    session: { status: async () => ({ today: '2026-11-23', me: null, now: '2026-11-23T02:00:00.000Z' }) },
    draft: {
      save: async (draft: { key: string; body: string }) => {
        saved.push(draft);
        return { savedAt: '2026-11-23T02:00:01.000Z' };
      },
    },
    command: {
      issue: async (call: Record<string, unknown>) => {
        issued.push(call);
        return answers.shift() ?? { ok: true, number: 12, savedAt: '2026-11-23T02:00:02.000Z', ids: [] };
      },
    },
  };
  takeDesk(calls as unknown as Desk);
  box = document.createElement('div');
  document.body.append(box);
  root = createRoot(box);
});
afterEach(async () => {
  await act(async () => root.unmount());
  box.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const done = vi.fn<(act: number) => void>();
const ends = { onDone: done, onCancel: () => undefined };
async function show(form: ReactNode): Promise<void> {
  done.mockClear();
  await act(async () => {
    root.render(<QueryClientProvider client={queryClient}>{form}</QueryClientProvider>);
    await vi.advanceTimersByTimeAsync(50);
  });
}
const control = (name: string) =>
  box.querySelector<HTMLInputElement | HTMLTextAreaElement>(
    `[data-field="${name}"] :is(input, textarea)`,
  ) as HTMLInputElement;
const sentence = (name: string) => box.querySelector(`[data-field="${name}"] .form-fault`)?.textContent ?? '';
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
async function type(name: string, value: string): Promise<void> {
  await act(async () => {
    const input = control(name);
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), 'value') ?? {};
    set?.call(input, value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
async function press(): Promise<void> {
  await act(async () => {
    box.querySelector<HTMLButtonElement>('.inline-form-acts button')?.click();
    await vi.advanceTimersByTimeAsync(50);
  });
}

describe('an account that the county gave back', () => {
  const args = { personId: 5, bank, reason: '带新卡来' };
  const refused = { code: 'person/not-your-part', path: ['bank', 'bankName'] };

  it('opens filled, says what happened, and its reason stands at the field, tied to it, with the focus', async () => {
    await show(<BankForm person={person} {...ends} mending={mendingOf('person.edit', args, refused)} />);
    expect(control('bankName').value).toBe('邮储银行');
    expect(control('accountHolder').value).toBe('乌云');
    expect(control('reason').value).toBe('带新卡来');
    const line = box.querySelector('.mend-line')?.textContent ?? '';
    for (const words of ['没有接受', '第 0007 条', '娜仁', '乌民-20261123-000007'])
      expect(line).toContain(words);
    expect(sentence('bankName')).toContain('不归你这个岗位改');
    const input = control('bankName');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const told = document.getElementById(input.getAttribute('aria-describedby') ?? '');
    expect(told?.textContent).toContain('不归你这个岗位改');
    expect(document.activeElement).toBe(input);
    expect(line).not.toContain('不归你这个岗位改');
  });

  it('lets the reason go when the field says something else; keeps what is typed; goes in the place of the old act', async () => {
    await show(<BankForm person={person} {...ends} mending={mendingOf('person.edit', args, refused)} />);
    await wait(2_000);
    expect(saved).toEqual([]);
    await type('bankName', '农业银行');
    expect(sentence('bankName')).toBe('');
    await wait(1_500);
    expect(saved.map(({ key }) => key)).toEqual(['mend-00000007']);
    expect(JSON.parse(saved[0]?.body ?? '{}')).toMatchObject({ bankName: '农业银行', reason: '带新卡来' });
    await press();
    expect(issued).toMatchObject([
      {
        name: 'person.edit',
        args: { ...args, bank: { ...bank, bankName: '农业银行' } },
        replaces: 7,
        draft: { kind: 'mend', key: 'mend-00000007' },
      },
    ]);
    expect(done).toHaveBeenCalledWith(12);
  });

  it('comes back after a power cut as it was typed', async () => {
    const kept = { ...bank, bankName: '工商银行', reason: '又改了' };
    await show(
      <BankForm person={person} {...ends} mending={mendingOf('person.edit', args, refused, kept)} />,
    );
    expect(control('bankName').value).toBe('工商银行');
    expect(control('reason').value).toBe('又改了');
    expect(sentence('bankName')).toBe('');
  });

  it('refused again at once: the new reason stands at its field', async () => {
    answers = [{ ok: false, code: 'command/arguments', path: ['bank', 'accountHolder'] }];
    await show(<BankForm person={person} {...ends} mending={mendingOf('person.edit', args)} />);
    await press();
    expect(sentence('accountHolder')).toContain('不合规矩');
    expect(document.activeElement).toBe(control('accountHolder'));
    expect(done).not.toHaveBeenCalled();
  });

  it('a reason for the whole stands in the line at the top', async () => {
    const whole = { code: 'command/outside-your-scope' };
    await show(<BankForm person={person} {...ends} mending={mendingOf('person.edit', args, whole)} />);
    expect(box.querySelector('.mend-line')?.textContent).toContain('不归本单位管');
  });

  it('parts that the form does not show go along', async () => {
    const contact = { phone: '13900000427', statedOn: '2026-11-20' };
    await show(
      <BankForm person={person} {...ends} mending={mendingOf('person.edit', { ...args, contact })} />,
    );
    await press();
    expect(issued).toMatchObject([{ args: { contact, bank } }]);
  });
});

describe('every other form of the case', () => {
  it('a phone number, with the day and the address', async () => {
    const contact = { phone: '13900000427', residenceAddress: '胜利村 3 号', statedOn: '2026-11-30' };
    const mending = mendingOf(
      'person.edit',
      { personId: 5, contact, reason: '来电' },
      { code: 'person/future-date', path: ['contact', 'statedOn'] },
    );
    await show(<PhoneForm person={person} {...ends} mending={mending} />);
    expect(control('phone').value).toBe('139****0427');
    expect(control('residenceAddress').value).toBe('胜利村 3 号');
    expect(sentence('statedOn')).toContain('今天之后');
    await type('statedOn', '2026-11-22');
    await press();
    expect(issued).toMatchObject([
      { args: { contact: { ...contact, statedOn: '2026-11-22' }, reason: '来电' }, replaces: 7 },
    ]);
  });

  it('a household', async () => {
    const household = { householdCategory: 'TEKUN', householdFrom: '2025-03', needsLongTermCare: true };
    const mending = mendingOf('person.edit', { personId: 5, household, reason: '' });
    await show(<HouseholdForm person={person} {...ends} mending={mending} />);
    expect(control('householdFrom').value).toBe('2025-03');
    await press();
    expect(issued).toMatchObject([{ args: { household } }]);
  });

  it('a certificate', async () => {
    const certificate = { certificateNumber: '15999919680417042X42', certificateExpiresOn: null };
    const mending = mendingOf(
      'person.edit',
      { personId: 5, certificate, reason: '' },
      { code: 'person/certificate', path: ['certificate', 'certificateNumber'] },
    );
    await show(<CertificateForm person={person} {...ends} mending={mending} />);
    expect(sentence('certificateNumber')).toContain('残疾人证号不对');
    await press();
    expect(issued).toMatchObject([{ args: { certificate } }]);
  });

  it('what was brought, even where it is missing no more', async () => {
    const mending = mendingOf('application.supplement', {
      applicationId: 9,
      brought: ['HUKOU_PAGE', 'BANK_ACCOUNT'],
      bank,
    });
    await show(<SupplementForm person={person} application={application} {...ends} mending={mending} />);
    const ticked = [...box.querySelectorAll<HTMLInputElement>('[data-field="brought"] input')];
    expect(ticked.map(({ checked }) => checked)).toEqual([false, true, true]);
    await press();
    expect(issued).toMatchObject([
      { args: { applicationId: 9, brought: ['HUKOU_PAGE', 'BANK_ACCOUNT'], bank } },
    ]);
  });

  it('a notice to the applicant', async () => {
    const mending = mendingOf('application.notifyRefusal', { applicationId: 9, words: '家庭不在范围' });
    await show(<NotifyRefusalForm application={application} {...ends} mending={mending} />);
    expect(control('words').value).toBe('家庭不在范围');
    await press();
    expect(issued).toMatchObject([{ args: { applicationId: 9, words: '家庭不在范围' }, replaces: 7 }]);
  });
});
