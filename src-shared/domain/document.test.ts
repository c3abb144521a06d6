/** Documents on paper: issued, printed again, void. Tables of what is taken and what is refused (dossier (k), m.3). */
import { describe, expect, test } from 'vitest';
import type { Row } from '../records/rows.ts';
import { type DecideContext, isRefusal, type Loaded } from './command.ts';
import { documentHash } from './document-code.ts';
import { blockNumber, documentIssue, documentPrint, documentVoid } from './document.ts';
import type { Role } from './state.ts';

let next = 900;
const context = (role: Role = 'TOWNSHIP_CLERK', device = 12): DecideContext => ({
  actor: { accountId: 7, role },
  madeAt: '2026-11-02T02:00:00.000Z',
  madeOn: '2026-11-02',
  device,
  number: 4,
  scope: 159999101000,
  packVersion: '2026-07',
  newId: () => next++,
});

const row = (type: string, id: number, values: object): Row =>
  ({ type, id, scope: 159999101000, values, versions: {} }) as unknown as Row;
const content = {
  case: { reason: '家庭类别不在生活补贴范围', reasonWords: '低保已停', clause: '二' },
  identity: { name: '乌云其其格' },
  health: {},
  money: {},
};
const base = {
  personId: 50,
  applicationId: 51,
  lineId: 52,
  kind: 'REFUSAL_NOTICE' as const,
  number: '12-0417',
  edition: 1,
  content,
  ordinal: 1,
  replaces: null,
  noticeId: null,
};
const hash = documentHash({ kind: base.kind, number: base.number, edition: 1, content });
const world: Loaded = {
  person: [row('person', 50, {})],
  application: [row('application', 51, { personId: 50 })],
  line: [row('history', 52, { personId: 50, documentKind: 'REFUSAL_NOTICE', documentNumber: '12-0417' })],
  same: [],
  printings: [],
};
const document = (values: object) =>
  row('document', 60, { ...base, hash, personId: 50, voidedAt: null, ...values });
const issue = (more: object = {}, records: Loaded = world, as = context()) => {
  const args = documentIssue.args.parse({ ...base, ...more });
  return documentIssue.decide(records, args, as);
};

test('the number needs no server: computer, day, count', () => {
  expect(blockNumber(12, '2026-11-23', 1)).toBe('12-20261123-01');
  expect(blockNumber(12, '2026-11-23', 100)).toBe('12-20261123-100');
  expect(blockNumber(13, '2026-11-23', 1)).not.toBe(blockNumber(12, '2026-11-23', 1));
});

test('the first print keeps what stood on it, by class, and who printed it where', () => {
  const decision = issue();
  expect(decision).toMatchObject({
    changes: [
      {
        type: 'document',
        isNew: true,
        set: {
          number: '12-0417',
          hash,
          caseContent: content.case,
          identityContent: content.identity,
          issuedBy: 7,
          device: 12,
        },
      },
      {
        type: 'printing',
        isNew: true,
        set: { personId: 50, ordinal: 1, printedBy: 7, printedAt: '2026-11-02T02:00:00.000Z', device: 12 },
      },
      {
        type: 'history',
        set: {
          action: 'document.issue',
          personId: 50,
          details: { document: { kind: 'REFUSAL_NOTICE', number: '12-0417' } },
        },
      },
    ],
  });
});

test('DO1 a computer that became another one keeps the number of the paper', () => {
  expect(issue({}, world, context('TOWNSHIP_CLERK', 13))).toMatchObject({
    changes: [{ set: { number: '12-0417', device: 13 } }, {}, {}],
  });
});

test('DO2 the same notice from a second computer is the same document, printed once more', () => {
  const decision = issue({}, { ...world, same: [document({})], printings: [row('printing', 61, {})] });
  expect(decision).toMatchObject({
    changes: [{ type: 'printing', set: { documentId: 60, ordinal: 1 } }, { type: 'history' }],
  });
});

