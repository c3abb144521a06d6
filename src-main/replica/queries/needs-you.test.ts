/** What still needs a person: an act that made two conflicts needs one until both are settled, in the journal, the counts and the inbox
 *  alike; and two numbers in dispute never read the same behind their masks. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoPerson, NAREN, NORTH, outcomeOf, personFields, TEST_DEVICE, TestDesk } from '../test-desk.ts';
import { maskedApart } from './conflicts.ts';
import { act, journal } from './journal.ts';
import { countNeedsYou } from './work.ts';

const PERSON = 300;
let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(NORTH, [{ type: 'person', id: PERSON, set: personFields(demoPerson(1)) }]);
});
afterEach(() => desk.close());

function conflict(id: number, groupName: string, number: number) {
  const about = {
    personId: PERSON,
    recordType: 'person',
    recordId: PERSON,
    groupName,
    kind: 'ask',
    state: 'OPEN',
  };
  return { type: 'conflict' as const, id, set: { ...about, mineDevice: TEST_DEVICE, mineNumber: number } };
}

function settled(id: number) {
  return { type: 'conflict' as const, id, set: { state: 'SETTLED', choice: 'mine' } };
}

test('an act with two conflicts needs a person until both are settled', () => {
  const contact = { phone: '13900000001', residenceAddress: null, statedOn: '2026-11-01' };
  const { number } = desk.taken(NAREN, 'person.edit', { personId: PERSON, contact, reason: '本人来改' });
  const outcome = outcomeOf(number, { outcome: 'in-conflict', scope: NORTH, commit: 2 });
  desk.confirm(NORTH, [conflict(400, 'contact', number), conflict(401, 'bank', number)], [outcome]);
  const seen = () => {
    const reading = desk.reading();
    const { needsYou, received, waiting, made } = journal(reading);
    expect(made).toBe(needsYou + received + waiting);
    expect(countNeedsYou(reading)).toBe(needsYou);
    return { needsYou, next: act(reading, number)?.conflictId };
  };
  expect(seen()).toEqual({ needsYou: 1, next: 400 });
  desk.confirm(NORTH, [settled(400)]);
  expect(seen()).toEqual({ needsYou: 1, next: 401 });
  desk.confirm(NORTH, [settled(401)]);
  expect(seen()).toEqual({ needsYou: 0, next: null });
});

describe('numbers in dispute', () => {
  test('whose masks would read the same show the places in which they differ', () => {
    const numbers = ['6217999900000120018', '6217999900000340018', '6217999900000120018'];
    expect(maskedApart('accountNumber', numbers)).toEqual([
      '*************120018',
      '*************340018',
      '*************120018',
    ]);
  });

  test('that differ at the end stay masked like everywhere', () => {
    expect(maskedApart('phone', ['13900000001', '13900000002', null])).toEqual([
      '139****0001',
      '139****0002',
      null,
    ]);
  });
});
