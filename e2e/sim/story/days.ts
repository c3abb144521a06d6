/** What happens on which day: three weeks in which two windows and a village laptop have no line, with a disk put back from an old copy, a disk
 *  that is cloned, a household that moves, a stick that is lost and a server set back to yesterday.                                */
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { BANK_NUMBERS, NORTH, SOUTH } from '../people.ts';
import { pick } from '../plan.ts';
import { rowsOf } from '../scene.ts';
import type { Office } from './office.ts';
import { OFFICES } from './people.ts';
import type { Story } from './story.ts';

export type Event = (story: Story) => void | Promise<void>;

const ROWS_OF_A_ROSTER = 8;
const CLONE_BUSY = 5;
const LAST_DAY_ALONE = 15;

/** People whom an office knows and nobody has given up, in its own order. */
function peopleOf(office: Office) {
  return rowsOf(office, 'person').filter(({ values }) => values.mergedInto === null);
}

const hasLine = (story: Story, { name }: Office): boolean =>
  story.day === 0 || story.day > LAST_DAY_ALONE || (name in OFFICES && OFFICES[name as 'hall'].isOnline);

/** Everybody works; who has a line syncs in the evening. */
export async function ordinaryDay(story: Story): Promise<void> {
  const said: string[] = [];
  for (const office of story.offices) {
    const busy = office.name in OFFICES ? OFFICES[office.name as 'hall'].busy : CLONE_BUSY;
    said.push(`${office.words} ${story.work(office, busy)}`);
  }
  story.tell(`acts: ${said.join(', ')}`);
  for (const office of story.offices) if (hasLine(story, office)) await office.sync();
}

const roster: Event = (story) => {
  const laptop = story.office('laptop');
  const rows = story.import(laptop, ROWS_OF_A_ROSTER);
  story.tell(`${laptop.words} imports ${rows} rows of a roster`);
};

const bankOf = (personId: number, holder: string | null, at: number) => ({
  personId,
  bank: {
    accountHolder: holder ?? '户主',
    bankName: '农信社',
    accountNumber: BANK_NUMBERS[at % BANK_NUMBERS.length],
    accountKind: 'SOCIAL_CARD',
  },
  reason: '本人来电',
});

/** Two offices write one person's account, each another one, and neither knows. */
const accountsMeet =
  (one: string, other: string): Event =>
  (story) => {
    const both = [story.office(one), story.office(other)];
    const known = new Set(peopleOf(both[1] as Office).map(({ id }) => id));
    const people = peopleOf(both[0] as Office).filter(({ id }) => known.has(id) && !story.moved.includes(id));
    if (!people.length) return;
    const person = pick(story.chance, people);
    const saved = both.map((office, at) => {
      const args = bankOf(person.id, person.values.name, story.day + at);
      return story.act(office, { account: pick(story.chance, office.accounts), name: 'person.edit', args });
    });
    story.tell(
      `${both.map(({ words }) => words).join(' and ')} each write another account for one person (${saved.join(' and ')} saved)`,
    );
  };

const backUpWindow: Event = (story) => {
  const window = story.office('window');
  story.kept.set('copy of the window', window.copy());
  story.tell(`${window.words}'s disk is copied to a drawer`);
};

const cloneSouth: Event = (story) => {
  const isNoticed = story.seed % 2 === 0;
  const of = story.office('south');
  const clone = story.clone('south-new', 'the south’s new computer', of, isNoticed);
  story.tell(
    `${of.words}'s disk is cloned for ${clone.words}, ${isNoticed ? 'which notices that its file came from elsewhere' : 'and nobody notices'}; both go on`,
  );
};

const windowWritesPacket: Event = (story) => {
  const window = story.office('window');
  story.kept.set('packet of the window', window.writePacket());
  story.tell(`${window.words} writes a packet on a stick, and somebody takes it along`);
};

const windowPacketJudged: Event = async (story) => {
  const answer = await story.centre.takePacket(story.kept.get('packet of the window') as Uint8Array);
  story.kept.set('answer for the window', answer);
  story.tell('the hall hands that stick in and puts the answer on it');
};

/** The acts since that copy are the centre's alone, by the stick. */
const windowFromCopy: Event = (story) => {
  const window = story.office('window');
  const isNoticed = story.seed % 3 !== 0;
  const copy = story.kept.get('copy of the window') as string;
  window.putBack(copy, isNoticed ? story.newPlace('window') : { machine: null, born: null });
  const left = new Set(window.statements.pluck<string>('SELECT form_id FROM act'));
  let gone = 0;
  for (const told of story.told) {
    if (told.office !== 'window' || left.has(told.formId)) continue;
    told.isDiskGone = true;
    gone++;
  }
  story.tell(
    `${window.words}'s disk is dead and the copy from the drawer takes its place, without ${gone} acts that went up on the stick`,
  );
};

const windowReadsAnswer: Event = (story) => {
  const window = story.office('window');
  const fresh = window.takeAnswer(story.kept.get('answer for the window') as Uint8Array);
  story.tell(`${window.words} reads the answer on the stick: ${fresh} news`);
};

/** Whether the stick comes back before the people at the window begin, or when they have worked half a day. */
const isAnswerEarly = ({ seed }: Story): boolean => seed % 4 < 2;

const windowPacketAgain: Event = async (story) => {
  const window = story.office('window');
  const waiting = window.numbers().waiting;
  const answer = await story.centre.takePacket(window.writePacket());
  const fresh = window.takeAnswer(answer);
  story.tell(
    `${window.words} sends a second packet with ${waiting} waiting, and reads ${fresh} news from its answer`,
  );
};