test('DO2 of other words it is another document of that number', () => {
  const decision = issue(
    { content: { ...content, case: { reason: '别的' } } },
    { ...world, same: [document({})], printings: [row('printing', 61, {})] },
  );
  expect(decision).toMatchObject({
    changes: [{ type: 'document', isNew: true }, { type: 'printing', set: { ordinal: 1 } }, {}],
  });
});

describe('refused', () => {
  const office = {
    personId: null,
    applicationId: null,
    lineId: null,
    kind: 'RECHECK' as const,
    number: '12-20261102-01',
    content: { case: {}, identity: {}, health: {}, money: {} },
  };
  test.each<[string, object, Loaded, DecideContext, string]>([
    [
      'DO6 the federation writes no refusal to an applicant (S004 art.4)',
      {},
      world,
      context('COUNTY_FEDERATION_REVIEWER'),
      'document/not-your-document',
    ],
    ['DO6 finance issues none', {}, world, context('COUNTY_FINANCE'), 'document/not-your-document'],
    [
      'DO4 an account among what everybody holds',
      { content: { ...content, case: { accountNumber: '6222' } } },
      world,
      context(),
      'document/wrong-field',
    ],
    [
      'DO4 a grade on a notice that has none',
      { content: { ...content, health: { grade: '二级' } } },
      world,
      context(),
      'document/wrong-field',
    ],
    ['a notice without its act', { lineId: null }, world, context(), 'document/needs-its-act'],
    [
      'a notice of another act',
      {},
      { ...world, line: [row('history', 52, { personId: 50, documentKind: 'RETURN_SLIP' })] },
      context(),
      'document/needs-its-act',
    ],
    [
      'a notice of another person’s act',
      {},
      { ...world, line: [row('history', 52, { personId: 49, documentKind: 'REFUSAL_NOTICE' })] },
      context(),
      'document/needs-its-act',
    ],
    ['a person who is not here', {}, { ...world, person: [] }, context(), 'person/not-found'],
    [
      'another person’s file',
      {},
      { ...world, application: [row('application', 51, { personId: 49 })] },
      context(),
      'application/not-found',
    ],
    ['a notice to nobody', { personId: null, applicationId: null }, world, context(), 'document/of-nobody'],
    ['a list that is somebody’s', { ...office, personId: 50 }, world, context(), 'document/of-nobody'],
    [
      'a roster from a township',
      { ...office, kind: 'ROSTER' },
      world,
      context(),
      'document/not-your-document',
    ],
    [
      'a number that stands on another paper',
      office,
      { same: [row('document', 70, { hash: 'f'.repeat(64) })], printings: [] },
      context(),
      'document/number-taken',
    ],
    ['the second print of what was never printed', { ordinal: 2 }, world, context(), 'document/count-wrong'],
    [
      'in the place of one that is valid',
      { replaces: 60 },
      { ...world, replaced: [document({})] },
      context(),
      'document/replaces-a-valid-one',
    ],
    [
      'a twin that is void',
      {},
      { ...world, same: [document({ voidedAt: 'x' })] },
      context(),
      'document/voided',
    ],
  ])('%s', (_what, more, records, as, code) => {
    expect(issue(more, records, as)).toMatchObject({ refusal: code });
  });
  test.each(['', '0417', '12-', 'x-0417', '12-0417; DROP', `12-${'9'.repeat(12)}`])(
    'a number that is none: %j',
    (number) => {
      expect(documentIssue.args.safeParse({ ...base, number }).success).toBe(false);
    },
  );
});

test('void and replaced: the new one names the old', () => {
  const decision = issue(
    { replaces: 60, number: '12-0430', content: { ...content, case: { reason: '改正后的' } } },
    { ...world, replaced: [document({ voidedAt: '2026-11-01T00:00:00.000Z' })] },
  );
  expect(decision).toMatchObject({ changes: [{ set: { replaces: 60, number: '12-0430' } }, {}, {}] });
});

