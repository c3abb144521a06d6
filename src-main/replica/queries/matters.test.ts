/** The lists beside the files on a replica's own file: what stands in each for whom, and how an act takes its line away; the economic check through
 *  the exchange folder of this computer (S004 arts 8–13). */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#shared/base/canonical.ts';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { ExchangeFolder } from '../economic/check-port.ts';
import { collectChecks, sendCheck } from '../economic/check-procedures.ts';
import { CHEN, demoPerson, NAREN, NORTH, personFields, SAREN, SOUTH, TestDesk, WANG } from '../test-desk.ts';
import { lawFactsOf } from './law-facts.ts';
import { readRecord } from '../store/records.ts';
import { casePage } from './case-page.ts';
import { delegations, exits, forwarded, leads, matterCounts, recoveries, untold } from './matters.ts';
import type { Me } from './reading.ts';
import { reviewQueue, today } from './work.ts';

const VILLAGE = DEMO_VILLAGES[0]?.code as number;
const id = (at: number) => 1_000 + at;
let desk: TestDesk;
const counts = (who: Me) =>
  Object.fromEntries(matterCounts(desk.reading(who)).map(({ kind, count }) => [kind, count]));

function someone(at: number, more: object = {}) {
  const made = demoPerson(at, VILLAGE);
  const certificate = { certificateNumber: `${made.idNumber}41`, disabilityClass: 4, grade: 1 };
  const person = {
    ...personFields(made),
    ...certificate,
    certificateExpiresOn: '2036-01-01',
    needsLongTermCare: true,
  };
  return { type: 'person' as const, id: id(at), set: { ...person, ...more } };
}

function receives(at: number, more: object = {}) {
  const terms = { personId: id(at), benefit: 'NURSING', state: 'ACTIVE', entitledFrom: '2026-01' };
  return {
    type: 'entitlement' as const,
    id: 5_000 + at,
    set: { ...terms, decidedOn: '2026-01-20', ...more },
  };
}

beforeAll(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(NORTH, [
    ...[someone(0), receives(0)],
    ...[someone(1, { deathDate: '2026-10-20', deathSource: 'VILLAGE' }), receives(1)],
    ...[someone(2, { policyToldOn: '2026-05-01' }), receives(2)],
    someone(3),
    ...[someone(4, { grade: 3, policyToldOn: '2026-05-01' }), receives(4)],
  ]);
});
afterAll(() => desk.close());

describe('art.10 who has not been told', () => {
  test('new holders before those who receive; the dead and the told not at all', () => {
    const { total, rows } = untold(desk.reading(NAREN));
    expect(rows.map(({ personId, benefits }) => [personId, benefits])).toEqual([
      [id(3), []],
      [id(0), ['NURSING']],
    ]);
    expect([total, counts(NAREN).told]).toEqual([2, 2]);
  });
  test('the federation tells new holders alone', () => {
    expect(untold(desk.reading(CHEN)).rows.map(({ personId }) => personId)).toEqual([id(3)]);
    expect(counts(CHEN)).toEqual({ told: 1, exits: 1 });
  });
  test('who is told leaves the list', () => {
    desk.taken(CHEN, 'person.tell', {
      ...{ personId: id(3), toldOn: '2026-11-01', toldBy: '旗残联专职委员', way: 'VISIT', words: '' },
      ...{ isSigned: true, isDutyTold: true },
    });
    expect(counts(CHEN).told).toBe(0);
    expect(counts(NAREN).told).toBe(1);
  });
});

describe('art.9 exits', () => {
  test('what the facts call for; a lost condition is asked at the township, which proposes it', () => {
    const due = (who: Me) => exits(desk.reading(who)).rows.map(({ personId, reason }) => [personId, reason]);
    expect(due(NAREN)).toEqual([
      [id(1), 'DEATH'],
      [id(4), 'CONDITION_LOST'],
    ]);
    expect(due(SAREN)).toEqual([[id(1), 'DEATH']]);
  });
  test('a proposal stands once, with who made it and why', () => {
    desk.taken(NAREN, 'entitlement.propose', {
      ...{ entitlementId: 5_001, change: 'EXIT', reason: 'DEATH', on: null, words: '村里来报' },
    });
    const { rows } = exits(desk.reading(SAREN));
    expect(rows).toMatchObject([
      { personId: id(1), change: 'EXIT', reason: 'DEATH', words: '村里来报', who: '娜仁' },
    ]);
  });
});

