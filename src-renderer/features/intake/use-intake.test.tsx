/** An intake from the first key to the act, against a desk of plain functions: INT1–INT3 and what is kept of the draft. */
import { QueryClientProvider } from '@tanstack/react-query';
import { act, useLayoutEffect } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { MATERIAL_CODES } from '#shared/domain/state.ts';
import type { IssueResult } from '#shared/rpc/desk-shapes.ts';
import type { MendPage } from '#shared/rpc/mend-shapes.ts';
import { type Desk, takeDesk } from '../../data/desk.ts';
import { queryClient } from '../../data/live-query.ts';
import { intakeArgs, readIntake } from './checks.ts';
import { emptyForm, formOfArgs, type IntakeForm } from './form.ts';
import { type Intake, type IntakeResult, useIntake } from './use-intake.ts';

const TODAY = '2026-11-23';
const ID = `15999919680417042${idCheckDigit('15999919680417042')}`;
const KEY = 'k'.repeat(32);
const whole: IntakeForm = {
  ...emptyForm(TODAY),
  name: '乌云其其格',
  idNumber: ID,
  hukouVillage: 159999101001,
  certificateNumber: `${ID}42`,
  isLongTerm: true,
  benefits: ['NURSING'],
  householdCategory: 'NONE',
  accountNumber: '6217999900001234567',
  bankName: '农信社',
  accountKind: 'SOCIAL_CARD',
  materials: [...MATERIAL_CODES],
  truth: true,
  privacyNotice: true,
};

interface Call {
  readonly name: string;
  readonly args: { atCounter?: string; person?: { name: string } };
  readonly formId: string;
  readonly draft?: { kind: string; key: string };
}

let root: Root;
let intake: Intake;
let saved: string[];
let issued: Call[];
let answers: (IssueResult | Error)[];
let done: IntakeResult[];
let openBenefits: string[];

function fakeDesk(): Desk {
  const desk = {
    draft: {
      save: async ({ body }: { body: string }) => {
        saved.push(body);
        return { savedAt: '2026-11-23T02:42:16.000Z' };
      },
    },
    cases: {
      byIdNumber: async () =>
        openBenefits.length === 0 ? null : { openApplication: { benefits: openBenefits } },
    },
    command: {
      issue: async (call: Call) => {
        issued.push(call);
        const answer = answers.shift();
        if (answer instanceof Error || !answer) throw answer ?? new Error('no answer');
        return answer;
      },
    },
  };
  return desk as unknown as Desk;
}

interface ProbeProps {
  readonly form: IntakeForm;
  readonly savedAt: string | null;
  readonly mended?: MendPage | undefined;
  readonly tell: (intake: Intake) => void;
}

function Probe({ form, savedAt, mended, tell }: ProbeProps) {
  const now = useIntake({ key: KEY, form, savedAt, mended }, TODAY, (result) => done.push(result));
  useLayoutEffect(() => tell(now));
  return null;
}

async function open(form: IntakeForm, savedAt: string | null = null, mended?: MendPage): Promise<void> {
  await act(async () => {
    root.render(
      <QueryClientProvider client={queryClient}>
        <Probe
          form={form}
          savedAt={savedAt}
          mended={mended}
          tell={(now) => {
            intake = now;
          }}
        />
      </QueryClientProvider>,
    );
  });
}
const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
const press = (atCounter: 'ACCEPT' | 'REQUEST_SUPPLEMENT' | 'KEEP') =>
  act(async () => {
    const pressed = intake.submit(atCounter);
    await vi.advanceTimersByTimeAsync(10);
    await pressed;
  });
const ok: IssueResult = { ok: true, number: 12, savedAt: '2026-11-23T02:43:00.000Z', ids: [101, 102] };

