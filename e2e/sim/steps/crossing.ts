/** What several offices do to one record without knowing of each other, drawn so that it happens in every history and not once in a hundred: one
 *  field corrected at once by its owner and by others, two statements of one day, a form that sends back what it found beside a correction, two
 *  dates of one submission, newcomers who come to two counters, reviews of what another desk has just corrected, all of it under queues that
 *  one request does not take.                                                                                                      */
import type { Chance } from '#shared/base/chance.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { otherIdNumber } from '#shared/domain/id-number.ts';
import { judgedHash } from '#shared/domain/review.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import { drawRegister } from '../acts.ts';
import type { SimDesk } from '../desk.ts';
import { ADDRESSES, CALLERS, PHONES, type SimAccount } from '../people.ts';
import { pick } from '../plan.ts';
import { type DrawnAct, rowsOf } from '../scene.ts';
import type { StepEntry, Taken } from '../step.ts';
import type { World } from '../world.ts';
import { issueForm } from './act.ts';

const DAY = 86_400_000;
/** One more than two requests take. */
const QUEUE = 9;

function issueAt(world: World, desk: SimDesk, act: DrawnAct | null): string {
  return act && !desk.isDead
    ? issueForm(world, desk, world.sendOff(desk.name, act))
    : `${desk.name}: nothing`;
}

const isSaved = (words: string): boolean => / → act /.test(words);

/** Desks at which a record is known, this one first. */
function knowing(world: World, desk: SimDesk, type: RecordTypeName, id: number): SimDesk[] {
  const others = world.desks.filter((other) => other !== desk && !other.isDead);
  return [desk, ...others.filter((other) => rowsOf(other, type).some((row) => row.id === id))];
}

function peopleAt(desk: SimDesk): Row<'person'>[] {
  return rowsOf(desk, 'person').filter(({ values }) => values.mergedInto === null);
}

const bodyAt = ({ accounts: [first] }: SimDesk): string => bodyOf((first as SimAccount).role);

function editOf(desk: SimDesk, chance: Chance, personId: number, parts: object): DrawnAct {
  return {
    account: pick(chance, desk.accounts),
    name: 'person.edit',
    args: { personId, ...parts, reason: '本人来电' },
  };
}

/** Who came to the counter as this person, under whichever of the two numbers the record has. */
function callerOf({ values }: Row<'person'>): DemoPerson | undefined {
  return CALLERS.find(
    ({ idNumber }) => idNumber === values.idNumber || otherIdNumber(idNumber) === values.idNumber,
  );
}

/** What a desk of this body says of a person when somebody asks it to correct this group; null where it is not its to correct. */
function correction(
  desk: SimDesk,
  group: string,
  person: Row<'person'>,
  chance: Chance,
  on: string,
): DrawnAct | null {
  const { values, id } = person;
  if (bodyAt(desk) === 'FEDERATION') {
    if (group !== 'certificate') return null;
    const certificateNumber = `${callerOf(person)?.idNumber ?? values.idNumber}4${pick(chance, [1, 2, 3])}`;
    const certificate = {
      certificateNumber,
      certificateExpiresOn: pick(chance, ['2027-12-31', '2030-06-30']),
    };
    return editOf(desk, chance, id, { certificate });
  }
  if (group === 'contact') {
    const residenceAddress = chance.next() < 0.5 ? { residenceAddress: pick(chance, ADDRESSES) } : {};
    return editOf(desk, chance, id, {
      contact: { phone: pick(chance, PHONES), ...residenceAddress, statedOn: on },
    });
  }
  if (group === 'household') {
    const household = {
      householdCategory: pick(chance, ['DIBAO', 'LOW_INCOME', 'NONE']),
      householdFrom: values.householdFrom,
      needsLongTermCare: values.needsLongTermCare ?? false,
    };
    return editOf(desk, chance, id, { household });
  }
  // At a counter a certificate is read from the card: the form of intake says it.
  const caller = callerOf(person);
  return caller ? drawRegister(chance, desk, Date.parse(on), [caller]) : null;
}

export const sameFieldStep: StepEntry = {
  name: 'same-field',
  does: 'two desks correct one group of a person at once, of the same day now and then, the owner among them or not',
  weight: 2,
  reaches: ['one group corrected at once', 'two statements of one day'],
  take: ({ world, desk, chance }) => {
    const people = peopleAt(desk);
    if (!people.length || desk.isDead) return `${desk.name} knows nobody`;
    const group = pick(chance, ['contact', 'household', 'certificate']);
    // A certificate's number begins with the ID number: of somebody whose number was corrected nobody here knows one.
    const carded = people.filter((each) => callerOf(each));
    const person = pick(chance, group === 'certificate' && carded.length ? carded : people);
    const isTie = chance.next() < 0.5;
    const today = Math.min(...world.desks.map(({ name }) => world.timeAt(name)));
    const said = knowing(world, desk, 'person', person.id)
      .slice(0, 3)
      .map((each) => {
        const back = isTie ? 0 : Math.floor(chance.next() * 3);
        return issueAt(
          world,
          each,
          correction(each, group, person, chance, shanghaiDate(today - back * DAY)),
        );
      });
    if (said.filter(isSaved).length > 1) world.count('one group corrected at once');
    if (said.filter(isSaved).length > 1 && group === 'contact' && isTie)
      world.count('two statements of one day');
    return said.join(' and ');
  },
};

