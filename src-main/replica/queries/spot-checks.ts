/** Spot checks on the screens: those that were drawn, one of them with its people and results, and the draw itself from what the county holds. */
import type { z } from 'zod';
import {
  drawSample,
  type SampledPerson,
  type SampledRow,
  spotChecksMissing,
} from '#shared/domain/spot-sample.ts';
import type { SpotResult } from '#shared/domain/spot-check.ts';
import { bodyOf } from '#shared/domain/state.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  CheckTask,
  spotCheckList as listShape,
  spotCheckPage as pageShape,
  SpotCheckRow,
  spotDraw,
  SpotPersonRow,
} from '#shared/rpc/check-shapes.ts';
import { readRecord } from '../store/records.ts';
import { activePeople, shownPeople, townshipOf } from './active-people.ts';
import type { Reading } from './reading.ts';

const BODIES = ['CIVIL_AFFAIRS', 'FEDERATION'] as const;

function checks(reading: Reading): Row<'spotCheck'>[] {
  return reading.statements
    .all<Record<string, Stored>>(
      `SELECT ${selectList('spotCheck')} FROM "spotCheck" ORDER BY drawn_on DESC, id DESC`,
    )
    .map((stored) => decodeRow(SQLITE_CODEC, 'spotCheck', stored) as Row<'spotCheck'>);
}

function results(
  reading: Reading,
  where: string,
  ...parameters: readonly unknown[]
): Row<'spotCheckResult'>[] {
  return reading.statements
    .all<Record<string, Stored>>(
      `SELECT ${selectList('spotCheckResult')} FROM "spotCheckResult" WHERE ${where} ORDER BY id`,
      ...parameters,
    )
    .map((stored) => decodeRow(SQLITE_CODEC, 'spotCheckResult', stored) as Row<'spotCheckResult'>);
}

const sampleOf = ({ values }: Row<'spotCheck'>) =>
  (values.sample ?? []) as unknown as readonly SampledPerson[];

function toRow(reading: Reading, check: Row<'spotCheck'>): SpotCheckRow {
  const { values } = check;
  const found = results(reading, 'spot_check_id = ?', check.id);
  return {
    spotCheckId: check.id,
    body: values.body as SpotCheckRow['body'],
    year: values.year ?? 0,
    drawnOn: values.drawnOn ?? '',
    drawnBy: reading.colleagueName(values.drawnBy),
    seed: values.seed ?? '',
    population: values.population ?? 0,
    sampled: sampleOf(check).length,
    done: found.length,
    notFine: found.filter(({ values: { result } }) => result !== 'CONFIRMED').length,
  };
}

export function spotCheckList(reading: Reading): z.infer<typeof listShape> {
  const all = checks(reading).map((check) => toRow(reading, check));
  const year = Number(reading.today.slice(0, 4));
  const rule = reading.pack.spotCheck;
  return {
    today: reading.today,
    checks: all,
    rule,
    years: BODIES.map((body) => {
      const drawn = all.filter((check) => check.body === body && check.year === year).length;
      return { body, drawn, ...spotChecksMissing(reading.today, drawn, rule) };
    }),
  };
}

/** People about whom something is open: whom chance may not leave out (SS3). */
function flagged({ statements }: Reading): Set<number> {
  return new Set([
    ...statements.pluck<number>(
      "SELECT person_id FROM conflict WHERE state = 'OPEN' AND person_id IS NOT NULL",
    ),
    ...statements.pluck<number>(
      `SELECT value FROM "recheckAnswer", json_each("recheckAnswer".person_ids) WHERE task_state = 'OPEN'`,
    ),
    ...statements.pluck<number>(`SELECT person_id FROM "spotCheckResult" WHERE task_state = 'OPEN'`),
    ...statements.pluck<number>(
      "SELECT person_id FROM finding WHERE state <> 'CLOSED' AND person_id IS NOT NULL",
    ),
  ]);
}

function population(reading: Reading): SampledRow[] {
  const open = flagged(reading);
  return activePeople(reading).map(({ personId, village, benefits }) => ({
    ...{ personId, benefits },
    township: townshipOf(village),
    isFlagged: open.has(personId),
  }));
}

export function drawSpotCheck(reading: Reading, seed: string): z.infer<typeof spotDraw> {
  const {
    people,
    population: count,
    populationHash,
  } = drawSample(population(reading), seed, reading.pack.spotCheck);
  return {
    seed,
    population: count,
    populationHash,
    sample: people.map((person) => ({ ...person, benefits: [...person.benefits] })),
  };
}

/** Whether the stored list comes out again, from the same data or at all, by the packs that it was drawn by. */
function again(reading: Reading, check: Row<'spotCheck'>): z.infer<typeof pageShape>['again'] {
  const { seed, drawnOn, packVersion } = check.values;
  const pack = reading.packs.byVersion(packVersion ?? '');
  const { spotCheck } = pack ?? reading.packs.forDivision(drawnOn ?? reading.today, reading.me.unitScope);
  const drawn = drawSample(population(reading), seed ?? '', spotCheck);
  if (drawn.populationHash !== check.values.populationHash) return 'other-data';
  const ids = (people: readonly SampledPerson[]) => people.map(({ personId }) => personId).join();
  return ids(drawn.people) === ids(sampleOf(check)) ? 'same' : 'differs';
}

function toResult({ id, values }: Row<'spotCheckResult'>): SpotPersonRow['result'] {
  return {
    resultId: id,
    result: values.result as SpotResult,
    checkedOn: values.checkedOn ?? '',
    checkers: values.checkers ?? '',
    words: values.resultWords,
    taskState: values.taskState,
    taskOutcome: values.taskOutcome,
    taskWords: values.taskWords,
  };
}

export function spotCheckPage(reading: Reading, spotCheckId: number): z.infer<typeof pageShape> | null {
  const check = readRecord(reading.statements, 'spotCheck', spotCheckId);
  if (!check) return null;
  const sample = sampleOf(check);
  const shown = shownPeople(
    reading,
    sample.map(({ personId }) => personId),
  );
  const found = new Map(
    results(reading, 'spot_check_id = ?', spotCheckId).map((row) => [row.values.personId, row]),
  );
  return {
    check: toRow(reading, check),
    rows: sample.map(({ personId, township, benefits, why }) => {
      const { name, village } = shown(personId);
      const result = found.get(personId);
      return {
        ...{ personId, name, why, benefits: [...benefits] },
        village: reading.divisionName(village),
        township: reading.divisionName(township),
        result: result ? toResult(result) : null,
      };
    }),
    again: again(reading, check),
  };
}

/** What a township must still put right of what was seen on the spot. */
export function spotTasks(reading: Reading): CheckTask[] {
  const open = results(reading, "task_state = 'OPEN'");
  const shown = shownPeople(
    reading,
    open.map(({ values }) => values.personId as number),
  );
  return open.map(({ id, values }) => {
    const personId = values.personId as number;
    const { name, village } = shown(personId);
    return {
      kind: 'spot',
      taskId: id,
      personId,
      name,
      village: reading.divisionName(village),
      township: reading.townshipName(village),
      what: values.result ?? '',
      changeKind: null,
      words: values.resultWords,
      checkedOn: values.checkedOn ?? '',
      by: reading.colleagueName(values.recordedBy),
    };
  });
}

/** Day by which the person's own body should have drawn what is missing; null where nothing is. */
export function missingSpotCheckDue(reading: Reading): string | null {
  const body = bodyOf(reading.me.role);
  return spotCheckList(reading).years.find((year) => year.body === body)?.dueOn ?? null;
}