const householdMoves: Event = (story) => {
  const [county, window] = [story.office('civilAffairs'), story.office('window')];
  const known = new Set(peopleOf(window).map(({ id }) => id));
  const asked = new Set(
    rowsOf(county, 'conflict').flatMap(({ values }) =>
      values.kind === 'duplicate' && values.state === 'OPEN' ? [values.recordId] : [],
    ),
  );
  const free = peopleOf(county).filter(({ id, scope }) => scope === NORTH && known.has(id) && !asked.has(id));
  const household = free.slice(0, 2).map(({ id }) => id);
  const args = {
    personIds: household,
    toVillage: DEMO_VILLAGES.find(({ parent }) => parent === SOUTH)?.code,
    movedOn: shanghaiDate(story.now),
    reason: '户口迁移证',
  };
  const [account] = county.accounts;
  if (!account) throw new Error('nobody at civil affairs');
  if (story.act(county, { account, name: 'person.move', args })) story.moved = household;
  story.tell(
    `a household of ${story.moved.length} moves from the north to the south, in the register of ${county.words}`,
  );
};

const windowKnowsNothing: Event = (story) => {
  const window = story.office('window');
  let saved = 0;
  for (const personId of story.moved) {
    const account = pick(story.chance, window.accounts);
    const contact = {
      phone: '15000000003',
      residenceAddress: '胜利村3号',
      statedOn: shanghaiDate(story.now),
    };
    const args = { personId, contact, reason: '本人来电' };
    saved += story.act(window, { account, name: 'person.edit', args });
    saved += story.act(window, {
      account,
      name: 'person.edit',
      args: bankOf(personId, null, story.day),
    });
  }
  story.tell(`${window.words}, which does not know that they moved, writes ${saved} things about them`);
};

const laptopStickLost: Event = (story) => {
  const laptop = story.office('laptop');
  story.kept.set('lost stick', laptop.writePacket());
  story.tell(
    `${laptop.words} writes a packet with ${laptop.numbers().waiting} acts; the stick is lost on the way`,
  );
};

const laptopStickTwice: Event = async (story) => {
  const laptop = story.office('laptop');
  const packet = laptop.writePacket();
  await story.centre.takePacket(packet);
  story.kept.set('answer for the laptop', await story.centre.takePacket(packet));
  story.tell(`${laptop.words}'s next packet is handed in twice`);
};

const laptopReadsAnswer: Event = (story) => {
  const laptop = story.office('laptop');
  const fresh = laptop.takeAnswer(story.kept.get('answer for the laptop') as Uint8Array);
  story.tell(`${laptop.words} reads the answer of before the server was set back: ${fresh} news`);
};

const lostStickFound: Event = async (story) => {
  story.kept.set('late answer', await story.centre.takePacket(story.kept.get('lost stick') as Uint8Array));
  story.tell('the lost stick is found and handed in after all');
};

const backUpCentre: Event = async (story) => {
  await story.centre.backUp();
  story.tell("the server's database is backed up");
};

const setCentreBack: Event = async (story) => {
  await story.centre.setBack();
  story.tell("the server's disk fails: it is set back to yesterday evening");
};

/** Everybody has a line again, a bad one; in an order of chance, until nothing waits. */
const linesAreBack: Event = async (story) => {
  let [tries, cut] = [0, 0];
  for (let turn = 0; turn < 4; turn++) {
    for (const office of story.offices.toSorted(() => story.chance.next() - 0.5)) {
      office.cuts = turn < 3 ? 3 : 0;
      tries++;
      if (!(await office.sync())) cut++;
    }
  }
  story.tell(`every line is back, and bad: ${tries} syncs, ${cut} of them cut off`);
};

const lateAnswerRead: Event = (story) => {
  const laptop = story.office('laptop');
  try {
    const fresh = laptop.takeAnswer(story.kept.get('late answer') as Uint8Array);
    story.tell(`${laptop.words} reads the answer to the stick that was lost: ${fresh} news`);
  } catch (error) {
    story.tell(`${laptop.words} refuses the answer to the stick that was lost: ${(error as Error).message}`);
  }
};

interface Day {
  readonly morning?: readonly Event[];
  readonly noon?: readonly Event[];
  readonly evening?: readonly Event[];
}

const ifEarly =
  (isEarly: boolean, event: Event): Event =>
  (story) =>
    isAnswerEarly(story) === isEarly ? event(story) : undefined;

/** By office day, 0 being the Friday before the lines fail. */
export const DAYS: readonly Day[] = [
  { morning: [syncAll], noon: [syncAll], evening: [syncAll, linesFail] },
  { morning: [roster] },
  { evening: [backUpWindow] },
  { noon: [accountsMeet('window', 'laptop')] },
  { morning: [cloneSouth] },
  { evening: [windowWritesPacket, windowPacketJudged] },
  {
    morning: [windowFromCopy, ifEarly(true, windowReadsAnswer), roster],
    noon: [ifEarly(false, windowReadsAnswer)],
  },
  { morning: [householdMoves] },
  { noon: [windowKnowsNothing] },
  { noon: [accountsMeet('window', 'hall'), accountsMeet('south', 'south-new')] },
  { evening: [laptopStickLost] },
  { morning: [roster], evening: [windowPacketAgain] },
  { noon: [accountsMeet('hall', 'civilAffairs')], evening: [backUpCentre] },
  { noon: [laptopStickTwice], evening: [setCentreBack] },
  { morning: [laptopReadsAnswer] },
  { evening: [lostStickFound] },
  { evening: [linesAreBack, lateAnswerRead] },
];

async function syncAll(story: Story): Promise<void> {
  for (const office of story.offices) await office.sync();
}

function linesFail(story: Story): void {
  story.tell('everybody has all there is; tonight the lines of the windows and of the village laptop fail');
}
