/** What the screens are told of packs and of late steps, from a replica's own rows: a pack counts only while its signature holds here too (PKB1),
 *  a file is judged as the centre will judge it (PKI3), and late steps are told to the unit and the one above (DEADLINE_OVERDUE). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IssuedPack } from '#shared/domain/pack-book.ts';
import { standardOf } from '#shared/domain/policy-pack.ts';
import { packFileOf, packPublicKey, signPack, vouchFor } from '#shared/sync/signed-pack.ts';
import { COUNTY, demoPerson, NAREN, NORTH, personFields, SAREN, SOUTH, TestDesk } from '../test-desk.ts';
import { lookAtPack, packs } from './packs.ts';
import { today } from './work.ts';

const secret = new Uint8Array(32).fill(4);
const first: IssuedPack = {
  ...{ packId: '159999', region: '159999', version: 1, validFrom: '2026-01-01', publishedOn: '2025-12-20' },
  ...{
    documentNo: '乌民发〔2025〕9号（虚构）',
    issuedBy: '乌兰淖尔旗民政局',
    livingScope: [],
    nursingScope: [],
    lifts: [],
  },
  standards: [{ id: 'N', benefit: 'NURSING', amountFen: 11_000, from: '2026-01', grades: [1, 2] }],
};
const second: IssuedPack = {
  ...{ ...first, version: 2, validFrom: '2026-12-01' },
  standards: [
    ...first.standards,
    { id: 'N2', benefit: 'NURSING', amountFen: 13_000, from: '2026-12', grades: [1, 2] },
  ],
};
let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  const { content, keyId, signature } = signPack(first, secret);
  const key = { keyRegion: '159999', unitName: '乌兰淖尔旗民政局', publicKey: packPublicKey(secret) };
  desk.confirm(0, [
    { type: 'packKey', id: 1, set: key },
    {
      type: 'pack',
      id: 1,
      set: { packRegion: '159999', packNumber: 1, content: content as never, keyId, signature },
    },
  ]);
});
afterEach(() => desk.close());

test('PKB1 a signed pack counts, and new acts name its set', () => {
  expect(packs(desk.reading())).toMatchObject({ version: 'CN.1+159999.1', mayIssue: false, mayAnswer: true });
  const args = {
    contact: { phone: '13900000001', residenceAddress: null, statedOn: '2026-11-01' },
    reason: '本人来改',
  };
  desk.confirm(NORTH, [{ type: 'person', id: 100, set: personFields(demoPerson(0)) }]);
  desk.taken(NAREN, 'person.edit', { personId: 100, ...args });
  const [act] = desk.rows('SELECT frame FROM act');
  expect(JSON.parse(String(act?.frame)).pack).toBe('CN.1+159999.1');
});

test('PKB1 a row whose amount was changed on this disk is no pack', () => {
  desk.statements.run("UPDATE pack SET content = replace(content, '11000', '99000'), v_issue = v_issue + 1");
  expect(desk.reading().packs.packs).toEqual([]);
});

test('PKI3 a file shows its faults, or what it changes', () => {
  const look = (pack: IssuedPack) => lookAtPack(desk.reading(SAREN), packFileOf(signPack(pack, secret)));
  expect(look(first).faults.map(({ code }) => code)).toEqual(['PACK_ALREADY_IN']);
  const { faults, changes } = look(second);
  expect(faults).toEqual([]);
  expect(changes).toMatchObject([{ month: '2026-12', beforeFen: 11_000, afterFen: 13_000 }]);
});

test('PKB4 the numbers of the procedure: what stands, who set it, and what a file would change', () => {
  const numberOf = (name: string) => packs(desk.reading()).numbers.find((each) => each.name === name);
  expect(numberOf('alerts.verifyDays')).toEqual({ name: 'alerts.verifyDays', value: 10, setBy: null });
  const stricter = { ...second, procedure: { alerts: { verifyDays: 5, lateDays: 3 } } };
  const look = lookAtPack(desk.reading(SAREN), packFileOf(signPack(stricter, secret)));
  expect(look.numbers).toEqual([{ name: 'alerts.verifyDays', before: 10, after: 5 }]);
  const { content, keyId, signature } = signPack({ ...stricter, validFrom: '2026-01-02' }, secret);
  const set = { packRegion: '159999', packNumber: 2, content: content as never, keyId, signature };
  desk.confirm(0, [{ type: 'pack', id: 2, set }]);
  expect(numberOf('alerts.verifyDays')).toMatchObject({ value: 5, setBy: '159999.2' });
  expect(numberOf('alerts.lateDays')).toMatchObject({ value: 3, setBy: '159999.2' });
  expect(numberOf('alerts.oldAge')).toMatchObject({ value: 100, setBy: null });
});

/** Rows as a centre sends them that gives itself another key, and signs a better pack with it. */
function lie(): void {
  const own = new Uint8Array(32).fill(9);
  const { content, keyId, signature } = signPack(second, own);
  const key = { keyRegion: '159999', unitName: '乌兰淖尔旗民政局', publicKey: packPublicKey(own) };
  desk.confirm(0, [
    { type: 'packKey', id: 2, set: key },
    {
      type: 'pack',
      id: 2,
      set: { packRegion: '159999', packNumber: 2, content: content as never, keyId, signature },
    },
  ]);
}

