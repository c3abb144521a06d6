/** What clerks type to find people who are there, for each way of typing: a row of texts, each with one key more than the one before. */
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { readingsOf } from '../../src-main/replica/store/pinyin.ts';
import type { DeskCalls } from '../harness/desk-line.ts';

/** The search as a window asks it. */
export type Asked = Parameters<DeskCalls['cases']['search']>[0];
export type Known = Pick<DemoPerson, 'name' | 'idNumber' | 'phone' | 'certificateNumber' | 'hukouVillage'>;

export interface Kind {
  readonly name: string;
  /** Searches one after the other, as keys are pressed. */
  readonly keys: (person: Known, people: number) => readonly Asked[];
}

const PAGE = { offset: 0, limit: 200 };

/** A text typed key by key, from its `from`-th key on. */
function typed(text: string, from = 1): Asked[] {
  const letters = [...text];
  return letters.slice(from - 1).map((_, at) => ({ text: letters.slice(0, from + at).join(''), ...PAGE }));
}

const villageOf = ({ hukouVillage }: Known) =>
  DEMO_VILLAGES.find(({ code }) => code === hukouVillage)?.name ?? '';
const spelled = ({ name }: Known) => readingsOf(name)[0];

export const KINDS: readonly Kind[] = [
  { name: 'search: name', keys: ({ name }) => typed(name) },
  { name: 'search: end of a name', keys: ({ name }) => typed([...name].slice(-2).join('')) },
  { name: 'search: pinyin initials', keys: (person) => typed(spelled(person)?.initials ?? 'w') },
  { name: 'search: pinyin', keys: (person) => typed(spelled(person)?.syllables.join('') ?? 'wu') },
  { name: 'search: ID number', keys: ({ idNumber }) => typed(idNumber) },
  { name: 'search: last four', keys: ({ idNumber }) => typed(idNumber.slice(-4)) },
  { name: 'search: birth date', keys: ({ idNumber }) => typed(idNumber.slice(6, 14)) },
  {
    name: 'search: certificate number',
    keys: ({ certificateNumber }) => typed(certificateNumber, certificateNumber.length - 5),
  },
  { name: 'search: phone', keys: ({ phone }) => typed(phone) },
  { name: 'search: village', keys: (person) => typed(villageOf(person)) },
  {
    name: 'search: village and name',
    keys: (person) => typed(`${villageOf(person).slice(0, 3)} ${person.name}`, 4),
  },
  { name: 'list: everybody', keys: () => [{ text: '', ...PAGE }] },
  {
    name: 'list: by state and subsidy',
    keys: () => [
      ...['SUBMITTED', 'APPROVED', 'ACTIVE', 'REGISTERED'].map((state) => ({ text: '', state, ...PAGE })),
      { text: '', benefit: 'LIVING', ...PAGE },
      { text: '王', state: 'ACTIVE', benefit: 'NURSING', ...PAGE },
    ],
  },
  {
    name: 'list: half way down',
    keys: (_, people) => [
      { text: '', ...PAGE, offset: people / 2 },
      { text: '', state: 'REGISTERED', ...PAGE, offset: people / 2 },
    ],
  },
];
