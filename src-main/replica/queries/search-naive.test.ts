/** Whatever a search returns is what going through every row would return: the same people, the same order, the same count, for texts and
 *  filters drawn from the people themselves. The rows are read here without any index of ours.                              */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_DIVISIONS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import { normaliseIdNumber } from '#shared/domain/id-number.ts';
import { APPLICATION_STATES, BENEFITS, ENDED_STATES } from '#shared/domain/state.ts';
import { type Confirmed, NORTH, personFields, TestDesk } from '../test-desk.ts';
import { readingsOf } from '../store/pinyin.ts';
import { plainName, plainNumber } from '../store/search-index.ts';
import { type CaseFilter, caseIds, searchCases } from './search.ts';

/** More than the search looks up one by one, so that both of its ways are taken. */
const PEOPLE = 2_600;
const TEXTS = 400;
const ODD_NAMES = ['单雄信', '仇英', '吕秀兰', 'Ана Bat', '𠮷田', '张䶮', '尉迟恭', '娜仁•图雅', '查干·巴日'];
const { next } = seededRandom(33);
const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
const upTo = (most: number) => Math.floor(next() * (most + 1));

let desk: TestDesk;

function personOf(at: number): Confirmed {
  const person = makeDemoPerson(next, one(DEMO_VILLAGES).code, at);
  const name = ODD_NAMES[at] ?? person.name;
  const set = { ...personFields(person), name };
  // Some hold the old number, some no certificate, some are merged into the one before.
  if (at % 11 === 3) Object.assign(set, { idNumber: oldNumber(person.idNumber), certificateNumber: null });
  if (at % 13 === 5) Object.assign(set, { phone: '0475-82' + String(at).padStart(5, '0') });
  if (at % 40 === 7) Object.assign(set, { mergedInto: at, mergedOn: '2026-10-30' });
  return { type: 'person', id: at + 1, set };
}

const oldNumber = (idNumber: string) => idNumber.slice(0, 6) + idNumber.slice(8, 17);

function filesOf(at: number): Confirmed[] {
  if (at % 3) return [];
  const set = {
    ...{ personId: at + 1, state: one(APPLICATION_STATES), stateSince: `2026-0${1 + upTo(8)}-1${upTo(9)}` },
    ...{ appliedLiving: next() < 0.5, appliedNursing: next() < 0.5 },
  };
  const entitlement = { personId: at + 1, benefit: one(BENEFITS), state: next() < 0.8 ? 'ACTIVE' : 'ENDED' };
  return [
    { type: 'application', id: 10_000 + at * 2, set },
    ...(at % 2
      ? [{ type: 'application' as const, id: 10_001 + at * 2, set: { ...set, state: 'REFUSED' } }]
      : []),
    ...(at % 4 ? [] : [{ type: 'entitlement' as const, id: 30_000 + at, set: entitlement }]),
  ];
}

interface Plain {
  id: number;
  name: string;
  numbers: { card: string[]; phone: string };
  idNumber: string;
  village: string;
  township: string;
  isMerged: boolean;
  mergedInto: number | null;
  file: { state: string; since: string; benefits: string[] } | undefined;
  active: string[];
}
let all: Plain[];

/** The file that counts first: an open one, else the newest that was decided. */
function byStanding(a: Record<string, unknown>, b: Record<string, unknown>): number {
  const rank = ({ state }: Record<string, unknown>) =>
    state === 'MERGED' ? 2 : (ENDED_STATES as readonly unknown[]).includes(state) ? 1 : 0;
  const day = ({ submitted_on }: Record<string, unknown>) => String(submitted_on ?? '');
  return rank(a) - rank(b) || day(b).localeCompare(day(a)) || (b.id as number) - (a.id as number);
}

