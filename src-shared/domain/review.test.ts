/** The workflow as a table: which act, from which states, by whom, to which state, after which article — and everything else refused.
 *  Then the rules that are not in the table: four eyes, competence, a file that changed under the reviewer's eyes.                 */
import { describe, expect, test } from 'vitest';
import type { Values } from '../records/rows.ts';
import { commandByName } from './commands.ts';
import { isRefusal } from './command.ts';
import {
  CIVIL_AFFAIRS,
  CLERK,
  decideAs,
  ID_NUMBER,
  looked,
  madeUpFile,
  madeUpPerson,
  REVIEWER,
  setsOf,
} from './made-up-file.ts';
import { APPLICATION_STATES, type ApplicationState, type Role, ROLES } from './state.ts';

interface Transition {
  readonly act: string;
  readonly article: string;
  readonly from: readonly ApplicationState[];
  readonly to: ApplicationState;
  /** Of its states the one that it does not leave. */
  readonly staysIn?: ApplicationState;
  readonly roles: readonly Role[];
  readonly document?: string;
  readonly args?: object;
  /** What the file holds by then. */
  readonly file?: Partial<Values<'application'>>;
}

const TOWNSHIP: readonly Role[] = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'];
const JUDGING: readonly Role[] = ['TOWNSHIP_REVIEWER'];
const FEDERATION_ONLY: readonly Role[] = ['COUNTY_FEDERATION_REVIEWER'];
/** Civil affairs; the township's reviewer where the county has delegated it. */
const DETERMINING: readonly Role[] = ['TOWNSHIP_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'];
const ENTERED = { enteredOn: '2026-03-02', preliminaryBy: REVIEWER, preliminaryPassedOn: '2026-02-27' };

const TRANSITIONS: readonly Transition[] = [
  {
    act: 'application.requestSupplement',
    article: 'T2, S004 art.2',
    from: ['SUBMITTED'],
    to: 'SUPPLEMENT_REQUESTED',
    roles: TOWNSHIP,
    document: 'ONE_TIME_NOTICE',
    args: { missing: ['CERT_COPY'] },
  },
  {
    act: 'application.supplement',
    article: 'T3 ∴',
    from: ['SUPPLEMENT_REQUESTED', 'SUBMITTED', 'RESUBMITTED'],
    to: 'RESUBMITTED',
    staysIn: 'SUBMITTED',
    roles: TOWNSHIP,
    args: { brought: ['CERT_COPY'] },
  },
  {
    act: 'application.accept',
    article: 'T4, S004 art.2',
    from: ['SUBMITTED', 'RESUBMITTED'],
    to: 'PRELIMINARY_REVIEW',
    roles: TOWNSHIP,
    document: 'ACCEPTANCE_NOTICE',
  },
  {
    act: 'review.refusePreliminary',
    article: 'T7, S004 art.2',
    from: ['PRELIMINARY_REVIEW'],
    to: 'REFUSED',
    roles: JUDGING,
    document: 'REFUSAL_NOTICE',
    args: { reasonCode: 'FACTS_UNTRUE', words: '与事实不符' },
  },
  {
    act: 'review.passPreliminary',
    article: 'T8, S004 art.2',
    from: ['PRELIMINARY_REVIEW'],
    to: 'PRELIMINARY_PASSED',
    roles: JUDGING,
  },
  {
    act: 'application.enter',
    article: 'T9, S004 art.2',
    from: ['PRELIMINARY_PASSED'],
    to: 'PRELIMINARY_PASSED',
    roles: TOWNSHIP,
  },
  {
    act: 'application.sendToFederation',
    article: 'T10, S004 art.2',
    from: ['PRELIMINARY_PASSED', 'RETURNED_TO_TOWNSHIP'],
    to: 'FEDERATION_REVIEW',
    roles: TOWNSHIP,
    file: { ...ENTERED, returnedBy: 'FEDERATION' },
  },
  {
    act: 'review.returnToTownship',
    article: 'T11, S004 art.3',
    from: ['FEDERATION_REVIEW'],
    to: 'RETURNED_TO_TOWNSHIP',
    roles: FEDERATION_ONLY,
    document: 'RETURN_SLIP',
    args: { reasonCode: 'CERT_EXPIRED' },
  },
  {
    act: 'review.passFederation',
    article: 'T12, S004 art.3',
    from: ['FEDERATION_REVIEW'],
    to: 'DETERMINING',
    roles: FEDERATION_ONLY,
  },
  {
    act: 'review.returnToFederation',
    article: 'T13, S004 art.4',
    from: ['DETERMINING'],
    to: 'RETURNED_TO_FEDERATION',
    roles: DETERMINING,
    document: 'RETURN_SLIP',
    args: { reasonCode: 'LIVING_HOUSEHOLD_NOT_COVERED' },
  },
  {
    act: 'review.forwardReturn',
    article: 'T13, S004 art.4',
    from: ['RETURNED_TO_FEDERATION'],
    to: 'RETURNED_TO_TOWNSHIP',
    roles: FEDERATION_ONLY,
    document: 'RETURN_SLIP',
  },
  {
    act: 'application.notifyRefusal',
    article: 'T13, S004 art.4',
    from: ['RETURNED_TO_TOWNSHIP'],
    to: 'REFUSED',
    roles: TOWNSHIP,
    document: 'REFUSAL_NOTICE',
    args: { words: '不符合条件' },
  },
  {
    act: 'review.determine',
    article: 'T14, S004 art.4',
    from: ['DETERMINING'],
    to: 'APPROVED',
    roles: DETERMINING,
    args: { approved: ['LIVING', 'NURSING'] },
    file: ENTERED,
  },
];

