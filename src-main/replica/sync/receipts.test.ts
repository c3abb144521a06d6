/** Receipts that somebody else can check: signed by the centre, kept word for word. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OutcomeFrame, signedReceipts } from '#shared/sync/frames.ts';
import { publicKeysOf, signingKeyOf } from '#shared/sync/seal.ts';
import { demoPerson, intakeArgs, NAREN, outcomeOf, TEST_DEVICE, TestDesk } from '../test-desk.ts';
import { applyReply } from './apply.ts';
import { LyingServerError } from './lies.ts';
import { proofOf } from './receipts.ts';

const [CENTRE, STRANGER] = [new Uint8Array(32).fill(2), new Uint8Array(32).fill(3)];
let desk: TestDesk;
let number: number;

function tellKey(): void {
  const { sign, seal } = publicKeysOf(CENTRE);
  const set = { signKey: sign, sealKey: seal, since: '2026-11-01T00:00:00.000Z' };
  desk.confirm(0, [{ type: 'centre', id: 1, set }]);
}

function answer(outcomes: OutcomeFrame[], secret = CENTRE): void {
  const text = Buffer.from(signedReceipts(TEST_DEVICE, outcomes));
  const signature = Buffer.from(ed25519.sign(text, signingKeyOf(secret))).toString('hex');
  applyReply(desk.target, { outcomes, signed: { centre: 1, signature }, scopes: [] });
}

beforeEach(() => {
  desk = new TestDesk();
  number = desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(0))).number;
});
afterEach(() => desk.close());

test('RC1 RC3 a receipt is proved by the key of the centre', () => {
  tellKey();
  answer([outcomeOf(number), outcomeOf(99)]);
  expect(proofOf(desk.statements, number)).toBe('proved');
});

test('RC2 what somebody else signed is a lie: the act goes on waiting', () => {
  tellKey();
  expect(() => answer([outcomeOf(number)], STRANGER)).toThrow(LyingServerError);
  expect(desk.rows('SELECT outcome FROM act')).toEqual([{ outcome: 'pending' }]);
  expect(desk.rows('SELECT count(*) AS n FROM receipt_head')).toEqual([{ n: 0 }]);
});

test('RC3 signed before the key was known: unsigned until the key comes, then proved', () => {
  answer([outcomeOf(number)]);
  expect(proofOf(desk.statements, number)).toBe('unsigned');
  tellKey();
  expect(proofOf(desk.statements, number)).toBe('proved');
});

const changes: [string, string][] = [
  ['another word', "UPDATE act SET outcome = 'refused'"],
  ['another receipt number', "UPDATE act SET receipt = '乌民-20261102-999999'"],
  ['another commit', 'UPDATE act SET commit_number = 77'],
  ['another signed text', "UPDATE receipt_head SET signed_text = replace(signed_text, 'applied', 'refused')"],
];
test.each(changes)('RC3 %s in the file is found', (_what, sql) => {
  tellKey();
  answer([outcomeOf(number)]);
  desk.statements.run(sql);
  expect(proofOf(desk.statements, number)).toBe('wrong');
});

test('O2 a repeated answer changes neither the outcome nor its proof', () => {
  tellKey();
  answer([outcomeOf(number)]);
  answer([{ ...outcomeOf(number), receipt: '乌民-20261102-000777' }]);
  expect(desk.rows('SELECT count(*) AS n FROM receipt_head')).toEqual([{ n: 1 }]);
  expect(proofOf(desk.statements, number)).toBe('proved');
});
