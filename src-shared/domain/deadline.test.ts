/** Due days of the operating procedure over real holidays (C046–C055 are the agreed cases, arts 2, 3, 4 and 8), the
 *  project's defaults where no text sets a limit, and years without a calendar.                                      */
import { describe, expect, test } from 'vitest';
import { addDays, OFFICIAL_WORK_CALENDAR as calendar } from './calendar.ts';
import { type DueOn, deadlinesOf, exchangeDatesOf, openStepOf, remaining, rosterDueOf } from './deadline.ts';
import { DEMO_PACK as pack } from './pack.ts';

const missing = (missingYear: number): DueOn => ({ code: 'CALENDAR_MISSING', missingYear });

describe('DUE1 agreed cases', () => {
  test.each([
    ['C046 plain weeks', '2021-05-10', '2021-05-20', '2021-05-13', '2021-05-24', '2021-05-27'],
    ['C047 May Day 2022', '2022-04-27', '2022-04-29', '2022-05-05', '2022-05-13', '2022-05-10'],
    ['C048 National Day 2021', '2021-09-29', '2021-09-30', '2021-10-09', '2021-10-19', '2021-10-13'],
    ['C049 Spring Festival 2023', '2023-01-18', '2023-01-20', '2023-01-28', '2023-02-06', '2023-02-01'],
    ['C050 Mid-Autumn 2023', '2023-09-27', '2023-09-28', '2023-10-08', '2023-10-17', '2023-10-11'],
    ['C051 Spring Festival 2026', '2026-02-12', '2026-02-14', '2026-02-24', '2026-03-04', '2026-02-28'],
    ['C052', '2022-12-01', '2022-12-09', '2022-12-06', '2022-12-15', '2022-12-16'],
    ['C053', '2026-09-01', '2026-09-10', '2026-09-04', '2026-09-15', '2026-09-17'],
  ])('%s (arts 2, 3)', (_title, preliminaryPassedOn, federationPassedOn, entry, send, forward) => {
    const due = deadlinesOf({ preliminaryPassedOn, federationPassedOn }, calendar, pack);
    expect([due.entryDue, due.sendToFederationDue, due.forwardToCivilAffairsDue]).toEqual([
      entry,
      send,
      forward,
    ]);
  });

  test.each([
    ['C052 the 25th is a Sunday', '2022-12', '2022-12-23'],
    ['C053 the 25th is a holiday', '2026-09', '2026-09-24'],
    ['the 25th is a working day', '2026-11', '2026-11-25'],
  ])('%s: roster of %s due %s (art.4)', (_title, month, due) => {
    expect(rosterDueOf(month, calendar, pack)).toBe(due);
  });

  test.each([
    ['C054', '2022-06', '2022-06-15', '2022-06-20', '2022-06-15', '2022-06-20'],
    ['C055', '2024-09', '2024-09-15', '2024-09-20', '2024-09-14', '2024-09-20'],
  ])('%s exchange of %s (art.8)', (_id, month, list, report, remindList, remindReport) => {
    expect(exchangeDatesOf(month, calendar, pack)).toEqual({
      federationHolderListDue: list,
      comparisonReportDue: report,
      reminderFederation: remindList,
      reminderComparison: remindReport,
    });
  });
});

