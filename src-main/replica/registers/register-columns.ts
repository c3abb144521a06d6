/** What the columns of a register from elsewhere are, by the words of their headers. Pure.
 *  RC1 a column that says something else in a roster says it here only where the register's own words do not claim it.  RC2 a register that
 *  lacks a needed column is not taken at all; which one is said.  RC3 what a person chose goes over the words, now, and the next time that the
 *  same source sends a file with the same headers.
 *  Elsewhere: headers themselves and words they share with rosters (import/header-words.ts, import/map-columns.ts).                     */
import type { RegisterKind } from '#shared/domain/register.ts';
import { bareHeader, fieldOfHeader } from '../import/header-words.ts';
import {
  candidateHeaders,
  headerFrom,
  type HeaderRows,
  headersKey,
  rememberedNames,
} from '../import/map-columns.ts';
import type { RosterField } from '../import/roster-fields.ts';
import type { Sheet } from '../import/sheet.ts';

export const REGISTER_FIELDS = [
  'name',
  'idNumber',
  'certificateNumber',
  'disabilityClass',
  'grade',
  'issuedOn',
  'expiresOn',
  'status',
  'renewalAppliedOn',
  'village',
  'hukou',
  'phone',
  'household',
  'deathDate',
  'custodyFrom',
  'custodyTo',
  'benefitType',
  'from',
  'to',
] as const;
export type RegisterField = (typeof REGISTER_FIELDS)[number];

/** Spellings as `bareHeader` leaves them. */
const SPELLINGS: Readonly<Partial<Record<RegisterField, string>>> = {
  issuedOn:
    '发证日期 发证时间 签发日期 签发时间 办证日期 办证时间 首次发证日期 初次发证日期 领证日期 有效期起 有效期自 有效期开始日期',
  status: '证件状态 残疾证状态 残疾人证状态 证状态 状态 持证状态 status',
  renewalAppliedOn:
    '换证申请日期 换领申请日期 换证申请时间 续期申请日期 申请换证日期 到期换证申请日期 换证日期 续办日期 续证申请日期',
  deathDate:
    '死亡日期 死亡时间 死亡年月日 去世日期 去世时间 亡故日期 火化日期 火化时间 死亡火化日期 注销日期 殡葬日期 deathdate',
  custodyFrom:
    '入监日期 入监时间 收监日期 收监时间 服刑起始日期 服刑开始日期 服刑起 刑期起 刑期起始 刑期起始日期 起刑日期 判决生效日期 服刑开始时间 服刑日期',
  custodyTo: '刑期止 刑期终止日期 刑满日期 刑满释放日期 服刑截止日期 服刑结束日期 服刑止 释放日期',
  benefitType:
    '待遇类型 待遇类别 待遇名称 津贴类型 津贴类别 津贴名称 补贴类型 补贴类别 补贴名称 补贴项目 保障类别 保障类型 享受待遇 项目 项目名称 人员类别 类别',
  from: '起始月 享受起始月 起发时间 起发月 发放起始月 开始享受时间 享受时间 享受起始时间 开始时间 起始时间 起始日期 批准时间 批准日期 纳入时间 领取时间',
  to: '截止月 截止时间 停发时间 终止时间 结束时间 终止日期 截止日期',
  household: '家庭类别 保障类别 保障类型 救助类别 救助类型 对象类别 人员类别 类别 类型 低保类别',
};

export const OF_KIND: Readonly<Record<RegisterKind, readonly RegisterField[]>> = {
  HOLDERS: [
    ...(['name', 'idNumber', 'certificateNumber', 'disabilityClass', 'grade', 'issuedOn'] as const),
    ...(['expiresOn', 'status', 'renewalAppliedOn', 'village', 'hukou', 'phone'] as const),
  ],
  HOUSEHOLDS: ['name', 'idNumber', 'household'],
  DEATHS: ['name', 'idNumber', 'deathDate'],
  CUSTODY: ['name', 'idNumber', 'custodyFrom', 'custodyTo'],
  OTHER_BENEFITS: ['name', 'idNumber', 'benefitType', 'from', 'to'],
};

/** Without them there is nothing to compare (RC2). */
export const NEEDED: Readonly<Record<RegisterKind, readonly RegisterField[]>> = {
  HOLDERS: ['name', 'idNumber', 'certificateNumber'],
  HOUSEHOLDS: ['idNumber', 'household'],
  DEATHS: ['idNumber', 'deathDate'],
  CUSTODY: ['idNumber', 'custodyFrom'],
  OTHER_BENEFITS: ['idNumber', 'benefitType', 'from'],
};

