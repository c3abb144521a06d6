/** Documents on paper: issued with the first print, printed again under a count, void and replaced; never renumbered, never changed.
 *  DO1 the number is the one on the paper: of the act's line, or of the computer's own block of the day (12-20261123-01). It is an argument, so
 *  that a computer that is found to be a copy and gets another number does not renumber what is in people's hands (dossier m.3, IN7).
 *  DO2 two computers that print the notice of one act, word for word alike, print one document; each print is recorded.  DO3 a print says
 *  which time it is; a second is marked on the sheet, the first stays valid.  DO4 what stands in a part belongs to its class (document-fields).
 *  DO5 a void document is not printed again.  DO6 only the bodies of the definition issue it (S004 art.4: the township writes to the applicant).
 *  DO7 the paper of a public notice shows its board edition, line for line (S004 art.6; PN1, NE1-NE4): no name that the edition masks.
 *  Elsewhere: which scope a document of nobody lies in (the office's that prints it; a notice's own). Source: dossier (k), m.3 «numbered
 *  documents» ∴. */
import { z } from 'zod';
import { commandOf, deviceOf, type Id } from '../base/id.ts';
import type { Row } from '../records/rows.ts';
import {
  change,
  create,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  refuse,
} from './command.ts';
import type { Change, Refusal } from './command.ts';
import { type DocumentContent, documentHash, type DocumentValue } from './document-code.ts';
import { DOCUMENT_DEFINITIONS, definitionOf, isFieldOf } from './document-definitions.ts';
import { DOCUMENT_KINDS } from './document-kind.ts';
import { actNumber, historyLine } from './history.ts';
import { editionOf } from './notice-edition.ts';
import { idSchema } from './person.ts';
import { entriesOf } from './public-notice.ts';
import { bodyOf, WORKING_ROLES } from './state.ts';

const value = z.union([z.string().max(2_000), z.array(z.array(z.string().max(400)).max(12)).max(200)]);
const part = z.record(z.string().max(40), value);
const ordinal = z.number().int().min(1).max(999);
const numberSchema = z.string().regex(/^\d{1,8}(-\d{8})?-\d{2,9}$/);
const CONTENT_PARTS = ['case', 'identity', 'health', 'money'] as const;
const PRINTINGS_MAX = 999;
const SAME_NUMBER_MAX = 20;

/** 12-0417: of the computer and act that made the record; a public notice has it from the day it was made, on every desk the same. */
export function numberOfRecord(id: Id): string {
  return actNumber(deviceOf(id), commandOf(id));
}

/** 12-20261123-01: device, day, the day's count on this computer. Acts' own documents have the act's number (history.ts). */
export function blockNumber(device: number, day: string, count: number): string {
  return `${device}-${day.replaceAll('-', '')}-${String(count).padStart(2, '0')}`;
}

const printingsOf = (step: string): Need => ({
  as: 'printings',
  type: 'printing',
  by: 'documentId',
  valueFrom: { step, field: 'id' },
  limit: PRINTINGS_MAX,
});

/** Records one print; the count on the sheet may not run ahead of what is known here (DO3). */
function printing(
  records: Loaded,
  context: DecideContext,
  paper: { readonly id: number; readonly personId: number | null },
  count: number,
  known: Row<'document'> | null,
): { readonly refusal: Refusal } | { readonly change: Change } {
  const before = known ? (records.printings ?? []).length : 0;
  if (count > before + 1) return { refusal: refuse('document/count-wrong', ['ordinal'], { before }) };
  return {
    change: create('printing', context.newId(), {
      documentId: paper.id,
      personId: paper.personId,
      ordinal: count,
      printedBy: context.actor.accountId,
      printedAt: context.madeAt,
      device: context.device,
    }),
  };
}

/** The line that tells it; none for a document of nobody. */
function told(
  context: DecideContext,
  action: string,
  paper: { personId: number | null; applicationId: number | null; kind: string; number: string },
  more: { readonly words?: string; readonly ordinal?: number } = {},
): Change[] {
  const { personId, applicationId, kind, number } = paper;
  if (personId === null) return [];
  const details = {
    document: { kind, number, ...(more.ordinal !== undefined && { ordinal: more.ordinal }) },
  };
  return [historyLine(context, { personId, applicationId, action, details, words: more.words ?? null })];
}

