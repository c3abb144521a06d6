import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

const PORTS = { from: 1_024, to: 65_535 };
const read = (typed: string) => readAddress(typed, 47_900, PORTS);

test('an address is read with its port or without, in full width and with a Chinese stop', () => {
  const usual = { address: '192.168.1.5', port: 47_900 };
  expect(read('192.168.1.5')).toEqual(usual);
  expect(read(' 192.168.1.5：47900 ')).toEqual(usual);
  expect(read('１９２。168.1.5')).toEqual(usual);
  expect(read('10.0.0.9:5000')).toEqual({ address: '10.0.0.9', port: 5_000 });
});

test('what is no address of a hub is none', () => {
  for (const typed of [
    '',
    'hub',
    '192.168.1',
    '192.168.1.256',
    '1.2.3.4:80',
    '1.2.3.4:70000',
    'http://1.2.3.4',
  ])
    expect(read(typed)).toBeNull();
});