beforeEach(() => {
  vi.useFakeTimers();
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  queryClient.clear();
  [saved, issued, answers, done, openBenefits] = [[], [], [], [], []];
  takeDesk(fakeDesk());
  root = createRoot(document.createElement('div'));
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

describe('the draft', () => {
  it('is kept within a second of typing, and an untouched form is no draft', async () => {
    await open(emptyForm(TODAY));
    await wait(5_000);
    expect(saved).toEqual([]);
    await act(async () => intake.change({ name: '乌' }));
    await act(async () => intake.change({ name: '乌云' }));
    await wait(1_000);
    expect(saved.map((body) => (JSON.parse(body) as IntakeForm).name)).toEqual(['乌云']);
    expect(intake.draft.savedAt).toBe('2026-11-23T02:42:16.000Z');
  });

  it('that came from the disk is not written again unchanged, but an emptied one is', async () => {
    await open({ ...emptyForm(TODAY), name: '乌云' }, '2026-11-23T02:00:00.000Z');
    await wait(2_000);
    expect(saved).toEqual([]);
    await act(async () => intake.change({ name: '' }));
    await wait(1_000);
    expect(saved).toHaveLength(1);
  });
});

describe('F9', () => {
  it('with faults issues nothing and shows all of them', async () => {
    await open({ ...whole, name: '', truth: false });
    expect(intake.faultAt('name')).toBeUndefined();
    await press('ACCEPT');
    expect(issued).toEqual([]);
    expect(intake.hasTried).toBe(true);
    expect(intake.faultAt('name')).toContain('姓名');
    expect(intake.faultAt('truth')).toBeDefined();
  });

  it('INT1 issues under the id of the draft, which the act replaces', async () => {
    answers = [ok];
    await open(whole);
    await press('ACCEPT');
    expect(issued).toMatchObject([
      {
        name: 'application.submit',
        formId: KEY,
        draft: { kind: 'intake', key: KEY },
        args: { atCounter: 'ACCEPT' },
      },
    ]);
    expect(done).toMatchObject([{ number: 12, applicationId: 101, atCounter: 'ACCEPT' }]);
  });

  it('saves nothing after the act, so that the draft does not come back', async () => {
    answers = [ok];
    await open(whole);
    await act(async () => intake.change({ phone: '13900000427' }));
    await press('ACCEPT');
    const before = saved.length;
    expect(JSON.parse(saved.at(-1) ?? '{}')).toMatchObject({ phone: '13900000427' });
    await wait(10_000);
    expect(saved).toHaveLength(before);
  });

  it('INT2 after a lost answer only the very same act goes out again', async () => {
    answers = [new Error('the line went'), ok];
    await open(whole);
    await press('ACCEPT');
    expect(intake.phase).toBe('unanswered');
    await press('KEEP');
    expect(issued).toHaveLength(2);
    expect(issued[1]).toEqual(issued[0]);
    expect(done).toHaveLength(1);
  });

  it('INT3 a refusal keeps everything, stands at its field, and goes when the field changes', async () => {
    answers = [{ ok: false, code: 'application/duplicate-open', path: ['benefits'] }];
    await open(whole);
    await press('ACCEPT');
    expect(intake.form).toEqual(whole);
    expect(intake.phase).toBe('typing');
    expect(intake.faultAt('benefits')).toContain('在办');
    await act(async () => intake.change({ name: '乌云' }));
    expect(intake.faultAt('benefits')).toContain('在办');
    await act(async () => intake.change({ benefits: ['LIVING'] }));
    expect(intake.faultAt('benefits')).toBeUndefined();
    await wait(1_000);
    expect((JSON.parse(saved.at(-1) ?? '{}') as IntakeForm).benefits).toEqual(['LIVING']);
  });

  it('a refusal of the whole form stands beside the act', async () => {
    answers = [{ ok: false, code: 'command/role' }];
    await open(whole);
    await press('ACCEPT');
    expect(intake.refusal).toBe('command/role');
  });
});

describe('while typing', () => {
  it('says a wrong shape only after the field was left, and an empty field only after F9', async () => {
    await open({ ...emptyForm(TODAY), name: '乌云' });
    await act(async () => intake.enter('idNumber'));
    await act(async () => intake.change({ idNumber: '159999' }));
    expect(intake.faultAt('idNumber')).toBeUndefined();
    await act(async () => intake.leave('idNumber'));
    expect(intake.faultAt('idNumber')).toContain('18 位');
    await act(async () => intake.leave('certificateNumber'));
    expect(intake.faultAt('certificateNumber')).toBeUndefined();
  });

  it('an open file of the same person is said at once', async () => {
    openBenefits = ['NURSING'];
    await open(whole);
    await wait(50);
    expect(intake.faultAt('benefits')).toContain('护理补贴');
    await press('ACCEPT');
    expect(issued).toEqual([]);
  });
});

describe('an intake that the county gave back', () => {
  const args = {
    ...intakeArgs(whole, readIntake(whole, { today: TODAY }), 'ACCEPT'),
    submittedVia: 'COUNTER',
  };
  const mended = {
    ...{ number: 7, name: 'application.submit', outcome: 'refused', code: 'application/duplicate-open' },
    args: { ...args, person: { ...args.person, ethnicity: '蒙古族' } },
    path: ['benefits'],
  } as unknown as MendPage;

  it('comes back whole from what was sent', () => {
    expect(formOfArgs(args, TODAY)).toEqual({ ...whole, accountHolder: whole.name });
  });

  it('has its reason at the field until that changes, and goes in the place of the old act with nothing lost', async () => {
    answers = [ok];
    const form = formOfArgs(mended.args, TODAY) as IntakeForm;
    await open(form, null, mended);
    expect(intake.faultAt('benefits')).toContain('在办');
    expect(intake.isMendedAtField).toBe(true);
    await wait(1_000);
    expect(saved).toHaveLength(1);
    await act(async () => intake.change({ benefits: ['LIVING'] }));
    expect(intake.faultAt('benefits')).toBeUndefined();
    await press('ACCEPT');
    expect(issued).toMatchObject([
      { replaces: 7, args: { benefits: ['LIVING'], person: { ethnicity: '蒙古族', name: whole.name } } },
    ]);
  });

  it('changed before the power went: the reason is not said of what stands there now', async () => {
    await open({ ...whole, benefits: ['LIVING'] }, '2026-11-23T02:00:00.000Z', mended);
    expect(intake.faultAt('benefits')).toBeUndefined();
  });
});
