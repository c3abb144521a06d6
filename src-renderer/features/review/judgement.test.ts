/** What the answers of each body allow (JDG1–JDG4), and that the acts are what the commands take. */
import { describe, expect, it } from 'vitest';
import { commandByName } from '#shared/domain/commands.ts';
import {
  type Judgement,
  judgementAct,
  judgementBefore,
  questionsFor,
  REASONS_OF,
  verdictOf,
} from './judgement.ts';

const both = ['LIVING', 'NURSING'] as const;
const judged = (answers: Judgement['answers'], reason: string | null = null, words = ''): Judgement => ({
  answers,
  reason,
  words,
});
const allYes = { genuine: 'yes', valid: 'yes', severe: 'yes' } as const;

describe('questions', () => {
  it('JDG1 the federation is asked three things, and of the grade only when nursing is claimed', () => {
    expect(questionsFor('FEDERATION', both).map(({ name }) => name)).toEqual(['genuine', 'valid', 'severe']);
    expect(questionsFor('FEDERATION', ['LIVING']).map(({ name }) => name)).toEqual(['genuine', 'valid']);
  });
  it.each(['TOWNSHIP', 'FEDERATION', 'CIVIL_AFFAIRS'] as const)(
    'JDG1 every reason of %s belongs to a question',
    (body) => {
      const reachable = new Set(questionsFor(body, both).flatMap(({ reasons }) => reasons));
      expect([...REASONS_OF[body]].filter((code) => !reachable.has(code))).toEqual([]);
    },
  );
});

describe('federation', () => {
  it('JDG2 JDG3 nothing is possible before anything is answered', () => {
    const verdict = verdictOf('FEDERATION', both, judged({}), false);
    expect(verdict).toMatchObject({
      unanswered: 3,
      passBlock: 'unanswered',
      returnBlock: 'nothingFails',
      open: [],
    });
  });
  it('JDG3 one failing item stops the pass and opens its own reasons', () => {
    const verdict = verdictOf('FEDERATION', both, judged({ ...allYes, severe: 'no' }), false);
    expect(verdict).toMatchObject({ passBlock: 'failing', returnBlock: 'noReason', leadsTo: 'return' });
    expect(verdict.open).toEqual(['CERT_GRADE_MISMATCH', 'NURSING_GRADE_NOT_COVERED']);
  });
  it('JDG3 a reason of an item that does not fail is none', () => {
    const judgement = judged({ ...allYes, severe: 'no' }, 'CERT_EXPIRED');
    expect(verdictOf('FEDERATION', both, judgement, false).returnBlock).toBe('noReason');
  });
  it('passes when all three hold', () => {
    expect(verdictOf('FEDERATION', both, judged(allYes), false).passBlock).toBeNull();
  });
});

describe('township', () => {
  const yes = { certified: 'yes', household: 'yes', grade: 'yes', facts: 'yes' } as const;
  it('refuses only with words, because the applicant gets them', () => {
    const answers = { ...yes, household: 'no' } as const;
    const reason = 'LIVING_HOUSEHOLD_NOT_COVERED';
    expect(verdictOf('TOWNSHIP', both, judged(answers, reason), false).returnBlock).toBe('noWords');
    expect(verdictOf('TOWNSHIP', both, judged(answers, reason, '不在名单'), false).returnBlock).toBeNull();
  });
  it('four eyes stop both ways', () => {
    const verdict = verdictOf('TOWNSHIP', both, judged(yes), true);
    expect([verdict.passBlock, verdict.returnBlock]).toEqual(['fourEyes', 'fourEyes']);
  });
});

describe('civil affairs', () => {
  it('JDG4 one of two given is a determination, with the reason in words', () => {
    const part = judged({ LIVING: 'yes', NURSING: 'no' });
    expect(verdictOf('CIVIL_AFFAIRS', both, part, false)).toMatchObject({
      passBlock: 'partWords',
      approved: ['LIVING'],
      leadsTo: 'pass',
    });
    expect(verdictOf('CIVIL_AFFAIRS', both, { ...part, words: '已领护理费' }, false).passBlock).toBeNull();
  });
  it('JDG4 none given goes back, for a reason of a benefit that was claimed', () => {
    const none = judged({ LIVING: 'no' }, 'TEKUN_EXCLUDED');
    const verdict = verdictOf('CIVIL_AFFAIRS', ['LIVING'], none, false);
    expect(verdict).toMatchObject({ passBlock: 'failing', returnBlock: null, leadsTo: 'return' });
    // Who draws it has neither subsidy (国发〔2015〕52号 二(四)); the reasons below are living's alone.
    expect(verdict.open).toContain('INJURY_CARE_FEE_EXCLUDED');
    const nursing = verdictOf('CIVIL_AFFAIRS', ['NURSING'], judged({ NURSING: 'no' }), false);
    expect(nursing.open).not.toContain('ORPHAN_LIVING_EXCLUDED');
    expect(nursing.open).not.toContain('LIVING_HOUSEHOLD_NOT_COVERED');
  });
});

describe('acts', () => {
  const file = { applicationId: 7, judged: 'a'.repeat(64) };
  it.each([
    ['TOWNSHIP', 'pass', null],
    ['TOWNSHIP', 'return', 'FACTS_UNTRUE'],
    ['FEDERATION', 'pass', null],
    ['FEDERATION', 'return', 'CERT_EXPIRED'],
    ['CIVIL_AFFAIRS', 'pass', null],
    ['CIVIL_AFFAIRS', 'return', 'TEKUN_EXCLUDED'],
  ] as const)('%s %s is what its command takes', (body, act, reason) => {
    const { name, args } = judgementAct(body, act, file, judged({}, reason, ' 说明 '), ['LIVING']);
    const parsed = commandByName(name)?.args.safeParse(args);
    expect(parsed?.success).toBe(true);
    expect(args).toMatchObject({ words: '说明' });
  });
});

describe('a judgement that the county did not take', () => {
  const before = (name: string, args: object, more: object = {}) => ({
    ...{ name, args, outcome: 'refused', code: 'application/already-handled', ...more },
  });

  it('is filled again with what the act tells of it', () => {
    const benefits = ['LIVING', 'NURSING'] as const;
    expect(
      judgementBefore('TOWNSHIP', benefits, before('review.passPreliminary', { words: '核过' })),
    ).toEqual({
      answers: { certified: 'yes', household: 'yes', grade: 'yes', facts: 'yes' },
      ...{ reason: null, words: '核过' },
    });
    const returned = before('review.returnToTownship', { reasonCode: 'CERT_EXPIRED', words: '请换证' });
    expect(judgementBefore('FEDERATION', benefits, returned)).toEqual({
      answers: { valid: 'no' },
      ...{ reason: 'CERT_EXPIRED', words: '请换证' },
    });
    const part = before('review.determine', { approved: ['NURSING'], words: '另有待遇' });
    expect(judgementBefore('CIVIL_AFFAIRS', benefits, part).answers).toEqual({
      LIVING: 'no',
      NURSING: 'yes',
    });
  });

  it('JDG2 what has changed since is answered anew; reason and words stay', () => {
    const changed = before(
      'review.returnToTownship',
      { reasonCode: 'CERT_EXPIRED', words: '请换证' },
      { code: 'review/file-changed' },
    );
    expect(judgementBefore('FEDERATION', ['NURSING'], changed)).toEqual({
      answers: {},
      ...{ reason: 'CERT_EXPIRED', words: '请换证' },
    });
  });
});
