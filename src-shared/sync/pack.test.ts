/** Packing: whatever JSON can say comes back as it was, and nothing else comes out of it. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../base/canonical.ts';
import { seededRandom } from '../base/chance.ts';
import { DEPTH_MAX, pack, PackError, unpack, VALUES_MAX } from './pack.ts';

const WORDS = ['person', 'contact', 'phone', '', 'a b', 'a b c'];
const there = (value: Json) => unpack(pack(value, WORDS), WORDS);
const json = (text: string) => JSON.parse(text) as Json;

const NASTY: [string, Json][] = [
  ['null', null],
  ['zero', 0],
  ['an empty text', ''],
  ['an empty list', []],
  ['an empty object', {}],
  ['lists of nothing', [[], [[]], [[], []]]],
  ['objects of nothing', [{}, {}, { a: {} }]],
  ['the ends of whole numbers', [2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 51, -(2 ** 51), 2 ** 51 + 1, 0]],
  ['far apart', [-(2 ** 51), 2 ** 51, -(2 ** 51), 2 ** 51]],
  ['fractions', [0.1, -1e308, 5e-324, 1e21, 3]],
  ['half a pair of surrogates', ['\ud800', 'a\udc00b', '\udc00\ud800', '😀', '\ud83d']],
  ['a NUL', ['\0', 'a\0b']],
  ['texts of every width', ['a', 'é', '苏', '𐍈', '\uffff', '\u{10ffff}', '\u07ff', '\u0800']],
  [
    'keys that mean something to JavaScript',
    json('[{"__proto__":{"a":1}},{"constructor":1,"hasOwnProperty":2,"toString":3}]'),
  ],
  [
    'names with spaces, which a list of names is not',
    json('[{"a b":1},{"a":1,"b":2},{"a b":1,"b":2},{" ":1,"":2},{"a b":1,"c":2},{"a":1,"b c":2}]'),
  ],
  ['keys that are numbers', json('{"1":"a","0":"b","-1":"c","":"d"}')],
  ['instants', ['2026-03-02T01:02:03.004Z', '1969-12-31T23:59:59.999Z', '0000-01-01T00:00:00.000Z']],
  ['nearly instants', ['2026-03-02T01:02:03.004Z', '2026-02-30T01:02:03.004Z', '2026-03-02T01:02:03Z']],
  ['no such hour', ['2026-03-02T24:00:00.000Z']],
  ['dates', ['2026-03-02', '0001-01-01', '9999-12-31']],
  ['nearly dates', ['2026-02-29', '2026-13-01', '2026-3-2']],
  ['hashes', ['00'.repeat(32), 'ff'.repeat(32), '0123456789abcdef'.repeat(4)]],
  ['nearly hashes', ['0'.repeat(64), 'F'.repeat(64)]],
  ['an odd number of digits', ['0'.repeat(17), '1'.repeat(17)]],
  ['tuples', Array.from({ length: 9 }, (_, at) => ['person', at * 128, 'contact', { phone: `${at}` }])],
  ['objects of several shapes', [{ a: 1 }, { b: 1 }, { a: 2, b: 1 }, { b: 1, a: 2 }, null, 3, { a: null }]],
];

describe('CB1 what was packed comes back', () => {
  test.each(NASTY)('%s', (_what, value) => {
    expect(there(value)).toStrictEqual(value);
    expect(JSON.stringify(there({ in: [value, value] }))).toBe(JSON.stringify({ in: [value, value] }));
  });
  test('a key named __proto__ stays a key', () => {
    const back = there(json('{"__proto__":{"evil":true},"a":1}')) as Record<string, unknown>;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.keys(back)).toEqual(['__proto__', 'a']);
    expect(({} as { evil?: unknown }).evil).toBeUndefined();
  });
  test('what JSON leaves out is left out, and what it makes null is null', () => {
    expect(there({ a: undefined, b: 1 })).toStrictEqual({ b: 1 });
    expect(Object.is(there([-0, 1]) instanceof Array && (there([-0, 1]) as number[])[0], 0)).toBe(true);
  });
  test('a list of a million, and as deep as it goes', () => {
    const long = Array.from({ length: 1_000_000 }, (_, at) => at % 7);
    expect(there(long)).toEqual(long);
    let deep: Json = 1;
    for (let at = 0; at < DEPTH_MAX; at++) deep = [deep];
    expect(there(deep)).toEqual(deep);
  });
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('whatever chance says (%i)', (seed) => {
    const { next } = seededRandom(seed + 1);
    for (let round = 0; round < 25; round++) {
      const value = drawn(next, 5);
      expect(there(value)).toStrictEqual(value);
    }
  });
  test('CB4 the same value is the same bytes', () => {
    for (const [, value] of NASTY)
      expect(pack(JSON.parse(JSON.stringify(value)) as Json)).toEqual(pack(value));
  });
});

/** Any JSON: rows that look alike and rows that do not, and texts that look like something else. */
function drawn(next: () => number, depth: number): Json {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const size = Math.floor(next() ** 2 * 12);
  const list = <T>(make: (at: number) => T): T[] => Array.from({ length: size }, (_, at) => make(at));
  const unit = () => String.fromCharCode(Math.floor(next() ** 3 * 0xffff));
  const text = () =>
    pick([
      () => list(unit).join(''),
      () => pick(WORDS),
      () => new Date(Math.floor(next() * 4e12) - 1e12).toISOString(),
      () => new Date(Math.floor(next() * 4e12)).toISOString().slice(0, 10),
      () => Math.floor(next() * 2 ** 48).toString(16),
      () => `1${Math.floor(next() * 1e10)}`,
    ])();
  const plain = (): Json =>
    pick<() => Json>([
      () => null,
      () => next() < 0.5,
      () => Math.floor(next() * 300) - 20,
      () => Math.floor((next() - 0.5) * 2 ** 53),
      () => next() * 10 ** Math.floor(next() * 40 - 20),
      text,
    ])();
  if (depth === 0 || next() < 0.2) return plain();
  const names = list(() => pick(['a', 'b', '__proto__', 'phone', text()]));
  const object = (value: () => Json): Json =>
    Object.fromEntries(names.filter(() => next() < 0.9).map((name) => [name, value()]));
  return pick<() => Json>([
    () => list(() => drawn(next, depth - 1)),
    () => object(() => drawn(next, depth - 1)),
    () => list(() => object(plain)),
    () => list(() => names.map(plain)),
    () => list(text),
    () => list((at) => at * 128 + 5),
  ])();
}