describe('printed again', () => {
  const prints = (n: number) => Array.from({ length: n }, (_, at) => row('printing', 70 + at, {}));
  test.each<[string, object, number, number, string | null]>([
    ['第 2 次', {}, 1, 2, null],
    ['第 3 次', {}, 2, 3, null],
    ['DO3 two computers at once: both say 第 2 次', {}, 2, 2, null],
    ['DO3 a count that runs ahead', {}, 1, 3, 'document/count-wrong'],
    ['DO5 a void one', { voidedAt: '2026-11-01T00:00:00.000Z' }, 1, 2, 'document/voided'],
  ])('%s', (_what, values, known, ordinal, refused) => {
    const records = { document: [document(values)], printings: prints(known) };
    const decision = documentPrint.decide(
      records,
      { documentId: 60, ordinal },
      context('TOWNSHIP_REVIEWER', 14),
    );
    if (refused) return expect(decision).toMatchObject({ refusal: refused });
    expect(decision).toMatchObject({
      changes: [
        { type: 'printing', set: { documentId: 60, ordinal, printedBy: 7, device: 14 } },
        {
          type: 'history',
          set: { action: 'document.print', details: { document: { number: '12-0417', ordinal } } },
        },
      ],
    });
  });
  test('one that is not here', () => {
    expect(documentPrint.decide({ document: [] }, { documentId: 1, ordinal: 2 }, context())).toMatchObject({
      refusal: 'document/not-found',
    });
  });
});

describe('void', () => {
  test('with its reason, the number stays taken', () => {
    const decision = documentVoid.decide(
      { document: [document({})] },
      { documentId: 60, reason: '打错了人' },
      context(),
    );
    expect(decision).toMatchObject({
      changes: [
        { type: 'document', set: { voidedBy: 7, voidReason: '打错了人' } },
        { set: { action: 'document.void', words: '打错了人' } },
      ],
    });
  });
  test.each<[string, object, Role, string]>([
    ['twice', { voidedAt: 'x' }, 'TOWNSHIP_CLERK', 'document/voided'],
    ['by who may not issue it', {}, 'COUNTY_FEDERATION_REVIEWER', 'document/not-your-document'],
  ])('%s is refused', (_what, values, role, code) => {
    const decision = documentVoid.decide(
      { document: [document(values)] },
      { documentId: 60, reason: 'x' },
      context(role),
    );
    expect(decision).toMatchObject({ refusal: code });
  });
  test('not without a reason', () => {
    expect(documentVoid.args.safeParse({ documentId: 60, reason: ' ' }).success).toBe(false);
  });
});

test('a list of the office lies in the office, and has no line', () => {
  const office = {
    personId: null,
    applicationId: null,
    lineId: null,
    kind: 'RECHECK',
    number: '12-20261102-01',
    content: { case: { unit: '查干淖尔苏木' }, identity: {}, health: {}, money: {} },
  };
  const decision = issue(office, { same: [], printings: [] });
  expect(isRefusal(decision)).toBe(false);
  expect(decision).toMatchObject({
    changes: [{ type: 'document', set: { personId: null } }, { type: 'printing' }],
  });
  expect(documentIssue.target(documentIssue.args.parse({ ...base, ...office }))).toBeNull();
});