function readEverything(): Plain[] {
  const name = (code: number | undefined) => DEMO_DIVISIONS.find((each) => each.code === code)?.name ?? '';
  const files = desk.rows('SELECT * FROM application ORDER BY id');
  const entitlements = desk.rows("SELECT * FROM entitlement WHERE state = 'ACTIVE'");
  return desk.rows('SELECT * FROM person ORDER BY id').map((row): Plain => {
    const file = files.filter(({ person_id }) => person_id === row.id).sort(byStanding)[0];
    const village = row.hukou_village as number;
    return {
      id: row.id as number,
      name: row.name as string,
      idNumber: row.id_number as string,
      numbers: {
        card: [row.id_number, row.certificate_number].map((each) => plainNumber((each ?? '') as string)),
        phone: plainNumber((row.phone ?? '') as string),
      },
      village: name(village),
      township: name(village - (village % 1_000)),
      isMerged: row.merged_into !== null,
      mergedInto: row.merged_into as number | null,
      file: file && {
        state: file.state as string,
        since: file.state_since as string,
        benefits: [...(file.applied_living ? ['LIVING'] : []), ...(file.applied_nursing ? ['NURSING'] : [])],
      },
      active: entitlements
        .filter((each) => each.person_id === row.id)
        .map(({ benefit }) => benefit as string),
    };
  });
}

beforeAll(() => {
  desk = new TestDesk();
  desk.confirmReference();
  const numbers = Array.from({ length: PEOPLE }, (_, at) => at);
  desk.confirm(NORTH, [...numbers.map(personOf), ...numbers.flatMap(filesOf)]);
  all = readEverything();
});
afterAll(() => desk.close());

type Test = (person: Plain) => boolean;

function byDigits(plain: string): Test {
  const isEnd = (number: string) =>
    plain.length > 4 ? number.endsWith(plain) : plain.length > 2 && number.slice(-4).startsWith(plain);
  const isBirth = /^(19|20)\d\d(0[1-9]|1[0-2])/.test(plain);
  const standsFor = (person: Plain): boolean => {
    const others = all.filter(({ mergedInto }) => mergedInto === person.id);
    const own = [person, ...others].map(({ idNumber }) => idNumber.toLowerCase());
    const isOld = (number: string) => number.length === 18 && oldNumber(number) === plain;
    const isNew = (number: string) =>
      number.length === 15 && plain.length === 18 && oldNumber(plain) === number;
    return own.some(
      (number) => number === plain || isOld(number) || (isNew(number) && plain.slice(6, 8) === '19'),
    );
  };
  return (person) =>
    person.numbers.card.some(
      (number) => number.startsWith(plain) || isEnd(number) || (isBirth && number.slice(6).startsWith(plain)),
    ) ||
    person.numbers.phone.startsWith(plain) ||
    isEnd(person.numbers.phone) ||
    ([15, 18].includes(plain.length) && standsFor(person));
}

const byName = (text: string): Test => {
  const plain = plainName(text);
  return ({ name }) => plain !== '' && plainName(name).includes(plain);
};
const byInitials = (letters: string): Test => {
  return ({ name }) => readingsOf(name).some(({ initials }) => initials.includes(letters));
};
const bySyllables = (letters: string): Test => {
  return ({ name }) =>
    readingsOf(name).some(({ syllables }) =>
      syllables.some((_, at) => syllables.slice(at).join('').startsWith(letters)),
    );
};
const byVillage = (text: string): Test => {
  return ({ village, township }) => village.includes(text) || township.includes(text);
};

