/** Source marks as docstrings and conformance cases write them, taken apart into the articles they mean. A text without any mark has no source:
 *  the page of rules refuses it.                                                                                                       */

const DASH = /[–-]/;

/** 9, 12 of «arts 9(1), 12»; 2, 3, 4 of «arts 2–4». */
function numbersOf(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first] = part
      .split(DASH)
      .map((each) => Number.parseInt(each.trim(), 10));
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}

const ARTS = /S004 arts?\.? ?(\d+(?:\(\d+\))*(?:(?:, ?|[–-])\d+(?:\(\d+\))*)*)/g;
const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四'];

/** What is cited whole, by a pattern and the key of its article. */
const WHOLE: readonly (readonly [RegExp, string])[] = [
  [/S000|\b000_/, 'S000'],
  [/S001 §2/, 'S001 §2'],
  [/S001 §3|\b001_\S* 三/, 'S001 §3'],
  [/S001 §4/, 'S001 §4'],
  [/S002|\b002_/, 'S002 §3'],
  [/民法典 201/, '民法典 201'],
  [/民法典 (?:201, )?203|民法典 201, 203/, '民法典 203'],
  [/PIPL|个人信息保护法/, 'PIPL'],
  [/GB 11643/, 'GB 11643'],
  [/民发〔2019〕62号|62号/, '民发〔2019〕62号'],
  [/民发〔2012〕220号/, '民发〔2012〕220号'],
];

/** Our own decisions: sections of the dossier, of the packs' description and of the design. */
const OWN =
  /∴|N○|dossier|inference|policy-packs ?§|DESIGN|SPEC|SECURITY|PEERS|HOUSE|GB\/T|\((?:[a-o](?:\.\d+)?|m\.3[^)]*)\)|\b[cejm]\.\d/;

/** Keys of the articles that a text cites, in the order of the page's documents. */
export function articlesCited(text: string): string[] {
  const keys = new Set<string>();
  for (const [, list = ''] of text.matchAll(ARTS)) {
    for (const number of numbersOf(list)) keys.add(`S004 art.${number}`);
  }
  // «S004 art.4; 国发52 二(四)» and the cases' «第九条(三)».
  if (text.includes('004_'))
    for (const [, number = ''] of text.matchAll(/第([一二三四五六七八九十]+)条/g))
      keys.add(`S004 art.${CHINESE.indexOf(number) + 1}`);
  if (/国发(?:〔2015〕52号|52)/.test(text))
    for (const [clause] of text.matchAll(/[二三]\([一二三四]\)/g)) keys.add(`国发〔2015〕52号 ${clause}`);
  for (const [pattern, key] of WHOLE) if (pattern.test(text)) keys.add(key);
  return [...keys];
}

/** Whether a text says where it comes from at all. */
export function hasMark(text: string): boolean {
  return articlesCited(text).length > 0 || OWN.test(text);
}
