/** The history of a case stands in the order in which the county took it, whatever the desks' clocks said. */
import { expect, test } from 'vitest';
import { demoPerson, NAREN, NORTH, personFields, TestDesk, WANG } from '../test-desk.ts';
import { casePage } from './case-page.ts';

const PERSON = 300;

test('a desk whose clock is slow does not put its act before what it answered', () => {
  const desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(NORTH, [{ type: 'person', id: PERSON, set: personFields(demoPerson(1)) }]);
  const line = (id: number, actor: number, action: string, madeAt: string) => ({
    type: 'history' as const,
    id,
    set: { personId: PERSON, actor, action, madeAt },
  });
  desk.confirm(NORTH, [line(500, NAREN.accountId, 'application.accept', '2026-11-01T03:00:00.000Z')]);
  desk.confirm(NORTH, [line(400, WANG.accountId, 'review.passPreliminary', '2026-11-01T02:00:00.000Z')]);
  const contact = { phone: '13900000001', residenceAddress: null, statedOn: '2026-11-01' };
  desk.taken(NAREN, 'person.edit', { personId: PERSON, contact, reason: '本人来改' });
  const history = casePage(desk.reading(), PERSON)?.history.map(({ action }) => action);
  expect(history).toEqual(['person.edit', 'review.passPreliminary', 'application.accept']);
  desk.close();
});
