/** The code on a document: what it covers, how it is read, and what is told by it (dossier (k): QR of document id and hash). */
import { describe, expect, test } from 'vitest';
import {
  type DocumentContent,
  documentHash,
  isOfHash,
  qrText,
  readCode,
  shortCode,
} from './document-code.ts';

const content: DocumentContent = {
  case: { reason: '家庭类别不在生活补贴范围', reasonWords: '低保已停' },
  identity: { name: '乌云其其格' },
  health: { salt: 'a1', grade: '二级' },
  money: {},
};
const notice = { kind: 'REFUSAL_NOTICE', number: '12-0417', edition: 1, content };
const hash = documentHash(notice);

describe('DC1 another hash for', () => {
  test.each([
    [
      'a changed reason',
      { ...notice, content: { ...content, case: { ...content.case, reasonWords: '低保还在' } } },
    ],
    [
      'a reason that was taken out',
      { ...notice, content: { ...content, case: { reason: '家庭类别不在生活补贴范围' } } },
    ],
    ['another name', { ...notice, content: { ...content, identity: { name: '乌云' } } }],
    ['another number', { ...notice, number: '12-0418' }],
    ['another kind', { ...notice, kind: 'RETURN_SLIP' }],
    ['other fixed words', { ...notice, edition: 2 }],
    ['a value in another part', { ...notice, content: { ...content, case: {}, money: content.case } }],
  ])('%s', (_what, changed) => expect(documentHash(changed)).not.toBe(hash));
  test('and the same for the same, whatever the order of its fields', () => {
    const turned = { reasonWords: '低保已停', reason: '家庭类别不在生活补贴范围' };
    expect(documentHash({ ...notice, content: { ...content, case: turned } })).toBe(hash);
  });
});

test('DC2 salt makes a grade another hash each time', () => {
  const salted = { ...content, health: { salt: 'b2', grade: '二级' } };
  expect(documentHash({ ...notice, content: salted })).not.toBe(hash);
});

const short = shortCode(hash);

describe('what is scanned or typed', () => {
  test.each([
    ['the QR', qrText(12_884_955_264, hash), { by: 'id', documentId: 12_884_955_264, hash }],
    [
      'the QR in small letters, with a line end',
      `${qrText(7, hash).toLowerCase()}\n`,
      { by: 'id', documentId: 7, hash },
    ],
    [
      'number and signs',
      `12-0417 ${short}`,
      { by: 'number', number: '12-0417', hash: short.replaceAll('-', '').toLowerCase() },
    ],
    [
      'without dashes',
      `12-0417 ${short.replaceAll('-', '')}`,
      { by: 'number', number: '12-0417', hash: short.replaceAll('-', '').toLowerCase() },
    ],
    [
      'in full width',
      '１２－０４１７　ＡＢＣＤ－１２３４－５６７８',
      { by: 'number', number: '12-0417', hash: 'abcd12345678' },
    ],
    [
      'a number of the day’s block',
      `12-20261123-01 ${short}`,
      { by: 'number', number: '12-20261123-01', hash: short.replaceAll('-', '').toLowerCase() },
    ],
    ['nothing', '', null],
    ['a number alone', '12-0417', null],
    ['eleven signs', '12-0417 ABCD-1234-567', null],
    ['another QR', 'https://example.org/12-0417', null],
    ['a QR of half a hash', `SUMU1:7:${hash.slice(0, 40).toUpperCase()}`, null],
  ])('%s', (_what, text, read) => expect(readCode(text)).toEqual(read));

  test.each([
    ['its own QR', qrText(7, hash), true],
    ['its own signs', `12-0417 ${short}`, true],
    ['other signs', '12-0417 0000-0000-0000', false],
    ['the QR of another', qrText(7, 'f'.repeat(64)), false],
  ])('%s is told from the hash: %s', (_what, text, same) => {
    const code = readCode(text);
    expect(code && isOfHash(code, hash)).toBe(same);
  });
});
