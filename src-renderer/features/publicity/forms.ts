/** The acts on a notice, as data: what each asks and what is wrong with an answer. One form shows them all (NoticeForm.tsx). */
import { isPlainDate } from '#shared/domain/calendar.ts';
import { OBJECTION_OUTCOMES, OBJECTION_PROPOSALS, OBJECTION_SETTLEMENTS } from '#shared/domain/objection.ts';
import type { NoticePage, ObjectionView } from '#shared/rpc/publicity-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';

type Answer = string | boolean;
export type Answers = Readonly<Record<string, Answer>>;

interface Common {
  readonly name: string;
  readonly label: string;
  readonly span: 2 | 3 | 4 | 6;
  /** What is said where the answer is missing or wrong; without it the question may stay open. */
  readonly fault?: string;
  /** A question of its own date, written as one. */
  readonly isDate?: true;
  /** Asked only then; what is not asked is null, or no. */
  readonly when?: (typed: Answers) => boolean;
  readonly start?: string;
}
export type NoticeField = Common &
  (
    | { readonly kind: 'text'; readonly most: number; readonly lines?: number }
    | {
        readonly kind: 'choice' | 'list';
        readonly options: readonly { readonly value: string; readonly label: string }[];
      }
    | { readonly kind: 'yes' }
  );

export interface NoticeForm {
  readonly key: string;
  readonly command: string;
  readonly title: string;
  readonly save: string;
  /** What the act says beside the answers. */
  readonly beside: Readonly<Record<string, string | number | null>>;
  readonly fields: readonly NoticeField[];
  /** Of a list of people: their number. */
  readonly numbers: readonly string[];
}

/** What is being done on a page: an act of its own, or one on an objection, by where that stands. */
export type Doing = 'post' | 'close' | 'object' | ObjectionView;

interface Asked {
  readonly page: NoticePage;
  readonly today: string;
  readonly me: string;
}

const date = (name: string, label: string, start: string): NoticeField => ({
  ...{ kind: 'text', name, label, start, most: 10, span: 2, isDate: true },
  fault: t('publicity.faults.date'),
});

const codes = (
  table: 'objectionState' | 'objectionProposal' | 'objectionSettlement',
  of: readonly string[],
) => of.map((value) => ({ value, label: sayCode(table, value) }));

const note = (name: string, span: 2 | 3): NoticeField => ({
  ...{ kind: 'text', name, label: t('publicity.words'), most: 300, span },
});

const postForm = ({ page, today, me }: Asked): NoticeForm => ({
  ...{ key: 'post', command: 'publicNotice.post', numbers: [] },
  ...{ title: t('publicity.post.title'), save: t('publicity.post.save') },
  beside: { noticeId: page.row.noticeId },
  fields: [
    date('postedOn', t('publicity.post.on'), today),
    {
      ...{ kind: 'text', name: 'poster', label: t('publicity.post.who'), most: 50, span: 2, start: me },
      fault: t('publicity.faults.who'),
    },
    {
      ...{ kind: 'text', name: 'postedPlace', label: t('publicity.post.where'), most: 200, span: 2 },
      ...{ start: t('publicity.post.board'), fault: t('publicity.faults.where') },
    },
    { kind: 'text', name: 'onlinePlace', label: t('publicity.post.online'), most: 200, span: 3 },
    note('postedWords', 3),
  ],
});

const closeForm = ({ page, today, me }: Asked): NoticeForm => ({
  ...{ key: 'close', command: 'publicNotice.close', numbers: [] },
  ...{ title: t('publicity.close.title'), save: t('publicity.close.save') },
  beside: { noticeId: page.row.noticeId },
  fields: [
    date('takenDownOn', t('publicity.close.on'), today),
    {
      ...{ kind: 'text', name: 'remover', label: t('publicity.close.who'), most: 50, span: 2, start: me },
      fault: t('publicity.faults.who'),
    },
    note('closedWords', 2),
    {
      ...{ kind: 'yes', name: 'isOnlineDown', span: 6, fault: t('publicity.faults.online') },
      label: t('publicity.close.online', { place: page.onlinePlace ?? '' }),
      when: () => page.onlinePlace !== null,
    },
  ],
});