export const restatedStep: StepEntry = {
  name: 'restated',
  does: 'one desk corrects one field of a form and sends the others back as it found them, another corrects one of those',
  weight: 1,
  reaches: ['sent back as found beside a correction'],
  take: ({ world, desk, chance }) => {
    const people = peopleAt(desk).filter(({ values }) => values.householdCategory !== null);
    if (!people.length || desk.isDead) return `${desk.name} knows nobody`;
    const { id } = pick(chance, people);
    const said = knowing(world, desk, 'person', id)
      .filter((each) => bodyAt(each) !== 'FEDERATION')
      .slice(0, 2)
      .map((each, at) => {
        const { values } = rowsOf(each, 'person').find((row) => row.id === id) as Row<'person'>;
        const { householdCategory, householdFrom, needsLongTermCare } = values;
        const found = { householdCategory, householdFrom, needsLongTermCare: needsLongTermCare ?? false };
        const mine =
          at === 0
            ? { householdFrom: pick(chance, ['2025-03', '2025-09']) }
            : {
                householdCategory: pick(chance, ['DIBAO', 'LOW_INCOME', 'NONE']),
              };
        return issueAt(world, each, editOf(each, chance, id, { household: { ...found, ...mine } }));
      });
    if (said.length === 2 && said.every(isSaved)) world.count('sent back as found beside a correction');
    return said.join(' and ') || 'nobody else knows them';
  },
};

export const datesStep: StepEntry = {
  name: 'dates-at-once',
  does: 'the county keeps an earlier date of submission for one file, at two desks and two dates',
  weight: 0.6,
  take: ({ world, chance }) => {
    const county = world.desks.filter((each) => bodyAt(each) === 'CIVIL_AFFAIRS' && !each.isDead);
    const [first] = county;
    const files = first ? rowsOf(first, 'application') : [];
    if (!first || !files.length) return 'no file';
    const { id, values } = pick(chance, files);
    const days = Date.parse(values.submittedOn ?? '2026-03-01');
    const said = county.slice(0, 2).map((each) => {
      const submittedOn = shanghaiDate(days - (1 + Math.floor(chance.next() * 5)) * DAY);
      const args = { applicationId: id, submittedOn, conflictId: id, reason: '先在那边受理' };
      return issueAt(world, each, {
        account: pick(chance, each.accounts),
        name: 'application.keepEarliestDate',
        args,
      });
    });
    if (said.length > 1 && said.every(isSaved)) world.count('two dates of one file at once');
    return said.join(' and ');
  },
};

/** Acts of a person about whoever is there, so many that one request does not take them. */
function queueUp(world: World, desk: SimDesk, chance: Chance, notAbout: number): number {
  const people = peopleAt(desk).filter(({ id }) => id !== notAbout);
  if (!people.length) return 0;
  const on = shanghaiDate(world.timeAt(desk.name) - 4 * DAY);
  const said = Array.from({ length: QUEUE - desk.countWaiting() }, () => {
    const group = bodyAt(desk) === 'FEDERATION' ? 'certificate' : 'contact';
    return issueAt(world, desk, correction(desk, group, pick(chance, people), chance, on));
  });
  return said.filter(isSaved).length;
}

/** A desk has an hour of good line. */
async function goodLine(world: World, desk: SimDesk): Promise<void> {
  if (desk.isDead) return;
  desk.startSync();
  await world.drain();
}

/** Two desks of townships, of one office where there is a second. */
function twoCounters({ world, desk, chance }: Taken): [SimDesk, SimDesk] | null {
  const counters = world.desks.filter((each) => bodyAt(each) === 'TOWNSHIP' && !each.isDead);
  const one = counters.includes(desk) ? desk : pick(chance, [...counters, desk]);
  const others = counters.filter((each) => each !== one);
  const near = others.filter(({ scopes }) =>
    scopes.some((scope) => scope !== 0 && one.scopes.includes(scope)),
  );
  const other = near[0] ?? others[0];
  return other && counters.includes(one) ? [one, other] : null;
}

/** At the other counter a roster says the number of fifteen digits, where it is old enough. */
function numberOf(chance: Chance, { idNumber }: { readonly idNumber: string }): string {
  return (chance.next() < 0.6 && otherIdNumber(idNumber)) || idNumber;
}

