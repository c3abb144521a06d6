/** Ids: final from the moment they are made, and the same wherever an act is decided. */
import { expect, test } from 'vitest';
import {
  COMMANDS_PER_DEVICE,
  deviceOf,
  IDS_PER_COMMAND,
  IDS_PER_STEP,
  idsOfCommand,
  idsOfWork,
  makeId,
} from './id.ts';

test('ID1 the ids of two acts never meet', () => {
  const [first, second] = [idsOfCommand(12, 1), idsOfCommand(12, 2)];
  const ids = [
    ...Array.from({ length: IDS_PER_COMMAND }, first),
    ...Array.from({ length: IDS_PER_COMMAND }, second),
  ];
  expect(new Set(ids).size).toBe(2 * IDS_PER_COMMAND);
  expect(ids.every((id) => deviceOf(id) === 12)).toBe(true);
});

test('ID1 an act decided again gets the same ids', () => {
  expect(Array.from({ length: 5 }, idsOfCommand(9, 77))).toEqual(
    Array.from({ length: 5 }, idsOfCommand(9, 77)),
  );
});

test('ID1 an act cannot reach into the next one’s block', () => {
  const next = idsOfCommand(3, 4);
  for (let count = 0; count < IDS_PER_COMMAND; count++) next();
  expect(next).toThrow(RangeError);
});

test('ids have 53 bits', () => {
  expect(makeId(2 ** 23 - 1, 2 ** 30 - 1)).toBe(Number.MAX_SAFE_INTEGER);
  expect(idsOfCommand(2 ** 23 - 1, COMMANDS_PER_DEVICE - 1)()).toBeLessThan(Number.MAX_SAFE_INTEGER);
  expect(() => makeId(2 ** 23, 0)).toThrow(RangeError);
  expect(() => makeId(1, 2 ** 30)).toThrow(RangeError);
  expect(() => makeId(1.5, 0)).toThrow(RangeError);
});

test('ID3 what the centre makes in two counties, or in two commits of one, never meets', () => {
  const makers = [idsOfWork(159999000000, 1), idsOfWork(159999000000, 2), idsOfWork(150422000000, 1)];
  const ids = makers.flatMap((next) => Array.from({ length: IDS_PER_STEP }, next));
  expect(new Set(ids).size).toBe(3 * IDS_PER_STEP);
  expect(makers[0]).toThrow(RangeError);
  expect(new Set(ids.map(deviceOf))).toEqual(new Set([2 ** 22 + 159999, 2 ** 22 + 150422]));
});
