/** Tests of the civil-day arithmetic against the platform's UTC calendar and of the working days against a plain list
 *  built another way: every working day of 2016–2026 in order, so that adding is indexing.                            */
import { describe, expect, test } from 'vitest';
import official from './calendar-official.fixture.json' with { type: 'json' };
import {
  addDays,
  calendarOf,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  isCalendarMissing,
  isPlainDate,
  isPlainMonth,
  monthOf,
  OFFICIAL_CALENDAR,
  OFFICIAL_WORK_CALENDAR as calendar,
  plainDate,
  WorkCalendar,
  weekday,
  yearsOf,
} from './calendar.ts';

const DAY_MS = 86_400_000;

describe('dates', () => {
  test.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['2026-4-3', false],
    ['20260403', false],
    ['0000-01-01', false],
    ['', false],
  ])('%s is a date: %s', (text, expected) => {
    expect(isPlainDate(text)).toBe(expected);
  });

  test('a month is YYYY-MM', () => {
    expect(['2026-01', '2026-12', '2026-13', '2026-1', '2026-01-01'].map(isPlainMonth)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('agree with the UTC calendar of the platform day by day, 1890–2110', () => {
    const first = Date.UTC(1890, 0, 1) / DAY_MS;
    const last = Date.UTC(2110, 11, 31) / DAY_MS;
    for (let day = first; day <= last; day += 1) {
      const instant = new Date(day * DAY_MS);
      const text = instant.toISOString().slice(0, 10);
      if (dateOfDayNumber(day) !== text || dayNumber(text) !== day) expect([day, text]).toBe('the same');
      if (weekday(text) % 7 !== instant.getUTCDay()) expect(text).toBe('the same weekday');
    }
  });

  test("adding and counting are each other's reverse", () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2016-01-01', '2026-12-31')).toBe(4017);
    expect(daysBetween('2026-01-02', '2026-01-01')).toBe(-1);
    expect(monthOf('2026-09-30')).toBe('2026-09');
  });

  test('no such date is a bug, not an answer', () => {
    expect(() => addDays('2023-02-29', 1)).toThrow(RangeError);
    expect(() => monthOf('2023-02')).toThrow(RangeError);
    expect(() => plainDate(2023, 2, 29)).toThrow(RangeError);
  });
});

/** The State Council's notices of 2016–2026 as the dossier's calendar has them, checked there day by day. */
const NOTICES: Readonly<Record<number, { readonly off: readonly string[]; readonly on: readonly string[] }>> =
  official;

/** Every day of the listed years with whether it is worked, from the platform's weekdays and the bare facts. */
function listDays(): { date: string; works: boolean }[] {
  const days: { date: string; works: boolean }[] = [];
  for (let instant = Date.UTC(2016, 0, 1); instant <= Date.UTC(2026, 11, 31); instant += DAY_MS) {
    const day = new Date(instant);
    const date = day.toISOString().slice(0, 10);
    const facts = NOTICES[day.getUTCFullYear()];
    const isWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    const works = isWeekend ? facts?.on.includes(date.slice(5)) : !facts?.off.includes(date.slice(5));
    days.push({ date, works: works === true });
  }
  return days;
}

