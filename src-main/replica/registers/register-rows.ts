/** From the rows of a register to what the comparison knows of a person. Pure.
 *  RR1 a row that cannot be read is counted with its reason and left out, and so the register is no worse for it; the person who hands it in
 *  sees how many and which.  RR2 nothing is guessed: a date with two readings, an unknown kind of benefit, a damaged number are faults.  RR3 of
 *  two rows of one person the later counts, but benefits add up.                                                                       */
import type { OtherBenefit } from '#shared/domain/eligibility.ts';
import type { PlainDate } from '#shared/domain/calendar.ts';
import { parseCertificateNumber } from '#shared/domain/certificate.ts';
import { type Division, isWithin } from '#shared/domain/division.ts';
import { idNumberKey } from '#shared/domain/id-number.ts';
import { type HolderRow, holderRow, type RegisterKind } from '#shared/domain/register.ts';
import { readDate, readEnd } from '../import/cell-dates.ts';
import {
  type HouseholdCategory,
  readDisabilityClass,
  readGrade,
  readHousehold,
  readName,
  readPhone,
} from '../import/cell-words.ts';
import { checkIdNumber } from '../import/check-numbers.ts';
import { bareHeader, squeezed } from '../import/header-words.ts';
import { kindAt, type SheetRow, textAt } from '../import/sheet.ts';
import type { RegisterColumns, RegisterField } from './register-columns.ts';

export type RegisterBody =
  | { readonly kind: 'HOLDERS'; readonly holder: HolderRow }
  | { readonly kind: 'HOUSEHOLDS'; readonly household: HouseholdCategory }
  | { readonly kind: 'DEATHS'; readonly diedOn: PlainDate }
  | { readonly kind: 'CUSTODY'; readonly from: PlainDate; readonly to: PlainDate | null }
  | { readonly kind: 'OTHER_BENEFITS'; readonly benefit: OtherBenefit };

export type RowFault =
  | 'ID_FAULTY'
  | 'NAME_MISSING'
  | 'CERT_FAULTY'
  | 'DATE_UNREAD'
  | 'DATE_FUTURE'
  | 'HOUSEHOLD_UNKNOWN'
  | 'BENEFIT_UNKNOWN'
  | 'STATUS_UNKNOWN';

export type ReadRow =
  | { readonly ok: true; readonly key: string; readonly name: string; readonly body: RegisterBody }
  | { readonly ok: false; readonly fault: RowFault; readonly field: RegisterField };

export interface RegisterContext {
  readonly today: PlainDate;
  readonly divisions: readonly Division[];
}

const fault = (field: RegisterField, what: RowFault): ReadRow => ({ ok: false, fault: what, field });

/** Totals, notes, repeated headers and empty lines are nobody. */
const TOTALS =
  /^(本页|本表|全|总)?(合计|总计|小计|共计|累计)|^(注|备注|说明|填表|制表|审核|负责人|单位|盖章)/;

export function isPerson(row: SheetRow, { at, headers }: RegisterColumns): boolean {
  const id = squeezed(textAt(row, at.idNumber));
  if (/\d{6}/.test(id)) return true;
  const first = squeezed(row.texts.find((text) => text.trim() !== '') ?? '');
  const isHeader = at.idNumber !== undefined && bareHeader(id) === bareHeader(headers[at.idNumber] ?? '');
  const name = squeezed(textAt(row, at.name));
  return !isHeader && !TOTALS.test(first) && !TOTALS.test(name) && (id !== '' || name !== '');
}

type Dated = { readonly ok: true; readonly date: PlainDate | null } | { readonly ok: false };

function dateIn(row: SheetRow, column: number | undefined, read = readDate): Dated {
  if (column === undefined) return { ok: true, date: null };
  const found = read(textAt(row, column), kindAt(row, column));
  if (found.is === 'nothing') return { ok: true, date: null };
  if (found.is === 'date') return { ok: true, date: found.date };
  return found.is === 'month' ? { ok: true, date: `${found.month}-01` } : { ok: false };
}

const STATUS_WORDS: readonly (readonly [HolderRow['status'], RegExp])[] = [
  ['VALID', /^(正常|有效|在用|持证|已发证|已制证|VALID|)$/i],
  ['EXPIRED', /^(过期|已过期|到期|已到期|失效|EXPIRED)$/i],
  ['FROZEN', /^(冻结|已冻结|暂停|FROZEN)$/i],
  ['REVOKED', /^(注销|已注销|撤销|已撤销|作废|吊销|REVOKED)$/i],
  ['RENEWING', /^(换证中|换领中|续办中|办理中|换证|待换证|RENEWING)$/i],
];

const BENEFIT_WORDS: readonly (readonly [string, RegExp])[] = [
  ['TEKUN', /特困|五保/],
  ['INJURY_CARE_FEE', /工伤.*护理/],
  ['DE_FACTO_UNSUPPORTED_CHILD', /事实无人抚养/],
  ['ORPHAN', /孤儿/],
  ['LIXIU_NURSING', /离休.*护理/],
  ['LIXIU_LIVING', /离休/],
  ['ON_DUTY_NURSING', /因公.*护理/],
  ['ON_DUTY_LIVING', /因公/],
  ['ELDER_NURSING', /(养老|老年|高龄|失能).*护理/],
  ['ELDER_LIVING', /高龄|(养老|老年).*(生活|津贴|补贴)/],
];

