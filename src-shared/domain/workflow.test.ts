/** The table of the way of a file, held against the commands: who may, from which states, and that every state is reached and left. */
import { describe, expect, test } from 'vitest';
import { decideAs, looked, madeUpFile, madeUpPerson } from './made-up-file.ts';
import { commandByName, COMMAND_NAMES } from './commands.ts';
import { type Command, isRefusal } from './command.ts';
import { APPLICATION_STATES, ENDED_STATES, type Role } from './state.ts';
import { type Transition, TRANSITIONS } from './workflow.ts';

const LINES = TRANSITIONS as readonly Transition[];
const ARGS: Readonly<Record<string, object>> = {
  'application.requestSupplement': { missing: ['CERT_COPY'] },
  'application.supplement': { brought: ['CERT_COPY'] },
  'application.notAccept': { reasonCode: 'OUTSIDE_COMPETENCE', words: '不归这里办' },
  'application.notifyRefusal': { words: '不符合条件' },
  'application.withdraw': { words: '本人撤回' },
  'review.refusePreliminary': { reasonCode: 'FACTS_UNTRUE', words: '与事实不符' },
  'review.returnToTownship': { reasonCode: 'CERT_NOT_VALID' },
  'review.returnToFederation': { reasonCode: 'TEKUN_EXCLUDED' },
  'review.determine': { approved: ['LIVING', 'NURSING'] },
};

function answer({ act, roles }: Transition, state: string) {
  const role = (roles.find((each) => each.startsWith('COUNTY')) ?? roles.at(-1)) as Role;
  const person = madeUpPerson();
  const file = madeUpFile({ state, enteredOn: '2026-03-02', returnedBy: 'FEDERATION' });
  const { shape } = (commandByName(act) as Command).args as unknown as { shape: object };
  const judged = 'judged' in shape ? { judged: looked(role, person, file) } : {};
  const records = { application: [file], person: [person] };
  return decideAs(role, act, { applicationId: file.id, ...judged, ...ARGS[act] }, records);
}

/** That the one notice was given is what its second has to hear (C073). */
const PAST = ['application/already-handled', 'application/supplement-already-requested'];
const isPast = (decision: ReturnType<typeof answer>): boolean =>
  isRefusal(decision) && PAST.includes(decision.refusal);

/** Entry again is refused by the date of entry, not by the state. */
const moving = LINES.filter(({ from, act }) => from.length > 0 && act !== 'application.enter');

describe.each(moving)('$id $act ($article)', (line) => {
  test('is for the roles of its line', () => {
    expect([...(commandByName(line.act)?.roles ?? [])]).toEqual([...line.roles]);
  });
  test.each(APPLICATION_STATES)('from %s as the table says', (state) => {
    expect(isPast(answer(line, state))).toBe(!line.from.includes(state));
  });
  test('leads where the table says, with its paper', () => {
    for (const state of line.from) {
      const decision = answer(line, state);
      if (isRefusal(decision)) {
        expect(line.guards).toContain(decision.refusal);
        continue;
      }
      const file = decision.changes.find(({ type }) => type === 'application');
      expect(line.to).toContain(file?.set.state);
      const paper = decision.changes.find(({ type }) => type === 'history')?.set.documentKind;
      expect(paper ?? null).toBe(line.document);
    }
  });
});

test('every act on a file is a line, and every line an act', () => {
  const known = new Set(LINES.map(({ act }) => act));
  for (const act of known) expect(COMMAND_NAMES).toContain(act);
  const judging = COMMAND_NAMES.filter((name) => name.startsWith('review.'));
  expect(judging.filter((name) => !known.has(name))).toEqual([]);
});

test('WF1 what has ended is left by no line; what is open is left and reached', () => {
  for (const state of APPLICATION_STATES) {
    const isLeft = LINES.some(({ from }) => from.includes(state));
    expect([state, isLeft]).toEqual([state, !ENDED_STATES.includes(state)]);
    if (state !== 'MERGED') expect(LINES.some(({ to }) => to.includes(state))).toBe(true);
  }
});
