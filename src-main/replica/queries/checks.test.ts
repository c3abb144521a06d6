/** What the screens of publicity and checks read, and the way of an act from the button to the next read, on one real file. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { IssuedPack, ProcedurePart } from '#shared/domain/pack-book.ts';
import { qrText } from '#shared/domain/document-code.ts';
import { packPublicKey, signPack } from '#shared/sync/signed-pack.ts';
import { CHEN, demoPerson, NAREN, NORTH, personFields, SAREN, TestDesk } from '../test-desk.ts';
import { radar } from './certificates.ts';
import { checkDuties } from './check-duties.ts';
import { findDocument, openDocument } from './documents.ts';
import { noticeCandidates, noticeList, noticePage } from './notices.ts';
import { recheckOverview, recheckVillage } from './rechecks.ts';
import { findingList } from './compare.ts';
import { drawSpotCheck, spotCheckList, spotCheckPage } from './spot-checks.ts';

const VILLAGE = DEMO_VILLAGES[0]?.code as number;
const OTHER = DEMO_VILLAGES[1]?.code as number;
const COUNT = 24;
const id = (at: number) => 1_000 + at;
let desk: TestDesk;

/** Everybody receives the nursing subsidy; every third lives in the other village. */
function someone(at: number, more: Record<string, unknown> = {}) {
  const village = at % 3 === 2 ? OTHER : VILLAGE;
  const made = demoPerson(at, village);
  const certificateNumber = `${made.idNumber}41`;
  const person = { ...personFields(made), certificateNumber, disabilityClass: 4, grade: 1 };
  return [
    {
      type: 'person' as const,
      id: id(at),
      set: { ...person, needsLongTermCare: true, hukouVillage: village, ...(more as object) },
    },
    {
      type: 'entitlement' as const,
      id: 5_000 + at,
      set: {
        ...{ personId: id(at), benefit: 'NURSING', state: 'ACTIVE', entitledFrom: '2026-08' },
        decidedOn: at < 12 ? '2026-08-20' : '2026-10-20',
      },
    },
  ];
}

beforeAll(() => {
  desk = new TestDesk();
  desk.confirmReference();
  const certificates: Record<number, object> = {
    0: { certificateExpiresOn: '2026-11-05' },
    1: { certificateExpiresOn: '2026-09-01' },
    2: { certificateExpiresOn: '2027-01-20' },
    3: { certificateExpiresOn: '2026-11-06', renewalAppliedOn: '2026-10-30' },
  };
  desk.confirm(
    NORTH,
    Array.from({ length: COUNT }, (_, at) =>
      someone(at, { certificateExpiresOn: '2036-01-01', ...certificates[at] } as Record<string, unknown>),
    ).flat(),
  );
});
afterAll(() => desk.close());

describe('the certificate radar', () => {
  test('in the order of visits, who renews as safe, who has time not at all', () => {
    const { rows } = radar(desk.reading(NAREN));
    expect(rows.map(({ personId, stage, village }) => [personId, stage, village])).toEqual([
      [id(0), 'WITHIN_7', desk.reading().divisionName(VILLAGE)],
      [id(1), 'GRACE', desk.reading().divisionName(VILLAGE)],
      [id(3), 'SAFE', desk.reading().divisionName(VILLAGE)],
      [id(2), 'WITHIN_90', desk.reading().divisionName(OTHER)],
    ]);
    expect(rows[0]?.phoneMasked).toMatch(/\*{4}/);
  });
  test('a reminder is seen, and its duty is done', () => {
    const duty = () => checkDuties(desk.reading(NAREN)).find(({ kind }) => kind === 'certificate')?.count;
    expect(duty()).toBe(3);
    const args = { personId: id(0), toldOn: '2026-11-02', remindedBy: 'PHONE', words: null };
    desk.taken(NAREN, 'certificate.remind', args);
    expect(radar(desk.reading(NAREN)).rows[0]).toMatchObject({ toldOn: '2026-11-02', toldBy: '娜仁' });
    expect(duty()).toBe(2);
  });
});

