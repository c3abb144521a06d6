/** The oracle on merging, by itself: an act that found nothing to change is held against the person it speaks of, a value that is gone is said
 *  to be gone, and a conflict is needless only where its author had seen what stood. */
import { describe, expect, test } from 'vitest';
import type { LogPart } from '../../src-server/store/central-store.ts';
import { CentreOracle } from './oracle-centre.ts';
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

describe('I8: an act whose author saw what an own waiting act sends back, and not the newer value under it', () => {
  const [SCOPE, OTHERS, MINE] = [1, 9, 12];
  const [OLD, NEW, THIRD] = [
    { phone: '1', contactStatedOn: '2026-02-26' },
    { phone: '2', contactStatedOn: '2026-03-03' },
    { phone: '3', contactStatedOn: '2026-03-04' },
  ];
  const acts = [
    { device: 8, number: 1, seen: 0, saw: OLD, writes: OLD },
    { device: OTHERS, number: 1, seen: 1, saw: OLD, writes: NEW },
    // Sends the old number back under another date, and had seen the first commit.
    { device: MINE, number: 16, seen: 1, saw: OLD, writes: null },
    // Made over it, when the second commit had come: the version is of the row under it, the values are those on the screen.
    { device: MINE, number: 17, seen: 2, saw: { ...OLD, contactStatedOn: '2026-03-02' }, writes: THIRD },
  ];
  const said = (history: typeof acts): string[] => {
    const found: string[] = [];
    const oracle = new CentreOracle((rule) => rule === 'I8' && found.push(rule));
    const parts = history.map(({ device, number, writes }, index) => {
      const about = { recordId: KEPT, groupName: 'contact', kind: 'merged' };
      const entries = [
        ...(writes ? [['person', KEPT, 'contact', writes]] : []),
        ...(number === 17 ? [['conflict', 901, 'about', about]] : []),
        ['history', device * 100 + number, 'entry', { personId: KEPT }],
      ];
      return { scope: SCOPE, commit: index + 1, audience: 'case', entries } as unknown as LogPart;
    });
    const outcomes = history.map(({ device, number, seen, saw, writes }, index) => {
      const contact = writes ?? { ...OLD, contactStatedOn: '2026-03-02' };
      const frame = {
        ...{ number, name: 'person.edit', actor: 3, scope: SCOPE, madeAt: '2026-03-04', after: [] },
        args: { personId: KEPT, contact: { phone: contact.phone, statedOn: contact.contactStatedOn } },
        ...{ groups: [['person', KEPT, 'contact', seen, 'w']], before: [['person', KEPT, 'contact', saw]] },
        together: null,
      };
      oracle.requested(device, JSON.stringify({ commands: [frame], cursors: [] }));
      const outcome = { ...{ number, scope: SCOPE, outcome: 'applied', code: null }, commit: index + 1 };
      return [`${device}/${number}`, { frame: { ...outcome, receipt: `R-${index}` } }];
    });
    const commits = history.map(({ device, number: actNumber }) => ({
      ...{ device, actNumber, actor: 3, body: 'TOWNSHIP', madeAt: '2026-03-04', receivedAt: '2026-03-04' },
    }));
    const scopes = new Map([[SCOPE, { epoch: 'e', commits, log: parts }]]);
    oracle.check({ rows: [], outcomes: new Map(outcomes as never), scopes }, false);
    return found;
  };

  test('nothing is said', () => {
    expect(said(acts)).toEqual([]);
  });

  test.each([
    ['there was none', acts.filter(({ number }) => number !== 16)],
    ['it had seen the newer value', acts.map((act) => (act.number === 16 ? { ...act, seen: 2 } : act))],
  ])('%s: named', (_words, history) => {
    expect(said(history)).toEqual(['I8']);
  });
});
