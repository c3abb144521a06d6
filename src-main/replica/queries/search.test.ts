/** Search as clerks type it: each way of typing finds who is meant and nobody else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { demoPerson, NAREN, NORTH, personFields, TestDesk } from '../test-desk.ts';
import { pinyinInitials } from '../store/pinyin.ts';
import { plainName } from '../store/search-index.ts';
import { searchCases } from './search.ts';

const EAST = DEMO_VILLAGES.find(({ name }) => name === '东风村')?.code as number;
const NAMES = [
  '乌云其其格',
  '阿拉坦·其其格',
  '其其格玛',
  '单雄信',
  '王芳',
  '王建国',
  '呼和巴特尔',
  '吕秀兰',
  '𠮷田',
  '张䶮',
  'Ана Bat',
];
let desk: TestDesk;
const id = (name: string) => NAMES.indexOf(name) + 1;

beforeAll(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(
    NORTH,
    NAMES.map((name, at) => ({
      type: 'person' as const,
      id: at + 1,
      set: {
        ...personFields(demoPerson(at)),
        name,
        hukouVillage: name === '王芳' ? EAST : (DEMO_VILLAGES[0]?.code as number),
        ...(name === '王建国' && { phone: '0475-8212345', certificateNumber: null }),
      },
    })),
  );
});
afterAll(() => desk.close());

function search(text: string, more: { state?: string; benefit?: string } = {}) {
  const found = searchCases(desk.reading(), { text, offset: 0, limit: 50, ...more });
  return {
    how: found.reading,
    names: found.rows.map(({ personId }) => NAMES[personId - 1] as string).sort(),
  };
}

const sorted = (...names: string[]) => names.sort();

describe('a part of a name', () => {
  test.each([
    ['其其', sorted('乌云其其格', '阿拉坦·其其格', '其其格玛')],
    ['其其格', sorted('乌云其其格', '阿拉坦·其其格', '其其格玛')],
    ['云其', ['乌云其其格']],
    ['格玛', ['其其格玛']],
    ['玛', ['其其格玛']],
    ['王', sorted('王芳', '王建国')],
    ['国', ['王建国']],
    ['王芳', ['王芳']],
    ['𠮷', ['𠮷田']],
    ['䶮', ['张䶮']],
    [' 王芳 ', ['王芳']],
  ])('%s', (text, names) => {
    expect(search(text)).toEqual({ how: 'name', names });
  });

  test('letters that stand apart in the name are no hit', () => {
    expect(search('乌格').names).toEqual([]);
    expect(search('王国').names).toEqual([]);
  });

  test.each(['阿拉坦·其其格', '阿拉坦•其其格', '阿拉坦.其其格', '阿拉坦其其格', '阿拉坦・其其格', '坦·其'])(
    'written %s finds the one with the dot',
    (text) => {
      expect(search(text).names).toEqual(['阿拉坦·其其格']);
    },
  );
});

describe('pinyin initials', () => {
  test.each([
    ['wyqqg', ['乌云其其格']],
    ['WYQQG', ['乌云其其格']],
    ['qqg', sorted('乌云其其格', '阿拉坦·其其格', '其其格玛')],
    ['atqqg', []],
    ['alt', ['阿拉坦·其其格']],
    ['sxx', ['单雄信']],
    ['hhbte', ['呼和巴特尔']],
    ['lxl', ['吕秀兰']],
    ['w', sorted('乌云其其格', '王芳', '王建国')],
  ])('%s', (text, names) => {
    expect(search(text)).toEqual({ how: 'initials', names });
  });

  test.each([
    ['wuyun', ['乌云其其格']],
    ['wuyunqiqige', ['乌云其其格']],
    ['Wu Yun', ['乌云其其格']],
    ["qi'qi'ge", sorted('乌云其其格', '阿拉坦·其其格', '其其格玛')],
    ['jiangu', ['王建国']],
    ['lvxiu', ['吕秀兰']],
    ['shanxiong', ['单雄信']],
    ['danxiong', ['单雄信']],
  ])('whole syllables, the last one perhaps only begun: %s', (text, names) => {
    expect(search(text)).toEqual({ how: 'pinyin', names });
  });

  test('letters that end no syllable are none', () => {
    expect(search('uyun')).toEqual({ how: 'initials', names: [] });
  });

  test('a surname that reads otherwise elsewhere is found under both', () => {
    expect(search('sxx').names).toEqual(['单雄信']);
    expect(search('dxx').names).toEqual(['单雄信']);
    expect(search('xsx').names).toEqual([]);
  });

  test('a surname is read as one', () => {
    expect(pinyinInitials('单雄信')).toBe('sxx');
    expect(pinyinInitials('仇英')).toBe('qy');
  });
});

describe('digits', () => {
  const number = (name: string) => demoPerson(id(name) - 1).idNumber;

  test('the whole ID number, its beginning, its last four', () => {
    const wanted = number('王芳');
    for (const text of [wanted, wanted.slice(-6), wanted.slice(0, 14)])
      expect(search(text)).toEqual({ how: 'digits', names: ['王芳'] });
    expect(search(wanted.slice(-4)).names).toContain('王芳');
  });

  test('with spaces and a small x', () => {
    const spaced = number('王芳').replace(/(.{6})(.{8})/, '$1 $2 ');
    expect(search(spaced).names).toEqual(['王芳']);
    const ending = Array.from({ length: 99 }, (_, at) => demoPerson(at + 100)).find(({ idNumber }) =>
      idNumber.endsWith('X'),
    );
    const other = new TestDesk();
    other.confirm(NORTH, [{ type: 'person', id: 3, set: personFields(ending ?? demoPerson(0)) }]);
    const tail = ending?.idNumber.slice(-5) ?? '';
    for (const text of [tail, tail.toLowerCase()])
      expect(searchCases(other.reading(), { text, offset: 0, limit: 9 }).total).toBe(1);
    other.close();
  });

  test('the end of a certificate number, the end of a phone', () => {
    const { certificateNumber, phone } = demoPerson(id('单雄信') - 1);
    expect(search(certificateNumber).names).toEqual(['单雄信']);
    expect(search(certificateNumber.slice(-8)).names).toContain('单雄信');
    expect(search(phone)).toEqual({ how: 'digits', names: ['单雄信'] });
  });

  test('a landline with or without its dash', () => {
    expect(search('04758212345').names).toEqual(['王建国']);
    expect(search('2345').names).toEqual(['王建国']);
  });

  test('the birth date, whole or to its month', () => {
    for (const text of [number('王芳').slice(6, 14), number('王芳').slice(6, 12), number('王芳').slice(6)])
      expect(search(text).names).toContain('王芳');
  });

  test('the last four as they are typed, from the third digit on', () => {
    for (const text of [number('王芳').slice(-4), number('王芳').slice(-4, -1)])
      expect(search(text).names).toContain('王芳');
  });

  test('digits from elsewhere in a number find nobody', () => {
    expect(search('0000000000000').names).toEqual([]);
    expect(search(number('王芳').slice(3, 12)).names).toEqual([]);
  });

  test('the old number finds the person under the new one, and the other way round', () => {
    const other = new TestDesk();
    const { idNumber } = demoPerson(1);
    const old = idNumber.slice(0, 6) + idNumber.slice(8, 17);
    other.confirm(NORTH, [
      { type: 'person', id: 3, set: personFields(demoPerson(1)) },
      { type: 'person', id: 4, set: { ...personFields(demoPerson(2)), idNumber: old } },
    ]);
    for (const text of [idNumber, old])
      expect(searchCases(other.reading(), { text, offset: 0, limit: 9 }).total).toBe(2);
    other.close();
  });
});

describe('places', () => {
  test('what is no name is read as a village, or as a township with its villages', () => {
    expect(search('东风村')).toEqual({ how: 'village', names: ['王芳'] });
    expect(search('哈日根台').names).toEqual(NAMES.filter((name) => name !== '王芳').sort());
    expect(search('查干淖尔').names).toEqual([...NAMES].sort());
  });

  test.each(['东风 王', '王 东风', '东风村 wf', '东风 wangfang', '东风　王芳'])(
    'a village and who lives there, in either order: %s',
    (text) => {
      expect(search(text)).toEqual({ how: 'village-and-name', names: ['王芳'] });
    },
  );

  test('a village and digits', () => {
    const end = demoPerson(id('王芳') - 1).idNumber.slice(-4);
    expect(search(`东风 ${end}`).names).toEqual(['王芳']);
    expect(search(`巴彦 ${end}`).names).toEqual([]);
  });

  test('nobody there is called so', () => {
    expect(search('东风 乌云').names).toEqual([]);
  });
});

describe('a person who was merged into another', () => {
  const other = new TestDesk();
  const numbers = [1, 2, 3].map((at) => demoPerson(at).idNumber);
  const ids = (text: string) =>
    searchCases(other.reading(), { text, offset: 0, limit: 9 }).rows.map(({ personId }) => personId);
  beforeAll(() => {
    other.confirmReference();
    for (const at of [1, 2, 3]) {
      const mergedInto = at < 3 ? at + 1 : null;
      other.confirm(NORTH, [
        { type: 'person', id: at, set: { ...personFields(demoPerson(at)), mergedInto } },
      ]);
    }
  });
  afterAll(() => other.close());

  test('stands in no list and is not counted', () => {
    expect(searchCases(other.reading(), { text: '', offset: 0, limit: 9 })).toMatchObject({
      total: 1,
      all: 1,
    });
    expect(ids('')).toEqual([3]);
    expect(ids(demoPerson(1).name)).not.toContain(1);
  });

  test('the whole number finds the one that stands for all, a part of it nobody', () => {
    for (const number of numbers) expect(ids(number)).toEqual([3]);
    expect(ids((numbers[0] as string).slice(0, 16))).toEqual([]);
  });
});

test.each(['%', '_', '"', "'", '*', '(', 'AND', 'OR b', '\u0000', '；', '💣', '""*'])(
  'the sign %j breaks nothing',
  (text) => {
    expect(() => search(text)).not.toThrow();
  },
);

test('nothing typed lists everybody, open files first', () => {
  const all = searchCases(desk.reading(), { text: ' ', offset: 0, limit: 3 });
  expect(all).toMatchObject({ reading: 'all', total: NAMES.length, all: NAMES.length });
  expect(all.rows).toHaveLength(3);
});

test('a filter narrows what was typed', () => {
  const other = new TestDesk();
  other.confirmReference();
  for (const personId of [1, 2]) {
    const set = personFields(demoPerson(personId));
    other.confirm(NORTH, [{ type: 'person', id: personId, set: { ...set, name: '王芳' } }]);
  }
  const state = { personId: 2, state: 'SUBMITTED', stateSince: '2026-11-02', appliedLiving: true };
  other.confirm(NORTH, [{ type: 'application', id: 20, set: state }]);
  const ids = (more: object) =>
    searchCases(other.reading(NAREN), { text: 'wf', offset: 0, limit: 9, ...more }).rows.map(
      (row) => row.personId,
    );
  expect(ids({})).toEqual([2, 1]);
  expect(ids({ state: 'SUBMITTED' })).toEqual([2]);
  expect(ids({ state: 'REGISTERED' })).toEqual([1]);
  expect(ids({ benefit: 'LIVING' })).toEqual([2]);
  expect(ids({ benefit: 'NURSING' })).toEqual([]);
  other.close();
});

test('a long text finds nobody and breaks nothing', () => {
  for (const sign of ['王', '1', 'a', 'an', ' '])
    expect(search(sign.repeat(20_000)).names).toEqual(sign === ' ' ? [...NAMES].sort() : []);
});

test('the dots of names are one', () => {
  const dots = ['·', '•', '.', '・', ' ', '‧', '．', '･'];
  expect(new Set(dots.map((dot) => plainName(`娜仁${dot}图雅`))).size).toBe(1);
});
