/** The monthly re-check on the screens: how far each village is, one village's list with what was answered, and the tasks that came of it.
 *  The answer that stands is the one committed last; what waits here for the county is later than all of it. A clock orders nothing. */
import type { z } from 'zod';
import { addMonths } from '#shared/domain/month.ts';
import { peopleIn, type RecheckAnswer, recheckSpan } from '#shared/domain/recheck.ts';
import { bodyOf } from '#shared/domain/state.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  CheckTask,
  recheckOverview as overviewShape,
  RecheckPlace,
  RecheckRow,
  RecheckVillage,
} from '#shared/rpc/check-shapes.ts';
import { activePeople, shownPeople } from './active-people.ts';
import type { Reading } from './reading.ts';
import { spotTasks } from './spot-checks.ts';

/** 0: not committed yet, so the last of all. */
const IN_ORDER = 'ORDER BY CASE v_about WHEN 0 THEN 1 ELSE 0 END, v_about, id';

function lists(reading: Reading, month: string): Row<'recheck'>[] {
  return reading.statements
    .all<Record<string, Stored>>(
      `SELECT ${selectList('recheck')} FROM recheck WHERE month = ? ORDER BY id`,
      month,
    )
    .map((stored) => decodeRow(SQLITE_CODEC, 'recheck', stored) as Row<'recheck'>);
}

function answers(reading: Reading, where: string, ...parameters: readonly unknown[]): Row<'recheckAnswer'>[] {
  return reading.statements
    .all<Record<string, Stored>>(
      `SELECT ${selectList('recheckAnswer')} FROM "recheckAnswer" WHERE ${where} ${IN_ORDER}`,
      ...parameters,
    )
    .map((stored) => decodeRow(SQLITE_CODEC, 'recheckAnswer', stored) as Row<'recheckAnswer'>);
}

/** The answer that stands for each person. */
function standing(all: readonly Row<'recheckAnswer'>[]): Map<number, Row<'recheckAnswer'>> {
  const last = new Map<number, Row<'recheckAnswer'>>();
  for (const answer of all) for (const id of peopleIn(answer.values.personIds)) last.set(id, answer);
  return last;
}

/** Tasks of re-checks that nobody has closed. */
export function recheckTasks(reading: Reading): CheckTask[] {
  const open = answers(reading, "task_state = 'OPEN'");
  const shown = shownPeople(
    reading,
    open.flatMap(({ values }) => [...peopleIn(values.personIds)]),
  );
  return open.map(({ id, values }) => {
    const personId = peopleIn(values.personIds)[0] ?? 0;
    return {
      kind: 'recheck',
      taskId: id,
      personId,
      name: shown(personId).name,
      village: reading.divisionName(values.division),
      township: reading.townshipName(values.division),
      what: values.answer ?? '',
      changeKind: values.changeKind,
      words: values.answerWords,
      checkedOn: values.checkedOn ?? '',
      by: reading.colleagueName(values.answeredBy),
    };
  });
}

const MONTHS_SHOWN = 12;

/** The re-check that a month belongs to, by the packs of its first day (RC4). */
const spanOf = ({ packs, me }: Reading, month: string): ReturnType<typeof recheckSpan> =>
  recheckSpan(month, packs.forDivision(`${month}-01`, me.unitScope).recheck.cycle);

/** How far the villages are in the re-check of a month; those in which somebody receives, and those that were opened. */
export function recheckPlaces(reading: Reading, of: string): RecheckPlace[] {
  const { month } = spanOf(reading, of);
  const answered = standing(answers(reading, 'month = ?', month));
  const opened = new Set(lists(reading, month).map(({ values }) => values.division as number));
  const villages = new Map<number, { active: number; answered: number; openTasks: number }>();
  for (const division of opened) villages.set(division, { active: 0, answered: 0, openTasks: 0 });
  for (const { personId, village } of activePeople(reading)) {
    if (village === null) continue;
    const counts = villages.get(village) ?? { active: 0, answered: 0, openTasks: 0 };
    counts.active += 1;
    if (answered.has(personId)) counts.answered += 1;
    villages.set(village, counts);
  }
  for (const { values } of answers(reading, "month = ? AND task_state = 'OPEN'", month)) {
    const counts = villages.get(values.division as number);
    if (counts) counts.openTasks += 1;
  }
  return [...villages]
    .toSorted(([a], [b]) => a - b)
    .map(([division, counts]) => ({
      ...counts,
      division,
      name: reading.divisionName(division),
      township: reading.townshipName(division),
      isOpened: opened.has(division),
    }));
}

export function recheckOverview(reading: Reading, month: string): z.infer<typeof overviewShape> {
  const isTownship = bodyOf(reading.me.role) === 'TOWNSHIP';
  const now = reading.today.slice(0, 7);
  const months = Array.from({ length: MONTHS_SHOWN }, (_, ago) => addMonths(now, -ago));
  const spans = new Map(months.map((each) => spanOf(reading, each)).map((span) => [span.month, span]));
  return {
    today: reading.today,
    ...spanOf(reading, month),
    spans: [...spans.values()],
    places: recheckPlaces(reading, month),
    tasks: isTownship ? [...recheckTasks(reading), ...spotTasks(reading)] : [],
  };
}

function toAnswer(reading: Reading, { id, values }: Row<'recheckAnswer'>): RecheckRow['answer'] {
  return {
    answerId: id,
    answer: values.answer as RecheckAnswer,
    changeKind: values.changeKind,
    words: values.answerWords,
    checkedOn: values.checkedOn ?? '',
    by: reading.colleagueName(values.answeredBy),
    taskState: values.taskState,
  };
}

/** The list of a village: whoever was on it when it was opened, and whoever receives there now. */
export function recheckVillage(
  reading: Reading,
  { division, month: of }: { readonly division: number; readonly month: string },
): RecheckVillage {
  const { month, lastMonth } = spanOf(reading, of);
  const opened = lists(reading, month).filter(({ values }) => values.division === division);
  const listOf = new Map(
    opened.flatMap(({ id, values }) => peopleIn(values.personIds).map((one) => [one, id])),
  );
  const active = new Map(activePeople(reading, division).map((person) => [person.personId, person.benefits]));
  const ids = [...new Set([...listOf.keys(), ...active.keys()])];
  const shown = shownPeople(reading, ids);
  const answered = standing(answers(reading, 'month = ? AND division = ?', month, division));
  const first = opened[0]?.values;
  return {
    division,
    name: reading.divisionName(division),
    ...{ month, lastMonth },
    openedBy: reading.colleagueName(first?.openedBy ?? null),
    openedAt: first?.openedAt ?? null,
    rows: ids.map((personId) => {
      const answer = answered.get(personId);
      return {
        personId,
        name: shown(personId).name,
        idNumberMasked: shown(personId).idNumberMasked,
        benefits: [...(active.get(personId) ?? [])],
        recheckId: listOf.get(personId) ?? null,
        answer: answer ? toAnswer(reading, answer) : null,
      };
    }),
  };
}