function takes(act: string): boolean {
  const args = commandByName(act)?.args as unknown as { shape: object } | undefined;
  return 'judged' in (args?.shape ?? {});
}

function decide(it: Transition, state: ApplicationState, given: Partial<Values<'application'>> = {}) {
  const person = madeUpPerson();
  const file = madeUpFile({ ...it.file, ...given, state });
  const role = it.roles.at(-1) as Role;
  const judged = takes(it.act) ? { judged: looked(role, person, file) } : {};
  const args = { applicationId: file.id, ...judged, ...it.args };
  return decideAs(role, it.act, args, { application: [file], person: [person] });
}

const accepted = TRANSITIONS.flatMap((it) =>
  it.from.map((state) => [it.article, it.act, state, it] as const),
);
test.each(accepted)('%s: %s from %s', (_article, act, state, it) => {
  const decision = decide(it, state);
  const file = setsOf(decision, 'application')[0] as Partial<Values<'application'>>;
  const to = it.staysIn === state ? state : it.to;
  expect(file.state ?? state).toBe(to);
  const [line] = setsOf(decision, 'history');
  expect(line).toMatchObject({ action: act, stateAfter: to, documentKind: it.document ?? null });
  if (it.document) expect(line?.documentNumber).toBe('12-0417');
});

const refused = TRANSITIONS.flatMap((it) =>
  APPLICATION_STATES.filter((state) => !it.from.includes(state)).map(
    (state) => [it.article, it.act, state, it] as const,
  ),
);
test.each(refused)('%s: %s not from %s', (_article, _act, state, it) => {
  const past = { refusal: 'application/already-handled', detail: { state } };
  const isSecond = it.document === 'ONE_TIME_NOTICE' && /^(SUPPLEMENT_REQ|RESUBM)/.test(state);
  expect(decide(it, state)).toEqual(
    isSecond ? { refusal: 'application/supplement-already-requested' } : past,
  );
});

test.each(TRANSITIONS)('$article: $act is for its roles', ({ act, roles }) => {
  const allowed = ROLES.filter((role) => commandByName(act)?.roles.includes(role));
  expect(allowed).toEqual(roles);
});

test.each(TRANSITIONS)('$act on a file that is not here is refused', (it) => {
  const judged = takes(it.act) ? { judged: '0'.repeat(64) } : {};
  const decision = decideAs(
    it.roles.at(-1) as Role,
    it.act,
    { applicationId: 5, ...judged, ...it.args },
    { application: [], person: [] },
  );
  expect(decision).toEqual({ refusal: 'application/not-found' });
});

