import { expect, test } from 'vitest';
import { chooseEncoding, packJson } from './body.ts';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip, deflate', 'gzip'],
  ['gzip, deflate, br', 'br'],
  ['zstd;q=1.0, gzip;q=0.8', 'zstd'],
  ['BR;q=0, gzip', 'gzip'],
  ['br;q=0.0, gzip; q=0', undefined],
])('BO2 %s: %s', (accepted, encoding) => {
  expect(chooseEncoding(accepted)).toBe(encoding);
});

test('BO2 a small reply stays as it is, a large one shrinks', async () => {
  expect((await packJson({ n: 1 }, 'br')).encoding).toBe(undefined);
  const large = { text: '苏木'.repeat(5_000) };
  const packed = await packJson(large, 'br');
  expect(packed.encoding).toBe('br');
  expect(packed.bytes.length).toBeLessThan(500);
});
