/** Names as they are typed in Latin letters: pinyin initials (wyqqg) and whole syllables (wuyun). A surname is read as one (单 shàn, 曾 zēng); a
 *  name whose first character reads otherwise elsewhere is found under both readings. */
import { pinyin } from 'pinyin-pro';
import { SYLLABLES } from './syllables-data.ts';

/** One way to read a name. Latin letters of a name stand among the initials, other signs fall out. */
export interface NameReading {
  readonly initials: string;
  readonly syllables: readonly string[];
}

/** Names come again: in families. */
const NAMES_REMEMBERED_MAX = 20_000;
const OPTIONS = { toneType: 'none', type: 'array', v: true } as const;
const readingsOfName = new Map<string, readonly NameReading[]>();
const readsApart = new Map<string, boolean>();
const onlyReadings = new Map<string, string | null>();
const HAN = /^\p{Script=Han}$/u;

const WHOLE = new Set(SYLLABLES);
const BEGINNINGS = new Set(
  SYLLABLES.flatMap((syllable) => [...syllable].map((_, at) => syllable.slice(0, at + 1))),
);
const SYLLABLE_LETTERS_MAX = Math.max(...SYLLABLES.map(({ length }) => length));
/** Ways to cut typed letters; names have a few, `angangang…` thousands. */
const CUTS_MAX = 64;

function toReading(spelled: readonly string[]): NameReading {
  const lower = spelled.map((each) => each.toLowerCase());
  return {
    initials: lower
      .map((each) => each.slice(0, 1))
      .join('')
      .replace(/[^a-z0-9]/g, ''),
    syllables: lower.filter((each) => WHOLE.has(each)),
  };
}

/** Whether a character reads otherwise as a surname than elsewhere. */
function isReadApart(character: string): boolean {
  let apart = readsApart.get(character);
  if (apart === undefined) {
    apart = pinyin(character, { ...OPTIONS, mode: 'surname' })[0] !== pinyin(character, OPTIONS)[0];
    readsApart.set(character, apart);
  }
  return apart;
}

/** How a character reads wherever it stands; null where that depends on its neighbours, and of other signs. */
function onlyReading(character: string): string | null {
  let only = onlyReadings.get(character);
  if (only === undefined) {
    const all = HAN.test(character) ? new Set(pinyin(character, { ...OPTIONS, multiple: true })) : null;
    only = all?.size === 1 && !isReadApart(character) ? ([...all][0] as string) : null;
    onlyReadings.set(character, only);
  }
  return only;
}

/** Most names are of characters that read in one way; nobody need look for words in them. */
function onlyReadingOf(name: string): NameReading | null {
  const spelled: string[] = [];
  for (const character of name) {
    const only = onlyReading(character);
    if (only === null) return null;
    spelled.push(only);
  }
  return toReading(spelled);
}

function workOut(name: string): readonly NameReading[] {
  const only = onlyReadingOf(name);
  if (only) return [only];
  const [first = ''] = name;
  const asSurname = toReading(pinyin(name, { ...OPTIONS, mode: 'surname' }));
  return isReadApart(first) ? [asSurname, toReading(pinyin(name, OPTIONS))] : [asSurname];
}

/** The ways to read a name, the one with the surname first. */
export function readingsOf(name: string): readonly NameReading[] {
  let readings = readingsOfName.get(name);
  if (!readings) {
    readings = workOut(name);
    if (readingsOfName.size >= NAMES_REMEMBERED_MAX) readingsOfName.clear();
    readingsOfName.set(name, readings);
  }
  return readings;
}

/** Pinyin initials of a name, lower case: 乌云其其格 → wyqqg. */
export function pinyinInitials(name: string): string {
  return readingsOf(name)[0]?.initials ?? '';
}

/** Typed letters cut into syllables in every way, the last perhaps only begun: wuyu → wu yu, wu y u is none. */
export function cutIntoSyllables(letters: string): string[][] {
  const cuts: string[][] = [];
  const go = (at: number, before: readonly string[]): void => {
    if (cuts.length >= CUTS_MAX) return;
    const rest = letters.slice(at);
    if (BEGINNINGS.has(rest)) cuts.push([...before, rest]);
    for (let length = Math.min(SYLLABLE_LETTERS_MAX, rest.length - 1); length > 0; length--) {
      const syllable = rest.slice(0, length);
      if (WHOLE.has(syllable)) go(at + length, [...before, syllable]);
    }
  };
  if (letters) go(0, []);
  return cuts;
}