describe('arts 8, 11 leads', () => {
  const open = () => leads(desk.reading(NAREN), false).rows;
  test('from finding somebody to the end', () => {
    desk.taken(NAREN, 'lead.open', {
      ...{
        township: NORTH,
        name: '刘德德',
        phone: '13900000009',
        benefits: ['LIVING'],
        source: 'VISIT',
        words: '',
      },
    });
    const [lead] = open();
    expect(lead).toMatchObject({
      name: '刘德德',
      phone: '139****0009',
      contacts: [],
      state: 'OPEN',
      personId: null,
    });
    const { leadId } = lead as { leadId: number };
    desk.taken(NAREN, 'lead.contact', { leadId, on: '2026-11-01', way: 'PHONE', words: '住在东风镇' });
    expect(open()[0]?.contacts).toEqual([
      { on: '2026-11-01', way: 'PHONE', words: '住在东风镇', who: '娜仁' },
    ]);
    expect(counts(SAREN).leads).toBe(1);
    desk.taken(NAREN, 'lead.handOver', { leadId, township: SOUTH, words: '户口在东风镇' });
    expect(open()).toEqual([]);
    expect(leads(desk.reading(NAREN), true).rows).toMatchObject([
      { state: 'CLOSED', outcome: 'HANDED_OVER' },
    ]);
  });
});

test('art.13 files sent on, and art.12 money to come back, where there are any', () => {
  desk.confirm(NORTH, [
    {
      ...{ type: 'forwarding', id: 8_001 },
      set: { applicationId: 8_000, toTownship: SOUTH, personName: '赵海龙', fileState: 'FEDERATION_REVIEW' },
    },
    {
      type: 'recovery',
      id: 8_002,
      set: { personId: id(1), state: 'OPEN', amountFen: 20_000, openedOn: '2026-11-01' },
    },
  ]);
  expect(forwarded(desk.reading(NAREN)).rows).toMatchObject([
    { name: '赵海龙', to: '东风镇', state: 'FEDERATION_REVIEW' },
  ]);
  expect(recoveries(desk.reading(SAREN)).rows).toMatchObject([
    { personId: id(1), owedFen: 20_000, state: 'OPEN' },
  ]);
  expect(counts(NAREN)).toMatchObject({ forwarded: 1, recoveries: 1 });
});

