/** History: one append-only line for every act on a person or a file — who, when, on which computer, with which words and
 *  which document. Made inside `decide`, so no act can forget it. Opinions, returns and notices are lines too (dossier (k)). */
import { canonicalJson } from '../base/canonical.ts';
import type { Id } from '../base/id.ts';
import type { FieldValue } from '../records/registry.ts';
import type { Row } from '../records/rows.ts';
import { type Change, create, type DecideContext } from './command.ts';
import type { DocumentKind } from './document-kind.ts';
import type { ApplicationState } from './state.ts';

export interface HistoryLine {
  readonly personId: Id;
  readonly applicationId?: Id | null;
  readonly action: string;
  readonly stateAfter?: ApplicationState;
  readonly reasonCode?: string | null;
  readonly words?: string | null;
  readonly documentKind?: DocumentKind;
  readonly details?: FieldValue;
}

/** Document number that needs no server: device number, then the act's own number (dossier (k): offline-safe block). */
export function actNumber(device: number, number: number): string {
  return `${device}-${String(number).padStart(4, '0')}`;
}
export const documentNumber = (context: DecideContext): string => actNumber(context.device, context.number);

/** The history line of this act. */
export function historyLine(context: DecideContext, line: HistoryLine): Change {
  return create('history', context.newId(), {
    personId: line.personId,
    applicationId: line.applicationId ?? null,
    action: line.action,
    stateAfter: line.stateAfter ?? null,
    actor: context.actor.accountId,
    device: context.device,
    madeAt: context.madeAt,
    reasonCode: line.reasonCode ?? null,
    words: line.words ?? null,
    documentKind: line.documentKind ?? null,
    documentNumber: line.documentKind ? documentNumber(context) : null,
    details: line.details ?? null,
  });
}

/** Which fields an act writes anew, by name and never by value: history is of the class `case`, whatever the fields are of. A record that the
 *  act makes is told as new. `details` of a line, so that a desk can say who touched what. */
export function writtenFields(
  before: Row | null,
  change: Pick<Change, 'isNew' | 'set'> | null,
): FieldsWritten {
  if (!change) return {};
  if (change.isNew || !before) return { isNew: true };
  const stands = before.values as Record<string, FieldValue>;
  const fields = Object.keys(change.set).filter(
    (field) => canonicalJson(change.set[field] ?? null) !== canonicalJson(stands[field] ?? null),
  );
  return { fields };
}

export type FieldsWritten = { readonly isNew?: true; readonly fields?: string[] };