describe('four eyes (∴)', () => {
  const own = (act: string, state: ApplicationState, file: Partial<Values<'application'>>) =>
    decide(TRANSITIONS.find((it) => it.act === act) as Transition, state, file);
  test('who took the application in or accepted it does not judge it', () => {
    for (const field of ['submittedBy', 'acceptedBy'] as const) {
      expect(own('review.passPreliminary', 'PRELIMINARY_REVIEW', { [field]: REVIEWER })).toEqual({
        refusal: 'review/four-eyes',
      });
      expect(own('review.refusePreliminary', 'PRELIMINARY_REVIEW', { [field]: REVIEWER })).toEqual({
        refusal: 'review/four-eyes',
      });
    }
  });
  test('C076 who did the preliminary or the federation’s review does not determine', () => {
    for (const field of ['preliminaryBy', 'federationBy'] as const)
      expect(own('review.determine', 'DETERMINING', { [field]: CIVIL_AFFAIRS })).toEqual({
        refusal: 'review/four-eyes',
      });
  });
});

describe('a judgement names what it judged', () => {
  const judgedBy = (role: Role, act: string, state: ApplicationState, change: Partial<Values<'person'>>) => {
    const file = madeUpFile({ state });
    const judged = looked(role, madeUpPerson(), file);
    const approved = act === 'review.determine' ? { approved: ['LIVING', 'NURSING'] } : {};
    const records = { application: [file], person: [madeUpPerson(change)] };
    return decideAs(role, act, { applicationId: file.id, judged, ...approved }, records);
  };
  const changed = { refusal: 'review/file-changed' };
  test('the certificate: back to the township and to the federation, not to civil affairs', () => {
    expect(
      judgedBy('TOWNSHIP_REVIEWER', 'review.passPreliminary', 'PRELIMINARY_REVIEW', { grade: 3 }),
    ).toEqual(changed);
    expect(
      judgedBy('COUNTY_FEDERATION_REVIEWER', 'review.passFederation', 'FEDERATION_REVIEW', { grade: 3 }),
    ).toEqual(changed);
    expect(
      isRefusal(judgedBy('COUNTY_CIVIL_AFFAIRS_APPROVER', 'review.determine', 'DETERMINING', { grade: 3 })),
    ).toBe(false);
  });
  test('the household or the account: back to civil affairs, not to the federation', () => {
    for (const change of [{ householdCategory: 'NONE' }, { accountNumber: '6217999900000000218' }]) {
      expect(judgedBy('COUNTY_CIVIL_AFFAIRS_APPROVER', 'review.determine', 'DETERMINING', change)).toEqual(
        changed,
      );
      expect(
        isRefusal(
          judgedBy('COUNTY_FEDERATION_REVIEWER', 'review.passFederation', 'FEDERATION_REVIEW', change),
        ),
      ).toBe(false);
    }
  });
  test('a corrected phone number goes back to nobody', () => {
    const phone = { phone: '15000000003' };
    expect(
      isRefusal(judgedBy('TOWNSHIP_REVIEWER', 'review.passPreliminary', 'PRELIMINARY_REVIEW', phone)),
    ).toBe(false);
    expect(
      isRefusal(judgedBy('COUNTY_CIVIL_AFFAIRS_APPROVER', 'review.determine', 'DETERMINING', phone)),
    ).toBe(false);
  });
  test('a desk that holds no account numbers judges by the same hash', () => {
    const file = madeUpFile({ state: 'FEDERATION_REVIEW' });
    const blind = madeUpPerson({
      accountHolder: null,
      bankName: null,
      accountNumber: null,
      accountKind: null,
    });
    expect(looked('COUNTY_FEDERATION_REVIEWER', blind, file)).toBe(
      looked('COUNTY_FEDERATION_REVIEWER', madeUpPerson(), file),
    );
  });
});