describe('DO7 a public notice on paper is its board edition (S004 art.6)', () => {
  const lines = [
    { personId: 50, name: '王树林', isMinor: false, village: 159999101001, benefit: 'NURSING' },
    { personId: 51, name: '郑小宝', isMinor: true, village: 159999101001, benefit: 'LIVING' },
    { personId: 52, name: '郑大宝', isMinor: true, village: 159999101002, benefit: 'LIVING' },
    { personId: 53, name: null, isMinor: true, village: null, benefit: 'LIVING' },
  ].map((entry) => ({ ...entry, standardFen: 10_000, paidSince: '2025-11' }));
  const notice = row('publicNotice', 80, { entries: lines, state: 'PREPARED' });
  const cells = (...names: string[]) =>
    names.map((name, at) => [String(at + 1), name, '护理补贴', '每月 100.00 元', '2025年11月']);
  const paper = (names: readonly string[], more: object = {}) => ({
    ...{ personId: null, applicationId: null, lineId: null, noticeId: 80, kind: 'PUBLIC_NOTICE' as const },
    content: {
      case: { unit: '查干淖尔苏木', noticeScope: '东风村', noticePeriod: '公示期 7 天。' },
      identity: { noticeRows: cells(...names) },
      ...{ health: {}, money: {} },
    },
    ...more,
  });
  const held: Loaded = { notice: [notice], same: [], printings: [] };
  const masked = ['王树林', '郑*宝（东风村）', '郑*宝（红旗村）', '***'];

  test('it lies where the notice lies, is of no person, and has no line', () => {
    expect(issue(paper(masked), held)).toMatchObject({
      changes: [
        { type: 'document', isNew: true, set: { personId: null, noticeId: 80, number: '12-0417' } },
        { type: 'printing', set: { personId: null, ordinal: 1 } },
      ],
    });
    const args = documentIssue.args.parse({ ...base, ...paper(masked) });
    expect(documentIssue.target(args)).toEqual({ type: 'publicNotice', id: 80 });
  });
  test('DO2 printed at two desks it is one document', () => {
    const args = paper(masked);
    const known = documentHash({ kind: args.kind, number: base.number, edition: 1, content: args.content });
    const twin = document({ ...args, hash: known, personId: null });
    expect(issue(args, { ...held, same: [twin], printings: [row('printing', 61, {})] })).toMatchObject({
      changes: [{ type: 'printing', set: { documentId: 60 } }],
    });
  });
  test.each<[string, string[], boolean]>([
    ['equal masked names beside their villages (NE2)', masked, true],
    ['their villages unknown here', ['王树林', '郑*宝', '郑*宝', '***'], true],
    ['a child by its whole name (MASK1)', ['王树林', '郑小宝', '郑*宝', '***'], false],
    ['a name that nothing stands behind (PN1)', ['王树林', '郑*宝', '郑*宝', '李芳'], false],
    ['a number beside a name', ['王树林 159999196504120427', '郑*宝', '郑*宝', '***'], false],
    ['a number in brackets', ['王树林', '郑*宝（159999196504120427）', '郑*宝', '***'], false],
    ['a word beside a whole name', ['王树林（二级）', '郑*宝', '郑*宝', '***'], false],
    ['a line less', masked.slice(1), false],
    ['a line more', [...masked, '李芳'], false],
    ['other order', ['郑*宝', '王树林', '郑*宝', '***'], false],
  ])('%s', (_what, names, isTaken) => {
    const decision = issue(paper(names), held);
    if (isTaken) expect(isRefusal(decision)).toBe(false);
    else expect(decision).toMatchObject({ refusal: 'document/not-the-notice' });
  });
  test.each<[string, object, Loaded, Role, string]>([
    ['a notice that is not here', {}, { ...held, notice: [] }, 'TOWNSHIP_CLERK', 'notice/not-found'],
    ['of no notice', { noticeId: null }, held, 'TOWNSHIP_CLERK', 'document/needs-its-notice'],
    [
      'another document of a notice',
      { kind: 'RECHECK', content: { case: {}, identity: {}, health: {}, money: {} } },
      ...([held, 'TOWNSHIP_CLERK', 'document/needs-its-notice'] as const),
    ],
    ['the county hangs none', {}, held, 'COUNTY_CIVIL_AFFAIRS_APPROVER', 'document/not-your-document'],
  ])('%s', (_what, more, records, role, code) => {
    expect(issue(paper(masked, more), records, context(role))).toMatchObject({ refusal: code });
  });
});
