import { expect, test } from 'vitest';
import { ArgumentFault, parseArguments } from './arguments.ts';

const url = 'postgresql://localhost/sumu';

test('a data folder, or a database by its URL; the loopback address and the demo unless told', () => {
  expect(parseArguments(['--data', 'd', '--port', '8080'], undefined)).toEqual({
    database: { dataFolder: 'd' },
    host: '127.0.0.1',
    port: 8080,
    world: 'demo',
    startAt: null,
    postChanges: [],
    isNewKeyWished: false,
    packKeys: [],
    packFiles: [],
  });
  expect(parseArguments(['--world', 'empty', '--host', '0.0.0.0'], url)).toEqual({
    database: { url },
    host: '0.0.0.0',
    port: 0,
    world: 'empty',
    startAt: null,
    postChanges: [],
    isNewKeyWished: false,
    packKeys: [],
    packFiles: [],
  });
});

test('what was typed goes before the environment', () => {
  expect(parseArguments(['--data', 'd'], url).database).toEqual({ dataFolder: 'd' });
});

test.each([
  [[], /neither --data nor DATABASE_URL/],
  [['--data', 'd', '--port', '70000'], /is no port/],
  [['--data', 'd', '--port', '80a'], /is no port/],
  [['--data', 'd', '--world', 'mars'], /demo and empty/],
  [['--data', 'd', '--role', 'x'], /--role/],
  [['--data', 'd', 'stray'], /stray/],
])('%j is refused in words', (words, reason) => {
  expect(() => parseArguments(words, undefined)).toThrow(reason);
  expect(() => parseArguments(words, undefined)).toThrow(ArgumentFault);
});

test('accounts are closed, opened and given posts by words that are checked', () => {
  const words = ['--data', 'd', '--close-account', 'a', '--close-account', 'b', '--open-account', 'c'];
  const post = ['--change-post', 'naren:TOWNSHIP_REVIEWER:东风镇民政办'];
  expect(parseArguments([...words, ...post], undefined).postChanges).toEqual([
    { account: 'a', to: 'closed' },
    { account: 'b', to: 'closed' },
    { account: 'c', to: 'open' },
    { account: 'naren', to: { role: 'TOWNSHIP_REVIEWER', unit: '东风镇民政办' } },
  ]);
  for (const wrong of ['naren', 'naren:KING:x', ':TOWNSHIP_CLERK:x', 'naren:TOWNSHIP_CLERK'])
    expect(() => parseArguments(['--data', 'd', '--change-post', wrong], undefined)).toThrow(ArgumentFault);
});
