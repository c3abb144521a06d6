/** Who signs a roster, when it may go to finance, and who decides a file (S004 arts 1, 4, 5, 13). */
import { describe, expect, test } from 'vitest';
import { determiningLevel, forwardingOf } from './competence.ts';
import {
  isRosterRefusal,
  lockRoster,
  missingSignatures,
  reopenRoster,
  type RosterAnswer,
  type RosterPaper,
  type SigningBody,
  signRoster,
  submitToFinance,
} from './roster-state.ts';

const CHECKED: RosterPaper = { state: 'CHECKED', hash: null, signatures: [] };
const paper = (answer: RosterAnswer): RosterPaper => {
  if (isRosterRefusal(answer)) throw new Error(answer.code);
  return answer;
};
const sign = (roster: RosterPaper, body: SigningBody) =>
  signRoster(roster, { body, by: 1, on: '2026-11-24' });

describe('a roster on its way', () => {
  const locked = paper(lockRoster(CHECKED, 'a'.repeat(64)));
  const one = paper(sign(locked, 'CIVIL_AFFAIRS'));
  const both = paper(sign(one, 'FEDERATION'));

  test('S004 art.4 both sign, then it goes to finance', () => {
    expect([locked.state, one.state, both.state]).toEqual(['LOCKED', 'SIGNED_ONE', 'SIGNED_BOTH']);
    expect(paper(submitToFinance(both)).state).toBe('SUBMITTED_TO_FINANCE');
  });

  test.each<[string, RosterAnswer, object]>([
    [
      'S004 art.4 with one signature',
      submitToFinance(one),
      { code: 'SECOND_SIGNATURE_MISSING', missing: ['FEDERATION'] },
    ],
    [
      'with none',
      submitToFinance(locked),
      { code: 'SECOND_SIGNATURE_MISSING', missing: ['CIVIL_AFFAIRS', 'FEDERATION'] },
    ],
    ['a body signs once', sign(one, 'CIVIL_AFFAIRS'), { code: 'ALREADY_SIGNED' }],
    ['what is not locked is not signed', sign(CHECKED, 'FEDERATION'), { code: 'ROSTER_NOT_LOCKED' }],
    [
      'what is not checked is not locked',
      lockRoster({ ...CHECKED, state: 'DRAFT' }, 'b'),
      { code: 'NOT_CHECKED' },
    ],
    ['RS3 finance has it', reopenRoster(paper(submitToFinance(both))), { code: 'WITH_FINANCE' }],
    [
      'RS4 and nobody signs there',
      sign(paper(submitToFinance(both)), 'FEDERATION'),
      { code: 'WITH_FINANCE' },
    ],
    ['nor hands it in twice', submitToFinance(paper(submitToFinance(both))), { code: 'WITH_FINANCE' }],
  ])('%s', (_what, answer, expected) => {
    expect(answer).toEqual(expected);
  });

  test('RS2 RS3 opened again it has no signature, and a signature of other rows binds nothing', () => {
    expect(reopenRoster(both)).toEqual({ state: 'DRAFT', hash: null, signatures: [] });
    expect(missingSignatures({ ...both, hash: 'b'.repeat(64) })).toEqual(['CIVIL_AFFAIRS', 'FEDERATION']);
  });
});

describe('who decides', () => {
  const delegations = [
    { region: '159999101000', from: '2026-03-01', revokedOn: '2026-09-01' },
    { region: '159998000000', from: '2026-01-01', revokedOn: null },
  ];
  test.each([
    ['159999101000', '2026-02-28', 'COUNTY'],
    ['159999101000', '2026-03-01', 'TOWNSHIP'],
    ['159999101002', '2026-08-31', 'TOWNSHIP'],
    ['159999101000', '2026-09-01', 'COUNTY'],
    ['159999102000', '2026-05-01', 'COUNTY'],
    ['159998105000', '2026-05-01', 'TOWNSHIP'],
  ])('S004 art.13 %s on %s: %s', (region, on, level) => {
    expect(determiningLevel(delegations, region, on)).toBe(level);
  });

  test.each([
    ['159999101001', 'SUBMITTED'],
    ['159999102000', 'FORWARDED_TO_HUKOU_PLACE'],
    ['110101001000', 'FORWARDED_TO_HUKOU_PLACE'],
  ])('S004 art.13 a hukou in %s: %s, from the month of application all the same', (hukouRegion, state) => {
    expect(forwardingOf({ acceptedAt: '159999101000', hukouRegion, submittedOn: '2026-06-30' })).toEqual({
      ...{ state, decidedBy: hukouRegion, entitledFrom: '2026-06' },
    });
  });
});
