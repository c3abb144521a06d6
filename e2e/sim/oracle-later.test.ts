/** The oracle's rule on what waits for a newer centre (V4): a request that keeps it, and each way to break it, named. */
import { describe, expect, test } from 'vitest';
import { laterFaults } from './oracle-later.ts';

describe('V4: what waits for a newer centre', () => {
  const act = (number: number, person: number, more: object = {}) => ({
    ...{ number, name: 'person.edit', groups: [['person', person, 'contact', 1, 'w']] },
    ...{ after: [], together: null, ...more },
  });
  const commands = [
    ...[act(1, 5), act(2, 5, { name: 'visit.record' }), act(3, 5), act(4, 6), act(5, 7, { after: [3] })],
    ...[act(6, 8, { together: [6, 7] }), act(7, 5, { together: [6, 7] })],
  ];
  const faults = (later: readonly number[], acts: unknown = null) =>
    laterFaults(
      JSON.stringify({ commands }),
      { later, acts } as never,
      ({ name }) => name === 'visit.record',
    );

  test('it, what writes its records later, leans on those or stands with them, and a difference puts nothing off', () => {
    expect(faults([2, 3, 5, 6, 7])).toEqual([]);
    expect(faults([], { last: 1, missed: [], forked: [] })).toEqual([]);
  });

  test.each([
    ['an act that can be read and is bound to none', [2, 3, 4, 5, 6, 7]],
    ['an earlier one of the same record', [1, 2, 3, 5, 6, 7]],
    ['half of a group', [2, 3, 5, 7]],
    ['one that nobody can read, judged', [3, 5, 6, 7]],
    ['one that leans, judged', [2, 3, 6, 7]],
  ])('%s: named', (_words, later) => {
    expect(faults(later)).toHaveLength(1);
  });
});