describe('a public notice', () => {
  const period = { division: VILLAGE, occasion: 'NEW' as const, fromMonth: '2026-10', toMonth: '2026-10' };
  const prepare = (input: typeof period | (Omit<typeof period, 'occasion'> & { occasion: 'ALL' })) => {
    const { entries } = noticeCandidates(desk.reading(NAREN), input);
    return {
      ...input,
      entries: entries.map(({ personId, benefit, standardFen }) => ({ personId, benefit, standardFen })),
    };
  };
  test('holds who was approved in the period, in the village, with the standard of the month', () => {
    const { entries, heldOut } = noticeCandidates(desk.reading(NAREN), period);
    expect(heldOut).toEqual([]);
    expect(entries).toHaveLength(8);
    expect(new Set(entries.map(({ standardFen }) => standardFen))).toEqual(new Set([11_000]));
    const everybody = noticeCandidates(desk.reading(NAREN), { ...period, occasion: 'ALL' });
    expect(everybody.entries.length + everybody.heldOut.length).toBe(16);
    const township = noticeCandidates(desk.reading(NAREN), { ...period, occasion: 'ALL', division: NORTH });
    expect(township.entries.length + township.heldOut.length).toBe(COUNT);
  });
  test('hangs, is objected to, answered and taken down; the page says where it stands', () => {
    desk.clock.nowMs = Date.UTC(2026, 10, 2, 2);
    const { ids } = desk.taken(NAREN, 'publicNotice.prepare', prepare(period));
    const noticeId = ids[0] as number;
    const page = () => noticePage(desk.reading(NAREN), noticeId);
    expect(page()).toMatchObject({ row: { state: 'PREPARED', entryCount: 8, day: null }, unknownLines: 0 });
    const [board, online] = [page()?.board[0], page()?.online[0]];
    expect(board?.name).not.toContain('*');
    expect(online?.name).toContain('*');
    expect(Object.keys(online ?? {}).sort()).toEqual([
      'benefitKind',
      'name',
      'paidSince',
      'standardFen',
      'village',
    ]);
    desk.taken(NAREN, 'publicNotice.post', {
      ...{ noticeId, postedOn: '2026-11-02', postedPlace: '村务公开栏', poster: '巴雅尔' },
      ...{ onlinePlace: '苏木微信公众号', postedWords: null },
    });
    expect(page()?.row).toMatchObject({
      state: 'IN_PUBLICITY',
      lastDay: '2026-11-09',
      day: 0,
      isOver: false,
    });
    const objectionArgs = {
      ...{ noticeId, personId: id(12), receivedOn: '2026-11-02', objectionText: '听说已经搬走' },
      ...{ contactName: null, contactPhone: '13900000001' },
    };
    const objection = desk.taken(NAREN, 'objection.take', objectionArgs).ids[0] as number;
    expect(page()).toMatchObject({
      row: { state: 'OBJECTED', openObjections: 1 },
      objections: [{ contactPhone: '139****0001', due: { dueOn: '2026-11-16' } }],
    });
    expect(checkDuties(desk.reading(NAREN)).find(({ kind }) => kind === 'objection')?.count).toBe(1);
    const decided = {
      ...{ objectionId: objection, outcome: 'REJECTED', proposal: null, decidedWords: '人在家' },
      ...{ decidedOn: '2026-11-02', repliedOn: '2026-11-02', replyWords: '电话说明了' },
    };
    desk.taken(NAREN, 'objection.decide', decided);
    const close = {
      noticeId,
      remover: '巴雅尔',
      isOnlineDown: true,
      closedWords: null,
      takenDownOn: '2026-11-10',
    };
    expect(desk.issue(NAREN, 'publicNotice.close', close)).toMatchObject({
      ok: false,
      code: 'notice/future-date',
    });
    desk.clock.nowMs = Date.UTC(2026, 10, 10, 2);
    expect(page()?.row).toMatchObject({ isOver: true, day: 8 });
    expect(checkDuties(desk.reading(NAREN)).find(({ kind }) => kind === 'take-down')).toMatchObject({
      ...{ count: 1, dueOn: '2026-11-09' },
    });
    desk.taken(NAREN, 'publicNotice.close', close);
    expect(noticeList(desk.reading(NAREN)).rows).toMatchObject([{ state: 'CLOSED', day: null }]);
  });
  test('PN5 one that was upheld holds the person until the county has settled it', () => {
    const { noticeId = 0 } = noticeList(desk.reading(NAREN)).rows[0] ?? {};
    const taken = { noticeId, personId: id(12), receivedOn: '2026-11-03', objectionText: '已经搬走' };
    const contact = { contactName: null, contactPhone: null };
    const [objectionId] = desk.taken(NAREN, 'objection.take', { ...taken, ...contact }).ids;
    const found = { outcome: 'UPHELD', proposal: 'EXIT', decidedWords: '查实已经搬走' };
    const decided = { decidedOn: '2026-11-10', repliedOn: null, replyWords: null };
    desk.taken(NAREN, 'objection.decide', { objectionId, ...found, ...decided });
    const last = () => noticePage(desk.reading(SAREN), noticeId)?.objections.at(-1);
    const toSettle = () => checkDuties(desk.reading(SAREN)).find(({ kind }) => kind === 'settle')?.count;
    expect(last()).toMatchObject({ isHeld: true, settlement: null });
    expect(toSettle()).toBe(1);
    const settlement = { settlement: 'FOLLOWED', settledOn: '2026-11-10', settledWords: '已按迁出停发' };
    desk.taken(SAREN, 'objection.settle', { objectionId, ...settlement });
    expect(last()).toMatchObject({ isHeld: false, settlement: 'FOLLOWED', settledBy: '萨仁' });
    expect(toSettle()).toBeUndefined();
  });
  test('on paper it is a document: its own number, told from its code, made again where it was called back', () => {
    desk.clock.nowMs = Date.UTC(2026, 10, 25, 2);
    const noticeId = desk.taken(NAREN, 'publicNotice.prepare', prepare(period)).ids[0] as number;
    const page = () => noticePage(desk.reading(NAREN), noticeId);
    const rows = (page()?.board ?? []).map(({ name }, at) => [String(at + 1), name, '护理补贴', '110', '']);
    const number = page()?.paper.number ?? '';
    expect(page()?.paper).toEqual({ documentId: null, number, prints: 0, replaces: null });
    expect(number).toMatch(/^\d+-\d{4}$/);
    desk.taken(NAREN, 'document.issue', {
      ...{ personId: null, applicationId: null, lineId: null, noticeId, kind: 'PUBLIC_NOTICE', number },
      ...{ edition: 1, ordinal: 1, replaces: null },
      content: { case: { unit: '苏木' }, identity: { noticeRows: rows }, health: {}, money: {} },
    });
    const documentId = page()?.paper.documentId ?? 0;
    expect(page()?.paper).toEqual({ documentId, number, prints: 1, replaces: null });
    const { hash = '' } = openDocument(desk.reading(NAREN), documentId) ?? {};
    expect(findDocument(desk.reading(NAREN), qrText(documentId, hash))).toMatchObject({
      ...{ verdict: 'same', about: desk.reading().divisionName(VILLAGE), document: { number } },
    });
    expect(findDocument(desk.reading(NAREN), `${number} 0000-0000-0000`).verdict).toBe('different');
    desk.taken(NAREN, 'document.void', { documentId, reason: '纸湿了' });
    expect(page()?.paper).toMatchObject({ documentId: null, prints: 0, replaces: documentId });
    expect(page()?.paper.number).toMatch(/^\d+-20261125-01$/);
  });
  test('nothing that a notice sends to a screen’s editions holds a number of a person', () => {
    const row = noticeList(desk.reading(NAREN)).rows[0];
    const page = noticePage(desk.reading(NAREN), row?.noticeId as number);
    const text = JSON.stringify([page?.board, page?.online]);
    for (let at = 0; at < COUNT; at += 1) {
      const { idNumber, certificateNumber, accountNumber, phone } = demoPerson(at, VILLAGE);
      for (const secret of [idNumber, certificateNumber, accountNumber, phone])
        expect(text).not.toContain(secret);
    }
  });
});

