/** Numbers of the law and of our own decisions that stand in the program and in no pack: the page names them, so that nobody takes them for
 *  parameters that a place can set. The value is read from the source, never written here a second time.                                */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { articlesCited } from './marks.ts';
import type { ParameterText } from './read-rules.ts';

/** File, name, and what it is with its source. */
const CONSTANTS: readonly (readonly [string, string, string])[] = [
  [
    'spot-sample.ts',
    'percent',
    '抽查：每个乡镇每项补贴抽百分之几 share drawn of a township and benefit (S004 art.7; ∴)',
  ],
  ['spot-sample.ts', 'atLeast', '抽查：每个乡镇至少几人 people of a township at least (S004 art.7; ∴)'],
  ['certificate-radar.ts', 'RADAR_DAYS_AHEAD', '到期前几天开始提醒 days before expiry (S004 art.9(4); ∴)'],
  [
    'exit-ground.ts',
    'RECEIPT_HOLDS_DAYS',
    '乡镇扫描的换证回执顶几个工作日 working days that a scanned receipt holds (S004 art.9(4); ∴)',
  ],
  [
    'objection.ts',
    'OBJECTION_DAYS',
    '异议几个工作日内查清 working days to look into an objection (S004 art.6; ∴)',
  ],
  ['payment-alerts.ts', 'MONTHS_LOOKED_BACK', '逐月核对发放往前看几个月 months looked back (S004 art.7; ∴)'],
  ['payment-alerts.ts', 'TWICE', '退回几次报警 returns that raise an alert (dossier (h) ∴)'],
  [
    'person-alerts.ts',
    'LONG_BACK_PAY_MONTHS',
    '补发超过几个月报警 months of back-pay that raise an alert (S004 art.4; ∴)',
  ],
  ['alert.ts', 'ACCOUNT_PERSONS_MAX', '一个账户最多几人 people of one account (dossier (h) ∴)'],
  [
    'alert.ts',
    'MASS_CHANGE_SHARE',
    '一乡镇一月变动超过多少报警 share of a township changed in a month (dossier (h) ∴)',
  ],
  ['alert.ts', 'LATE_DAYS', '晚几天上报算迟报 days until an act is late (e.1 ∴)'],
  ['eligibility.ts', 'ADULT', '成年 of age (c.4, (g) ∴)'],
  ['small-cells.ts', 'SMALL', '统计隐去小于几的数 counts below it are left out ((l) ∴)'],
  ['calendar.ts', 'FIRST_YEAR', '日历从哪年起 first year of the calendar ((d))'],
  [
    'lease.ts',
    'LEASE_DAYS',
    '多少天不联网就不能作决定 days without contact until nothing is decided (m.1 ∴)',
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
