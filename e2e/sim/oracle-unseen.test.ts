/** What the oracle holds a desk to have seen of a group that an act of its own left as it stood: small made-up commits. */
import { describe, expect, test } from 'vitest';
import { hasGivenWayUnasked } from './oracle-policy.ts';

const PERSON = 5;

describe('I8 what a later act of the desk saw of a group that an act left as it stood', () => {
  const ROW = 8;
  const left = (madePerson: number, version: number) =>
    hasGivenWayUnasked({
      meta: {} as never,
      parts: [
        { audience: 'identity', entries: [['person', madePerson, 'identity', { name: '曹学忠' }]] },
      ] as never,
      before: new Map([[`person:${PERSON}`, { columns: new Map([['v_contact', 4]]) }]]) as never,
      frame: { groups: [['person', PERSON, 'contact', version, 'w']] } as never,
    });

  test.each([
    ['a row of an import that made another record', ROW, 4, true],
    ['the group had moved', PERSON, 3, true],
    ['it stands as it was seen', PERSON, 4, false],
  ])('%s: %s', (_what, madePerson, version, isUnseen) => {
    expect(left(madePerson, version)).toBe(isUnseen);
  });
});
