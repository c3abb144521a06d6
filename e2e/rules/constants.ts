/** Numbers of the law and of our own decisions that stand in the program and in no pack: the page names them with the reason, so that nobody takes
 *  them for parameters that a place can set. The value is read from the source, never written here a second time.                                */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { articlesCited } from './marks.ts';
import type { ParameterText } from './read-rules.ts';

/** File, name, and what it is with its source. */
const CONSTANTS: readonly (readonly [string, string, string])[] = [
  [
    'id-number.ts',
    'ADULT_AGE',
    '成年：民法典第十七条，全国一样，不归各地定 of age: law of the country, which no place sets (民法典 17; c.4, (g))',
  ],
  [
    'small-cells.ts',
    'SMALL',
    '统计隐去小于几的数：各级的表互相加得出来，各地定得不一样，一张表就会泄露另一张隐去的数，所以全国一个数 counts below it are left out: tables of all levels add up to each other, so that places with numbers of their own would let one table tell what another leaves out ((l) ∴)',
  ],
  [
    'calendar.ts',
    'FIRST_YEAR',
    '日历从哪年起：补贴从 2016 年起，是资料的范围，不是规定 first year of the calendar: the extent of the data, for the subsidies began in 2016; later years come with packs ((d))',
  ],
  [
    'lease.ts',
    'LEASE_DAYS',
    '多少天不联网就不能作决定：是系统安全的设计，不是补贴的规定；档案 m.1 另写的 7 天提醒、30 天不能拒绝，由这一条代替，哪里都不能放宽 days without contact until nothing is decided: a protection of the system and no rule of the subsidies, which no place may loosen; it stands in the place of the 7 and 30 days of m.1 (m.1 ∴)',
  ],
];

/** The numbers with what the source says of them; a fault where the source has no such number. */
export function readConstants(root: string): {
  constants: readonly ParameterText[];
  faults: readonly string[];
} {
  const faults: string[] = [];
  const constants = CONSTANTS.map(([file, name, words]): ParameterText => {
    const source = readFileSync(join(root, 'src-shared', 'domain', file), 'utf8');
    const value = new RegExp(`\\b${name}(?::(?! number)| =) ([\\d._]+)`).exec(source)?.[1];
    if (value === undefined) faults.push(`constants.ts: no number ${name} in ${file}`);
    return { name: `${file} ${name}`, value: value ?? '', words, articles: articlesCited(words) };
  });
  return { constants, faults };
}
