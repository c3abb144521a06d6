/** What a document says of its person, file and act, in the words that are printed. Every field of a definition that no pen fills has its
 *  reader here, by the field's name; the classes are the fields' own (document-fields.ts). */
import { calendarOf } from '#shared/domain/calendar.ts';
import { deadlinesOf } from '#shared/domain/deadline.ts';
import type { ContentPart, DocumentContent, DocumentValue } from '#shared/domain/document-code.ts';
import { DOCUMENT_DEFINITIONS } from '#shared/domain/document-definitions.ts';
import type { DocumentKind } from '#shared/domain/document-kind.ts';
import { DOCUMENT_FIELDS, type DocumentField } from '#shared/domain/document-fields.ts';
import { packInForce } from '#shared/domain/pack.ts';
import type { MaterialCode } from '#shared/domain/state.ts';
import type { ApplicationView, CasePage } from '#shared/rpc/desk-shapes.ts';
import type { HistoryEntry } from '#shared/rpc/history-shapes.ts';
import type { Me } from '../../data/session.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { dateOfInstant, sayLongDate, sayMoney, sayMonth, sayWeekday } from '../../text/dates.ts';
import {
  PRINTED_DUE_UNKNOWN,
  PRINTED_MATERIALS,
  PRINTED_CLAUSES,
  PRINTED_SHEET,
  PRINTED_STAGES,
  PRINTED_TIME_LIMITS,
} from '../../text/zh/printed.ts';
import type { NewDocument } from './DocumentSheet.tsx';

const CHINESE = 'zh-CN';

/** From the township down. An address that names its village already, as most do, is not given it a second time. */
function wholeAddress({ township, village, hukouAddress }: CasePage['person']): string {
  const address = hukouAddress ?? '';
  if (!address.includes(village)) return `${township}${village}${address}`;
  return address.includes(township) ? address : `${township}${address}`;
}

/** Whole numbers of one person, seen for this print and recorded. */
export interface WholeNumbers {
  readonly idNumber: string | null;
  readonly certificateNumber: string | null;
  readonly phone: string | null;
  readonly accountNumber: string | null;
}

export interface DocumentFacts {
  readonly page: CasePage;
  readonly application: ApplicationView | null;
  readonly line: HistoryEntry | null;
  readonly whole: WholeNumbers | null;
  readonly me: Me;
  readonly today: string;
}

const day = (date: string | null | undefined): string => (date ? sayLongDate(date, CHINESE) : '');
const month = (date: string | null | undefined): string => (date ? sayMonth(date, CHINESE) : '');

type Details = Readonly<Record<string, unknown>>;
const detailsOf = ({ line }: DocumentFacts): Details => (line?.details ?? {}) as Details;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function benefits({ application, line, page }: DocumentFacts): string {
  const details = (line?.details ?? {}) as Details;
  const said = details.benefits ?? details.benefit;
  const codes = Array.isArray(said) ? (said as string[]) : typeof said === 'string' ? [said] : null;
  const all = codes ?? application?.benefits ?? page.entitlements.map(({ benefit }) => benefit);
  return sayCodes('benefitFull', [...new Set(all)], CHINESE);
}

/** Each missing thing, how it counts as enough, and why it is asked. */
function missing({ application, line }: DocumentFacts): string[][] {
  const said = (line?.details as Details | null)?.missing;
  const codes = (Array.isArray(said) ? said : (application?.missing ?? [])) as MaterialCode[];
  return codes.map((code) => {
    const { enough, why } = PRINTED_MATERIALS[code];
    return [sayCode('material', code, CHINESE), enough, why];
  });
}

function bringBy({ line, today }: DocumentFacts): string {
  const noticedOn = line ? dateOfInstant(line.at) : today;
  const pack = packInForce(noticedOn);
  const due =
    pack &&
    deadlinesOf({ state: 'SUPPLEMENT_REQUESTED', stateSince: noticedOn }, calendarOf(pack), pack)
      .supplementReminderOn;
  return typeof due === 'string'
    ? PRINTED_SHEET.dueOn(day(due), sayWeekday(due, CHINESE))
    : PRINTED_DUE_UNKNOWN;
}

/** Which article a refusal or return rests on, by whose matter it is (S004 arts 2-4, 9, 12). */
function clause({ line, application }: DocumentFacts): string {
  const action = line?.action ?? '';
  const of = (key: keyof typeof PRINTED_CLAUSES): string => PRINTED_CLAUSES[key] ?? '';
  const returnedBy = application?.returnedBy;
  if (/exit|suspend|waive/.test(action)) return of('exit');
  if (/recover/.test(action)) return of('recovery');
  if (action === 'review.returnToTownship') return of('certificate');
  if (action === 'review.returnToFederation') return of('economy');
  if (returnedBy === 'FEDERATION') return of('certificate');
  return returnedBy === 'CIVIL_AFFAIRS' ? of('economy') : of('township');
}

function stage({ line, application }: DocumentFacts): string {
  const action = line?.action ?? '';
  return (
    PRINTED_STAGES[action] ??
    PRINTED_STAGES[application?.returnedBy ?? ''] ??
    PRINTED_STAGES['review.refusePreliminary'] ??
    ''
  );
}

function toUnit({ line, page, me }: DocumentFacts): string {
  const details = (line?.details ?? {}) as Details;
  if (text(details.toUnit)) return text(details.toUnit);
  if (line?.action === 'review.returnToFederation')
    return `${me.countyName}${sayCode('body', 'FEDERATION', CHINESE).slice(1)}`;
  return page.person.township;
}

