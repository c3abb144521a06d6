/** Every command has its way back to a form, or words that say what to do. A new command fails here until it has one. */
import { expect, test } from 'vitest';
import { COMMAND_NAMES } from '#shared/domain/commands.ts';
import { mend as words } from '../../text/zh/mend.ts';
import { MEND_FORMS, mendFormOf, mendRoute, sayPlainWay } from './routes.ts';

const target = { personId: 3, applicationId: 4, conflictId: 5 };
const nowhere = { personId: null, applicationId: null, conflictId: null };

test('every command, and nothing that is none', () => {
  expect(Object.keys(MEND_FORMS).toSorted()).toEqual([...COMMAND_NAMES].toSorted());
});

test.each([...COMMAND_NAMES])('%s leads to its form with its act, or says what to do', (name) => {
  const route = mendRoute({ name, number: 7, target });
  if (mendFormOf(name) === 'plain') {
    expect(route).toBeNull();
    expect(sayPlainWay(name)).not.toBe(words.plain.unknown);
  } else expect(route).toMatchObject({ mend: 7 });
});

test('what is about somebody who is not here has no form to open; what stands for itself has', () => {
  expect(mendRoute({ name: 'person.edit', number: 7, target: nowhere })).toBeNull();
  expect(mendRoute({ name: 'application.submit', number: 7, target: nowhere })).toEqual({
    screen: 'intake',
    mend: 7,
  });
  expect(sayPlainWay('somebody.newer')).toBe(words.plain.unknown);
});
