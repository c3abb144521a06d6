/** The four acts on a notice: it was hung, somebody objected, the objection was decided, it came down. */
import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { isPlainDate } from '#shared/domain/calendar.ts';
import { OBJECTION_OUTCOMES, OBJECTION_PROPOSALS } from '#shared/domain/public-notice.ts';
import type { NoticePage, ObjectionView } from '#shared/rpc/publicity-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { FormField } from '../../ui/FormField.tsx';
import { ChoiceRow, TextRow } from '../../ui/FormRows.tsx';
import { type FormEnds, InlineForm, useInlineForm } from '../case/InlineForm.tsx';

type NoticeFormProps = FormEnds & { readonly page: NoticePage };

const orNull = (text: string): string | null => text.trim() || null;

interface DateRowProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onType: (value: string) => void;
}

function DateRow({ onType, ...props }: DateRowProps) {
  return <TextRow {...props} span={2} most={10} onType={(value) => onType(value.trim())} />;
}

export function PostForm({ page, onDone, onCancel }: NoticeFormProps) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const me = useMe();
  const board: string = t('publicity.post.board');
  const fresh = () => ({
    ...{ postedOn: today, postedPlace: board, poster: me?.personName ?? '' },
    ...{ onlinePlace: '', postedWords: '' },
  });
  const typing = useTyping(undefined, fresh, () => ({}));
  const { typed, type } = typing;
  const form = useInlineForm({
    ...{ command: 'publicNotice.post', typing, onDone },
    faults: {
      postedOn: isPlainDate(typed.postedOn) ? undefined : t('publicity.faults.date'),
      poster: typed.poster.trim() ? undefined : t('publicity.faults.who'),
      postedPlace: typed.postedPlace.trim() ? undefined : t('publicity.faults.where'),
    },
    args: () => ({
      noticeId: page.row.noticeId,
      postedOn: typed.postedOn,
      postedPlace: typed.postedPlace.trim(),
      poster: typed.poster.trim(),
      onlinePlace: orNull(typed.onlinePlace),
      postedWords: orNull(typed.postedWords),
    }),
  });
  return (
    <InlineForm
      title={t('publicity.post.title')}
      save={t('publicity.post.save')}
      form={form}
      onCancel={onCancel}
    >
      <DateRow
        name="postedOn"
        label={t('publicity.post.on')}
        value={typed.postedOn}
        fault={form.shown.postedOn}
        onType={(postedOn) => type({ postedOn })}
      />
      <TextRow
        name="poster"
        label={t('publicity.post.who')}
        span={2}
        value={typed.poster}
        fault={form.shown.poster}
        most={50}
        onType={(poster) => type({ poster })}
      />
      <TextRow
        name="postedPlace"
        label={t('publicity.post.where')}
        span={2}
        value={typed.postedPlace}
        fault={form.shown.postedPlace}
        most={200}
        onType={(postedPlace) => type({ postedPlace })}
      />
      <TextRow
        name="onlinePlace"
        label={t('publicity.post.online')}
        span={3}
        isOptional
        value={typed.onlinePlace}
        most={200}
        onType={(onlinePlace) => type({ onlinePlace })}
      />
      <TextRow
        name="postedWords"
        label={t('publicity.words')}
        span={3}
        isOptional
        value={typed.postedWords}
        most={300}
        onType={(postedWords) => type({ postedWords })}
      />
    </InlineForm>
  );
}

export function CloseForm({ page, onDone, onCancel }: NoticeFormProps) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const me = useMe();
  const isOnline = page.onlinePlace !== null;
  const fresh = () => ({
    ...{ takenDownOn: today, remover: me?.personName ?? '', isOnlineDown: false, closedWords: '' },
  });
  const typing = useTyping(undefined, fresh, () => ({}));
  const { typed, type } = typing;
  const form = useInlineForm({
    ...{ command: 'publicNotice.close', typing, onDone },
    faults: {
      takenDownOn: isPlainDate(typed.takenDownOn) ? undefined : t('publicity.faults.date'),
      remover: typed.remover.trim() ? undefined : t('publicity.faults.who'),
      isOnlineDown: isOnline && !typed.isOnlineDown ? t('publicity.faults.online') : undefined,
    },
    args: () => ({
      noticeId: page.row.noticeId,
      takenDownOn: typed.takenDownOn,
      remover: typed.remover.trim(),
      isOnlineDown: typed.isOnlineDown,
      closedWords: orNull(typed.closedWords),
    }),
  });
  return (
    <InlineForm
      title={t('publicity.close.title')}
      save={t('publicity.close.save')}
      form={form}
      onCancel={onCancel}
    >
      <DateRow
        name="takenDownOn"
        label={t('publicity.close.on')}
        value={typed.takenDownOn}
        fault={form.shown.takenDownOn}
        onType={(takenDownOn) => type({ takenDownOn })}
      />
      <TextRow
        name="remover"
        label={t('publicity.close.who')}
        span={2}
        value={typed.remover}
        fault={form.shown.remover}
        most={50}
        onType={(remover) => type({ remover })}
      />
      <TextRow
        name="closedWords"
        label={t('publicity.words')}
        span={2}
        isOptional
        value={typed.closedWords}
        most={300}
        onType={(closedWords) => type({ closedWords })}
      />
      {isOnline && (
        <div className="form-field span-6" data-field="isOnlineDown">
          <Checkbox
            checked={typed.isOnlineDown}
            onChange={(event) => type({ isOnlineDown: event.target.checked })}
          >
            {t('publicity.close.online', { place: page.onlinePlace ?? '' })}
          </Checkbox>
          {form.shown.isOnlineDown && <div className="form-fault">{form.shown.isOnlineDown}</div>}
        </div>
      )}
    </InlineForm>
  );
}

