/** The oracle's rules on who wins, on what an act is called, on what leans on what and on what a closed act leaves behind: for each a small made-up
 *  commit that keeps it and one that breaks it and is named. Histories alone would not show that they can fail.                   */
import { describe, expect, test } from 'vitest';
import type { CommitMeta, LogPart } from '../../src-server/store/central-store.ts';
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { ActsOracle } from './oracle-acts.ts';
import { CentreOracle } from './oracle-centre.ts';
import type { FoldedRow } from './oracle-fold.ts';
import { groupFaults, leaningFaults } from './oracle-leaning.ts';
import { type PolicyCommit, policyFaults } from './oracle-policy.ts';
import { postFaults } from './oracle-posts.ts';
import type { CentreView, DeskView, RawRow } from './views.ts';

type Values = Readonly<Record<string, string | number | null>>;

const PERSON = 5;
const ACT = 7;

interface Told {
  readonly group: 'contact' | 'household' | 'certificate';
  /** What the author's form showed, what stood when it was judged, what the author wrote. */
  readonly seen: Values;
  readonly stood: Values;
  readonly mine: Values;
  /** Whose the act is, and whose what stood. */
  readonly bodies?: readonly [string, string];
  /** What the centre made of it. */
  readonly written: Values | null;
  readonly conflict: string | null;
  readonly outcome: string;
  /** Version that the author saw; another one stood. */
  readonly hasMoved?: boolean;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function metaOf(body: string): CommitMeta {
  return {
    device: 11,
    actNumber: ACT,
    actor: 3,
    body,
    madeAt: '2026-03-04',
    receivedAt: '2026-03-04',
  } as never;
}

function commitOf(told: Told): PolicyCommit {
  const { group, seen, stood, mine, written, conflict, hasMoved = true } = told;
  const [mineBody, theirBody] = told.bodies ?? ['TOWNSHIP', 'TOWNSHIP'];
  const { contactStatedOn: statedOn, ...stated } = mine;
  const columns = new Map(Object.entries(stood).map(([field, value]) => [snake(field), value]));
  columns.set(`v_${group}`, hasMoved ? 4 : 2);
  const row: FoldedRow = { type: 'person', id: PERSON, columns, laid: 1 };
  const frame = {
    ...{ number: ACT, name: 'person.edit', actor: 3, madeAt: '2026-03-04' },
    args: { personId: PERSON, [group]: statedOn === undefined ? stated : { ...stated, statedOn } },
    groups: [['person', PERSON, group, 2, 'w']],
    before: [['person', PERSON, group, seen]],
  } as unknown as CommandFrame;
  const entries = [
    ['history', 900, 'line', { personId: PERSON }],
    ...(written ? [['person', PERSON, group, written]] : []),
    ...(conflict ? [['conflict', 901, 'about', { recordId: PERSON, groupName: group, kind: conflict }]] : []),
  ];
  return {
    ...{ frame, meta: metaOf(mineBody), before: new Map([[`person:${PERSON}`, row]]), mended: [] },
    parts: [{ commit: 5, audience: 'case', entries }] as unknown as LogPart[],
    outcome: { number: ACT, outcome: told.outcome, code: null } as unknown as OutcomeFrame,
    madeBy: () => metaOf(theirBody),
  };
}

const rulesOf = (told: Told): string[] => [...new Set(policyFaults(commitOf(told)).map(({ rule }) => rule))];

const CONTACT = {
  group: 'contact',
  seen: { phone: '1', contactStatedOn: '2026-03-01' },
  stood: { phone: '2', contactStatedOn: '2026-03-02' },
} as const;
const on = (contactStatedOn: string): Values => ({ phone: '3', contactStatedOn });
const [EARLIER, SAME_DAY, LATER] = [on('2026-02-28'), on('2026-03-02'), on('2026-03-03')] as const;
const HOUSEHOLD = {
  group: 'household',
  seen: { householdCategory: 'NONE' },
  stood: { householdCategory: 'LOW_INCOME' },
  mine: { householdCategory: 'DIBAO' },
} as const;
const CERTIFICATE = {
  group: 'certificate',
  seen: { certificateNumber: 'a' },
  stood: { certificateNumber: 'b' },
  mine: { certificateNumber: 'c' },
} as const;
const won = { conflict: 'merged', outcome: 'applied' } as const;
const gaveWay = { written: null, conflict: 'merged', outcome: 'applied-with-difference' } as const;
const asked = { written: null, conflict: 'ask', outcome: 'in-conflict' } as const;

describe('who wins, and what the act is called', () => {
  test.each<[string, Told]>([
    ['M7 the later statement', { ...CONTACT, mine: LATER, written: LATER, ...won }],
    ['M7 an earlier one gives way', { ...CONTACT, mine: EARLIER, ...gaveWay }],
    ['M4 a tie asks', { ...CONTACT, mine: SAME_DAY, ...asked }],
    [
      'M7 the owner',
      { ...CERTIFICATE, bodies: ['FEDERATION', 'TOWNSHIP'], written: CERTIFICATE.mine, ...won },
    ],
    ['M7 who does not own it gives way', { ...HOUSEHOLD, bodies: ['TOWNSHIP', 'CIVIL_AFFAIRS'], ...gaveWay }],
    ['M4 two owners ask', { ...HOUSEHOLD, bodies: ['CIVIL_AFFAIRS', 'CIVIL_AFFAIRS'], ...asked }],
    ['M4 two who do not own it ask', { ...HOUSEHOLD, ...asked }],
    [
      'I8 nobody else wrote, no conflict',
      {
        ...HOUSEHOLD,
        stood: HOUSEHOLD.seen,
        hasMoved: false,
        written: HOUSEHOLD.mine,
        conflict: null,
        outcome: 'applied',
      },
    ],
  ])('%s: nothing is said', (_words, told) => {
    expect(policyFaults(commitOf(told))).toEqual([]);
  });

  test.each<[string, Told, string[]]>([
    ['the later statement gives way', { ...CONTACT, mine: LATER, ...gaveWay }, ['I7']],
    ['an earlier one wins', { ...CONTACT, mine: EARLIER, written: EARLIER, ...won }, ['I7']],
    ['a tie goes to who came last', { ...CONTACT, mine: SAME_DAY, written: SAME_DAY, ...won }, ['M4']],
    ['a tie goes to who came first', { ...CONTACT, mine: SAME_DAY, ...gaveWay }, ['M4']],
    ['an owner gives way', { ...CERTIFICATE, bodies: ['FEDERATION', 'TOWNSHIP'], ...gaveWay }, ['I7']],
    [
      'somebody else wins over the owner',
      { ...HOUSEHOLD, bodies: ['TOWNSHIP', 'CIVIL_AFFAIRS'], written: HOUSEHOLD.mine, ...won },
      ['I7'],
    ],
    [
      'somebody is asked though there is an owner',
      { ...HOUSEHOLD, bodies: ['TOWNSHIP', 'CIVIL_AFFAIRS'], ...asked },
      ['M4'],
    ],
    ['one of two owners wins', { ...HOUSEHOLD, written: HOUSEHOLD.mine, ...won }, ['M4']],
    ['an act that asks is called applied', { ...HOUSEHOLD, ...asked, outcome: 'applied' }, ['I7']],
    [
      'an act of which less stands is called applied',
      { ...HOUSEHOLD, bodies: ['TOWNSHIP', 'CIVIL_AFFAIRS'], ...gaveWay, outcome: 'applied' },
      ['I7'],
    ],
    [
      'a conflict where nobody else wrote',
      { ...HOUSEHOLD, stood: HOUSEHOLD.seen, hasMoved: false, written: HOUSEHOLD.mine, ...won },
      ['I8'],
    ],
  ])('%s: named', (_words, told, rules) => {
    expect(rulesOf(told)).toEqual(rules);
  });

  test('what a person settles by hand is no merge', () => {
    const commit = commitOf({ ...HOUSEHOLD, ...asked, outcome: 'applied' });
    const frame = { ...commit.frame, name: 'conflict.settle' };
    expect(policyFaults({ ...commit, frame })).toEqual([]);
  });

  test('I8 an earlier act of the same desk that was mended: its author had seen something else', () => {
    const told = { ...HOUSEHOLD, stood: HOUSEHOLD.seen, hasMoved: false, written: HOUSEHOLD.mine, ...won };
    const commit = commitOf(told);
    expect(policyFaults({ ...commit, mended: [commit.frame] })).toEqual([]);
  });

  test.each([
    ['that', '159999199001010011', []],
    ['another', '159999199001010038', ['I8']],
  ])('I8 an earlier form of %s number, shown on who had it again', (_words, idNumber, rules) => {
    const told = { ...HOUSEHOLD, stood: HOUSEHOLD.seen, hasMoved: false, written: HOUSEHOLD.mine, ...won };
    const commit = commitOf(told);
    commit.before.get(`person:${PERSON}`)?.columns.set('id_number', '159999199001010011');
    const row = { ...commit.frame, name: 'person.register', args: { person: { idNumber } }, groups: [] };
    expect(policyFaults({ ...commit, mended: [row] }).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('LE1: what an act is about was made by an earlier one', () => {
  /** Ids above 1000 are of act id - 1000. */
  const ownerOf = (id: number): string => (id > 1000 ? `11/${id - 1000}` : '1/0');
  const faults = (
    args: unknown,
    becameOf: Readonly<Record<string, string>>,
    outcome = 'applied',
    code?: string,
  ) =>
    leaningFaults(
      '11',
      {
        frame: { number: ACT, args } as unknown as CommandFrame,
        outcome: { outcome, code: code ?? null } as never,
      },
      ownerOf,
      (key) => ({ outcome: becameOf[key] }) as unknown as OutcomeFrame,
    );

  test.each([['refused'], ['parked'], ['quarantined']])(
    'one that was %s: named, unless it is parked',
    (became) => {
      const about = { form: [{ applicationId: 1004 }] };
      expect(faults(about, { '11/4': became })).toHaveLength(1);
      expect(faults(about, { '11/4': became }, 'refused', 'application/not-there')).toHaveLength(1);
      expect(faults(about, { '11/4': became }, 'parked', 'command/behind')).toEqual([]);
    },
  );

  test('one that was taken, its own record, another desk’s, and what is said before anybody looks: nothing', () => {
    expect(faults({ personId: 1004 }, { '11/4': 'applied' })).toEqual([]);
    expect(faults({ personId: 1004 }, { '11/4': 'in-conflict' })).toEqual([]);
    expect(faults({ personId: 1000 + ACT }, { [`11/${ACT}`]: 'refused' })).toEqual([]);
    expect(faults({ personId: 12 }, { '1/0': 'refused' })).toEqual([]);
    expect(faults({ personId: 1004 }, { '11/4': 'refused' }, 'refused', 'command/not-your-role')).toEqual([]);
  });
});

describe('EC1: a closed act foresees nothing', () => {
  const rules = (act: Partial<Record<string, string | number | null>>): string[] => {
    const found: string[] = [];
    const outcome = {
      outcome: 'refused',
      code: 'x',
      commit: null,
      receipt: 'r-1',
      receivedAt: 'then',
      scope: 5,
    };
    const centre = {
      rows: [],
      outcomes: new Map([['11/7', { digest: 'd', frame: { ...outcome, number: ACT, detail: null } }]]),
      scopes: new Map(),
    } as unknown as CentreView;
    const row: RawRow = {
      ...{ device: 11, number: ACT, form_id: 'form', past: null, is_open: 0, effect: null, frame: '{}' },
      ...{ outcome: 'refused', code: 'x', commit_number: null, receipt: 'r-1', received_at: 'then' },
      ...(act as RawRow),
    };
    const view = { desk: 'north', isAgreed: true, cursors: [] } as unknown as DeskView;
    new ActsOracle((rule) => found.push(rule), []).check(view, row, centre);
    return found;
  };

  test('an open one does, a closed one does not, and one that does is named', () => {
    expect(rules({})).toEqual([]);
    expect(rules({ is_open: 1, outcome: 'pending', effect: '[]' })).toEqual([]);
    expect(rules({ effect: '[]' })).toEqual(['EC1']);
  });
});

describe('G1: acts that stand or fall together', () => {
  const groupOf = (...outcomes: readonly (readonly [string, string | null])[]): string[] => {
    const frame = { number: 4, together: [4, 3 + outcomes.length] } as unknown as CommandFrame;
    return groupFaults('11', frame, (key) => {
      const [outcome, code] = outcomes[Number(key.split('/')[1]) - 4] ?? [];
      return outcome === undefined ? undefined : ({ outcome, code } as unknown as OutcomeFrame);
    });
  };

  test('all or none, one of them saying why: nothing is said', () => {
    expect(groupOf(['applied', null], ['in-conflict', 'conflict/needs-person'])).toEqual([]);
    expect(groupOf(['parked', 'group/behind'], ['refused', 'person/merged'])).toEqual([]);
  });

  test.each([
    ['one of two', [['applied', null] as const, ['refused', 'person/merged'] as const]],
    ['nobody says why', [['parked', 'group/behind'] as const, ['parked', 'group/behind'] as const]],
    ['sent in two', [['refused', 'group/torn'] as const, ['refused', 'group/torn'] as const]],
  ])('%s: named', (_words, outcomes) => {
    expect(groupOf(...outcomes)).toHaveLength(1);
  });
});

describe('PO1 PO2: the post that an author had when an act was made', () => {
  const LEFT_AT = Date.parse('2026-03-02T00:00:00.000Z');
  const DAY = 86_400_000;
  const changes = [
    { account: 3, atMs: LEFT_AT, scope: 2 },
    { account: 3, atMs: LEFT_AT + 10 * DAY, scope: 1 },
  ];
  const OUTSIDE = 'command/outside-your-scope';
  const at = (days: number): string => new Date(LEFT_AT + days * DAY).toISOString();
  const faults = (madeDays: number, receivedDays: number, code: string | null, actor = 3): string[] =>
    postFaults(
      '11/7',
      {
        frame: { actor, madeAt: at(madeDays) } as unknown as CommandFrame,
        outcome: { outcome: code ? 'refused' : 'applied', code, receivedAt: at(receivedDays) } as never,
      },
      changes,
    );

  test.each([
    ['before, and taken', -1, 1, null],
    ['after, and refused', 1, 2, OUTSIDE],
    ['back again, and taken', 11, 12, null],
    ['away, and refused long after', 5, 12, OUTSIDE],
    ['refused by somebody else first', 1, 2, 'actor/closed'],
  ] as const)('made %s: nothing is said', (_words, made, received, code) => {
    expect(faults(made, received, code)).toEqual([]);
  });

  test.each([
    ['before, and refused', -1, 1, OUTSIDE],
    ['after, and taken', 1, 2, null],
    ['away, and taken once back', 5, 12, null],
    ['back again, and refused', 11, 12, OUTSIDE],
  ] as const)('made %s: named', (_words, made, received, code) => {
    expect(faults(made, received, code)).toHaveLength(1);
  });

  test('nobody else’s acts', () => {
    expect(faults(1, 2, null, 4)).toEqual([]);
  });
});

describe('I3 OB1: a row of an import that a later act of a person overtakes', () => {
  const SCOPE = 1;
  const [OLD, LONG] = ['130503670401001', '130503196704010016'];
  const part = (commit: number, entries: unknown): LogPart =>
    ({ ...{ scope: SCOPE, commit, audience: 'case' }, entries }) as unknown as LogPart;
  const merge = (commit: number) => part(commit, [['person', 6, 'merged', { mergedInto: PERSON }]]);
  const registered = (id: number, idNumber: string) => part(1, [['person', id, 'identity', { idNumber }]]);
  /** Device 12 edits PERSON in act 17, then its row 16 turns out to be about PERSON; what the oracle says of their order. */
  const order = (
    row: { readonly named: number; readonly read: number },
    log: readonly LogPart[],
  ): string[] => {
    const said: string[] = [];
    const oracle = new CentreOracle((rule, words) => rule === 'I3' && said.push(words));
    const act = (number: number, name: string, args: object, person: number) => ({
      ...{ number, name, args, actor: 3, scope: SCOPE, madeAt: '2026-03-04', before: [], after: [] },
      ...{ groups: [['person', person, 'contact', 1, 'w']], together: null },
    });
    const edit = act(17, 'person.edit', { personId: PERSON, contact: {} }, PERSON);
    const rowOfImport = act(16, 'person.register', { person: { idNumber: LONG } }, row.named);
    const cursors = [{ scope: SCOPE, commit: row.read, mark: '' }];
    oracle.requested(12, JSON.stringify({ commands: [edit], cursors }));
    oracle.requested(
      12,
      JSON.stringify({ commands: [rowOfImport], cursors: [{ ...cursors[0], commit: 9 }] }),
    );
    const meta = (actNumber: number, device = 12) => ({ ...metaOf('TOWNSHIP'), device, actNumber });
    const written = (commit: number) => part(commit, [['person', PERSON, 'contact', { phone: '1' }]]);
    const commits = [meta(1, 9), meta(2, 9), meta(17), meta(16)];
    const state = { epoch: 'e', commits, log: [...log, written(3), written(4)] };
    oracle.check({ rows: [], outcomes: new Map(), scopes: new Map([[SCOPE, state]]) }, false);
    return said;
  };

  test.each([
    [
      'about a record that others merged after it had read',
      { named: 6, read: 1 },
      [registered(6, LONG), merge(2)],
    ],
    [
      'about a number that others gave the person after it had read',
      { named: 7, read: 0 },
      [registered(PERSON, LONG)],
    ],
  ])('%s: nothing is said', (_words, row, log) => {
    expect(order(row, log)).toEqual([]);
  });

  test.each([
    ['about the very person', { named: PERSON, read: 0 }, []],
    ['about a record whose merge it had read', { named: 6, read: 2 }, [registered(6, LONG), merge(2)]],
    ['about whom it had read of under the old number', { named: 7, read: 1 }, [registered(PERSON, OLD)]],
  ])('%s: named', (_words, row, log) => {
    expect(order(row, log)).toHaveLength(1);
  });
});

test('M7: of two dates of one submission the earlier stands', () => {
  const dated = (stood: string, said: string, written: string | null): string[] => {
    const commit = commitOf({ ...HOUSEHOLD, ...won, written: null, conflict: null });
    const row = { type: 'application', id: 8, columns: new Map([['submitted_on', stood]]), laid: 1 };
    const entries = written ? [['application', 8, 'submission', { submittedOn: written }]] : [];
    return policyFaults({
      ...commit,
      frame: {
        ...commit.frame,
        ...{ name: 'application.keepEarliestDate', groups: [], before: [] },
        args: { applicationId: 8, submittedOn: said },
      },
      before: new Map([['application:8', row]]),
      parts: [{ commit: 5, audience: 'case', entries }] as unknown as LogPart[],
    }).map(({ rule }) => rule);
  };
  expect(dated('2026-03-01', '2026-02-27', '2026-02-27')).toEqual([]);
  expect(dated('2026-02-20', '2026-02-27', null)).toEqual([]);
  expect(dated('2026-02-20', '2026-02-27', '2026-02-27')).toEqual(['M7']);
  expect(dated('2026-03-01', '2026-02-27', null)).toEqual(['M7']);
});
