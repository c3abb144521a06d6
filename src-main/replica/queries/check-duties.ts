/** What the law asks of this desk beside its files: notices to hang and to take down, objections to look into and to settle, the month's re-check, tasks of checks,
 *  certificates to remind of, the spot checks of the year. Counts only; zero is left out. */
import { bodyOf } from '#shared/domain/state.ts';
import type { CheckDuty } from '#shared/rpc/check-shapes.ts';
import { radar } from './certificates.ts';
import { noticeList } from './notices.ts';
import type { Reading } from './reading.ts';
import { recheckPlaces, recheckTasks } from './rechecks.ts';
import { missingSpotChecks, spotTasks } from './spot-checks.ts';

const SPOT_CHECK_DUE: Readonly<Record<'FIRST' | 'SECOND', string>> = { FIRST: '06-30', SECOND: '11-30' };

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
    { kind: 'task', count: recheckTasks(reading).length + spotTasks(reading).length, dueOn: null },
    {
      kind: 'certificate',
      count: visits.length,
      dueOn: visits.map(({ actBy }) => actBy).toSorted()[0] ?? null,
    },
  ];
}

function settling(reading: Reading): CheckDuty {
  const unsettled = noticeList(reading).rows.map(({ unsettledObjections }) => unsettledObjections);
  return { kind: 'settle', count: unsettled.reduce((sum, n) => sum + n, 0), dueOn: null };
}

function ofCounty(reading: Reading): CheckDuty[] {
  const missing = missingSpotChecks(reading);
  const dueOn = missing === 'NONE' ? null : `${reading.today.slice(0, 4)}-${SPOT_CHECK_DUE[missing]}`;
  return [{ kind: 'spot-check', count: missing === 'NONE' ? 0 : 1, dueOn }];
}

export function checkDuties(reading: Reading): CheckDuty[] {
  const body = bodyOf(reading.me.role);
  if (body === 'FINANCE') return [];
  const duties = body === 'TOWNSHIP' ? ofTownship(reading) : ofCounty(reading);
  if (body === 'CIVIL_AFFAIRS') duties.unshift(settling(reading));
  return duties.filter(({ count }) => count > 0);
}