const NOBODY = 0;

export function ObjectForm({ page, onDone, onCancel }: NoticeFormProps) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const fresh = () => ({
    ...{ personId: NOBODY, receivedOn: today, objectionText: '', contactName: '', contactPhone: '' },
  });
  const typing = useTyping(undefined, fresh, () => ({}));
  const { typed, type } = typing;
  const form = useInlineForm({
    ...{ command: 'objection.take', typing, onDone },
    faults: {
      receivedOn: isPlainDate(typed.receivedOn) ? undefined : t('publicity.faults.date'),
      objectionText: typed.objectionText.trim() ? undefined : t('publicity.faults.text'),
    },
    args: () => ({
      noticeId: page.row.noticeId,
      personId: typed.personId === NOBODY ? null : typed.personId,
      receivedOn: typed.receivedOn,
      objectionText: typed.objectionText.trim(),
      contactName: orNull(typed.contactName),
      contactPhone: orNull(typed.contactPhone),
    }),
  });
  return (
    <InlineForm
      title={t('publicity.object.title')}
      save={t('publicity.object.save')}
      form={form}
      onCancel={onCancel}
    >
      <TextRow
        name="objectionText"
        label={t('publicity.object.text')}
        value={typed.objectionText}
        fault={form.shown.objectionText}
        most={500}
        lines={2}
        onType={(objectionText) => type({ objectionText })}
      />
      <FormField name="personId" label={t('publicity.object.whom')} span={2}>
        {(control) => (
          <Select
            {...control}
            value={typed.personId}
            options={[
              { value: NOBODY, label: t('publicity.object.all') },
              ...page.people.map(({ personId, name }) => ({ value: personId, label: name })),
            ]}
            onChange={(personId: number) => type({ personId })}
          />
        )}
      </FormField>
      <DateRow
        name="receivedOn"
        label={t('publicity.object.on')}
        value={typed.receivedOn}
        fault={form.shown.receivedOn}
        onType={(receivedOn) => type({ receivedOn })}
      />
      <TextRow
        name="contactName"
        label={t('publicity.object.name')}
        span={2}
        isOptional
        value={typed.contactName}
        most={50}
        onType={(contactName) => type({ contactName })}
      />
      <TextRow
        name="contactPhone"
        label={t('publicity.object.phone')}
        span={2}
        isOptional
        value={typed.contactPhone}
        most={30}
        onType={(contactPhone) => type({ contactPhone })}
      />
    </InlineForm>
  );
}

export function DecideForm({
  objection,
  onDone,
  onCancel,
}: FormEnds & { readonly objection: ObjectionView }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const fresh = () => ({
    ...{ outcome: '', proposal: '', decidedWords: '', decidedOn: today, repliedOn: today, replyWords: '' },
  });
  const typing = useTyping(undefined, fresh, () => ({}));
  const { typed, type } = typing;
  const isUpheld = typed.outcome === 'UPHELD';
  const { hasContact } = objection;
  const form = useInlineForm({
    ...{ command: 'objection.decide', typing, onDone },
    faults: {
      outcome: typed.outcome ? undefined : t('publicity.faults.outcome'),
      proposal: isUpheld && !typed.proposal ? t('publicity.faults.proposal') : undefined,
      decidedWords: typed.decidedWords.trim() ? undefined : t('publicity.faults.found'),
      decidedOn: isPlainDate(typed.decidedOn) ? undefined : t('publicity.faults.date'),
      replyWords: hasContact && !typed.replyWords.trim() ? t('publicity.faults.reply') : undefined,
    },
    args: () => ({
      ...{ objectionId: objection.objectionId, outcome: typed.outcome, decidedOn: typed.decidedOn },
      proposal: isUpheld ? typed.proposal : null,
      decidedWords: typed.decidedWords.trim(),
      repliedOn: hasContact ? typed.repliedOn : null,
      replyWords: hasContact ? orNull(typed.replyWords) : null,
    }),
  });
  return (
    <InlineForm
      title={t('publicity.decide.title', { text: objection.text })}
      save={t('publicity.decide.save')}
      form={form}
      onCancel={onCancel}
    >
      <ChoiceRow
        name="outcome"
        label={t('publicity.decide.outcome')}
        span={3}
        value={typed.outcome}
        fault={form.shown.outcome}
        options={OBJECTION_OUTCOMES.map((value) => ({ value, label: sayCode('objectionState', value) }))}
        onChoose={(outcome) => type({ outcome })}
      />
      {isUpheld && (
        <ChoiceRow
          name="proposal"
          label={t('publicity.decide.proposal')}
          span={3}
          value={typed.proposal}
          fault={form.shown.proposal}
          options={OBJECTION_PROPOSALS.map((value) => ({
            value,
            label: sayCode('objectionProposal', value),
          }))}
          onChoose={(proposal) => type({ proposal })}
        />
      )}
      <TextRow
        name="decidedWords"
        label={t('publicity.decide.found')}
        value={typed.decidedWords}
        fault={form.shown.decidedWords}
        most={500}
        lines={2}
        onType={(decidedWords) => type({ decidedWords })}
      />
      <DateRow
        name="decidedOn"
        label={t('publicity.decide.on')}
        value={typed.decidedOn}
        fault={form.shown.decidedOn}
        onType={(decidedOn) => type({ decidedOn })}
      />
      {hasContact && (
        <TextRow
          name="replyWords"
          label={t('publicity.decide.reply')}
          span={4}
          value={typed.replyWords}
          fault={form.shown.replyWords}
          most={300}
          onType={(replyWords) => type({ replyWords })}
        />
      )}
    </InlineForm>
  );
}
