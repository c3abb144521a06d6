/** What the history says of acts about one person registered twice; what it does not know it leaves out. */
import { DEMO_DIVISIONS } from '#shared/domain/division.ts';
import { expect, it } from 'vitest';
import { holdPlaces } from '../../data/places.ts';
import { sayDuplicateDetails } from './details.ts';

holdPlaces(DEMO_DIVISIONS);

it.each([
  [{ from: '2026-03-16', to: '2026-03-02', conflictId: 7 }, ['申请日期从 3月16日 改到 3月2日']],
  [
    {
      from: 159999102000,
      conflictId: 7,
      received: [{ benefits: ['LIVING', 'NURSING'], submittedOn: '2026-03-02' }],
    },
    ['东风镇 3月2日 收了生活 + 护理'],
  ],
  [{ into: 9, scope: 159999102000, files: [] }, ['并到东风镇']],
  [{ kept: 1, given: 2, take: ['contact', 'bank'] }, ['用了另一条的电话和住址、银行账户']],
  [{ kept: 1, given: 2, take: [] }, []],
  [{ parts: ['contact'] }, []],
  [null, []],
])('%o', (details, words) => {
  expect(sayDuplicateDetails(details)).toEqual(words);
});
