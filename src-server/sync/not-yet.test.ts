/** V4: what only a newer centre can judge waits, with all that would overtake it; nothing else does. */
import { describe, expect, test } from 'vitest';
import { EMPTY_BOOK } from '#shared/domain/pack-book.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { actsForLater } from './not-yet.ts';

function act(number: number, given: Partial<CommandFrame> = {}): CommandFrame {
  return {
    ...{
      number,
      name: 'person.edit',
      version: 1,
      actor: 5,
      scope: 7,
      pack: '2026-07',
      args: { personId: 9 },
    },
    ...{ madeAt: '2026-11-02T02:00:00.000Z', groups: [], before: [], after: [], together: null },
    ...given,
  };
}
const touching = (...ids: number[]): CommandFrame['groups'] =>
  ids.map((id) => ['person', id, 'contact', 1, 'w']);
const later = (commands: CommandFrame[], schema = SCHEMA_VERSION + 1) =>
  actsForLater({ schema, commands }, EMPTY_BOOK);

describe('V4 an act waits', () => {
  test.each([
    ['of a command that this centre does not know', { name: 'person.forget' }],
    ['of a version that it does not know', { version: 99 }],
    ['of a pack that it does not know', { pack: '2031-01' }],
  ])('%s', (_what, given) => {
    expect(later([act(1), act(2, given), act(3)])).toEqual([2]);
  });
  test('that leans on one of those, and so on', () => {
    expect(later([act(1, { version: 99 }), act(2, { after: [1] }), act(3, { after: [2] }), act(4)])).toEqual([
      1, 2, 3,
    ]);
  });
  test('that writes a record of one of those after it, not before it', () => {
    const acts = [
      act(1, { groups: touching(50) }),
      act(2, { version: 99, groups: touching(50, 51) }),
      act(3, { groups: touching(51, 52) }),
      act(4, { groups: touching(52) }),
      act(5, { groups: touching(53) }),
    ];
    expect(later(acts)).toEqual([2, 3, 4]);
  });
  test('that stands or falls with one of those, made before it or after', () => {
    const acts = [
      act(1, { together: [1, 3] }),
      act(2, { together: [1, 3], version: 99 }),
      act(3, { together: [1, 3] }),
      act(4),
    ];
    expect(later(acts)).toEqual([1, 2, 3]);
  });
});

test('V4 from a desk that is no newer such acts do not wait: they are judged as what they are', () => {
  expect(later([act(1, { version: 99 }), act(2, { pack: '1999-01' })], SCHEMA_VERSION)).toEqual([]);
});
