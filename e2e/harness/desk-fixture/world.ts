/** Made-up rows for looking at the screens before the replica serves them. Goes when the real one does. */
import { maskAccount, maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import { type DemoPerson, makeDemoPerson } from '#shared/domain/demo-people.ts';
import type {
  ApplicationView,
  CasePage,
  CaseRow,
  DeadlineView,
  HistoryRow,
  Place,
} from '#shared/rpc/desk-shapes.ts';

export const TODAY = '2026-11-23';
const STATES = [
  'PRELIMINARY_PASSED',
  'PRELIMINARY_REVIEW',
  'FEDERATION_REVIEW',
  'RETURNED_TO_TOWNSHIP',
  'SUPPLEMENT_REQUESTED',
  'SUBMITTED',
  'DETERMINING',
  'APPROVED',
  'REFUSED',
];
const VILLAGES = ['哈日根台嘎查', '敖包图嘎查', '巴彦塔拉嘎查', '东风村', '团结村', '胜利村'];
const PLACES: Place[] = ['received', 'saved', 'waiting', 'received'];
const TOWNSHIP = 159999101000;

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const random = chance(7);
export const people: DemoPerson[] = Array.from({ length: 4000 }, (_, at) =>
  makeDemoPerson(random, (TOWNSHIP + 1 + (at % 6)) as never, at),
);
export const villageOf = (at: number): string => VILLAGES[at % 6] ?? '';

export function stateOf(at: number): string {
  if (at < 60) return STATES[at % STATES.length] ?? 'SUBMITTED';
  return at % 3 === 0 ? 'ACTIVE' : 'REGISTERED';
}

export function deadlineOf(at: number): DeadlineView {
  const state = stateOf(at);
  if (['APPROVED', 'REFUSED', 'ACTIVE', 'REGISTERED', 'SUBMITTED', 'PRELIMINARY_REVIEW'].includes(state)) {
    return { kind: 'none', dueOn: null, workingDays: null, step: null };
  }
  const kinds: DeadlineView[] = [
    { kind: 'overdue', dueOn: '2026-11-20', workingDays: 1, step: 'entry' },
    { kind: 'today', dueOn: TODAY, workingDays: 0, step: 'entry' },
    { kind: 'soon', dueOn: '2026-11-25', workingDays: 2, step: 'sendToFederation' },
    { kind: 'later', dueOn: '2026-12-01', workingDays: 6, step: 'federationReview' },
    { kind: 'not-computable', dueOn: null, workingDays: null, step: 'determine' },
  ];
  return kinds[Math.floor(at / 9) % 5] as DeadlineView;
}

export function rowOf(at: number): CaseRow {
  const person = people[at] as DemoPerson;
  const state = stateOf(at);
  return {
    personId: at + 1,
    applicationId: state === 'REGISTERED' ? null : 10_000 + at,
    name: person.name,
    idNumberMasked: maskIdNumber(person.idNumber),
    village: villageOf(at),
    township: '查干淖尔苏木',
    benefits:
      state === 'REGISTERED'
        ? []
        : at % 3 === 0
          ? ['LIVING', 'NURSING']
          : at % 3 === 1
            ? ['NURSING']
            : ['LIVING'],
    state,
    deadline: deadlineOf(at),
    place: PLACES[at % 4] as Place,
    pendingHere: at % 4 === 1,
  };
}

function historyOf(at: number): HistoryRow[] {
  const steps: [string, string, string | null, string | null, string | null][] = [
    ['2026-11-09T02:31:00.000Z', 'application.submit', 'SUPPLEMENT_REQUESTED', 'ONE_TIME_NOTICE', null],
    ['2026-11-11T07:12:00.000Z', 'application.supplement', 'RESUBMITTED', null, null],
    ['2026-11-11T07:20:00.000Z', 'application.accept', 'PRELIMINARY_REVIEW', 'ACCEPTANCE_NOTICE', null],
    [
      '2026-11-16T01:30:00.000Z',
      'review.passPreliminary',
      'PRELIMINARY_PASSED',
      null,
      '入户见过本人，日常起居要人扶。',
    ],
    ['2026-11-17T02:05:00.000Z', 'application.enter', 'PRELIMINARY_PASSED', null, null],
    ['2026-11-20T08:40:00.000Z', 'person.edit', null, null, '本人带新社保卡来'],
  ];
  return steps
    .map(
      ([when, action, stateAfter, documentKind, words], n): HistoryRow => ({
        at: when,
        action,
        stateAfter,
        who: n === 3 ? '王建国' : '娜仁',
        device: n === 3 ? '苏木-1号机' : '苏木-2号机',
        reasonCode: null,
        words,
        documentKind,
        documentNumber: documentKind ? `2-0${230 + n}` : null,
        details:
          action === 'person.edit'
            ? { parts: ['bank'] }
            : action === 'application.submit'
              ? { missing: ['BANK_ACCOUNT', 'HUKOU_PAGE'] }
              : null,
        place: n > 4 ? 'waiting' : 'received',
        receipt: n > 4 ? null : `乌民-202611${10 + n}-000${417 + n}`,
      }),
    )
    .slice(0, 2 + (at % 5))
    .toReversed();
}

const NEXT: Record<string, ApplicationView['nextStep']> = {
  SUBMITTED: { command: 'application.accept', waitsFor: 'me' },
  SUPPLEMENT_REQUESTED: { command: 'application.supplement', waitsFor: 'me' },
  PRELIMINARY_REVIEW: { command: 'review.passPreliminary', waitsFor: 'me' },
  PRELIMINARY_PASSED: { command: 'application.enter', waitsFor: 'me' },
  FEDERATION_REVIEW: { command: null, waitsFor: 'FEDERATION' },
  DETERMINING: { command: null, waitsFor: 'CIVIL_AFFAIRS' },
  RETURNED_TO_TOWNSHIP: { command: 'application.notifyRefusal', waitsFor: 'me' },
};

function applicationOf(at: number): ApplicationView {
  const state = stateOf(at);
  const isReturned = state === 'RETURNED_TO_TOWNSHIP';
  const isMissing = state === 'SUPPLEMENT_REQUESTED';
  const order = ['intake', 'preliminary', 'federation', 'determination', 'payment'] as const;
  const now =
    {
      SUBMITTED: 0,
      SUPPLEMENT_REQUESTED: 0,
      PRELIMINARY_REVIEW: 1,
      PRELIMINARY_PASSED: 1,
      FEDERATION_REVIEW: 2,
      RETURNED_TO_TOWNSHIP: 2,
      DETERMINING: 3,
      APPROVED: 4,
      ACTIVE: 5,
    }[state] ?? 0;
  return {
    applicationId: 10_000 + at,
    state: state === 'ACTIVE' ? 'APPROVED' : state,
    stateSince: '2026-11-17',
    benefits: rowOf(at).benefits,
    submittedOn: '2026-11-09',
    materials: isMissing
      ? ['ID_COPY', 'CERT_COPY', 'SIGNED_FORM']
      : ['ID_COPY', 'CERT_COPY', 'SIGNED_FORM', 'BANK_ACCOUNT', 'HUKOU_PAGE'],
    missing: isMissing ? ['BANK_ACCOUNT', 'HUKOU_PAGE'] : [],
    noticeCount: isMissing ? 1 : 0,
    returnedBy: isReturned ? 'FEDERATION' : null,
    reasonCode: isReturned ? 'CERT_GRADE_MISMATCH' : null,
    reasonWords: isReturned ? '9月30日复评为三级，请换新证后再报。' : null,
    enteredOn: isReturned ? '2026-11-17' : null,
    deadline: deadlineOf(at),
    stations: order.map((station, n) => ({
      station,
      status: n < now ? 'done' : n === now ? (isReturned ? 'returned' : 'now') : 'later',
      on: n < now ? `2026-11-${9 + n * 4 < 10 ? '09' : 9 + n * 4}` : null,
    })),
    nextStep: NEXT[state] ?? { command: null, waitsFor: 'nobody' },
    place: rowOf(at).place,
  };
}

export function pageOf(at: number): CasePage {
  const person = people[at] as DemoPerson;
  const state = stateOf(at);
  const active = state === 'ACTIVE' || state === 'APPROVED';
  return {
    person: {
      personId: at + 1,
      scope: TOWNSHIP,
      name: person.name,
      idNumberMasked: maskIdNumber(person.idNumber),
      sex: person.sex,
      birthDate: person.birthDate,
      age: 2026 - Number(person.birthDate.slice(0, 4)),
      ethnicity: person.ethnicity,
      phoneMasked: maskPhone(person.phone),
      residenceAddress: person.residenceAddress,
      village: villageOf(at),
      township: '查干淖尔苏木',
      hukouVillage: TOWNSHIP + 1 + (at % 6),
      hukouKind: person.hukouKind,
      hukouAddress: person.hukouAddress,
      certificateNumberMasked: `${maskIdNumber(person.idNumber)}${person.certificateNumber.slice(18)}`,
      disabilityClass: person.disabilityClass,
      grade: person.grade,
      certificateExpiresOn: person.certificateExpiresOn,
      certificateStatus: 'VALID',
      householdCategory: person.householdCategory,
      householdFrom: person.householdFrom,
      needsLongTermCare: at % 2 === 0,
      accountHolder: person.accountHolder,
      bankName: person.bankName,
      accountNumberMasked: maskAccount(person.accountNumber),
      accountKind: person.accountKind,
    },
    applications: state === 'REGISTERED' ? [] : [applicationOf(at)],
    entitlements: active
      ? rowOf(at).benefits.map((benefit) => ({
          benefit,
          state: 'ACTIVE',
          entitledFrom: '2026-09',
          monthlyFen: 11_000,
          packVersion: '2026-07',
        }))
      : [],
    openConflicts: at % 7 === 3 ? [{ conflictId: 77, groupName: 'bank' }] : [],
    history: state === 'REGISTERED' ? [] : historyOf(at),
    seesMoney: true,
  };
}
