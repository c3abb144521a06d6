/** The work that every engine is given, ours among them: people in twenty fields, about 600 bytes of JSON, and edits of four of them — phone,
 *  note, and who wrote it when. Seeded, so that every run and every engine has the same. Made-up people of the demo banner.        */
import { createHash } from 'node:crypto';
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES, isWithin } from '#shared/domain/division.ts';

/** Fields of a document that our record of a person has too, under the same names. */
const RECORD_FIELDS = [
  ...(['name', 'idNumber', 'sex', 'birthDate', 'ethnicity', 'phone', 'residenceAddress'] as const),
  ...(['hukouVillage', 'hukouKind', 'certificateNumber', 'disabilityClass', 'grade'] as const),
  ...(['certificateExpiresOn', 'householdCategory', 'bankName', 'accountNumber'] as const),
] as const;
type RecordField = (typeof RECORD_FIELDS)[number];

/** What an edit sets. */
export interface Edited {
  readonly phone: string;
  readonly note: string;
  /** Name of an account. */
  readonly updatedBy: string;
  readonly updatedAt: string;
}
export interface PersonDocument extends Readonly<Record<RecordField, string | number | null>>, Edited {
  /** 128 bits of chance, as these engines make their ids. */
  readonly id: string;
  readonly phone: string;
}
export interface Edit {
  readonly id: string;
  readonly set: Edited;
}

export { RECORD_FIELDS };
export const DOCUMENT_FIELDS = [
  'id',
  ...RECORD_FIELDS,
  ...(['note', 'updatedBy', 'updatedAt'] as const),
] as const satisfies readonly (keyof PersonDocument)[];

export const TOWNSHIP = DEMO_TOWNSHIPS[0]?.code as number;
/** Those who wrote what is there before anything is measured. */
export const FORMER_WRITERS = Array.from({ length: 40 }, (_, at) => `u${at}`);
/** Account of the desk that is measured, and of the other that edits meanwhile. */
export const WRITERS = { mine: 'naren', theirs: 'wangjianguo' } as const;

const NOTES = [
  ...['本人来窗口说的', '入户时核对', '村里报上来的', '电话打不通，家属给了新号', '低保年审时更正'],
  ...['材料齐全，已告知下一步', '本人行动不便，由儿子代办', '下月搬到女儿家住，另行登记'],
];
const FIRST_WRITTEN = Date.UTC(2026, 0, 5, 0, 0, 0);
const WRITTEN_DURING_MS = 270 * 86_400_000;
const EDITS_FROM = Date.UTC(2026, 10, 2, 1, 0, 0);
const BETWEEN_EDITS_MS = { least: 20_000, more: 100_000 };

function one<T>({ next }: Chance, list: readonly T[]): T {
  return list[Math.floor(next() * list.length)] as T;
}

const digits = ({ next }: Chance, count: number): string =>
  Array.from({ length: count }, () => Math.floor(next() * 10)).join('');
const hex = ({ next }: Chance, count: number): string =>
  Array.from({ length: count }, () => Math.floor(next() * 16).toString(16)).join('');
const mobile = (chance: Chance): string => `1${3 + Math.floor(chance.next() * 7)}${digits(chance, 9)}`;
/** To the second, as programs write it. */
const instant = (ms: number): string => new Date(Math.floor(ms / 1_000) * 1_000).toISOString();

export function makePeople(count: number): PersonDocument[] {
  const chance = seededRandom(20261122);
  const villages = DEMO_VILLAGES.filter(({ code }) => isWithin(TOWNSHIP, code));
  return Array.from({ length: count }, (_, at) => {
    const made = makeDemoPerson(chance.next, one(chance, villages).code, at);
    const fields = Object.fromEntries(RECORD_FIELDS.map((field) => [field, made[field]]));
    return {
      id: hex(chance, 32),
      ...(fields as Pick<typeof made, RecordField>),
      phone: mobile(chance),
      note: one(chance, NOTES),
      updatedBy: one(chance, FORMER_WRITERS),
      updatedAt: instant(FIRST_WRITTEN + chance.next() * WRITTEN_DURING_MS),
    };
  });
}

export interface WantedEdits {
  readonly by: string;
  readonly count: number;
}

/** Rounds of edits one after the other in time, of different people in no order, nobody twice. */
export function makeEdits(people: readonly PersonDocument[], rounds: readonly WantedEdits[]): Edit[][] {
  const chance = seededRandom(7);
  const left = people.map(({ id }) => id);
  let now = EDITS_FROM;
  return rounds.map(({ by, count }) =>
    Array.from({ length: count }, () => {
      now += BETWEEN_EDITS_MS.least + chance.next() * BETWEEN_EDITS_MS.more;
      const [id] = left.splice(Math.floor(chance.next() * left.length), 1);
      if (id === undefined) throw new RangeError('more edits than people');
      const set = { phone: mobile(chance), note: one(chance, NOTES), updatedBy: by, updatedAt: instant(now) };
      return { id, set };
    }),
  );
}

/** The people as they are after edits. */
export function edited(people: readonly PersonDocument[], edits: readonly Edit[]): PersonDocument[] {
  const sets = new Map(edits.map(({ id, set }) => [id, set]));
  return people.map((person) => ({ ...person, ...sets.get(person.id) }));
}

/** One hash over every field of every person, in whatever order they come: both ends must have the same. */
export function hashOf(people: readonly PersonDocument[]): string {
  const hash = createHash('sha256');
  for (const person of people.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    hash.update(JSON.stringify(DOCUMENT_FIELDS.map((field) => person[field])));
  return `${people.length}:${hash.digest('hex').slice(0, 16)}`;
}