const objectForm = ({ page, today }: Asked): NoticeForm => ({
  ...{ key: 'object', command: 'objection.take', numbers: ['personId'] },
  ...{ title: t('publicity.object.title'), save: t('publicity.object.save') },
  beside: { noticeId: page.row.noticeId },
  fields: [
    {
      ...{ kind: 'text', name: 'objectionText', label: t('publicity.object.text'), most: 500, span: 6 },
      ...{ lines: 2, fault: t('publicity.faults.text') },
    },
    {
      ...{ kind: 'list', name: 'personId', label: t('publicity.object.whom'), span: 2 },
      options: [
        { value: '', label: t('publicity.object.all') },
        ...page.people.map(({ personId, name }) => ({ value: String(personId), label: name })),
      ],
    },
    date('receivedOn', t('publicity.object.on'), today),
    { kind: 'text', name: 'contactName', label: t('publicity.object.name'), most: 50, span: 2 },
    { kind: 'text', name: 'contactPhone', label: t('publicity.object.phone'), most: 30, span: 2 },
  ],
});

const decideForm = ({ today }: Asked, { objectionId, text, hasContact }: ObjectionView): NoticeForm => ({
  ...{ key: `decide ${objectionId}`, command: 'objection.decide', numbers: [] },
  ...{ title: t('publicity.decide.title', { text }), save: t('publicity.decide.save') },
  beside: { objectionId, repliedOn: hasContact ? today : null },
  fields: [
    {
      ...{ kind: 'choice', name: 'outcome', label: t('publicity.decide.outcome'), span: 3 },
      ...{ options: codes('objectionState', OBJECTION_OUTCOMES), fault: t('publicity.faults.outcome') },
    },
    {
      ...{ kind: 'choice', name: 'proposal', label: t('publicity.decide.proposal'), span: 3 },
      ...{ options: codes('objectionProposal', OBJECTION_PROPOSALS), fault: t('publicity.faults.proposal') },
      when: ({ outcome }) => outcome === 'UPHELD',
    },
    {
      ...{ kind: 'text', name: 'decidedWords', label: t('publicity.decide.found'), most: 500, span: 6 },
      ...{ lines: 2, fault: t('publicity.faults.found') },
    },
    date('decidedOn', t('publicity.decide.on'), today),
    {
      ...{ kind: 'text', name: 'replyWords', label: t('publicity.decide.reply'), most: 300, span: 4 },
      ...{ fault: t('publicity.faults.reply'), when: () => hasContact },
    },
  ],
});

const settleForm = ({ today }: Asked, { objectionId, text }: ObjectionView): NoticeForm => ({
  ...{ key: `settle ${objectionId}`, command: 'objection.settle', numbers: [] },
  ...{ title: t('publicity.settle.title', { text }), save: t('publicity.settle.save') },
  beside: { objectionId },
  fields: [
    {
      ...{ kind: 'choice', name: 'settlement', label: t('publicity.settle.how'), span: 4 },
      options: codes('objectionSettlement', OBJECTION_SETTLEMENTS),
      fault: t('publicity.faults.outcome'),
    },
    date('settledOn', t('publicity.settle.on'), today),
    {
      ...{ kind: 'text', name: 'settledWords', label: t('publicity.settle.words'), most: 500, span: 6 },
      ...{ lines: 2, fault: t('publicity.faults.settled') },
    },
  ],
});

/** The form of what is being done. */
export function formOf(doing: Doing, asked: Asked): NoticeForm {
  if (doing === 'post') return postForm(asked);
  if (doing === 'close') return closeForm(asked);
  if (doing === 'object') return objectForm(asked);
  return doing.state === 'OPEN' ? decideForm(asked, doing) : settleForm(asked, doing);
}

export const isAsked = ({ when }: NoticeField, typed: Answers): boolean => when?.(typed) ?? true;

export function freshOf({ fields }: NoticeForm): Answers {
  return Object.fromEntries(
    fields.map(({ name, kind, start }) => [name, kind === 'yes' ? false : (start ?? '')]),
  );
}

const textOf = (answer: Answer | undefined): string => String(answer ?? '').trim();

export function faultOf(field: NoticeField, typed: Answers): string | undefined {
  if (field.fault === undefined || !isAsked(field, typed)) return undefined;
  const answer = typed[field.name];
  const isGood = field.isDate ? isPlainDate(textOf(answer)) : field.kind === 'yes' ? answer : textOf(answer);
  return isGood ? undefined : field.fault;
}

/** The act's arguments: what was typed, null where nothing was or where it was not asked. */
export function argsOf({ fields, beside, numbers }: NoticeForm, typed: Answers): Record<string, unknown> {
  const given = fields.map((field) => {
    const answer = typed[field.name];
    if (field.kind === 'yes') return [field.name, isAsked(field, typed) && answer === true];
    const text = isAsked(field, typed) ? textOf(answer) || null : null;
    return [field.name, text !== null && numbers.includes(field.name) ? Number(text) : text];
  });
  return { ...beside, ...Object.fromEntries(given) };
}