export const newcomerStep: StepEntry = {
  name: 'newcomer',
  does: 'somebody new comes to two counters on one day, under the old number at one of them; what the one registers comes down under a long queue of the other',
  weight: 0.6,
  reaches: ['a newcomer at two counters'],
  take: async (taken) => {
    const { world, chance } = taken;
    const both = twoCounters(taken);
    if (!both) return 'one counter';
    const [waiting, quick] = both;
    const known = new Set(
      both.flatMap((each) => rowsOf(each, 'person').map(({ values }) => values.idNumber)),
    );
    const caller = CALLERS.find(
      ({ idNumber }) => !known.has(idNumber) && !known.has(otherIdNumber(idNumber) ?? idNumber),
    );
    if (!caller) return 'nobody new';
    const queued = queueUp(world, waiting, chance, 0);
    const registered = (desk: SimDesk, idNumber: string): DrawnAct | null => {
      const drawn = drawRegister(chance, desk, world.timeAt(desk.name), [caller]);
      if (!drawn) return null;
      const args = drawn.args as { person: object };
      return { ...drawn, args: { ...args, person: { ...args.person, idNumber } } };
    };
    const [mine, theirs] = [
      registered(waiting, caller.idNumber),
      registered(quick, numberOf(chance, caller)),
    ];
    const first = issueAt(world, waiting, mine);
    const second = issueAt(world, quick, theirs);
    await goodLine(world, quick);
    if (!waiting.isDead) waiting.startSync();
    if (isSaved(first) && isSaved(second) && queued) world.count('a newcomer at two counters');
    return `after ${queued} others ${first} and ${second}`;
  },
};

export const reviewCrossedStep: StepEntry = {
  name: 'review-crossed',
  does: 'a file is passed and sent on at the end of a long queue, and its person corrected elsewhere before that goes up',
  weight: 0.6,
  reaches: ['reviewed what another desk corrected'],
  take: async (taken) => {
    const { world, chance } = taken;
    const both = twoCounters(taken);
    const [waiting, quick] = both ?? [];
    const files = waiting
      ? rowsOf(waiting, 'application').filter(({ values }) => values.state === 'PRELIMINARY_REVIEW')
      : [];
    if (!waiting || !quick || !files.length) return 'no file under review';
    const file = pick(chance, files);
    const { personId, acceptedBy, submittedBy } = file.values;
    const queued = queueUp(world, waiting, chance, personId ?? 0);
    const person = peopleAt(waiting).find(({ id }) => id === personId);
    const reviewer = waiting.accounts.find(
      ({ id, role }) => role === 'TOWNSHIP_REVIEWER' && id !== acceptedBy && id !== submittedBy,
    );
    const clerk = waiting.accounts[0] as SimAccount;
    if (!person || !reviewer) return 'nobody to review it';
    const applicationId = file.id;
    const judged = judgedHash('TOWNSHIP', person, file);
    const chain: readonly DrawnAct[] = [
      { account: reviewer, name: 'review.passPreliminary', args: { applicationId, judged } },
      { account: clerk, name: 'application.enter', args: { applicationId } },
      { account: clerk, name: 'application.sendToFederation', args: { applicationId } },
    ];
    const passed = chain.map((act) => issueAt(world, waiting, act));
    const there = knowing(world, quick, 'person', person.id).find(
      (each) => each !== waiting && bodyAt(each) !== 'FEDERATION',
    );
    const corrected = there
      ? issueAt(world, there, correction(there, 'household', person, chance, '2026-03-01'))
      : 'nobody';
    if (there) await goodLine(world, there);
    if (!waiting.isDead) waiting.startSync();
    if (queued && passed.every(isSaved) && isSaved(corrected))
      world.count('reviewed what another desk corrected');
    return `after ${queued} others ${passed.join(', ')}; ${corrected}`;
  },
};

export const behindStep: StepEntry = {
  name: 'behind',
  does: 'a desk on a poor line that is far behind sends an act up: its outcome comes long before its commit',
  weight: 0.6,
  reaches: ['an outcome before its commit'],
  take: async ({ world, chance }) => {
    const slow = world.deskNamed('north-second');
    const busy = world.deskNamed('north');
    if (!slow || !busy || slow.isDead || busy.isDead) return 'no two desks';
    const queued = queueUp(world, busy, chance, 0);
    await goodLine(world, busy);
    const people = peopleAt(slow);
    if (!people.length || slow.isDead) return 'nobody there';
    const on = shanghaiDate(world.timeAt(slow.name) - DAY);
    const said = issueAt(world, slow, correction(slow, 'contact', pick(chance, people), chance, on));
    if (!slow.isDead) slow.startSync();
    if (queued > 4 && isSaved(said)) world.count('an outcome before its commit');
    return `${queued} commits, then ${said}`;
  },
};
