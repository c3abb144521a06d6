/** V1 V2: an act of an earlier program means the same in this one. */
import { describe, expect, test } from 'vitest';
import { argsNow, type Command } from './command.ts';
import { actNow, commandByName, COMMAND_NAMES, readAct } from './commands.ts';

/** A made-up command in its third version: the phone became a list, then the list got a reason beside it. */
const COMMAND: Pick<Command, 'version' | 'upcasts'> = {
  version: 3,
  upcasts: {
    1: ({ phone = null, ...rest }) => ({ ...rest, phones: phone === null ? [] : [phone] }),
    2: (args) => ({ ...args, reason: null }),
  },
};

describe('V2 arguments', () => {
  test('of every earlier version go up step by step', () => {
    expect(argsNow(COMMAND, 1, { id: 5, phone: '13900000001' })).toEqual({
      ...{ id: 5, phones: ['13900000001'], reason: null },
    });
    expect(argsNow(COMMAND, 2, { id: 5, phones: [] })).toEqual({ id: 5, phones: [], reason: null });
  });
  test('of this version stay as they are', () => {
    const args = { id: 5, phones: [], reason: '来电' };
    expect(argsNow(COMMAND, 3, args)).toBe(args);
  });
  test.each([0, 4, -1])('of version %i are nobody’s', (version) => {
    expect(argsNow(COMMAND, version, {})).toBeNull();
  });
  test('with a step missing are not guessed', () => {
    expect(argsNow({ version: 3, upcasts: { 1: (args) => args } }, 1, {})).toBeNull();
  });
});

test('V2 every command has a step up from each of its earlier versions', () => {
  for (const name of COMMAND_NAMES) {
    const { version, upcasts = {} } = commandByName(name) as Command;
    const steps = Array.from({ length: version - 1 }, (_, at) => String(at + 1));
    expect([name, Object.keys(upcasts)]).toEqual([name, steps]);
  }
});

test('V1 an act is read by its name and version; one of a later program is not', () => {
  const act = { name: 'application.accept', version: 1, args: { personId: 5 }, number: 3 };
  expect(readAct(act)).toEqual({ command: commandByName('application.accept'), args: { personId: 5 } });
  expect(actNow(act)).toEqual(act);
  for (const later of [
    { ...act, version: 99 },
    { ...act, name: 'person.forget' },
  ]) {
    expect(readAct(later)).toBeNull();
    expect(actNow(later)).toBe(later);
  }
});