interface IssueArgs {
  readonly personId: number | null;
  readonly applicationId: number | null;
  readonly lineId: number | null;
  readonly noticeId: number | null;
  readonly kind: (typeof DOCUMENT_KINDS)[number];
}

const NAME_COLUMN = 1;
const VILLAGE_BESIDE = /^（[\p{L}\p{M}]{1,40}）$/u;

/** Whether the names on the paper are those of the board edition, each beside its village where two masked names read alike (DO7). */
function isBoardEdition(notice: Row<'publicNotice'>, rows: DocumentValue | undefined): boolean {
  const lines = editionOf(entriesOf(notice), 'BOARD', () => 'a village');
  if (rows === undefined || typeof rows === 'string' || rows.length !== lines.length) return false;
  return lines.every(({ name, village }, at) => {
    const cell = rows[at]?.[NAME_COLUMN] ?? '';
    return (
      cell === name ||
      (village !== null && cell.startsWith(name) && VILLAGE_BESIDE.test(cell.slice(name.length)))
    );
  });
}

/** Why this is not the paper of its notice; null for a document of none. */
function wrongNotice(records: Loaded, { noticeId }: IssueArgs, content: DocumentContent): Refusal | null {
  if (noticeId === null) return null;
  const notice = firstOf(records, 'notice', 'publicNotice');
  if (!notice) return refuse('notice/not-found');
  return isBoardEdition(notice, content.identity.noticeRows)
    ? null
    : refuse('document/not-the-notice', ['content']);
}

/** Why this document may not be issued by this person about this. */
function wrongIssue(records: Loaded, args: IssueArgs & { content: DocumentContent }, context: DecideContext) {
  const definition = DOCUMENT_DEFINITIONS[args.kind];
  if (!definition.issuers.includes(bodyOf(context.actor.role)))
    return refuse('document/not-your-document', ['kind']);
  const misplaced = CONTENT_PARTS.flatMap((audience) =>
    Object.keys(args.content[audience]).filter((field) => !isFieldOf(definition, audience, field)),
  );
  if (misplaced.length) return refuse('document/wrong-field', ['content'], { fields: misplaced });
  const isOfNobody = definition.about === 'office' || definition.about === 'notice';
  if (isOfNobody !== (args.personId === null)) return refuse('document/of-nobody', ['personId']);
  if ((definition.about === 'notice') !== (args.noticeId !== null))
    return refuse('document/needs-its-notice', ['noticeId']);
  if ((definition.about === 'line') !== (args.lineId !== null))
    return refuse('document/needs-its-act', ['lineId']);
  const person = firstOf(records, 'person', 'person');
  if (args.personId !== null && !person) return refuse('person/not-found');
  const line = firstOf(records, 'line', 'history');
  if (
    args.lineId !== null &&
    (line?.values.personId !== args.personId || line.values.documentKind !== args.kind)
  )
    return refuse('document/needs-its-act', ['lineId']);
  const file = firstOf(records, 'application', 'application');
  if (args.applicationId !== null && file?.values.personId !== args.personId)
    return refuse('application/not-found', ['applicationId']);
  return wrongNotice(records, args, args.content);
}

