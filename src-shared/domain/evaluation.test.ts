/** Democratic evaluation as tables: who may vote, who may count, what comes of a count (dossier (j) 5). The tally itself is in entitlement.test.ts
 *  and in the cases of kind `vote`.                                                                                                      */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Values } from '../records/rows.ts';
import { isRefusal } from './command.ts';
import { countedOnceBy, resultOf } from './evaluation.ts';
import { type Ballots, EVALUATION_RULE, tallyOf } from './evaluation-tally.ts';
import { DEMO_PACK } from './pack.ts';
import { CLERK, decideAs, madeUpPerson, rowOf } from './made-up-file.ts';

const ID = makeId(9, 210);
const FILE = makeId(9, 129);
const ELEVEN = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子'];
const SEVEN = { TRUE: 7, NOT_TRUE: 1, ABSTAIN: 1 };
const NONE = { TRUE: 0, NOT_TRUE: 0, ABSTAIN: 0 };
const NOBODY = { TRUE: 3, NOT_TRUE: 3, ABSTAIN: 3 };
const SOMEBODY = CLERK + 1;
const person = madeUpPerson();

const vote = (
  values: Partial<Values<'evaluation'>> = {},
  counts: readonly object[] = [{ ...SEVEN, by: SOMEBODY }],
) =>
  rowOf('evaluation', ID, {
    ...{ personId: person.id, applicationId: FILE, round: 1, heldOn: '2026-03-10', chair: '李' },
    ...{ delegates: ELEVEN, state: 'COUNTING', counts: counts as never, ...values },
  });
const ended = (ballots: Ballots, round = 1) => {
  const counted = { ...ballots, ...tallyOf(ELEVEN.length, ballots, EVALUATION_RULE), on: '2026-03-10' };
  return vote({ state: 'COUNTED', round }, [
    { ...counted, by: SOMEBODY },
    { ...counted, by: CLERK },
  ]);
};

const HOLD = {
  ...{ personId: person.id, applicationId: FILE, heldOn: '2026-03-10', chair: '李', delegates: ELEVEN },
  ...{ areRelativesOut: true, ballots: SEVEN, words: '' },
};

describe('a vote is held', () => {
  test.each([
    ['of eleven delegates', {}, [], null],
    ['EV3 of four', { delegates: ELEVEN.slice(0, 4) }, [], 'evaluation/delegates'],
    [
      'EV3 of twenty-two',
      { delegates: Array.from({ length: 22 }, (_, at) => `代表${at}`) },
      [],
      'evaluation/delegates',
    ],
    ['EV3 one named twice', { delegates: [...ELEVEN, '甲'] }, [], 'evaluation/delegates'],
    [
      'EV3 with the applicant',
      { delegates: [...ELEVEN, person.values.name ?? ''] },
      [],
      'evaluation/own-case',
    ],
    ['EV3 with relatives', { areRelativesOut: false }, [], 'evaluation/relatives'],
    [
      'more ballots than delegates',
      { ballots: { TRUE: 11, NOT_TRUE: 1, ABSTAIN: 0 } },
      [],
      'evaluation/too-many',
    ],
    ['tomorrow', { heldOn: '2026-03-19' }, [], 'person/future-date'],
    ['while one is counted', {}, [vote()], 'evaluation/open'],
    ['EV5 after a decision', {}, [ended(SEVEN)], 'evaluation/decided'],
    ['EV5 once more without one', {}, [ended(NOBODY)], null],
    ['EV5 not a third time', {}, [ended(NOBODY), ended(NOBODY, 2)], 'evaluation/visit-again'],
    ['about another file', { applicationId: null }, [ended(SEVEN)], null],
  ])('%s', (_what, more, evaluations, refusal) => {
    const decision = decideAs(
      'TOWNSHIP_CLERK',
      'evaluation.hold',
      { ...HOLD, ...more },
      { person: [person], evaluations },
    );
    expect(isRefusal(decision) ? decision.refusal : null).toBe(refusal);
  });
  test.each<[string, Partial<typeof EVALUATION_RULE>, object, object[], string | null]>([
    ['four delegates', { leastDelegates: 3 }, { delegates: ELEVEN.slice(0, 4), ballots: NONE }, [], null],
    ['eleven delegates', { mostDelegates: 9 }, {}, [], 'evaluation/delegates'],
    ['a third vote', { votes: 3 }, {}, [ended(NOBODY), ended(NOBODY, 2)], null],
    ['a second vote', { votes: 1 }, {}, [ended(NOBODY)], 'evaluation/visit-again'],
  ])('EV6 %s, where a pack says otherwise', (_what, rule, more, evaluations, refusal) => {
    const pack = { ...DEMO_PACK, evaluation: { ...EVALUATION_RULE, ...rule } };
    const records = { person: [person], evaluations } as never;
    const decision = decideAs('TOWNSHIP_CLERK', 'evaluation.hold', { ...HOLD, ...more }, records, { pack });
    expect(isRefusal(decision) ? decision.refusal : null).toBe(refusal);
  });
  test('the second vote is the second', () => {
    const records = { person: [person], evaluations: [ended(NOBODY)] };
    const decision = decideAs('TOWNSHIP_CLERK', 'evaluation.hold', HOLD, records);
    expect(decision).toMatchObject({ changes: [{ set: { round: 2, state: 'COUNTING' } }, {}] });
  });
});