describe('the monthly re-check', () => {
  const month = '2026-11';
  const of = () => recheckVillage(desk.reading(NAREN), { division: VILLAGE, month });
  const place = () =>
    recheckOverview(desk.reading(NAREN), month).places.find(({ division }) => division === VILLAGE);
  test('opened, answered, with a task that is closed', () => {
    expect(place()).toMatchObject({ active: 16, answered: 0, isOpened: false });
    const personIds = of().rows.map(({ personId }) => personId);
    const list = desk.taken(NAREN, 'recheck.open', { division: VILLAGE, month, personIds }).ids[0] as number;
    expect(of()).toMatchObject({ openedBy: '娜仁' });
    const answer = (args: object) =>
      desk.taken(NAREN, 'recheck.answer', {
        ...{ recheckId: list, answer: 'UNCHANGED', changeKind: null, answerWords: null },
        ...{ checkedOn: '2026-11-10', personIds: personIds.slice(1) },
        ...args,
      });
    answer({});
    answer({ personIds: [personIds[0]], answer: 'NOT_FOUND', answerWords: '三次上门没见到' });
    expect(place()).toMatchObject({ answered: 16, openTasks: 1, isOpened: true });
    const { tasks } = recheckOverview(desk.reading(NAREN), month);
    expect(tasks).toMatchObject([{ kind: 'recheck', personId: personIds[0], what: 'NOT_FOUND' }]);
    expect(recheckOverview(desk.reading(SAREN), month)).toMatchObject({ tasks: [] });
    // Found after all: the later answer stands, and the task is gone.
    answer({ personIds: [personIds[0]] });
    expect(of().rows[0]?.answer).toMatchObject({ answer: 'UNCHANGED', taskState: null });
    expect(place()).toMatchObject({ answered: 16, openTasks: 0 });
  });
  test('whoever comes to receive after it was opened stands there without a list', () => {
    desk.confirm(NORTH, someone(30));
    const late = of().rows.find(({ personId }) => personId === id(30));
    expect(late).toMatchObject({ recheckId: null, answer: null });
    expect(place()).toMatchObject({ active: 17, answered: 16 });
  });
});