const FROM_ROSTER: Readonly<Partial<Record<RosterField, RegisterField>>> = {
  ...{ name: 'name', idNumber: 'idNumber', certificateNumber: 'certificateNumber', grade: 'grade' },
  ...{ disabilityClass: 'disabilityClass', certificateExpiresOn: 'expiresOn', village: 'village' },
  ...{ hukouAddress: 'hukou', phone: 'phone', household: 'household', householdFrom: 'from' },
};

const OWN_WORDS = new Map(
  (Object.entries(SPELLINGS) as [RegisterField, string][]).map(([field, words]) => [
    field,
    new Set(words.split(' ')),
  ]),
);

/** What a header means in a register of this kind, or null. */
export function registerFieldOf(kind: RegisterKind, header: string): RegisterField | null {
  const word = bareHeader(header);
  const own = OF_KIND[kind].find((field) => OWN_WORDS.get(field)?.has(word));
  if (own) return own;
  const shared = fieldOfHeader(header);
  const field = shared && FROM_ROSTER[shared];
  return field && OF_KIND[kind].includes(field) ? field : null;
}

export interface RegisterColumns extends HeaderRows {
  readonly at: Readonly<Partial<Record<RegisterField, number>>>;
}

function columnsOf(kind: RegisterKind, header: HeaderRows): RegisterColumns {
  const at: Partial<Record<RegisterField, number>> = {};
  header.headers.forEach((text, column) => {
    const field = registerFieldOf(kind, text);
    if (field && at[field] === undefined) at[field] = column;
  });
  return { ...header, at };
}

/** Which header was taken for what. */
export type RememberedRegister = Readonly<Record<string, string>>;

/** Under which a choice is remembered: what is handed in, by whom, with which headers. */
export function registerKey(kind: RegisterKind, source: string, headers: readonly string[]): string {
  return [`register ${kind} ${source.trim()}`, headersKey(headers)].join('\n');
}

export function toRememberRegister({ headers, at }: RegisterColumns): RememberedRegister {
  const names = rememberedNames(headers);
  const entries = Object.entries(at).map(([field, column]) => [names[column] ?? '', field] as const);
  return Object.fromEntries(entries.filter(([name]) => name !== ''));
}

/** A header as it was mapped before (RC3). */
export function columnsAsRemembered(
  kind: RegisterKind,
  header: HeaderRows,
  remembered: RememberedRegister,
): RegisterColumns {
  const at: Partial<Record<RegisterField, number>> = {};
  rememberedNames(header.headers).forEach((name, column) => {
    const field = OF_KIND[kind].find((each) => each === remembered[name]);
    if (field && at[field] === undefined) at[field] = column;
  });
  return { ...header, at };
}

/** A header row chosen by a person, with what they take its columns for; null: by its words. Fields and columns that there are not, are not
 *  taken.                                                                                                                              */
export function columnsAsChosen(
  kind: RegisterKind,
  sheet: Sheet,
  chosen: { readonly headerRow: number; readonly at: Readonly<Record<string, number>> | null },
): RegisterColumns | null {
  const header = headerFrom(
    sheet,
    sheet.rows.findIndex(({ row }) => row === chosen.headerRow),
  );
  if (!header) return null;
  if (!chosen.at) return columnsOf(kind, header);
  const width = sheet.rows.reduce((most, { texts }) => Math.max(most, texts.length), 0);
  const given = Object.entries(chosen.at).filter(([, column]) => column < width);
  const at = OF_KIND[kind].flatMap((field) => given.filter(([name]) => name === field));
  return { ...header, at: Object.fromEntries(at) };
}

const count = ({ at }: RegisterColumns): number => Object.keys(at).length;
/** Fewer known words are a coincidence. */
const HEADER_WORDS_MIN = 2;

/** The header of a sheet: one that was mapped before, or the candidate with most known words, or null when none has enough of them. */
export function findRegisterColumns(
  kind: RegisterKind,
  sheet: Sheet,
  rememberedOf: (headers: readonly string[]) => RememberedRegister | null = () => null,
): RegisterColumns | null {
  let best: RegisterColumns | null = null;
  for (const header of candidateHeaders(sheet)) {
    const remembered = rememberedOf(header.headers);
    if (remembered) return columnsAsRemembered(kind, header, remembered);
    const columns = columnsOf(kind, header);
    if (!best || count(columns) > count(best)) best = columns;
  }
  return best && count(best) >= HEADER_WORDS_MIN ? best : null;
}

export function missingColumns(kind: RegisterKind, { at }: RegisterColumns): RegisterField[] {
  return NEEDED[kind].filter((field) => at[field] === undefined);
}