const yes = (is: boolean): string => (is ? PRINTED_SHEET.isSo : PRINTED_SHEET.isNot);
const blank: (facts: DocumentFacts) => DocumentValue = () => PRINTED_SHEET.yes;

const READERS: Readonly<Partial<Record<DocumentField, (facts: DocumentFacts) => DocumentValue>>> = {
  name: ({ page }) => page.person.name,
  sex: ({ page }) => sayCode('sex', page.person.sex, CHINESE),
  birthDate: ({ page }) => day(page.person.birthDate),
  idNumber: ({ whole, page }) => whole?.idNumber ?? page.person.idNumberMasked ?? '',
  idNumberMasked: ({ page }) => page.person.idNumberMasked ?? '',
  phone: ({ whole, page }) => whole?.phone ?? page.person.phoneMasked ?? '',
  hukouAddress: ({ page: { person } }) => wholeAddress(person),
  residenceAddress: ({ page }) => page.person.residenceAddress ?? '',
  village: ({ page }) => page.person.village,
  certificateNumber: ({ whole, page }) =>
    whole?.certificateNumber ?? page.person.certificateNumberMasked ?? '',
  disabilityClass: ({ page }) => sayCode('disabilityClass', page.person.disabilityClass, CHINESE),
  grade: ({ page }) => sayCode('grade', page.person.grade, CHINESE),
  householdCategory: ({ page: { person } }) =>
    PRINTED_SHEET.household(
      [
        sayCode('household', person.householdCategory, CHINESE),
        sayCode('hukouKind', person.hukouKind, CHINESE),
      ].filter(Boolean),
    ),
  isTekun: ({ page }) => yes(page.person.householdCategory === 'TEKUN'),
  hasInjuryFee: blank,
  hasElderBenefit: blank,
  isOrphan: blank,
  accountHolder: ({ page }) => page.person.accountHolder ?? '',
  bankName: ({ page }) => page.person.bankName ?? '',
  accountNumber: ({ whole, page }) => whole?.accountNumber ?? page.person.accountNumberMasked ?? '',
  accountMasked: ({ page }) => page.person.accountNumberMasked ?? '',
  benefits,
  submittedOn: ({ application }) => day(application?.submittedOn),
  paidFrom: ({ application }) => month(application?.submittedOn),
  received: ({ application }) => sayCodes('material', application?.materials ?? [], CHINESE),
  missing,
  acceptedOn: ({ line }) => (line ? day(dateOfInstant(line.at)) : ''),
  bringBy,
  timeLimits: () => PRINTED_TIME_LIMITS,
  stage,
  reason: ({ line, application }) => sayCode('reason', line?.reasonCode ?? application?.reasonCode, CHINESE),
  reasonWords: ({ line, application }) => line?.words ?? application?.reasonWords ?? '',
  clause,
  fromUnit: ({ line, me }) => line?.unit || me.unitName,
  toUnit,
  decidedOn: ({ line }) => (line ? day(dateOfInstant(line.at)) : ''),
  lastMonth: (facts) => month(text(detailsOf(facts).lastPayableMonth) || text(detailsOf(facts).lastMonth)),
  months: (facts) => {
    const said = detailsOf(facts).months;
    return Array.isArray(said) ? PRINTED_SHEET.months((said as string[]).map((each) => month(each))) : '';
  },
  amount: (facts) => {
    const fen = detailsOf(facts).amountFen;
    return typeof fen === 'number' ? sayMoney(fen) : '';
  },
  items: ({ page }) =>
    page.entitlements.map(({ benefit, monthlyFen }) => [
      sayCode('benefitFull', benefit, CHINESE),
      monthlyFen === null ? '' : sayMoney(monthlyFen),
      '',
    ]),
  unit: ({ me }) => me.unitName,
  county: ({ me }) => me.countyName,
  clerk: ({ me }) => me.personName,
  today: ({ today }) => day(today),
};

/** Random, so that a grade or an account behind a hash cannot be found by trying (DC2). */
function salt(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

const PARTS = ['case', 'identity', 'health', 'money'] as const;
const SALTED: readonly string[] = ['health', 'money'];

/** Values by the class of who may hold them. */
export function contentFrom(
  kind: DocumentKind,
  valueOf: (field: DocumentField) => DocumentValue | undefined,
): DocumentContent {
  const parts = PARTS.map((part): [string, ContentPart] => {
    const values = DOCUMENT_DEFINITIONS[kind].fields.flatMap((field) => {
      const value = DOCUMENT_FIELDS[field].audience === part ? valueOf(field) : undefined;
      return value === undefined || value === '' ? [] : [[field, value] as const];
    });
    const isSalted = values.length > 0 && SALTED.includes(part);
    return [part, Object.fromEntries([...values, ...(isSalted ? [['salt', salt()] as const] : [])])];
  });
  return Object.fromEntries(parts) as unknown as DocumentContent;
}

export function contentOf(kind: DocumentKind, facts: DocumentFacts): DocumentContent {
  return contentFrom(kind, (field) => READERS[field]?.(facts));
}

/** A form or list of the office, from the values at hand; what is left out is for a pen. */
export function officeDocument(
  kind: DocumentKind,
  number: string,
  values: Readonly<Partial<Record<DocumentField, DocumentValue>>>,
): NewDocument {
  const content = contentFrom(kind, (field) => values[field]);
  const ofNobody = { personId: null, applicationId: null, lineId: null, noticeId: null, replaces: null };
  return { kind, number, content, ...ofNobody };
}