describe('T15 delegation', () => {
  const of = (township: number) => delegations(desk.reading(SAREN)).find((row) => row.township === township);
  test('given, shown with what was determined and checked, taken back', () => {
    expect(of(NORTH)).toMatchObject({ delegationId: null, from: null });
    desk.taken(SAREN, 'delegation.grant', {
      township: NORTH,
      from: '2026-11-01',
      document: '乌民发〔2026〕9号',
      words: '',
    });
    const files = [1, 2].map((at) => ({
      ...{ type: 'application' as const, id: 8_100 + at },
      set: { personId: id(at), state: 'APPROVED', determinedAt: 'TOWNSHIP', appliedNursing: true },
    }));
    const result = { personId: id(1), result: 'CONFIRMED', checkedOn: '2026-11-02', taskState: null };
    desk.confirm(NORTH, [...files, { type: 'spotCheckResult', id: 8_200, set: result }]);
    const given = of(NORTH);
    expect(given).toMatchObject({ from: '2026-11-01', who: '萨仁', determined: 2, checked: 1 });
    desk.taken(SAREN, 'delegation.revoke', {
      ...{ delegationId: given?.delegationId, revokedOn: '2026-11-02', document: '乌民发〔2026〕12号' },
    });
    expect(of(NORTH)).toMatchObject({ delegationId: null, revokedOn: '2026-11-02' });
  });

  test('DG1 a file that waits is the township’s turn on every list while the decision is in force, and the county’s before and after', () => {
    const waiting = { personId: id(3), state: 'DETERMINING', stateSince: '2026-10-09', appliedLiving: true };
    const passed = {
      enteredOn: '2026-10-08',
      federationPassedOn: '2026-10-09',
      preliminaryBy: NAREN.accountId,
    };
    desk.confirm(NORTH, [
      { type: 'application', id: 8_103, set: { ...waiting, ...passed, determinedAt: 'TOWNSHIP' } },
    ]);
    const whose = () => {
      const page = (who: Me) => casePage(desk.reading(who), id(3))?.applications[0]?.nextStep;
      return {
        overdue: [NAREN, SAREN].map((who) => today(desk.reading(who)).overdue.map((line) => line.whose)),
        waitingFor: today(desk.reading(CHEN)).waitingFor.map(({ whom }) => whom),
        clerk: page(NAREN)?.waitsFor,
        reviewer: [page(WANG)?.waitsFor, reviewQueue(desk.reading(WANG)).length],
        county: [page(SAREN)?.waitsFor, reviewQueue(desk.reading(SAREN)).length],
      };
    };
    const ofCounty = {
      ...{ overdue: [['CIVIL_AFFAIRS'], ['CIVIL_AFFAIRS']], waitingFor: ['CIVIL_AFFAIRS'] },
      ...{ clerk: 'CIVIL_AFFAIRS', reviewer: ['CIVIL_AFFAIRS', 0], county: ['me', 1] },
    };
    const ofTownship = {
      ...{ overdue: [['TOWNSHIP'], ['TOWNSHIP']], waitingFor: ['TOWNSHIP'] },
      ...{ clerk: 'TOWNSHIP', reviewer: ['me', 1], county: ['me', 1] },
    };
    expect(whose()).toEqual(ofCounty);
    const grant = { township: NORTH, document: '乌民发〔2026〕13号', words: '' };
    desk.taken(SAREN, 'delegation.grant', { ...grant, from: '2026-11-02' });
    expect(whose()).toEqual(ofTownship);
    const end = { revokedOn: '2026-11-03', document: '乌民发〔2026〕14号' };
    desk.taken(SAREN, 'delegation.revoke', { ...end, delegationId: of(NORTH)?.delegationId });
    expect(whose()).toEqual(ofTownship);
    expect(of(NORTH)).toMatchObject({ delegationId: null, revokedOn: '2026-11-03' });
    const now = desk.clock.nowMs;
    desk.clock.nowMs += 24 * 3_600_000;
    expect(whose()).toEqual(ofCounty);
    desk.clock.nowMs = now;
  });
});

