/** The days after: people settle what the three weeks left in their inboxes, until nobody has anything there.                     */
import { MOVED_CODE } from '#shared/domain/conflict.ts';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import type { Row } from '#shared/records/rows.ts';
import { dismissAct } from '../../../src-main/replica/acts.ts';
import { NEEDS_YOU } from '../../../src-main/replica/queries/needs-you.ts';
import { NORTH } from '../people.ts';
import { pick } from '../plan.ts';
import { rowsOf } from '../scene.ts';
import type { Office } from './office.ts';
import type { Story } from './story.ts';

const DAYS_MAX = 6;
const ROUNDS = 3;
const ASKED = ['ask', 'duplicate', 'forwarded'];
/** People whose number nobody else has: what a mistyped number is corrected to. */
const CORRECTED_FROM = 400;

function openConflicts(office: Office): Row<'conflict'>[] {
  return (rowsOf(office, 'conflict') as readonly Row<'conflict'>[]).filter(
    ({ values }) => values.state === 'OPEN' && ASKED.includes(values.kind ?? ''),
  );
}

/** A number of its own for somebody who was taken for somebody else. */
function correctedNumber(story: Story, conflict: Row<'conflict'>): string {
  const village = DEMO_VILLAGES.find(({ parent }) => parent === NORTH)?.code as number;
  return makeDemoPerson(story.chance.next, village, CORRECTED_FROM + (conflict.id % 400)).idNumber;
}

/** What may be done about a conflict, what is tried first standing first. */
function waysOut(story: Story, conflict: Row<'conflict'>): { name: string; args: unknown }[] {
  const { kind, recordId } = conflict.values;
  const reason = '与本人核实';
  if (kind === 'duplicate') {
    const args = { personId: recordId, conflictId: conflict.id, reason };
    const idNumber = correctedNumber(story, conflict);
    return [
      { name: 'person.mergeElsewhere', args },
      { name: 'person.correctIdNumber', args: { ...args, idNumber } },
    ];
  }
  const choices = story.chance.next() < 0.5 ? ['mine', 'theirs'] : ['theirs', 'mine'];
  return choices.map((choice) => ({
    name: 'conflict.settle',
    args: { conflictId: conflict.id, choice, reason },
  }));
}

/** How often somebody settles what a colleague elsewhere settles on the same day. */
const TWICE_SHARE = 0.15;

function settleAt(story: Story, office: Office, settledToday: Set<number>): number {
  const isCounty = office.name === 'civilAffairs';
  const mine = openConflicts(office).filter(
    ({ id, values }) =>
      (isCounty || values.kind !== 'duplicate') &&
      (!settledToday.has(id) || story.chance.next() < TWICE_SHARE),
  );
  let settled = 0;
  for (const conflict of mine) {
    const account = pick(story.chance, office.accounts);
    if (!waysOut(story, conflict).some((act) => story.act(office, { account, ...act }))) continue;
    settledToday.add(conflict.id);
    settled++;
  }
  return settled;
}

/** Reads what was refused or parked, and puts it aside. */
function readRefused(office: Office): number {
  const numbers = office.statements.pluck<number>(
    `SELECT number FROM act WHERE ${NEEDS_YOU} AND is_open = 0 AND (outcome IN ('refused', 'parked') OR code = '${MOVED_CODE}')`,
  );
  for (const number of numbers) dismissAct(office.statements, number);
  return numbers.length;
}

async function isQuiet(story: Story): Promise<boolean> {
  return story.offices.every(({ statements }) => {
    const open = statements.pluck<number>('SELECT count(*) FROM act WHERE is_open = 1')[0];
    return open === 0;
  });
}

/** Every office syncs until nothing waits anywhere and what the last one brought is with all, in three rounds. */
async function rounds(story: Story): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) for (const office of story.offices) await office.sync();
  if (!(await isQuiet(story))) story.accuse(`I20 something still waits after ${ROUNDS} rounds of syncs`);
}

export async function settleInbox(story: Story): Promise<void> {
  for (let day = 0; day < DAYS_MAX; day++) {
    story.nextDay();
    await rounds(story);
    let [settled, read] = [0, 0];
    const settledToday = new Set<number>();
    for (const office of story.offices.filter(({ name }) => name !== 'federation'))
      settled += settleAt(story, office, settledToday);
    await rounds(story);
    for (const office of story.offices) read += readRefused(office);
    story.tell(`people settle ${settled} conflicts and put ${read} refused acts aside`);
    if (!settled && !read) return;
  }
  story.accuse('I20 the inboxes are not empty after six days');
}