/** The village that a register's words name, in all of the county: one only, or none (VM3). */
function villageIn(row: SheetRow, at: RegisterColumns['at'], divisions: readonly Division[]): number | null {
  const words = squeezed([textAt(row, at.village), textAt(row, at.hukou)].join(' '));
  const townships = divisions.filter(({ level, name }) => level === 'TOWNSHIP' && words.includes(name));
  const named = divisions.filter(
    ({ level, name, code }) =>
      level === 'VILLAGE' &&
      words.includes(name) &&
      (!townships.length || townships.some((each) => isWithin(each.code, code))),
  );
  if (named.length === 1) return named[0]?.code ?? null;
  return !named.length && townships.length === 1 ? (townships[0]?.code ?? null) : null;
}

function readHolder(
  row: SheetRow,
  { at }: RegisterColumns,
  person: { readonly idNumber: string; readonly name: string },
  context: RegisterContext,
): RegisterBody | ReadRow {
  if (!person.name) return fault('name', 'NAME_MISSING');
  const parsed = parseCertificateNumber(textAt(row, at.certificateNumber));
  const disabilityClass = parsed.disabilityClass ?? readDisabilityClass(textAt(row, at.disabilityClass));
  const grade = parsed.grade ?? readGrade(textAt(row, at.grade));
  if (!parsed.normalized || !disabilityClass || !grade) return fault('certificateNumber', 'CERT_FAULTY');
  const issued = dateIn(row, at.issuedOn);
  if (!issued.ok) return fault('issuedOn', 'DATE_UNREAD');
  const expires = dateIn(row, at.expiresOn, readEnd);
  if (!expires.ok) return fault('expiresOn', 'DATE_UNREAD');
  const renewal = dateIn(row, at.renewalAppliedOn);
  if (!renewal.ok) return fault('renewalAppliedOn', 'DATE_UNREAD');
  const said = squeezed(textAt(row, at.status));
  const status = STATUS_WORDS.find(([, words]) => words.test(said))?.[0];
  if (!status) return fault('status', 'STATUS_UNKNOWN');
  const holder = holderRow.safeParse({
    ...person,
    ...{ certificateNumber: parsed.normalized, disabilityClass, grade, status },
    ...{ issuedOn: issued.date, expiresOn: expires.date, renewalAppliedOn: renewal.date },
    village: villageIn(row, at, context.divisions),
    hukou: textAt(row, at.hukou).trim().slice(0, 100) || null,
    phone: readPhone(textAt(row, at.phone)) ?? null,
  });
  return holder.success ? { kind: 'HOLDERS', holder: holder.data } : fault('name', 'NAME_MISSING');
}

function readBody(
  kind: RegisterKind,
  row: SheetRow,
  columns: RegisterColumns,
  person: { readonly idNumber: string; readonly name: string },
  context: RegisterContext,
): RegisterBody | ReadRow {
  const { at } = columns;
  if (kind === 'HOLDERS') return readHolder(row, columns, person, context);
  if (kind === 'HOUSEHOLDS') {
    const household = readHousehold(textAt(row, at.household));
    return household ? { kind, household } : fault('household', 'HOUSEHOLD_UNKNOWN');
  }
  if (kind === 'DEATHS') {
    const died = dateIn(row, at.deathDate);
    if (!died.ok || !died.date) return fault('deathDate', 'DATE_UNREAD');
    return died.date > context.today ? fault('deathDate', 'DATE_FUTURE') : { kind, diedOn: died.date };
  }
  const field = kind === 'CUSTODY' ? 'custodyFrom' : 'from';
  const [from, to] = [dateIn(row, at[field]), dateIn(row, kind === 'CUSTODY' ? at.custodyTo : at.to)];
  if (!from.ok || !from.date) return fault(field, 'DATE_UNREAD');
  if (!to.ok) return fault(kind === 'CUSTODY' ? 'custodyTo' : 'to', 'DATE_UNREAD');
  if (kind === 'CUSTODY') return { kind, from: from.date, to: to.date };
  const said = squeezed(textAt(row, at.benefitType));
  const type = BENEFIT_WORDS.find(([, words]) => words.test(said))?.[0];
  if (!type) return fault('benefitType', 'BENEFIT_UNKNOWN');
  const months = { from: from.date.slice(0, 7), to: to.date?.slice(0, 7) ?? null };
  return { kind, benefit: { type, ...months } };
}

/** One row of a register. */
export function readRow(
  kind: RegisterKind,
  row: SheetRow,
  columns: RegisterColumns,
  context: RegisterContext,
): ReadRow {
  const { at } = columns;
  const id = checkIdNumber(textAt(row, at.idNumber), kindAt(row, at.idNumber), context.today);
  if (!id.normalized) return fault('idNumber', 'ID_FAULTY');
  const name = readName(textAt(row, at.name)).slice(0, 50);
  const body = readBody(kind, row, columns, { idNumber: id.normalized, name }, context);
  return 'ok' in body ? body : { ok: true, key: idNumberKey(id.normalized), name, body };
}