/** The first print of a document: it is kept with everything that stands on it. */
export const documentIssue = defineCommand({
  name: 'document.issue',
  version: 2,
  upcasts: { 1: (args) => ({ ...args, noticeId: null }) },
  args: z.strictObject({
    personId: idSchema.nullable(),
    applicationId: idSchema.nullable(),
    /** The act that it is the notice of. */
    lineId: idSchema.nullable(),
    /** The public notice whose board edition it is. */
    noticeId: idSchema.nullable(),
    kind: z.enum(DOCUMENT_KINDS),
    number: numberSchema,
    edition: z.number().int().min(1).max(999),
    content: z.strictObject({ case: part, identity: part, health: part, money: part }),
    /** Which time the sheet says that it is: more than 1 where another computer was first (DO2). */
    ordinal,
    /** The void document whose place it takes. */
    replaces: idSchema.nullable(),
  }),
  roles: WORKING_ROLES,
  target: ({ personId, noticeId }) => {
    if (noticeId !== null) return { type: 'publicNotice', id: noticeId };
    return personId === null ? null : { type: 'person', id: personId };
  },
  needs: (args) => [
    ...(args.personId === null ? [] : [{ as: 'person', type: 'person' as const, id: args.personId }]),
    ...(args.applicationId === null
      ? []
      : [{ as: 'application', type: 'application' as const, id: args.applicationId }]),
    ...(args.lineId === null ? [] : [{ as: 'line', type: 'history' as const, id: args.lineId }]),
    ...(args.noticeId === null ? [] : [{ as: 'notice', type: 'publicNotice' as const, id: args.noticeId }]),
    ...(args.replaces === null ? [] : [{ as: 'replaced', type: 'document' as const, id: args.replaces }]),
    { as: 'same', type: 'document', by: 'number', value: args.number, limit: SAME_NUMBER_MAX },
    printingsOf('same'),
  ],
  decide(records, args, context) {
    const wrong = wrongIssue(records, args, context);
    if (wrong) return wrong;
    const { personId, applicationId, lineId, noticeId, kind, number, edition, content, replaces } = args;
    const replaced = firstOf(records, 'replaced', 'document');
    if (replaces !== null && !replaced?.values.voidedAt)
      return refuse('document/replaces-a-valid-one', ['replaces']);
    const hash = documentHash({ kind, number, edition, content });
    const same = (records.same ?? []) as readonly Row<'document'>[];
    const [first] = same;
    if (first && lineId === null && noticeId === null) return refuse('document/number-taken', ['number']);
    const twin = same.find(({ values }) => values.hash === hash);
    if (twin?.values.voidedAt) return refuse('document/voided');
    const id = twin?.id ?? context.newId();
    const print = printing(records, context, { id, personId }, args.ordinal, twin ?? null);
    if ('refusal' in print) return print.refusal;
    const issued = create('document', id, {
      ...{ personId, applicationId, lineId, kind, number, edition, hash, replaces },
      ...(noticeId !== null && { noticeId }),
      issuedBy: context.actor.accountId,
      issuedAt: context.madeAt,
      device: context.device,
      caseContent: content.case,
      identityContent: content.identity,
      healthContent: content.health,
      moneyContent: content.money,
    });
    const line = told(context, 'document.issue', { personId, applicationId, kind, number });
    return { changes: [...(twin ? [] : [issued]), print.change, ...line] };
  },
});

const documentNeeds = (args: { documentId: number }): Need[] => [
  { as: 'document', type: 'document', id: args.documentId },
];

function standing(records: Loaded) {
  const issued = firstOf(records, 'document', 'document');
  if (!issued) return { ok: false as const, refusal: refuse('document/not-found') };
  if (issued.values.voidedAt) return { ok: false as const, refusal: refuse('document/voided') };
  const { personId, applicationId, kind, number } = issued.values;
  const about = { personId, applicationId, kind: kind ?? '', number: number ?? '' };
  return { ok: true as const, issued, about };
}

/** Printed again: 第 n 次打印，原件仍有效. */
export const documentPrint = defineCommand({
  name: 'document.print',
  version: 1,
  args: z.strictObject({ documentId: idSchema, ordinal }),
  roles: WORKING_ROLES,
  target: (args) => ({ type: 'document', id: args.documentId }),
  needs: (args) => [...documentNeeds(args), printingsOf('document')],
  decide(records, args, context) {
    const found = standing(records);
    if (!found.ok) return found.refusal;
    const { issued, about } = found;
    const print = printing(
      records,
      context,
      { id: issued.id, personId: about.personId },
      args.ordinal,
      issued,
    );
    if ('refusal' in print) return print.refusal;
    return {
      changes: [print.change, ...told(context, 'document.print', about, { ordinal: args.ordinal })],
    };
  },
});

/** Called back with a reason; what takes its place names it. */
export const documentVoid = defineCommand({
  name: 'document.void',
  version: 1,
  args: z.strictObject({ documentId: idSchema, reason: z.string().trim().min(1).max(300) }),
  roles: WORKING_ROLES,
  target: (args) => ({ type: 'document', id: args.documentId }),
  needs: documentNeeds,
  decide(records, args, context) {
    const found = standing(records);
    if (!found.ok) return found.refusal;
    const { issued, about } = found;
    if (!definitionOf(about.kind)?.issuers.includes(bodyOf(context.actor.role)))
      return refuse('document/not-your-document');
    const set = { voidedBy: context.actor.accountId, voidedAt: context.madeAt, voidReason: args.reason };
    return {
      changes: [
        change('document', issued.id, set),
        ...told(context, 'document.void', about, { words: args.reason }),
      ],
    };
  },
});
