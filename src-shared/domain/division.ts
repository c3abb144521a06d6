/** Administrative divisions as 12-digit codes held as numbers: 2 province, 2 city, 2 county, 3 township, 3 village (dossier c.3).
 *  A scope of data is such a number, so containment is arithmetic on both sides and in SQL.
 *  DIV1 zeros at the end, level by level, mean «all of it».  DIV2 a division contains itself.  DIV3 whatever is not a
 *  division code (the reference scope 0 among them) has no level and contains nothing.
 *  Also here: the made-up banner of the demo. Elsewhere: names of real divisions, which are data.                    */
export type DivisionCode = number;

export type DivisionLevel = 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE';

/** From the lowest level up: a code of the level ends in this many zeros. */
const LEVELS: readonly { readonly level: DivisionLevel; readonly unit: number }[] = [
  { level: 'VILLAGE', unit: 1 },
  { level: 'TOWNSHIP', unit: 1_000 },
  { level: 'COUNTY', unit: 1_000_000 },
  { level: 'CITY', unit: 100_000_000 },
  { level: 'PROVINCE', unit: 10_000_000_000 },
];

const SMALLEST_CODE = 110_000_000_000;
const LARGEST_CODE = 999_999_999_999;

/** True for a 12-digit number; says nothing about whether such a place exists. */
export function isDivisionCode(code: number): code is DivisionCode {
  return Number.isInteger(code) && code >= SMALLEST_CODE && code <= LARGEST_CODE;
}

function rankOf(code: DivisionCode): number {
  let rank = 0;
  for (let next = 1; next < LEVELS.length; next += 1) {
    if (code % (LEVELS[next]?.unit ?? 1) !== 0) break;
    rank = next;
  }
  return rank;
}

/** Level of a code by its trailing zeros; undefined when it is not a division code. */
export function levelOf(code: DivisionCode): DivisionLevel | undefined {
  return isDivisionCode(code) ? LEVELS[rankOf(code)]?.level : undefined;
}

/** The whole country, of which every division is a part: 100000 in the official table of codes (GB/T 2260). It is no scope of data (DIV3). */
export const NATION: DivisionCode = 100_000_000_000;

/** The codes that lie in a county or what is above it, and how wide those of its next level are; undefined for the rest. */
export function partsOf(
  code: DivisionCode,
): { readonly from: number; readonly to: number; readonly unit: number } | undefined {
  const [province] = LEVELS.slice(-1);
  if (code === NATION) return { from: SMALLEST_CODE, to: LARGEST_CODE + 1, unit: province?.unit ?? 1 };
  const at = LEVELS.findIndex((each) => each.level === levelOf(code));
  const [own, below] = [LEVELS[at], LEVELS[at - 1]];
  return own && below && at > LEVELS.findIndex(({ level }) => level === 'TOWNSHIP')
    ? { from: code, to: code + own.unit, unit: below.unit }
    : undefined;
}

/** Whether a division is another or lies in it, the country included. */
export function isPartOf(whole: DivisionCode, code: DivisionCode): boolean {
  return whole === NATION ? code === NATION || isDivisionCode(code) : isWithin(whole, code);
}

/** The division one level above; undefined for a province and for what is not a code. */
export function parentOf(code: DivisionCode): DivisionCode | undefined {
  if (!isDivisionCode(code)) return undefined;
  const above = LEVELS[rankOf(code) + 1];
  return above && code - (code % above.unit);
}

/** Whether `code` is `scope` or lies in it (DIV1–DIV3). */
export function isWithin(scope: DivisionCode, code: DivisionCode): boolean {
  if (!isDivisionCode(scope) || !isDivisionCode(code)) return false;
  const unit = LEVELS[rankOf(scope)]?.unit ?? 1;
  return code - (code % unit) === scope;
}

