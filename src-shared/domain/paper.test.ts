/** Papers onto a case and off it: who may, what stands in the way, what is written. */
import { expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Row, Values } from '../records/rows.ts';
import { CLERK, decideAs, madeUpFile, madeUpPerson, rowOf, setsOf } from './made-up-file.ts';
import { paperAttach, paperRemove } from './paper.ts';
import { materialsFor, PAPER_LIMITS, PAPER_MATERIALS } from './paper-limits.ts';

const person = madeUpPerson();
const file = madeUpFile();
const hash = (at: number) => at.toString(16).padStart(64, '0');
const paper = (at: number, values: Partial<Values<'paper'>> = {}): Row<'paper'> =>
  rowOf('paper', makeId(9, 500 + at), {
    personId: person.id,
    material: 'ID_COPY',
    mediaType: 'image/jpeg',
    byteCount: 1000,
    sha256: hash(at),
    ...values,
  });
const ARGS = {
  personId: person.id,
  applicationId: file.id,
  material: 'CERT_COPY',
  mediaType: 'image/jpeg',
  byteCount: 300_000,
  sha256: hash(0),
  fileName: 'IMG_0007.jpg',
};
const attach = (args: object = {}, records: object = {}) =>
  decideAs('TOWNSHIP_CLERK', 'paper.attach', { ...ARGS, ...args }, {
    ...{ person: [person], application: [file], papers: [] },
    ...records,
  } as never);

test('a paper is written with who and when, and a line in the history that names it', () => {
  const decision = attach();
  const added = { addedBy: CLERK, addedAt: '2026-03-18T02:00:00.000Z' };
  expect(setsOf(decision, 'paper')).toEqual([{ ...ARGS, ...added }]);
  const details = { paper: expect.any(Number), material: 'CERT_COPY' };
  expect(setsOf(decision, 'history')).toMatchObject([
    { action: 'paper.attach', personId: person.id, applicationId: file.id, details },
  ]);
});

const full = Array.from({ length: PAPER_LIMITS.papersOfPerson }, (_, at) => paper(at + 1));
const gone = { removedAt: '2026-03-17T00:00:00.000Z' };
const TABLE: readonly (readonly [string, object, object, string | null])[] = [
  ['nobody', {}, { person: [] }, 'person/not-found'],
  ['a file that is not there', {}, { application: [] }, 'paper/other-file'],
  [
    'a file of somebody else',
    {},
    { application: [madeUpFile({ personId: makeId(9, 999) })] },
    'paper/other-file',
  ],
  ['no file at all', { applicationId: null }, { application: [] }, null],
  ['the same bytes a second time', {}, { papers: [paper(0)] }, 'paper/already-there'],
  [
    'the same bytes under another file',
    {},
    { papers: [paper(0, { applicationId: 5 })] },
    'paper/already-there',
  ],
  ['the same bytes after they were taken away', {}, { papers: [paper(0, gone)] }, null],
  ['one too many', {}, { papers: full }, 'paper/too-many'],
  ['the last one', {}, { papers: full.slice(1) }, null],
  ['room made by taking away', {}, { papers: [...full.slice(1), paper(99, gone)] }, null],
];
test.each(TABLE)('%s', (_what, args, records, refusal) => {
  const decision = attach(args, records);
  expect('refusal' in decision ? decision.refusal : null).toBe(refusal);
});

const WRONG: readonly (readonly [string, object])[] = [
  ['a material nobody knows', { material: 'PASSPORT' }],
  ['a type that is not taken', { mediaType: 'image/svg+xml' }],
  ['no bytes', { byteCount: 0 }],
  ['too many bytes', { byteCount: PAPER_LIMITS.fileBytes + 1 }],
  ['a hash that is none', { sha256: 'ABC' }],
  ['a person that is no number', { personId: '7' }],
  ['an unknown field', { path: '/etc/passwd' }],
];
test.each(WRONG)('arguments: %s', (_what, args) => {
  expect(paperAttach.args.safeParse(ARGS).success).toBe(true);
  expect(paperAttach.args.safeParse({ ...ARGS, ...args }).success).toBe(false);
});