describe('working days', () => {
  const days = listDays();
  const workingDays = days.filter((day) => day.works).map((day) => day.date);

  test('the facts fit the week: days off are weekdays, worked days are weekend days, no double', () => {
    for (const [year, facts] of Object.entries(OFFICIAL_CALENDAR)) {
      expect(new Set([...facts.off, ...facts.on]).size, year).toBe(facts.off.length + facts.on.length);
      for (const day of facts.off) expect(weekday(`${year}-${day}`), `${year}-${day}`).toBeLessThanOrEqual(5);
      for (const day of facts.on) expect(weekday(`${year}-${day}`), `${year}-${day}`).toBeGreaterThan(5);
    }
    expect(days.length).toBe(4018);
    expect(Object.keys(OFFICIAL_CALENDAR).slice(0, 11)).toEqual(Object.keys(NOTICES));
  });

  test('the library agrees with the notices on every day from 2016-01-01 to 2026-12-31', () => {
    expect(days.filter(({ date, works }) => calendar.isWorkingDay(date) !== works)).toEqual([]);
  });

  test('CAL2 a year of which only some days were announced is not known', () => {
    const off = ['2027-01-01', '2026-01-01', '2026-10-01'];
    expect(Object.keys(yearsOf({ off, on: [] }))).toEqual(['2026']);
    expect(isCalendarMissing(calendar.dayKind('2015-12-31'))).toBe(true);
  });

  test('CAL4 a year that a pack brings counts, for those who have the pack', () => {
    const pack = { calendar: { 2027: { off: ['01-01', '10-01'], on: ['02-06'] } } };
    const brought = calendarOf(pack);
    expect(['2027-01-01', '2027-02-06', '2027-01-04'].map((day) => brought.isWorkingDay(day))).toEqual([
      ...[false, true, true],
    ]);
    expect(calendarOf(pack)).toBe(brought);
    expect(brought.addWorkingDays('2026-12-31', 1)).toBe('2027-01-04');
    expect(brought.isWorkingDay('2026-02-14')).toBe(true);
    expect(calendarOf({})).toBe(calendar);
  });

  test.each([
    ['2026-02-14', true, 'make-up Saturday'],
    ['2026-02-16', false, 'Spring Festival'],
    ['2026-02-28', true, 'make-up Saturday'],
    ['2026-09-25', false, 'Mid-Autumn'],
    ['2024-02-09', true, 'leave only encouraged'],
    ['2020-01-31', false, 'extended Spring Festival'],
    ['2024-09-14', true, 'make-up Saturday'],
    ['2026-11-22', false, 'plain Sunday'],
    ['2026-11-23', true, 'plain Monday'],
  ])('%s is worked: %s (%s)', (date, expected) => {
    expect(calendar.isWorkingDay(date)).toBe(expected);
  });

  test('adding agrees with counting one by one from every day of 2016–2026', () => {
    let nextIndex = 0;
    for (const { date, works } of days) {
      if (works) nextIndex += 1;
      for (const n of [1, 2, 3, 5, 10]) {
        const expected = workingDays[nextIndex + n - 1];
        const answer = calendar.addWorkingDays(date, n);
        const fits = expected === undefined ? isCalendarMissing(answer) : answer === expected;
        if (!fits) expect([date, n, answer]).toEqual([date, n, expected]);
      }
    }
  });

  test('counting between is the reverse of adding, forwards and backwards', () => {
    for (let index = 0; index + 12 < workingDays.length; index += 7) {
      const from = workingDays[index] ?? '';
      const to = workingDays[index + 12] ?? '';
      expect(calendar.workingDaysBetween(from, to)).toBe(12);
      expect(calendar.workingDaysBetween(to, from)).toBe(-12);
      expect(calendar.addWorkingDays(to, -12)).toBe(from);
    }
    expect(calendar.workingDaysBetween('2026-11-20', '2026-11-20')).toBe(0);
    expect(calendar.workingDaysBetween('2026-11-20', '2026-11-22')).toBe(0);
    expect(calendar.addWorkingDays('2026-11-22', 0)).toBe('2026-11-22');
  });

  test.each([
    ['2022-12-25', '2022-12-23'],
    ['2026-09-25', '2026-09-24'],
    ['2024-09-15', '2024-09-14'],
    ['2026-11-23', '2026-11-23'],
    ['2020-02-01', '2020-01-23'],
  ])('last working day on or before %s is %s', (date, expected) => {
    expect(calendar.lastWorkingDayOnOrBefore(date)).toBe(expected);
  });
});

describe('CAL2 a missing year', () => {
  const missing = (missingYear: number) => ({ code: 'CALENDAR_MISSING', missingYear });

  test('is never taken for plain weekends', () => {
    expect(calendar.isWorkingDay('2027-01-04')).toEqual(missing(2027));
    expect(calendar.addWorkingDays('2026-12-30', 1)).toBe('2026-12-31');
    expect(calendar.addWorkingDays('2026-12-30', 2)).toEqual(missing(2027));
    expect(calendar.addWorkingDays('2016-01-04', -1)).toEqual(missing(2015));
    expect(calendar.workingDaysBetween('2026-12-30', '2027-01-05')).toEqual(missing(2027));
    expect(calendar.workingDaysBetween('2027-01-05', '2026-12-30')).toEqual(missing(2027));
    expect(calendar.lastWorkingDayOnOrBefore('2027-01-25')).toEqual(missing(2027));
    expect(calendar.lastWorkingDayOnOrBefore('2016-01-03')).toEqual(missing(2015));
  });

  test('does not matter while no day of it is judged', () => {
    expect(calendar.addWorkingDays('2015-12-31', 1)).toBe('2016-01-04');
    expect(calendar.workingDaysBetween('2015-12-31', '2016-01-04')).toBe(1);
    expect(new WorkCalendar({}).addWorkingDays('2026-11-22', 0)).toBe('2026-11-22');
  });
});