describe('CB2 CB3 what is not of this form is refused', () => {
  const bytes = pack([{ a: [1, 2, 3], b: '苏木' }, { a: [4], b: 'x' }, 'y'], WORDS);

  test('cut anywhere, or with more behind it', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => unpack(bytes.subarray(0, length), WORDS)).toThrow(PackError);
    expect(() => unpack(new Uint8Array([...bytes, 0]), WORDS)).toThrow(PackError);
  });
  test('any byte changed: another value or a PackError, never another error', () => {
    const { next } = seededRandom(5);
    const many = pack(drawn(next, 6), WORDS);
    for (const whole of [bytes, many]) {
      for (let round = 0; round < 3_000; round++) {
        const changed = whole.slice();
        changed[Math.floor(next() * whole.length)] = Math.floor(next() * 256);
        try {
          JSON.stringify(unpack(changed, WORDS));
        } catch (error) {
          expect(error).toBeInstanceOf(PackError);
        }
      }
    }
  });
  test('noise', () => {
    const { next } = seededRandom(6);
    for (let round = 0; round < 5_000; round++) {
      const noise = Uint8Array.from({ length: Math.floor(next() * 60) }, () => Math.floor(next() * 256));
      noise[0] = 1;
      try {
        unpack(noise);
      } catch (error) {
        expect(error).toBeInstanceOf(PackError);
      }
    }
  });
  test('a word that is not known here', () => {
    expect(() => unpack(pack(['person'], WORDS))).toThrow(PackError);
  });
  /** Seven bits a byte, as the form writes counts. */
  const count = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) + 128, ...count(Math.floor(value / 128))];
  const LISTS = 13;
  const NULLS = 1;
  const OBJECTS = 14;
  const bombs: [string, number[]][] = [
    ['more nulls than anybody packs', [1, LISTS, ...count(VALUES_MAX), NULLS]],
    ['a list of 2^53', [1, LISTS, ...count(2 ** 53 - 1), NULLS]],
    [
      'lists in lists, each as long',
      [1, LISTS, ...count(2_000), LISTS, ...Array.from({ length: 2_000 }, () => count(2_000)).flat(), NULLS],
    ],
    ['deeper than anybody packs', [1, ...Array.from({ length: 5_000 }, () => [LISTS, 1]).flat(), NULLS]],
    ['a number without end', [1, 4, ...Array.from({ length: 40 }, () => 255)]],
    ['objects of no shape', [1, OBJECTS, 0]],
    ['a field twice', [1, OBJECTS, 1, 4, 2, 2, 97, 97, NULLS, NULLS]],
  ];
  test.each(bombs)('%s', (_what, bomb) => {
    const before = process.memoryUsage().heapUsed;
    expect(() => unpack(new Uint8Array(bomb))).toThrow(PackError);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 2 ** 20);
  });
  test.each<[string, unknown]>([
    ['infinite numbers', [Number.POSITIVE_INFINITY]],
    ['NaN', [Number.NaN]],
    ['functions', [() => 1]],
    ['bigints', [1n]],
  ])('%s are not packed', (_what, value) => {
    expect(() => pack(value as Json)).toThrow(PackError);
  });
  test('a value too deep is not packed', () => {
    let deep: Json = 1;
    for (let at = 0; at < 10_000; at++) deep = { a: deep };
    expect(() => pack(deep)).toThrow(PackError);
  });
});

test('rows that are alike cost what differs in them', () => {
  const rows = Array.from({ length: 1_000 }, (_, at) => ({
    number: at + 1,
    name: 'person.edit',
    madeAt: new Date(1_770_000_000_000 + at * 1_000).toISOString(),
    groups: [['person', 70 * 2 ** 30 + at * 128, 'contact', 7, 'w']],
  }));
  expect(pack(rows).length).toBeLessThan(12_000);
  expect(JSON.stringify(rows).length).toBeGreaterThan(120_000);
});

test('CB1 what came in a Buffer that lies in a larger one is read as it was written, floats too', () => {
  const said = [8_589_935_665_741_953, 0.5, -1e300];
  const bytes = pack(said, []);
  const larger = Buffer.concat([Buffer.alloc(24, 7), bytes]);
  expect(unpack(larger.subarray(24), [])).toEqual(said);
});
