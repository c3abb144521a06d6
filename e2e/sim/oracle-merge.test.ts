/** The oracle on merging, by itself: an act that found nothing to change is held against the person it speaks of, and a value that is gone is
 *  said to be gone. */
import { expect, test } from 'vitest';
import type { FoldedRow } from './oracle-fold.ts';
import { type JudgedCommit, mergeFaults } from './oracle-merge.ts';

const ID_NUMBER = '159999200101270148';
const [GIVEN, KEPT] = [1, 2];

function person(id: number, columns: Record<string, string | number | null>): [string, FoldedRow] {
  const row = { id_number: ID_NUMBER, merged_into: null, ...columns };
  return [`person:${id}`, { type: 'person', id, columns: new Map(Object.entries(row)), laid: 1 }];
}

/** A roster row that says what the person's record says already: the commit writes nothing. */
function registered(certificateNumber: string): JudgedCommit {
  return {
    meta: {
      ...{ device: 11, actNumber: 83, actor: 1, body: 'TOWNSHIP' },
      ...{ madeAt: '2026-03-05T01:00:00.000Z', receivedAt: '2026-03-05T01:00:00.000Z' },
    },
    frame: {
      ...{ number: 83, name: 'person.register', version: 1, actor: 1, scope: 159999101000 },
      ...{ madeAt: '2026-03-05T01:00:00.000Z', pack: '2026-07', groups: [], before: [], after: [] },
      args: { person: { idNumber: ID_NUMBER, certificateNumber, bank: null } },
      together: null,
    },
    parts: [],
    before: new Map([
      person(GIVEN, { certificate_number: `${ID_NUMBER}42`, merged_into: KEPT }),
      person(KEPT, { certificate_number: `${ID_NUMBER}41` }),
    ]),
  };
}

test('I7 what is said under the number of a merged record is looked for in the one it was merged into', () => {
  expect(mergeFaults(registered(`${ID_NUMBER}41`))).toEqual([]);
  expect(mergeFaults(registered(`${ID_NUMBER}42`))).toEqual([
    `person ${KEPT} certificateNumber: ${ID_NUMBER}42 of 11/83 is nowhere`,
  ]);
});