function who(text: string): { reading: string; test: Test }[] {
  const number = normaliseIdNumber(text);
  if (/^\d+X?\d*(B\d?)?$/.test(number)) return [{ reading: 'digits', test: byDigits(plainNumber(number)) }];
  const letters = text.toLowerCase().replace(/[\s'’]/g, '');
  if (!/^[a-z]+$/.test(letters)) return [{ reading: 'name', test: byName(text) }];
  return [
    { reading: 'initials', test: byInitials(letters) },
    { reading: 'pinyin', test: bySyllables(letters) },
  ];
}

/** First reading that means somebody; the last one otherwise. */
function read(text: string): Test {
  const standing = all.filter(({ isMerged }) => !isMerged);
  const alone = who(text.trim());
  for (const { test: isMeant } of alone) if (standing.some(isMeant)) return isMeant;
  if (alone[0]?.reading === 'digits') return () => false;
  const words = text.trim().split(/\s+/);
  if (words.length > 1) {
    for (const [place, rest] of [
      [words[0], words.slice(1)],
      [words.at(-1), words.slice(0, -1)],
    ] as [string, string[]][]) {
      if (!DEMO_DIVISIONS.some(({ name }) => name.includes(place))) continue;
      const found = who(rest.join(' ')).find(({ test: isMeant }) => standing.some(isMeant));
      if (found) return (person) => byVillage(place)(person) && found.test(person);
    }
  }
  return alone[0]?.reading === 'initials' ? () => false : byVillage(text.replace(/\s/g, ''));
}

const isOpen = ({ file }: Plain) => file !== undefined && !(ENDED_STATES as string[]).includes(file.state);

function fits({ state, benefit }: CaseFilter): Test {
  return ({ file, active }) => {
    const isState =
      !state ||
      (state === 'ACTIVE' && active.length > 0) ||
      (state === 'REGISTERED' && !file && !active.length) ||
      file?.state === state;
    return isState && (!benefit || active.includes(benefit) || (file?.benefits.includes(benefit) ?? false));
  };
}

function naive(filter: CaseFilter): number[] {
  const isMeant = filter.text.trim() ? read(filter.text) : () => true;
  const found = all.filter((person) => !person.isMerged && isMeant(person) && fits(filter)(person));
  const open = found.filter(isOpen);
  const since = ({ file }: Plain) => file?.since ?? '';
  open.sort((a, b) => (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : a.id - b.id));
  return [...open, ...found.filter((person) => !isOpen(person))].map(({ id }) => id);
}

/** A piece of a text. */
function piece(text: string, most = text.length): string {
  const letters = [...text];
  const from = upTo(letters.length - 1);
  return letters.slice(from, from + 1 + upTo(most - 1)).join('');
}

function digitsOf(person: Plain): string {
  const number = one([...person.numbers.card, person.numbers.phone].filter(Boolean));
  return one([
    number.slice(0, 1 + upTo(number.length)),
    number.slice(-1 - upTo(number.length)),
    number.slice(6, 12 + upTo(8)),
    number.slice(-4, -4 + 3),
    piece(number),
  ]);
}

function someText(): string {
  const person = one(all);
  const [reading] = readingsOf(person.name);
  const spelled = reading?.syllables.slice(upTo(1)).join('') ?? '';
  return one([
    () => piece(person.name, 3),
    () => person.name,
    () => [...person.name].join(one(['·', '•', '.', '・', ' ', '．'])),
    () => piece(reading?.initials ?? 'a', 4).toUpperCase(),
    () => spelled.slice(0, 1 + upTo(spelled.length)),
    () => digitsOf(person),
    () => person.idNumber,
    () => piece(person.village, 3),
    () => piece(person.township, 3),
    () => `${piece(person.village, 3)} ${piece(person.name, 2)}`,
    () => `${piece(reading?.initials ?? 'a', 2)} ${piece(person.township, 3)}`,
    () => `${person.village} ${digitsOf(person)}`,
    () => one(['王', 'w', '1', '15', '159999', '嘎查', '村', '·', '%', '"', '没有的人', 'zzzz']),
    () => ' ',
  ])();
}

test('a search returns what going through every row would', () => {
  const seen = new Map<string, number>();
  for (let at = 0; at < TEXTS; at++) {
    const state = next() < 0.25 ? one([...APPLICATION_STATES, 'ACTIVE', 'REGISTERED']) : undefined;
    const filter = { text: someText(), state, benefit: next() < 0.15 ? one(BENEFITS) : undefined };
    const wanted = naive(filter);
    const offset = upTo(wanted.length);
    const limit = 1 + upTo(60);
    const found = searchCases(desk.reading(), { ...filter, offset, limit });
    const ids = found.rows.map(({ personId }) => personId);
    expect({ filter, total: found.total, ids }).toEqual({
      filter,
      total: wanted.length,
      ids: wanted.slice(offset, offset + limit),
    });
    expect(caseIds(desk.statements, filter)).toEqual(wanted);
    seen.set(found.reading, (seen.get(found.reading) ?? 0) + 1);
  }
  // Every reading was tried, and more than once.
  expect([...seen.keys()].sort()).toEqual(
    ['all', 'digits', 'initials', 'name', 'pinyin', 'village', 'village-and-name'].sort(),
  );
  for (const count of seen.values()) expect(count).toBeGreaterThan(4);
});

test('the lines that lists sort by are what the rows say', () => {
  expect(desk.rows('SELECT * FROM person_list ORDER BY id')).toEqual(
    desk.rows('SELECT * FROM person_list_now ORDER BY id'),
  );
});