describe('the economic check through the exchange folder', () => {
  const folder = () => join(desk.folder, 'exchange');
  const ports = (who: Me = NAREN) => ({
    ...{ statements: desk.statements, clock: desk.clock, port: new ExchangeFolder(folder()) },
    issue: (inputs: Parameters<TestDesk['issueAll']>[1]) => desk.issueAll(who, inputs),
  });
  const checks = () => {
    const person = readRecord(desk.statements, 'person', id(2));
    if (!person) throw new Error('nobody');
    return lawFactsOf(desk.reading(), person, undefined).economicChecks;
  };
  const put = (name: string, text: string): void => writeFileSync(join(folder(), 'in', name), text);
  const [body, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const signed = (answer: object, key: KeyObject = body.privateKey) =>
    JSON.stringify({
      answer,
      signature: sign(null, Buffer.from(canonicalJson(answer as never)), key).toString('hex'),
    });
  const publicKeyOf = ({ publicKey }: typeof body) =>
    publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

  test('EP4 a folder that is not there is said and not made; it is not in the way of the act', async () => {
    expect(await collectChecks(ports())).toEqual({ code: 'economic/folder-gone', taken: 0, refused: [] });
    expect(existsSync(folder())).toBe(false);
    mkdirSync(folder());
  });

  test('out with a signature, in with an answer; what is none is refused and told', async () => {
    const { ids } = desk.taken(NAREN, 'economicCheck.authorise', {
      ...{ personId: id(2), authorisedOn: '2026-11-01', authorisedBy: '本人' },
    });
    const checkId = checks()[0]?.checkId as number;
    expect(ids).toContain(checkId);
    const sent = await sendCheck(ports(), checkId);
    expect(sent).toMatchObject({ code: null });
    const text = readFileSync(join(folder(), 'out', sent.fileName ?? ''), 'utf8');
    const { request, publicKey, signature } = JSON.parse(text) as {
      request: never;
      publicKey: string;
      signature: string;
    };
    const key = createPublicKey({ key: Buffer.from(publicKey, 'hex'), format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(canonicalJson(request)), key, Buffer.from(signature, 'hex'))).toBe(true);
    // Pressed twice: the same request, the same act.
    expect(await sendCheck(ports(), checkId)).toEqual(sent);
    expect(desk.rows("SELECT 1 FROM history WHERE action = 'economicCheck.ask'")).toHaveLength(1);

    rmSync(folder(), { recursive: true });
    expect(await sendCheck(ports(), checkId)).toEqual({ code: 'economic/folder-gone' });
    mkdirSync(join(folder(), 'in'), { recursive: true });

    const answer = {
      ...{ format: 'sumu-economic-check-answer', version: 1, checkId, answeredOn: '2026-11-02' },
      ...{ requestHash: createHash('sha256').update(text).digest('hex'), finding: 'DIFFERS' },
      ...{ incomeFen: 250_000, propertyFen: null, words: '另有存款' },
    };
    const whole = signed(answer);
    put('4-answer.json', whole);
    expect(await collectChecks(ports())).toEqual({ code: 'economic/no-key', taken: 0, refused: [] });
    const enter = { bodyName: '旗核对中心', publicKey: publicKeyOf(other), townships: [] };
    desk.taken(SAREN, 'checkingBody.enter', enter);
    desk.taken(SAREN, 'checkingBody.enter', { ...enter, publicKey: publicKeyOf(body) });
    put('1-foreign.json', signed({ ...answer, requestHash: 'ab'.repeat(32) }));
    put('2-torn.json', whole.slice(0, 200));
    put('2-unsigned.json', JSON.stringify({ answer }));
    put('3-changed.json', whole.replace('250000', '350000'));
    put('3-former.json', signed(answer, other.privateKey));
    put('3-large.json', ' '.repeat(70_000));
    put('5-again.json', signed({ ...answer, incomeFen: 0 }));
    symlinkSync(join(folder(), 'in', '4-answer.json'), join(folder(), 'in', '6-link.json'));
    expect(await collectChecks(ports())).toEqual({
      ...{ code: null, taken: 1 },
      refused: [
        { name: '1-foreign.json', code: 'economic/foreign' },
        { name: '2-torn.json', code: 'economic/torn' },
        { name: '2-unsigned.json', code: 'economic/unsigned' },
        { name: '3-changed.json', code: 'economic/signature-wrong' },
        { name: '3-former.json', code: 'economic/signature-wrong' },
        { name: '3-large.json', code: 'economic/malformed' },
        { name: '5-again.json', code: 'economic/already-answered' },
        { name: '6-link.json', code: 'economic/malformed' },
      ],
    });
    expect(checks()).toMatchObject([
      { state: 'ANSWERED', finding: 'DIFFERS', incomeFen: 250_000, answeredOn: '2026-11-02' },
    ]);
    // What is cut off may still be on its way: it stays, and is taken once it is whole.
    expect(readdirSync(join(folder(), 'in')).filter((name) => name.endsWith('.json'))).toEqual([
      '2-torn.json',
    ]);
    expect(existsSync(join(folder(), 'in', 'taken', '4-answer.json'))).toBe(true);
    const told = async () => (await collectChecks(ports())).refused.map(({ code }) => code);
    expect(await told()).toEqual(['economic/torn']);
    put('2-torn.json', whole);
    expect(await told()).toEqual(['economic/already-answered']);
    expect(await told()).toEqual([]);
  });

  test('a request of what is not here leaves nothing', async () => {
    expect(await sendCheck(ports(WANG), 77)).toEqual({ code: 'economic/not-found' });
  });
});
