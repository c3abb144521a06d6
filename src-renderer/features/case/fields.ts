/** Fields of a form as data (FieldsForm.tsx), and how what was typed is read. */
import type { Role } from '#shared/domain/state.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import type { codes } from '../../text/zh/codes.ts';
import type { acts } from '../../text/zh/acts.ts';

type CodeTable = Exclude<keyof typeof codes, 'unknown' | 'refusal'>;
export type Typed = Readonly<Record<string, string | boolean | readonly string[]>>;

export interface Field {
  readonly name: string;
  readonly kind: 'date' | 'month' | 'text' | 'words' | 'yuan' | 'count' | 'choice' | 'choices' | 'tick';
  /** Words of its options. */
  readonly table?: CodeTable;
  readonly options?: readonly string[];
  /** The word of an option that no table of codes has. */
  readonly say?: (option: string) => string;
  readonly isOptional?: true;
  /** Words of its label, where it stands for more than one field. */
  readonly labelKey?: keyof (typeof acts)['label'];
}

export interface About {
  readonly page: CasePage;
  /** The entitlement, recovery or application that the form is about. */
  readonly subject: number | undefined;
  readonly today: string;
  readonly role: Role;
}

export interface ActForm {
  readonly command: string;
  readonly fields: (about: About) => readonly Field[];
  readonly fresh?: (about: About) => Typed;
  readonly args: (typed: Typed, about: About) => object;
}

export const text = (value: Typed[string] | undefined): string =>
  typeof value === 'string' ? value.trim() : '';
export const orNull = (value: Typed[string] | undefined): string | null => text(value) || null;
export const fen = (value: Typed[string] | undefined): number => Math.round(Number(text(value)) * 100);
export const words: Field = { name: 'words', kind: 'words' };
export const optionalWords: Field = { ...words, isOptional: true };
export const date = (name: string): Field => ({ name, kind: 'date' });
export const month = (name: string): Field => ({ name, kind: 'month' });
export const maybe = (field: Field): Field => ({ ...field, isOptional: true });
export const choice = (name: string, table: CodeTable, options: readonly string[]): Field => ({
  ...{ name, kind: 'choice', table, options },
});