test('taking away keeps the record, says who and why, and happens once', () => {
  const remove = (row: Row<'paper'>, reason = '拍的是另一个人的') =>
    decideAs('TOWNSHIP_REVIEWER', 'paper.remove', { paperId: row.id, reason }, { paper: [row] });
  const decision = remove(paper(1));
  expect(setsOf(decision, 'paper')).toEqual([
    {
      removedBy: expect.any(Number),
      removedAt: '2026-03-18T02:00:00.000Z',
      removeReason: '拍的是另一个人的',
    },
  ]);
  expect(setsOf(decision, 'history')).toMatchObject([{ action: 'paper.remove', words: '拍的是另一个人的' }]);
  expect(remove(paper(1, gone))).toMatchObject({ refusal: 'paper/already-removed' });
  const nothing = { paperId: 5, reason: 'x' };
  expect(decideAs('TOWNSHIP_CLERK', 'paper.remove', nothing, { paper: [] })).toMatchObject({
    refusal: 'paper/not-found',
  });
  expect(paperRemove.args.safeParse({ paperId: 5, reason: '  ' }).success).toBe(false);
});

const NOTICE = makeId(9, 700);
const photograph = (args: object = {}, values: object = {}, papers: object[] = []) =>
  decideAs(
    'TOWNSHIP_CLERK',
    'paper.attachToNotice',
    {
      ...{ noticeId: NOTICE, material: 'POSTING_START', mediaType: 'image/jpeg', byteCount: 300_000 },
      ...{ sha256: hash(0), fileName: null, ...args },
    },
    {
      notice: [rowOf('publicNotice', NOTICE, { state: 'IN_PUBLICITY', postedOn: '2026-03-12', ...values })],
      papers: papers as never,
    },
  );
const ofNotice = (at: number, values: Partial<Values<'paper'>> = {}) =>
  paper(at, { ...{ personId: null, noticeId: NOTICE, material: 'POSTING_START' }, ...values });
const END = { material: 'POSTING_END' };
test.each([
  ['its start, once it hangs', {}, {}, [], null],
  ['its start, before it hangs', {}, { postedOn: null }, [], 'notice/not-posted'],
  // Posted on the 12th it hangs until Thursday the 19th.
  ['its end, a day early', END, {}, [], 'notice/photo-early'],
  ['its end, on the last day', END, { postedOn: '2026-03-11' }, [], null],
  ['its end, where no calendar reaches', END, { postedOn: '2031-03-03' }, [], 'notice/end-unknown'],
  ['the same photo for start and end', {}, {}, [ofNotice(0)], 'notice/photo-twice'],
  ['one that was taken off', {}, {}, [ofNotice(0, gone)], null],
  ['a thirteenth', {}, {}, Array.from({ length: 12 }, (_, at) => ofNotice(at + 1)), 'notice/photos-full'],
] as const)('a photo of a notice: %s', (_what, args, values, papers, refusal) => {
  const decision = photograph(args, values, [...papers]);
  expect('refusal' in decision ? decision.refusal : null).toBe(refusal);
  if (refusal === null)
    expect(setsOf(decision, 'paper')).toMatchObject([{ noticeId: NOTICE, addedBy: CLERK }]);
});
test('a photo of a notice is taken off like any paper; a person has no line of it', () => {
  const decision = decideAs(
    'TOWNSHIP_CLERK',
    'paper.remove',
    { paperId: ofNotice(1).id, reason: '拍糊了' },
    {
      paper: [ofNotice(1)],
    },
  );
  expect(setsOf(decision, 'paper')).toMatchObject([{ removeReason: '拍糊了' }]);
  expect(setsOf(decision, 'history')).toEqual([]);
});

test('only the township adds and takes away', () => {
  for (const { roles } of [paperAttach, paperRemove])
    expect(roles).toEqual(['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER']);
});

test('pictures follow the class of what they show: the federation sees no bank card', () => {
  expect(materialsFor(['case', 'money', 'health', 'identity'])).toEqual([...PAPER_MATERIALS]);
  expect(materialsFor(['case', 'health', 'identity'])).not.toContain('BANK_ACCOUNT');
  expect(materialsFor(['case'])).toEqual(['DIBAO_PROOF', 'SIGNED_FORM', 'OTHER']);
});
