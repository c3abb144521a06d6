/** Columns about a person, shared by the lists of people. */
import { maskAccount, maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { DeadlineView, Place } from '#shared/rpc/desk-shapes.ts';
import type { CellKind } from './cells.ts';
import type { ColumnName, ExportColumn } from './list.ts';
import type { Say } from './say.ts';

/** ID number, then class and grade, which are no secret beside it (dossier g). */
export function maskCertificate(number: string): string {
  return number.length < 20 ? maskAccount(number) : `${maskIdNumber(number.slice(0, 18))}${number.slice(18)}`;
}

export interface OfPerson {
  readonly person: Row<'person'> | null;
}

type Field = Extract<ColumnName, keyof Row<'person'>['values']>;

/** A field of the person as it stands. */
export function field<R extends OfPerson>(
  name: Field,
  kind: CellKind,
  mask?: (number: string) => string,
): ExportColumn<R> {
  const value = ({ person }: R) => (person ? ((person.values[name] ?? null) as string | null) : null);
  return { name, kind, value, ...(mask && { mask }) };
}

/** A field of the person that is a code. */
export function codeField<R extends OfPerson>(
  name: Field,
  table: Parameters<Say['code']>[0],
): ExportColumn<R> {
  const value = ({ person }: R, say: Say) => {
    const stored = person?.values[name] as FieldValue | undefined;
    return say.code(table, stored as string | number | null | undefined);
  };
  return { name, kind: 'text', value };
}

export const idNumber = <R extends OfPerson>() => field<R>('idNumber', 'text', maskIdNumber);
export const phone = <R extends OfPerson>() => field<R>('phone', 'text', maskPhone);
export const accountNumber = <R extends OfPerson>() => field<R>('accountNumber', 'text', maskAccount);
export const certificateNumber = <R extends OfPerson>() =>
  field<R>('certificateNumber', 'text', maskCertificate);

export interface Dated {
  readonly deadline: DeadlineView;
}

/** How long there is, in words and as a date. */
export const deadlineColumns = <R>(of: (row: R) => Dated): ExportColumn<R>[] => [
  { name: 'deadline', kind: 'text', value: (row, say) => say.deadline(of(row).deadline) },
  { name: 'dueOn', kind: 'date', value: (row) => of(row).deadline.dueOn },
];

export const placeColumn = <R>(of: (row: R) => { readonly place: Place }): ExportColumn<R> => ({
  name: 'place',
  kind: 'text',
  value: (row, say) => say.one(say.words.places, of(row).place),
});

export function sayBenefits(benefits: readonly string[], say: Say): string {
  return benefits.map((benefit) => say.code('benefit', benefit)).join(say.words.head.list);
}