describe('a spot check', () => {
  const SEED = '0123456789abcdef';
  test('is drawn, seen to be drawn fairly, and its results go back to the township', () => {
    const draw = drawSpotCheck(desk.reading(CHEN), SEED);
    expect(drawSpotCheck(desk.reading(SAREN), SEED)).toEqual(draw);
    expect(draw.sample).toHaveLength(5);
    const spotCheckId = desk.taken(CHEN, 'spotCheck.draw', draw).ids[0] as number;
    const page = () => spotCheckPage(desk.reading(CHEN), spotCheckId);
    expect(page()).toMatchObject({ again: 'same', check: { body: 'FEDERATION', sampled: 5, done: 0 } });
    const personId = draw.sample[0]?.personId as number;
    desk.taken(CHEN, 'spotCheck.note', {
      ...{ spotCheckId, personId, result: 'DISCREPANCY', checkedOn: '2026-11-10' },
      ...{ checkers: '陈立群', resultWords: '已去世' },
    });
    expect(page()?.check).toMatchObject({ done: 1, notFine: 1 });
    // What is open about somebody is other data for a draw.
    expect(page()?.again).toBe('other-data');
    const [task] = recheckOverview(desk.reading(NAREN), '2026-11').tasks;
    expect(task).toMatchObject({ kind: 'spot', personId, words: '已去世' });
    const closing = { resultId: task?.taskId, taskOutcome: 'EXITED', taskWords: '已办退出' };
    desk.taken(NAREN, 'spotCheck.closeTask', closing);
    expect(recheckOverview(desk.reading(NAREN), '2026-11').tasks).toEqual([]);
  });
  test('whoever has an open finding, task or conflict is in every sample', () => {
    const open = { personId: id(5), code: 'DEAD_PERSON', state: 'OPEN' };
    const closed = { ...open, personId: id(6), state: 'CLOSED' };
    desk.confirm(NORTH, [
      { type: 'finding', id: 9_001, set: open },
      { type: 'finding', id: 9_002, set: closed },
      { type: 'conflict', id: 9_003, set: { personId: id(7), state: 'OPEN' } },
    ]);
    for (let seed = 0; seed < 8; seed += 1) {
      const { sample } = drawSpotCheck(desk.reading(CHEN), seed.toString(16).padStart(16, '0'));
      const ids = sample.map(({ personId }) => personId);
      expect(ids).toEqual(expect.arrayContaining([id(5), id(7)]));
      expect(sample.find(({ personId }) => personId === id(6))?.why ?? 'DRAWN').toBe('DRAWN');
    }
  });
  test('two a year: the federation has one, civil affairs none', () => {
    expect(spotCheckList(desk.reading(CHEN)).years).toEqual([
      { body: 'CIVIL_AFFAIRS', drawn: 0, missing: 'FIRST', dueOn: '2026-06-30' },
      { body: 'FEDERATION', drawn: 1, missing: 'NONE', dueOn: null },
    ]);
    const owed = (who: typeof SAREN) =>
      checkDuties(desk.reading(who)).filter(({ kind }) => kind === 'spot-check');
    expect(owed(SAREN)).toEqual([{ kind: 'spot-check', count: 1, dueOn: '2026-06-30' }]);
    expect(owed(CHEN)).toEqual([]);
  });
});

