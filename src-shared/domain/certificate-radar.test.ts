/** Certificates that run out: whom to visit, by when, in which order (dossier (f); S004 art.9(4)). */
import { expect, test } from 'vitest';
import { inOrderOfVisits, radarOf } from './certificate-radar.ts';
import { decideAs, madeUpPerson, setsOf } from './made-up-file.ts';
import { DEMO_PACK, type PolicyPack } from './pack.ts';

test.each([
  ['for life', null, null, null],
  ['91 days ahead', '2027-02-22', null, null],
  ['90 days ahead', '2027-02-21', null, ['WITHIN_90', '2027-02-21', 90]],
  ['60', '2027-01-22', null, ['WITHIN_60', '2027-01-22', 60]],
  ['30', '2026-12-23', null, ['WITHIN_30', '2026-12-23', 30]],
  ['8', '2026-12-01', null, ['WITHIN_30', '2026-12-01', 8]],
  ['7', '2026-11-30', null, ['WITHIN_7', '2026-11-30', 7]],
  ['today', '2026-11-23', null, ['WITHIN_7', '2026-11-23', 0]],
  ['yesterday', '2026-11-22', null, ['GRACE', '2027-05-22', 180]],
  ['last day of the six months', '2026-05-23', null, ['GRACE', '2026-11-23', 0]],
  ['the day after them', '2026-05-22', null, ['OVER', '2026-11-22', -1]],
  ['31 August ends on 28 February', '2026-08-31', null, ['GRACE', '2027-02-28', 97]],
  ['renewing before expiry', '2026-11-30', '2026-11-20', ['SAFE', '2026-11-30', 7]],
  ['renewing within the six months', '2026-05-22', '2026-11-22', ['SAFE', '2026-11-22', -1]],
  ['renewing too late', '2026-05-21', '2026-11-22', ['OVER', '2026-11-21', -2]],
] as const)('RA1, RA2 on 2026-11-23, %s', (_what, expiresOn, renewalAppliedOn, place) => {
  const found = radarOf('2026-11-23', { expiresOn, renewalAppliedOn }, DEMO_PACK);
  expect(found && [found.stage, found.actBy, found.days]).toEqual(place);
});

const expiring = (rule: Partial<PolicyPack['expiry']>): PolicyPack => ({
  ...DEMO_PACK,
  expiry: { ...DEMO_PACK.expiry, ...rule },
});
test.each([
  [{}, '2027-02-22', null],
  [{ radarDays: 120 }, '2027-02-22', 'LATER 2027-02-22'],
  [{ radarDays: 120 }, '2027-03-24', null],
  [{ radarDays: 30 }, '2026-12-23', 'WITHIN_30 2026-12-23'],
  [{ radarDays: 30 }, '2026-12-24', null],
  // 2026-11-22 is a Sunday; the six months of who expired on 2026-05-22 end on Monday.
  [{}, '2026-05-22', 'OVER 2026-11-22'],
  [{ extendOverHoliday: true }, '2026-05-22', 'GRACE 2026-11-23'],
  // 2027 has no calendar: the day that is in time for certain is said, and no exit.
  [{ extendOverHoliday: true }, '2026-08-31', 'GRACE 2027-02-28'],
] as const)('RA1 under a pack that says %o, expiry on %s', (rule, expiresOn, expected) => {
  const place = radarOf('2026-11-23', { expiresOn, renewalAppliedOn: null }, expiring(rule));
  expect(place && `${place.stage} ${place.actBy}`).toBe(expected);
});

const visit = (
  personId: number,
  village: number,
  expiresOn: string,
  renewalAppliedOn: string | null = null,
) => ({
  personId,
  village,
  place: radarOf('2026-11-23', { expiresOn, renewalAppliedOn }, DEMO_PACK) as NonNullable<
    ReturnType<typeof radarOf>
  >,
});
test('RA3 the village with the most pressing date first, in it the nearest date, who renews last', () => {
  const people = [
    visit(1, 30, '2027-01-10'),
    visit(2, 10, '2026-12-20'),
    visit(3, 30, '2026-11-28'),
    visit(4, 10, '2026-11-26', '2026-11-01'),
    visit(5, 10, '2026-12-01'),
    visit(6, 20, '2026-11-25', '2026-11-01'),
  ];
  const order = [3, 1, 5, 2, 4, 6];
  expect(inOrderOfVisits(people).map(({ personId }) => personId)).toEqual(order);
  expect(inOrderOfVisits(people.toReversed()).map(({ personId }) => personId)).toEqual(order);
});

test('a reminder is a line of the person’s history, and nothing else', () => {
  const person = madeUpPerson();
  const args = { personId: person.id, toldOn: '2026-03-17', remindedBy: 'VISIT', words: null };
  const decision = decideAs('TOWNSHIP_CLERK', 'certificate.remind', args, { person: [person] });
  expect(setsOf(decision, 'history')).toMatchObject([
    { action: 'certificate.remind', details: { toldOn: '2026-03-17', remindedBy: 'VISIT' } },
  ]);
  expect((decision as { changes: unknown[] }).changes).toHaveLength(1);
  expect(
    decideAs('TOWNSHIP_CLERK', 'certificate.remind', { ...args, toldOn: '2026-03-19' }, { person: [person] }),
  ).toMatchObject({ refusal: 'person/future-date' });
  expect(decideAs('TOWNSHIP_CLERK', 'certificate.remind', args, { person: [] })).toMatchObject({
    refusal: 'person/not-found',
  });
});
