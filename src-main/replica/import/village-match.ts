/** Which village a roster means by what it wrote. Pure.
 *  VM1 a village is found by its whole name, or by its stem when one village of the township has it.  VM2 a stem that is also a
 *  township's is asked about.  VM3 nothing is found by likeness.                                                  */
import { type Division, type DivisionCode, isWithin } from '#shared/domain/division.ts';
import { squeezed } from './header-words.ts';

export type VillageMatch =
  | { readonly kind: 'one'; readonly village: Division }
  /** One village here, but the word is a township's too. */
  | { readonly kind: 'also-township'; readonly village: Division; readonly township: Division }
  | { readonly kind: 'several'; readonly villages: readonly Division[] }
  | { readonly kind: 'elsewhere'; readonly village: Division; readonly township: Division | undefined }
  | { readonly kind: 'none' };

/** «东风村3组», «敖包图嘎查第二牧业组»: the village is what stands before. */
const GROUP =
  /(?<=嘎查|村|社区|委会)(第?[\d一二三四五六七八九十]+)?(村民|牧业|农牧业|居民)?(小组|组|队|社|号)$/;
const ENDING = /(嘎查|村民委员会|村委会|村|居民委员会|居委会|社区|苏木|镇|乡|街道)$/;

function stemOf(name: string): string {
  const stem = name.replace(/(嘎查|村|社区)?(村民|居民)?委员会$|委会$|居委$/, '$1').replace(ENDING, '');
  return stem === '' ? name : stem;
}

function unique<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** Matches words against the villages of `township`; `divisions` are all that this desk knows. */
export function createVillageMatcher(
  divisions: readonly Division[],
  township: DivisionCode,
): (text: string) => VillageMatch {
  const villages = divisions.filter(({ level }) => level === 'VILLAGE');
  const townships = divisions.filter(({ level }) => level === 'TOWNSHIP');
  const here = villages.filter(({ code }) => isWithin(township, code));
  const townshipOf = (village: Division) => townships.find(({ code }) => code === village.parent);
  const ownTownship = townships.find(({ code }) => code === township);

  /** «查干淖尔苏木敖包图嘎查» and the banner's name before it; the township's own name alone stays. */
  const withoutPlacesAbove = (word: string): string => {
    const above = divisions.filter(({ level }) => level === 'COUNTY').map(({ name }) => name);
    let rest = word;
    for (const name of [...above, ownTownship?.name ?? '']) {
      if (name !== '' && rest.startsWith(name) && rest.length > name.length) rest = rest.slice(name.length);
    }
    return rest.replace(GROUP, '');
  };

  function match(word: string): VillageMatch {
    const exact = unique(here.filter(({ name }) => name === word));
    if (exact) return { kind: 'one', village: exact };
    const stem = stemOf(word);
    const sameStem = here.filter(({ name }) => stemOf(name) === stem);
    if (sameStem.length > 1) return { kind: 'several', villages: sameStem };
    const namesake = townships.find(({ name }) => stemOf(name) === stem);
    const village = sameStem[0];
    if (village && namesake) return { kind: 'also-township', village, township: namesake };
    if (village) return { kind: 'one', village };
    const other = unique(villages.filter(({ name }) => name === word || stemOf(name) === stem));
    return other ? { kind: 'elsewhere', village: other, township: townshipOf(other) } : { kind: 'none' };
  }

  const remembered = new Map<string, VillageMatch>();
  return (text) => {
    const word = withoutPlacesAbove(squeezed(text));
    const found = remembered.get(word) ?? match(word);
    remembered.set(word, found);
    return found;
  };
}

/** Words around a village in the name of a sheet: «1敖包图嘎查名单（2023）». */
const AROUND_VILLAGE =
  /^[\d.、-]+|[([{【].*?[)\]}】]|(残疾人)?(两项补贴)?(基本)?(花名册|花名表|名册|名单|台账|统计表|明细表|明细|登记表|信息表|汇总表|表)$|(19|20)\d{2}年?|\d{1,2}月/g;

/** The village that the name of a sheet is, or undefined. */
export function villageOfSheet(
  sheetName: string,
  match: (text: string) => VillageMatch,
): Division | undefined {
  const bare = squeezed(sheetName).replace(AROUND_VILLAGE, '').replace(AROUND_VILLAGE, '');
  if (bare === '') return undefined;
  const found = match(bare);
  // A sheet of the township’s own roster that is called «东风» in 查干淖尔苏木 is its village’s.
  return found.kind === 'one' || found.kind === 'also-township' ? found.village : undefined;
}

/** The village that an address names: the one village of the township whose whole name stands in it. */
export function villageInAddress(
  text: string,
  divisions: readonly Division[],
  township: DivisionCode,
): Division | undefined {
  const address = squeezed(text);
  const isElsewhere = divisions.some(
    ({ level, code, name }) => level === 'TOWNSHIP' && code !== township && address.includes(name),
  );
  if (isElsewhere) return undefined;
  const named = divisions.filter(
    ({ level, code, name }) => level === 'VILLAGE' && isWithin(township, code) && address.includes(name),
  );
  return unique(named);
}
