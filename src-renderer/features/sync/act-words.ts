/** What became of an act, in sentences; and what was written in it, number masks included. */
import type { ActRow } from '#shared/rpc/desk-shapes.ts';
import { maskAccount, maskPhone } from '#shared/domain/mask.ts';
import type { Benefit } from '#shared/domain/state.ts';
import { sayBenefits, sayCode, sayCodes, sayRefusal } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { sync } from '../../text/zh/sync.ts';

/** 乌云其其格 受理; the file's own words for what was done. */
export function sayAct({ personName, name }: Pick<ActRow, 'personName' | 'name'>): string {
  return t('sync.act.what', { who: personName ?? t('sync.act.nobody'), action: sayCode('action', name) });
}

type Outcome = Exclude<keyof typeof sync.act.outcome, 'refusedPlain'>;

/** What happened, what is kept, what to do. */
export function sayOutcome({ outcome, code }: Pick<ActRow, 'outcome' | 'code'>): string {
  if (outcome === 'refused') return code ? sayRefusal(code) : t('sync.act.outcome.refusedPlain');
  return outcome in sync.act.outcome
    ? t(`sync.act.outcome.${outcome as Outcome}`)
    : t('sync.act.outcome.pending');
}

export interface Written {
  readonly label: string;
  readonly value: string;
}

type Field = keyof typeof sync.act.words;

function show(field: Field, value: unknown): string {
  if (field === 'benefits') return sayBenefits(value as Benefit[]);
  if (field === 'brought') return sayCodes('material', value as string[]);
  const text = String(value);
  if (field === 'reasonCode') return sayCode('reason', text);
  if (field === 'phone') return maskPhone(text);
  if (field === 'accountNumber') return maskAccount(text);
  return field === 'submittedOn' ? sayDate(text) : text;
}

/** The lines a person wrote in an act, flattened: only fields that have words, never whole numbers. */
export function writtenIn(args: unknown): Written[] {
  const lines: Written[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      const isOurs = Object.hasOwn(sync.act.words, field);
      const isEmpty = inner === null || inner === '' || (Array.isArray(inner) && inner.length === 0);
      if (isOurs && !isEmpty) {
        lines.push({ label: t(`sync.act.words.${field as Field}`), value: show(field as Field, inner) });
      } else if (!Array.isArray(inner)) walk(inner);
    }
  };
  walk(args);
  return lines;
}