test('PKT2 a key that nobody known has signed changes nothing, and is shown as what it is', () => {
  expect(packs(desk.reading()).keys.map(({ standing }) => standing)).toEqual(['FIRST']);
  lie();
  const told = packs(desk.reading());
  expect(told).toMatchObject({
    version: 'CN.1+159999.1',
    distrusted: [{ name: '159999.2', documentNo: '乌民发〔2025〕9号（虚构）' }],
  });
  expect(told.keys.map(({ standing }) => standing)).toEqual(['FIRST', 'REFUSED']);
  expect(desk.reading().packs.forDivision('2026-12-02', NORTH).version).toBe('CN.1+159999.1');
});

test('PKT2 a centre that takes the first key’s row away, or puts its own there, takes nothing away', () => {
  const own = packPublicKey(new Uint8Array(32).fill(9));
  desk.confirm(0, [{ type: 'packKey', id: 1, set: { publicKey: own } }]);
  expect(packs(desk.reading())).toMatchObject({ version: 'CN.1+159999.1' });
  desk.statements.run('DELETE FROM "packKey"');
  expect(packs(desk.reading())).toMatchObject({ version: 'CN.1+159999.1' });
});

test('PKT1 a key that the known one has signed counts, and its pack with it', () => {
  const next = new Uint8Array(32).fill(6);
  const key = { region: '159999', unitName: '乌兰淖尔旗民政局', publicKey: packPublicKey(next) };
  const { content, keyId, signature } = signPack(second, next);
  const { signedBy, keySignature } = vouchFor(key, secret);
  desk.confirm(0, [
    {
      type: 'packKey',
      id: 3,
      set: {
        ...{ keyRegion: key.region, unitName: key.unitName, publicKey: key.publicKey },
        ...{ signedBy, keySignature },
      },
    },
    {
      type: 'pack',
      id: 2,
      set: { packRegion: '159999', packNumber: 2, content: content as never, keyId, signature },
    },
  ]);
  expect(desk.reading().packs.forDivision('2026-12-02', NORTH).version).toBe('CN.1+159999.2');
  expect(packs(desk.reading())).toMatchObject({ distrusted: [], below: [] });
});

test('PC4 a province raised above the county is a task of the county’s, and its amounts count as before', () => {
  const upper = new Uint8Array(32).fill(5);
  const key = { region: '15', unitName: '民政厅', publicKey: packPublicKey(upper) };
  const province: IssuedPack = {
    ...{
      ...first,
      packId: '15',
      region: '15',
      validFrom: '2026-06-01',
      documentNo: '内民政发〔2026〕1号（虚构）',
    },
    standards: [{ id: 'P', benefit: 'NURSING', amountFen: 12_500, from: '2026-06', grades: [1, 2] }],
  };
  const { content, keyId, signature } = signPack(province, upper);
  // Written down beside the county's: both are first keys of a desk that connects now.
  desk.statements.run("DELETE FROM meta WHERE name = 'first-pack-keys'");
  desk.confirm(0, [
    {
      type: 'packKey',
      id: 4,
      set: { keyRegion: key.region, unitName: key.unitName, publicKey: key.publicKey },
    },
    {
      type: 'pack',
      id: 4,
      set: { packRegion: '15', packNumber: 1, content: content as never, keyId, signature },
    },
  ]);
  expect(packs(desk.reading(SAREN)).below).toEqual([
    { name: '159999.1', documentNo: first.documentNo, benefit: 'NURSING', month: '2026-06' },
  ]);
  expect([today(desk.reading(SAREN)).packsBelow, today(desk.reading(NAREN)).packsBelow]).toEqual([1, 0]);
  const { divisions } = desk.reading().packs.forDivision('2026-07-01', NORTH);
  const cell = { region: '159999101000', grade: 2, disabilityClass: 4 };
  expect(standardOf(divisions, 'NURSING', '2026-07', cell)).toMatchObject({ standard: { id: 'N' } });
});

test('DEADLINE_OVERDUE late steps are told by township and body, to the township and to the county', () => {
  const file = (id: number, set: object) => ({
    type: 'application' as const,
    id,
    set: { personId: 100, ...set },
  });
  desk.confirm(NORTH, [
    { type: 'person', id: 100, set: personFields(demoPerson(0)) },
    file(200, { state: 'PRELIMINARY_PASSED', stateSince: '2026-10-10', preliminaryPassedOn: '2026-10-10' }),
    file(201, { state: 'PRELIMINARY_PASSED', stateSince: '2026-10-30', preliminaryPassedOn: '2026-10-30' }),
  ]);
  desk.confirm(SOUTH, [
    file(202, { state: 'DETERMINING', stateSince: '2026-10-12', federationPassedOn: '2026-10-12' }),
    file(203, { state: 'DETERMINING', stateSince: '2026-10-13', federationPassedOn: '2026-10-13' }),
  ]);
  const told = (who = SAREN) => today(desk.reading(who)).overdue;
  expect(told()).toEqual([
    { scope: NORTH, township: '查干淖尔苏木', whose: 'TOWNSHIP', count: 1, oldestDueOn: '2026-10-14' },
    { scope: SOUTH, township: '东风镇', whose: 'CIVIL_AFFAIRS', count: 2, oldestDueOn: '2026-10-19' },
  ]);
  expect(SAREN.unitScope).toBe(COUNTY);
});