describe('determination (T14, S004 art.4)', () => {
  const file = madeUpFile({ ...ENTERED, state: 'DETERMINING', submittedOn: '2026-02-28' });
  const person = madeUpPerson();
  const role = 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  const determine = (given: object, on = file) =>
    decideAs(
      role,
      'review.determine',
      { applicationId: on.id, judged: looked(role, person, on), ...given },
      { application: [on], person: [person] },
    );

  test('entitled from the month of submission; open claims are given back, entitled ones taken', () => {
    const decision = determine({ approved: ['LIVING', 'NURSING'] });
    expect(
      setsOf(decision, 'entitlement').map(({ benefit, entitledFrom, state }) => [
        benefit,
        entitledFrom,
        state,
      ]),
    ).toEqual([
      ['LIVING', '2026-02', 'ACTIVE'],
      ['NURSING', '2026-02', 'ACTIVE'],
    ]);
    const claims = isRefusal(decision) ? [] : (decision.claims ?? []);
    expect(claims.map(({ key, take }) => `${take ? '+' : '-'}${key}`)).toEqual([
      `-open:${ID_NUMBER}:LIVING`,
      `-open:${ID_NUMBER}:NURSING`,
      `+entitled:${ID_NUMBER}:LIVING`,
      `+entitled:${ID_NUMBER}:NURSING`,
    ]);
  });
  test('one of two benefits needs words', () => {
    expect(determine({ approved: ['LIVING'] })).toEqual({ refusal: 'review/reason-needed', path: ['words'] });
    expect(setsOf(determine({ approved: ['LIVING'], words: '护理等级不符' }), 'entitlement')).toHaveLength(1);
  });
  test('a benefit nobody applied for is not determined', () => {
    const living = madeUpFile({ ...ENTERED, state: 'DETERMINING', appliedNursing: false });
    expect(determine({ approved: ['NURSING'] }, living)).toEqual({
      refusal: 'review/not-applied-for',
      path: ['approved'],
    });
  });
});

describe('the dossier’s cases', () => {
  test('C071 the bureau refuses: back through the federation to the township, which writes to the applicant with the reason', () => {
    const person = madeUpPerson();
    let file = madeUpFile({ ...ENTERED, state: 'DETERMINING' });
    const path: unknown[] = [];
    const lines: Record<string, unknown>[] = [];
    const step = (role: Role, act: string, args: object) => {
      const judged = takes(act) ? { judged: looked(role, person, file) } : {};
      const decision = decideAs(
        role,
        act,
        { applicationId: file.id, ...judged, ...args },
        { application: [file], person: [person] },
      );
      file = { ...file, values: { ...file.values, ...setsOf(decision, 'application')[0] } };
      path.push(file.values.state);
      lines.push(...setsOf(decision, 'history'));
    };
    step('COUNTY_CIVIL_AFFAIRS_APPROVER', 'review.returnToFederation', {
      reasonCode: 'LIVING_HOUSEHOLD_NOT_COVERED',
    });
    step('COUNTY_FEDERATION_REVIEWER', 'review.forwardReturn', {});
    step('TOWNSHIP_CLERK', 'application.notifyRefusal', { words: '家庭不属于低保户' });
    expect(path).toEqual(['RETURNED_TO_FEDERATION', 'RETURNED_TO_TOWNSHIP', 'REFUSED']);
    expect(lines.map(({ reasonCode }) => reasonCode)).toEqual(Array(3).fill('LIVING_HOUSEHOLD_NOT_COVERED'));
    expect(lines.at(-1)).toMatchObject({ documentKind: 'REFUSAL_NOTICE', actor: CLERK });
    const unsaid = commandByName('application.notifyRefusal')?.args.safeParse({
      applicationId: file.id,
      words: ' ',
    });
    expect(unsaid?.success).toBe(false);
  });
  test('C074 the federation may not decide on dibao, nor the bureau on a certificate', () => {
    const tried = (act: string, reasonCode: string) =>
      commandByName(act)?.args.safeParse({ applicationId: 5, judged: '0'.repeat(64), reasonCode }).success;
    expect(tried('review.returnToTownship', 'LIVING_HOUSEHOLD_NOT_COVERED')).toBe(false);
    expect(tried('review.returnToFederation', 'CERT_EXPIRED')).toBe(false);
    expect(tried('review.returnToFederation', 'LIVING_HOUSEHOLD_NOT_COVERED')).toBe(true);
  });
});
