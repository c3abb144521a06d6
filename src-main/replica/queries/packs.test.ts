/** What the screens are told of packs and of late steps, from a replica's own rows: a pack counts only while its signature holds here too (PKB1),
 *  a file is judged as the centre will judge it (PKI3), and late steps are told to the unit and the one above (DEADLINE_OVERDUE). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IssuedPack } from '#shared/domain/pack-book.ts';
import { packFileOf, packPublicKey, signPack } from '#shared/sync/signed-pack.ts';
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
