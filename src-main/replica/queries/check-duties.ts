/** What the law asks of this desk beside its files: notices to hang and to take down, objections to look into and to settle, the re-check of the month or quarter, tasks of checks,
 *  certificates to remind of, the month's comparison and what it found, the spot checks of the year. Counts only; zero is left out. */
import { calendarOf, isCalendarMissing } from '#shared/domain/calendar.ts';
import { rosterDueOf } from '#shared/domain/deadline.ts';
import { quarterEnd } from '#shared/domain/month.ts';
import { coveredIn, rosterDuty } from '#shared/domain/roster-calendar.ts';
import type { RosterSignature, RosterState } from '#shared/domain/roster-state.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { CheckDuty } from '#shared/rpc/check-shapes.ts';
import { radar } from './certificates.ts';
import { compareOverview, findingDueOf } from './compare.ts';
import { noticeList } from './notices.ts';
import type { Reading } from './reading.ts';
import { recheckPlaces, recheckTasks } from './rechecks.ts';
import { missingSpotCheckDue, spotTasks } from './spot-checks.ts';

function ofTownship(reading: Reading): CheckDuty[] {
  const notices = noticeList(reading).rows;
  const over = notices.filter(({ isOver }) => isOver);
  const places = recheckPlaces(reading, reading.today.slice(0, 7));
  const visits = radar(reading).rows.filter(({ stage, toldOn }) => stage !== 'SAFE' && toldOn === null);
  return [
    { kind: 'post', count: notices.filter(({ state }) => state === 'PREPARED').length, dueOn: null },
    {
      kind: 'take-down',
      count: over.length,
      dueOn: over.map(({ lastDay }) => lastDay ?? '').toSorted()[0] ?? null,
    },
    {
      kind: 'objection',
      count: notices.reduce((sum, { openObjections }) => sum + openObjections, 0),
      dueOn: null,
    },
    {
      kind: 'recheck',
      count: places.filter(({ active, answered }) => answered < active).length,
      dueOn: null,
    },
    ...findings(reading),
    { kind: 'task', count: recheckTasks(reading).length + spotTasks(reading).length, dueOn: null },
    {
      kind: 'certificate',
      count: visits.length,
      dueOn: visits.map(({ actBy }) => actBy).toSorted()[0] ?? null,
    },
  ];
}

const FINDING_STEPS = { finding: "('OPEN', 'ASSIGNED')", 'finding-close': "('ANSWERED')" } as const;

/** What the comparison found and this office has to look into, and what it has to close (S004 art.8). */
function findings(reading: Reading): CheckDuty[] {
  return (['finding', 'finding-close'] as const).map((kind) => {
    const row = reading.statements.get<{ count: number; first: string | null }>(
      `SELECT count(*) AS count, min(found_on) AS first FROM finding
       WHERE severity <> 'INFO' AND state IN ${FINDING_STEPS[kind]}`,
    );
    return {
      kind,
      count: row?.count ?? 0,
      dueOn: kind === 'finding' ? findingDueOf(reading, row?.first ?? null) : null,
    };
  });
}

/** Whether this month has an exchange: a county that pays by the quarter has it in the quarter's last month («每月(季末月)», reading ∴ (h)). */
function isExchangeMonth({ statements }: Reading, month: string): boolean {
  const last = statements.get<{ cycle: string | null }>(
    'SELECT cycle FROM roster WHERE month <= ? ORDER BY month DESC LIMIT 1',
    month,
  );
  return last?.cycle !== 'QUARTERLY' || quarterEnd(month) === month;
}

/** The month's exchange, on the desk of the body that owes the step: the federation's list by the 15th, the comparison and its report by the
 *  20th, each reminded of on the last working day before (S004 art.8; the reminder ∴ (h)).                                             */
function exchange(reading: Reading): CheckDuty[] {
  const { month, dates, registers, runs } = compareOverview(reading);
  if (!isExchangeMonth(reading, month)) return [];
  const isListed = registers.some(
    (each) => each.kind === 'HOLDERS' && each.month === month && each.state === 'HANDED_OVER',
  );
  const done = runs.filter((run) => run.month === month && run.state === 'DONE');
  const isFederation = bodyOf(reading.me.role) === 'FEDERATION';
  const compareOn = (dates.reminderComparison ?? dates.comparisonDue) || null;
  const steps = isFederation
    ? [
        {
          kind: 'holder-list' as const,
          isOwed: !isListed,
          dueOn: (dates.reminderFederation ?? dates.holderListDue) || null,
        },
      ]
    : [
        { kind: 'comparison' as const, isOwed: done.length === 0, dueOn: compareOn },
        {
          kind: 'comparison-report' as const,
          isOwed: done.length > 0 && done.every(({ reportedOn }) => reportedOn === null),
          dueOn: compareOn,
        },
      ];
  return steps.map(({ kind, isOwed, dueOn }) => ({ kind, dueOn, count: isOwed ? 1 : 0 }));
}

function settling(reading: Reading): CheckDuty {
  const unsettled = noticeList(reading).rows.map(({ unsettledObjections }) => unsettledObjections);
  return { kind: 'settle', count: unsettled.reduce((sum, n) => sum + n, 0), dueOn: null };
}

function ofCounty(reading: Reading): CheckDuty[] {
  const dueOn = missingSpotCheckDue(reading);
  return [...exchange(reading), { kind: 'spot-check', count: dueOn === null ? 0 : 1, dueOn }];
}

/** The month's roster as the 25th comes near (S004 art.4; RK2, RK3); a quarter's in its last month. */
function roster(reading: Reading): CheckDuty[] {
  const month = reading.today.slice(0, 7);
  const covered = coveredIn(month, reading.pack.roster);
  if (!isExchangeMonth(reading, covered)) return [];
  const found = reading.statements.get<{ state: RosterState; signatures: string | null }>(
    'SELECT state, signatures FROM roster WHERE month = ?',
    covered,
  );
  const calendar = calendarOf(reading.pack);
  const dueOn = rosterDueOf(month, calendar, reading.pack);
  if (isCalendarMissing(dueOn)) return [];
  const signed = JSON.parse(found?.signatures ?? '[]') as RosterSignature[] | null;
  const stands = { state: found?.state ?? null, signedBy: (signed ?? []).map(({ body }) => body) };
  const { today, pack } = reading;
  const { remindDays } = pack.roster;
  const kind = rosterDuty(stands, bodyOf(reading.me.role), { today, dueOn, calendar, remindDays });
  return kind ? [{ kind, count: 1, dueOn }] : [];
}

export function checkDuties(reading: Reading): CheckDuty[] {
  const body = bodyOf(reading.me.role);
  if (body === 'SUPERVISION') return [];
  if (body === 'FINANCE') return roster(reading);
  const duties = body === 'TOWNSHIP' ? ofTownship(reading) : [...roster(reading), ...ofCounty(reading)];
  if (body === 'CIVIL_AFFAIRS') duties.unshift(settling(reading));
  return duties.filter(({ count }) => count > 0);
}