/** The division of a level that contains `code`; undefined when `code` is above that level. */
export function ancestorAt(level: DivisionLevel, code: DivisionCode): DivisionCode | undefined {
  const rank = LEVELS.findIndex((it) => it.level === level);
  if (!isDivisionCode(code) || rank < rankOf(code)) return undefined;
  return code - (code % (LEVELS[rank]?.unit ?? 1));
}

export interface Division {
  readonly code: DivisionCode;
  readonly name: string;
  readonly level: DivisionLevel;
  readonly parent: DivisionCode;
}

export const DEMO_BANNER_CODE: DivisionCode = 159_999_000_000;
/** The made-up city 敖仑市 that the banner belongs to. */
export const DEMO_CITY_CODE: DivisionCode = 159_900_000_000;
/** First six digits of every made-up identity number; no real place has them. */
export const DEMO_REGION = '159999';
const FIRST_TOWNSHIP = 101;

const DEMO_NAMES: readonly { readonly township: string; readonly villages: readonly string[] }[] = [
  {
    township: '查干淖尔苏木',
    villages: ['哈日根台嘎查', '敖包图嘎查', '巴彦塔拉嘎查', '东风村', '团结村', '胜利村', '布日古德嘎查'],
  },
  {
    township: '东风镇',
    villages: ['东街社区', '西街社区', '向阳村', '前进村', '新立屯村', '三家子村', '双井村', '白音套海村'],
  },
  {
    township: '巴彦高勒苏木',
    villages: [
      '巴彦高勒嘎查',
      '呼和陶勒盖嘎查',
      '乌兰哈达嘎查',
      '宝音图嘎查',
      '阿日昆都冷嘎查',
      '沙日塔拉嘎查',
    ],
  },
  {
    township: '塔日牙图镇',
    villages: ['塔日牙图社区', '永胜村', '兴隆村', '平安村', '榆树林村', '大柳树村', '呼布日嘎查'],
  },
  {
    township: '宝力根苏木',
    villages: ['宝力根嘎查', '毛都图嘎查', '查干敖包嘎查', '哈登呼舒嘎查', '伊和淖尔嘎查', '巴嘎淖尔嘎查'],
  },
  {
    township: '哈达镇',
    villages: ['哈达社区', '南山社区', '富裕村', '光明村', '红星村', '小河沿村', '石门子村', '海力苏嘎查'],
  },
  {
    township: '乌兰图雅镇',
    villages: ['乌兰图雅社区', '丰收村', '幸福村', '长青村', '上窑村', '下窑村', '巴雅尔图嘎查'],
  },
  {
    township: '红旗苏木',
    villages: [
      '红旗嘎查',
      '阿拉腾敖包嘎查',
      '准乌苏嘎查',
      '巴润乌苏嘎查',
      '达布希勒图嘎查',
      '萨如拉嘎查',
      '民主村',
    ],
  },
];

function demoDivisions(): Division[] {
  const divisions: Division[] = [
    { code: DEMO_BANNER_CODE, name: '乌兰淖尔旗', level: 'COUNTY', parent: 159_900_000_000 },
  ];
  DEMO_NAMES.forEach(({ township, villages }, townshipIndex) => {
    const townshipCode = DEMO_BANNER_CODE + (FIRST_TOWNSHIP + townshipIndex) * 1_000;
    divisions.push({ code: townshipCode, name: township, level: 'TOWNSHIP', parent: DEMO_BANNER_CODE });
    villages.forEach((name, villageIndex) => {
      divisions.push({
        code: townshipCode + villageIndex + 1,
        name,
        level: 'VILLAGE',
        parent: townshipCode,
      });
    });
  });
  return divisions;
}

/** The made-up banner, its townships and their villages, parents before children. */
export const DEMO_DIVISIONS: readonly Division[] = demoDivisions();
export const DEMO_TOWNSHIPS = DEMO_DIVISIONS.filter((division) => division.level === 'TOWNSHIP');
export const DEMO_VILLAGES = DEMO_DIVISIONS.filter((division) => division.level === 'VILLAGE');
