/** What of a message may stand on an English screen in Chinese. */
import { expect, test } from 'vitest';
import { dataIn } from './chinese-left.ts';

test('names and what people wrote are data, sentences of the program are not', () => {
  const message = {
    json: {
      person: { name: '王美丽', village: '团结村', state: 'APPROVED' },
      history: [{ who: '娜仁', words: '入户看过，情况属实。' }],
      problems: [{ code: 'ID_CHECKSUM', message: '身份证号最后一位校验不对。请对照身份证。' }],
    },
  };
  expect(dataIn(message)).toEqual(['王美丽', '团结村', '娜仁', '入户看过，情况属实。']);
});