describe('EV4 the ballots are counted again', () => {
  const count = (ballots: object, row = vote()) =>
    decideAs('TOWNSHIP_CLERK', 'evaluation.count', { evaluationId: ID, ballots }, { evaluation: [row] });

  test.each([
    ['by whoever counted first', count(SEVEN, vote({}, [{ ...SEVEN, by: CLERK }])), 'evaluation/four-eyes'],
    ['when it stands', count(SEVEN, ended(SEVEN)), 'evaluation/counted'],
    ['more than there are delegates', count({ TRUE: 12, NOT_TRUE: 0, ABSTAIN: 0 }), 'evaluation/too-many'],
  ])('not %s', (_what, decision, refusal) => {
    expect(isRefusal(decision) ? decision.refusal : null).toBe(refusal);
  });
  test.each([
    ['the same by another: it stands', SEVEN, 'COUNTED', 'CONFIRMED'],
    ['without a majority', NOBODY, 'COUNTING', null],
    ['one ballot fewer: it waits for another count', { ...SEVEN, TRUE: 6 }, 'COUNTING', null],
  ])('%s', (_what, ballots, state, reasonCode) => {
    expect(count(ballots)).toMatchObject({
      changes: [{ id: ID, set: { state } }, { set: { action: 'evaluation.count', reasonCode } }],
    });
  });
  test('EV6 the quorum is the pack’s of the day, and the tally stays with its count', () => {
    const pack = { ...DEMO_PACK, evaluation: { ...EVALUATION_RULE, quorum: '9/10' } };
    const args = { evaluationId: ID, ballots: SEVEN };
    const decision = decideAs('TOWNSHIP_CLERK', 'evaluation.count', args, { evaluation: [vote()] }, { pack });
    if (isRefusal(decision)) throw new Error(decision.refusal);
    const after = vote({ ...(decision.changes[0]?.set as object) });
    expect(resultOf(after)).toEqual({ ...SEVEN, cast: 9, quorumMet: false, result: 'NO_DECISION' });
  });
  test('every count is kept, and none is a result before two agree', () => {
    const decision = count({ ...SEVEN, TRUE: 6 });
    if (isRefusal(decision)) throw new Error(decision.refusal);
    const after = vote({ ...(decision.changes[0]?.set as object) });
    expect(after.values.counts).toMatchObject([SEVEN, { TRUE: 6, by: CLERK }]);
    expect([resultOf(after), countedOnceBy(after)]).toEqual([null, CLERK]);
    expect(resultOf(ended(NOBODY))).toMatchObject({ cast: 9, quorumMet: true, result: 'NO_DECISION' });
  });
});
