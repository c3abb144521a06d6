/** Which of a person's files counts: never by the id alone, which says on which desk it was made. */
import { expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import { byStanding } from './known-files.ts';
import { madeUpFile } from './made-up-file.ts';

const file = (device: number, state: string, submittedOn: string) => ({
  ...madeUpFile({ state, submittedOn }),
  id: makeId(device, 128),
});

test.each([
  [
    'an open one before what was decided later',
    file(9, 'SUBMITTED', '2026-01-10'),
    file(22, 'REFUSED', '2026-03-01'),
  ],
  [
    'of two that were decided the newest',
    file(9, 'APPROVED', '2026-03-01'),
    file(22, 'REFUSED', '2026-01-10'),
  ],
  ['of two open ones the newest', file(9, 'SUBMITTED', '2026-03-01'), file(22, 'DETERMINING', '2026-01-10')],
  ['a merged one last of all', file(9, 'REFUSED', '2020-01-10'), file(22, 'MERGED', '2026-03-01')],
  [
    'of one day the one made last on one desk',
    file(22, 'SUBMITTED', '2026-03-01'),
    file(9, 'SUBMITTED', '2026-03-01'),
  ],
])('%s', (_what, first, second) => {
  expect([second, first].sort(byStanding)).toEqual([first, second]);
  expect([first, second].sort(byStanding)).toEqual([first, second]);
});