describe('where the county’s pack says otherwise (policy-packs §5.1)', () => {
  const secret = new Uint8Array(32).fill(4);
  /** The county's own pack, from a day on. */
  function setPack(number: number, validFrom: string, procedure: ProcedurePart): void {
    const pack: IssuedPack = {
      ...{ packId: '159999', region: '159999', version: number, validFrom, procedure },
      ...{ publishedOn: '2026-01-01', documentNo: '乌民发〔2026〕9号（虚构）', issuedBy: '乌兰淖尔旗民政局' },
      ...{ livingScope: [], nursingScope: [], lifts: [], standards: [] },
    };
    const { content, keyId, signature } = signPack(pack, secret);
    const set = { packRegion: '159999', packNumber: number, content: content as never, keyId, signature };
    desk.confirm(0, [{ type: 'pack', id: number, set }]);
  }
  beforeAll(() => {
    const key = {
      ...{ keyRegion: '159999', unitName: '乌兰淖尔旗民政局' },
      publicKey: packPublicKey(secret),
    };
    desk.confirm(0, [{ type: 'packKey', id: 1, set: key }]);
  });

  test('the duty to draw, the sample and the days of findings; an earlier draw comes out as it was', () => {
    const seed = '00000000000000ff';
    const first = desk.taken(SAREN, 'spotCheck.draw', drawSpotCheck(desk.reading(SAREN), seed)).ids[0];
    const again = () => spotCheckPage(desk.reading(SAREN), first as number)?.again;
    desk.confirm(NORTH, [
      {
        type: 'finding',
        id: 9_010,
        set: {
          ...{ personId: id(8), code: 'SHOULD_STOP', state: 'OPEN', severity: 'VERIFY' },
          foundOn: '2026-11-02',
        },
      },
    ]);
    const due = () =>
      findingList(desk.reading(SAREN), { show: 'all', limit: 50, offset: 0 }).rows.find(
        ({ findingId }) => findingId === 9_010,
      )?.dueOn;
    expect([again(), due()]).toEqual(['other-data', '2026-11-16']);
    desk.confirm(NORTH, [{ type: 'finding', id: 9_010, set: { state: 'CLOSED' } }]);
    expect(again()).toBe('same');
    setPack(1, '2026-01-01', {
      spotCheck: { perYear: 3, allBy: '11-05', percent: 50 },
      ...{ alerts: { verifyDays: 5 }, publicity: { objectionDays: 3 } },
    });
    expect([again(), due()]).toEqual(['same', '2026-11-09']);
    expect(drawSpotCheck(desk.reading(SAREN), seed).sample.length).toBeGreaterThan(10);
    expect(spotCheckList(desk.reading(SAREN))).toMatchObject({
      rule: { perYear: 3, percent: 50, atLeast: 5 },
      years: [{ drawn: 1, missing: 'REST', dueOn: '2026-11-05' }, { drawn: 1 }],
    });
  });

  test('the days to look into an objection (dossier (g))', () => {
    const notice = noticeList(desk.reading(NAREN)).rows.find(({ postedOn }) => postedOn !== null);
    const noticeId = notice?.noticeId as number;
    const words = { objectionText: '说是不在本地', contactName: null, contactPhone: null };
    desk.taken(NAREN, 'objection.take', { ...words, noticeId, personId: id(12), receivedOn: '2026-11-09' });
    const open = noticePage(desk.reading(NAREN), noticeId)?.objections.find(({ state }) => state === 'OPEN');
    expect(open?.due.dueOn).toBe('2026-11-12');
  });

  test('RC4 a re-check by the quarter is one list; earlier months stay as they were', () => {
    setPack(2, '2026-10-01', { recheck: { cycle: 'QUARTERLY' } });
    const of = (month: string) => recheckOverview(desk.reading(NAREN), month);
    const village = (month: string) => recheckVillage(desk.reading(NAREN), { division: OTHER, month });
    for (const month of ['2026-10', '2026-11'])
      expect(of(month)).toMatchObject({ month: '2026-10', lastMonth: '2026-12' });
    expect(of('2026-09')).toMatchObject({ month: '2026-09', lastMonth: '2026-09' });
    expect(
      of('2026-11')
        .spans.map(({ month }) => month)
        .slice(0, 3),
    ).toEqual(['2026-10', '2026-09', '2026-08']);
    const owed = () => checkDuties(desk.reading(NAREN)).find(({ kind }) => kind === 'recheck')?.count;
    expect(owed()).toBe(2);
    const { month, rows } = village('2026-11');
    const personIds = rows.map(({ personId }) => personId);
    const recheckId = desk.taken(NAREN, 'recheck.open', { division: OTHER, month, personIds }).ids[0];
    const answer = { answer: 'UNCHANGED', changeKind: null, answerWords: null, checkedOn: '2026-11-10' };
    desk.taken(NAREN, 'recheck.answer', { ...answer, recheckId, personIds });
    expect(village('2026-12').rows.map((row) => row.answer?.answer)).toEqual(
      personIds.map(() => 'UNCHANGED'),
    );
    expect(owed()).toBe(1);
  });
});