describe('which clocks run', () => {
  test('none before anything happened, whatever is null', () => {
    const nothing = {
      state: 'SUBMITTED',
      stateSince: '2026-11-02',
      preliminaryPassedOn: null,
      enteredOn: null,
    };
    expect(Object.values(deadlinesOf(nothing, calendar, pack)).filter(Boolean)).toEqual([]);
    expect(Object.values(deadlinesOf({}, calendar, pack)).filter(Boolean)).toEqual([]);
  });

  test('sending can be anchored at entry instead', () => {
    const fromEntry = { ...pack, deadlines: { ...pack.deadlines, submitAnchor: 'ENTERED' as const } };
    const facts = { preliminaryPassedOn: '2021-05-10', enteredOn: '2021-05-13' };
    expect(deadlinesOf(facts, calendar, pack).sendToFederationDue).toBe('2021-05-24');
    expect(deadlinesOf(facts, calendar, fromEntry).sendToFederationDue).toBe('2021-05-27');
    const notEntered = { preliminaryPassedOn: '2021-05-10' };
    expect(deadlinesOf(notEntered, calendar, fromEntry).sendToFederationDue).toBeUndefined();
  });

  test('review and determination run from receipt (∴ T11, T14)', () => {
    const facts = { sentToFederationOn: '2026-09-28', federationPassedOn: '2026-09-30' };
    expect(deadlinesOf(facts, calendar, pack)).toMatchObject({
      federationReviewDue: '2026-10-10',
      forwardToCivilAffairsDue: '2026-10-13',
      determineDue: '2026-10-13',
    });
    const handed = { ...facts, handedToCivilAffairsOn: '2026-10-12' };
    expect(deadlinesOf(handed, calendar, pack).determineDue).toBe('2026-10-19');
  });

  test.each([
    ['RETURNED_TO_FEDERATION', 'federationHopDue', '2026-11-24'],
    ['RETURNED_TO_TOWNSHIP', 'townshipHopDue', '2026-11-24'],
    ['SUPPLEMENT_REQUESTED', 'supplementReminderOn', '2026-12-04'],
  ] as const)('DUE4 %s since Friday 2026-11-20: %s %s', (state, name, due) => {
    const deadlines = deadlinesOf({ state, stateSince: '2026-11-20' }, calendar, pack);
    expect(deadlines[name]).toBe(due);
    expect(Object.values(deadlines).filter(Boolean)).toHaveLength(1);
  });

  test("DUE4 a file sent again has its receiver's days anew", () => {
    const facts = {
      sentToFederationOn: '2026-10-12',
      federationPassedOn: '2026-10-15',
      stateSince: '2026-11-20',
    };
    const inReview = deadlinesOf({ ...facts, state: 'FEDERATION_REVIEW' }, calendar, pack);
    expect([inReview.federationReviewDue, inReview.determineDue]).toEqual(['2026-11-27', '2026-10-22']);
    const determining = deadlinesOf({ ...facts, state: 'DETERMINING' }, calendar, pack);
    expect([determining.federationReviewDue, determining.determineDue]).toEqual(['2026-10-19', '2026-11-27']);
    expect(determining.forwardToCivilAffairsDue).toBe('2026-10-22');
  });

  test.each([
    ['SUBMITTED', null, undefined, undefined],
    ['PRELIMINARY_REVIEW', null, undefined, undefined],
    ['SUPPLEMENT_REQUESTED', null, 'supplement', '2026-12-04'],
    ['PRELIMINARY_PASSED', null, 'entry', '2026-11-25'],
    ['PRELIMINARY_PASSED', '2026-11-23', 'sendToFederation', '2026-12-04'],
    ['FEDERATION_REVIEW', '2026-11-23', 'federationReview', '2026-11-27'],
    ['DETERMINING', '2026-11-23', 'determine', '2026-11-27'],
    ['RETURNED_TO_FEDERATION', '2026-11-23', 'returnHop', '2026-11-24'],
    ['RETURNED_TO_TOWNSHIP', '2026-11-23', 'returnHop', '2026-11-24'],
    ['APPROVED', '2026-11-23', undefined, undefined],
    ['REFUSED', '2026-11-23', undefined, undefined],
  ])('%s, entered %s: the open step is %s until %s', (state, enteredOn, step, dueOn) => {
    const facts = { state, stateSince: '2026-11-20', preliminaryPassedOn: '2026-11-20', enteredOn };
    const expected = step === undefined ? undefined : { step, dueOn };
    expect(openStepOf(facts, calendar, pack)).toEqual(expected);
  });

  test('DUE2 near the end of the last known year', () => {
    const due = deadlinesOf({ preliminaryPassedOn: '2026-12-25' }, calendar, pack);
    expect(due.entryDue).toBe('2026-12-30');
    expect(due.sendToFederationDue).toEqual(missing(2027));
    expect(rosterDueOf('2027-01', calendar, pack)).toEqual(missing(2027));
    expect(exchangeDatesOf('2027-01', calendar, pack)).toMatchObject({
      federationHolderListDue: '2027-01-15',
      reminderFederation: missing(2027),
    });
  });
});

describe('remaining', () => {
  test.each([
    ['2026-11-25', '2026-11-25', 'today', 0],
    ['2026-11-26', '2026-11-25', 'soon', 1],
    ['2026-11-30', '2026-11-25', 'soon', 3],
    ['2026-12-01', '2026-11-25', 'later', 4],
    ['2026-11-23', '2026-11-22', 'soon', 1],
    ['2026-11-20', '2026-11-22', 'overdue', 0],
    ['2026-11-20', '2026-11-23', 'overdue', 1],
    ['2026-09-30', '2026-10-08', 'overdue', 1],
    ['2026-02-24', '2026-02-14', 'soon', 1],
  ] as const)('due %s seen on %s: %s, %i', (dueOn, today, kind, workingDays) => {
    expect(remaining(dueOn, today, calendar)).toEqual({ kind, workingDays });
  });

  test('DUE2 without a calendar', () => {
    const unknown = { kind: 'not-computable', workingDays: null, missingYear: 2027 };
    expect(remaining(missing(2027), '2026-12-30', calendar)).toEqual(unknown);
    expect(remaining('2027-01-05', '2026-12-30', calendar)).toEqual(unknown);
    expect(remaining('2026-12-31', '2027-01-04', calendar)).toEqual({ ...unknown, kind: 'overdue' });
    expect(remaining('2027-01-04', '2027-01-04', calendar)).toEqual({ kind: 'today', workingDays: 0 });
  });

  test('counts down to today and up again, over a whole year', () => {
    const dueOn = '2026-06-18';
    let last = Number.POSITIVE_INFINITY;
    for (let today = '2026-01-01'; today <= '2026-12-31'; today = addDays(today, 1)) {
      const { kind, workingDays } = remaining(dueOn, today, calendar);
      const signed = (workingDays ?? Number.NaN) * (kind === 'overdue' ? -1 : 1);
      expect(signed).toBeLessThanOrEqual(last);
      expect(kind === 'overdue').toBe(today > dueOn);
      last = signed;
    }
  });
});
