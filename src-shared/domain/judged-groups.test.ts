/** What a review is pinned to (SPEC RV1, RV2) and what merges how (SPEC M7), as tables: whoever changes the registry or the groups that a body
 *  judges has to change them here too. */
import { describe, expect, test } from 'vitest';
import { type FieldValue, type MergePolicy, RECORD_TYPE_NAMES } from '../records/registry.ts';
import { emptyValues, groupNames, groupOf, recordType, type Row } from '../records/rows.ts';
import { judgedHash } from './review.ts';
import type { JudgingBody } from './state.ts';

const row = <T extends 'person' | 'application'>(type: T, set: Record<string, FieldValue> = {}): Row<T> => ({
  ...{ type, scope: 159999101000, id: 7, versions: {} },
  values: { ...emptyValues(type), ...set },
});

/** Groups whose change sends the file back to the body's reviewer. */
const SENDS_BACK: Readonly<Record<JudgingBody, readonly string[]>> = {
  TOWNSHIP: [
    ...['person.identity', 'person.certificate', 'person.household', 'person.bank'],
    ...['application.file', 'application.materials'],
  ],
  FEDERATION: ['person.identity', 'person.certificate', 'application.file', 'application.materials'],
  CIVIL_AFFAIRS: [
    ...['person.household', 'person.origin', 'person.bank', 'person.life'],
    ...['person.otherBenefits', 'person.election'],
    ...['application.file', 'application.submission'],
  ],
};

const GROUPS = (['person', 'application'] as const).flatMap((type) =>
  groupNames(type).map((group) => [`${type}.${group}`, type, group] as const),
);

describe.each(Object.keys(SENDS_BACK) as JudgingBody[])('RV1 RV2 a judgement of %s', (body) => {
  const stood = judgedHash(body, row('person'), row('application'));
  test.each(GROUPS)('is of %s as it stood, or does not ask', (name, type, group) => {
    for (const field of Object.keys(groupOf(type, group).fields)) {
      const changed = { [field]: 'something else' };
      const hash = judgedHash(
        body,
        row('person', type === 'person' ? changed : {}),
        row('application', type === 'application' ? changed : {}),
      );
      expect(`${field}: ${hash !== stood}`).toBe(`${field}: ${SENDS_BACK[body].includes(name)}`);
    }
  });
  test('a corrected phone number never sends it back', () => {
    expect(judgedHash(body, row('person', { phone: '13900000001' }), row('application'))).toBe(stood);
  });
});

/** dossier m.3; every other group is decided or appended. */
const MERGES: Readonly<Record<string, MergePolicy>> = {
  'person.identity': 'owner',
  'person.contact': 'laterBusinessDate',
  'person.hukou': 'owner',
  'person.certificate': 'owner',
  'person.household': 'owner',
  'person.bank': 'ask',
  'person.life': 'owner',
  'person.otherBenefits': 'owner',
  'person.election': 'owner',
  'person.guardian': 'merge',
  'application.submission': 'earliest',
  'application.materials': 'merge',
};

test('M7 which group merges how is data of the registry, and complete', () => {
  const merging: Record<string, MergePolicy> = {};
  for (const type of RECORD_TYPE_NAMES)
    for (const [name, { policy, owner, dateField, fields }] of Object.entries(recordType(type).groups)) {
      if (policy !== 'decided' && policy !== 'append') merging[`${type}.${name}`] = policy;
      expect(`${type}.${name} ${owner !== undefined}`).toBe(`${type}.${name} ${policy === 'owner'}`);
      expect(`${type}.${name} ${dateField !== undefined}`).toBe(
        `${type}.${name} ${policy === 'laterBusinessDate'}`,
      );
      if (dateField) expect(fields[dateField]).toBe('date');
    }
  expect(merging).toEqual(MERGES);
});
