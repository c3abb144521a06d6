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
import { ChoiceRow, TextRows } from '../../ui/FormRows.tsx';
import { type FormEnds, InlineForm, useInlineForm } from '../case/InlineForm.tsx';

type NoticeFormProps = FormEnds & { readonly page: NoticePage };

const orNull = (text: string): string | null => text.trim() || null;

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
      <TextRows
        {...{ typed, type }}
        shown={form.shown}
        rows={[
          { name: 'postedOn', label: t('publicity.post.on'), most: 10, span: 2 },
          { name: 'poster', label: t('publicity.post.who'), most: 50, span: 2 },
          { name: 'postedPlace', label: t('publicity.post.where'), most: 200, span: 2 },
          { name: 'onlinePlace', label: t('publicity.post.online'), most: 200, span: 3, isOptional: true },
          { name: 'postedWords', label: t('publicity.words'), most: 300, span: 3, isOptional: true },
        ]}
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
      <TextRows
        {...{ typed, type }}
        shown={form.shown}
        rows={[
          { name: 'takenDownOn', label: t('publicity.close.on'), most: 10, span: 2 },
          { name: 'remover', label: t('publicity.close.who'), most: 50, span: 2 },
          { name: 'closedWords', label: t('publicity.words'), most: 300, span: 2, isOptional: true },
        ]}
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
      <TextRows
        {...{ typed, type }}
        shown={form.shown}
        rows={[{ name: 'objectionText', label: t('publicity.object.text'), most: 500, lines: 2 }]}
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
      <TextRows
        {...{ typed, type }}
        shown={form.shown}
        rows={[
          { name: 'receivedOn', label: t('publicity.object.on'), most: 10, span: 2 },
          { name: 'contactName', label: t('publicity.object.name'), most: 50, span: 2, isOptional: true },
          { name: 'contactPhone', label: t('publicity.object.phone'), most: 30, span: 2, isOptional: true },
        ]}
      />
    </InlineForm>
  );
}

type DecideProps = FormEnds & { readonly objection: ObjectionView };

function useDeciding({ objection, onDone }: DecideProps) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const fresh = () => ({
    ...{ outcome: '', proposal: '', decidedWords: '', decidedOn: today, repliedOn: today, replyWords: '' },
  });
  const typing = useTyping(undefined, fresh, () => ({}));
  const { typed } = typing;
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
  return { typing, form, isUpheld, hasContact };
}

export function DecideForm(props: DecideProps) {
  const { t } = useTranslation();
  const { objection, onCancel } = props;
  const { typing, form, isUpheld, hasContact } = useDeciding(props);
  const { typed, type } = typing;
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
      <TextRows
        {...{ typed, type }}
        shown={form.shown}
        rows={[
          { name: 'decidedWords', label: t('publicity.decide.found'), most: 500, lines: 2 },
          { name: 'decidedOn', label: t('publicity.decide.on'), most: 10, span: 2 },
        ]}
      />
      {hasContact && (
        <TextRows
          {...{ typed, type }}
          shown={form.shown}
          rows={[{ name: 'replyWords', label: t('publicity.decide.reply'), most: 300, span: 4 }]}
        />
      )}
    </InlineForm>
  );
}
