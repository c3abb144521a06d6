/** What became of an act, in sentences; and what was written in it, number masks included. */
import type { ActRow } from '#shared/rpc/desk-shapes.ts';
import { MOVED_CODE } from '#shared/domain/conflict.ts';
import { maskAccount, maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import type { Benefit } from '#shared/domain/state.ts';
import { sayBenefits, sayCode, sayCodes, sayRefusal } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { codes } from '../../text/zh/codes.ts';
import { sync } from '../../text/zh/sync.ts';
import { sayValue } from '../conflicts/field-words.ts';
import { maskCertificate } from '../intake/words.ts';

/** 乌云其其格 受理; the file's own words for what was done. */
export function sayAct({ personName, name }: Pick<ActRow, 'personName' | 'name'>): string {
  return t('sync.act.what', { who: personName ?? t('sync.act.nobody'), action: sayCode('action', name) });
}

type Outcome = Exclude<keyof typeof sync.act.outcome, 'refusedPlain'>;

/** What happened, what is kept, what to do. */
export function sayOutcome({
  outcome,
  code,
  movedTo,
}: Pick<ActRow, 'outcome' | 'code'> & Partial<Pick<ActRow, 'movedTo'>>): string {
  if (code === MOVED_CODE) {
    const township: string = movedTo ? sayValue('hukouVillage', String(movedTo)) : t('sync.act.elsewhere');
    const words = sayRefusal(outcome === 'in-conflict' ? MOVED_CODE : 'person/moved-added');
    return words.replace('{{township}}', township);
  }
  if (outcome === 'refused') return code ? sayRefusal(code) : t('sync.act.outcome.refusedPlain');
  // Whom another township registered first: not two who changed one thing, but perhaps one person.
  if (outcome === 'in-conflict' && code === 'duplicate/person') return sayRefusal(code);
  return outcome in sync.act.outcome
    ? t(`sync.act.outcome.${outcome as Outcome}`)
    : t('sync.act.outcome.pending');
}

/** 收下了, 要人来定, 没有接受: what the county said, for lists. */
export function sayTaken({ outcome, place }: Pick<ActRow, 'outcome' | 'place'>): string {
  if (outcome.startsWith('applied')) return t('sync.receipts.said.taken');
  if (outcome !== 'in-conflict') return t('sync.receipts.said.notTaken');
  return t(place === 'needs-you' ? 'sync.receipts.said.settling' : 'sync.receipts.said.taken');
}

export interface Written {
  readonly label: string;
  readonly value: string;
}

type OwnWord = keyof typeof sync.act.words;

const MASKS: Readonly<Record<string, (value: string) => string>> = {
  phone: maskPhone,
  accountNumber: maskAccount,
  idNumber: maskIdNumber,
  certificateNumber: maskCertificate,
};

/** The name of an argument: the act's own word for it, or the field's. Undefined for what nobody wrote. */
function labelOf(field: string): string | undefined {
  if (Object.hasOwn(sync.act.words, field)) return t(`sync.act.words.${field as OwnWord}`);
  return Object.hasOwn(codes.field, field) ? sayCode('field', field) : undefined;
}

function show(field: string, value: unknown): string {
  if (field === 'benefits') return sayBenefits(value as Benefit[]);
  if (Array.isArray(value)) return sayCodes('material', value as string[]);
  const text = String(value);
  if (field === 'reasonCode') return sayCode('reason', text);
  const mask = MASKS[field];
  if (mask) return mask(text);
  return field === 'submittedOn' ? sayDate(text) : sayValue(field, text);
}

/** The lines a person wrote in an act, flattened: only fields that have words, never whole numbers. */
export function writtenIn(args: unknown): Written[] {
  const lines: Written[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      const label = labelOf(field);
      const isEmpty = inner === null || inner === '' || (Array.isArray(inner) && inner.length === 0);
      if (label !== undefined && !isEmpty) lines.push({ label, value: show(field, inner) });
      else if (!Array.isArray(inner)) walk(inner);
    }
  };
  walk(args);
  return lines;
}
