/** 待告知: who holds a certificate and has not been told of the policies: new holders by the county's liaison, the others by the township with the
 *  village (S004 art.10). Told from the list; who told and how stays for the next one. */
import { type ReactNode, useState } from 'react';
import { TOLD_WAYS } from '#shared/domain/told.ts';
import type { UntoldRow } from '#shared/rpc/matter-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayBenefits } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ACT_FORMS } from '../case/acts.ts';
import { choice, date, optionalWords, text, type Typed } from '../case/fields.ts';
import { textColumn, whoColumns } from './columns.tsx';
import { type FormOf, MatterList } from './MatterList.tsx';
import { useUntold } from './use-matters.ts';

export function ToldView({ head }: { head: ReactNode }) {
  const today = useSession()?.today ?? '';
  const data = useUntold();
  const [before, setBefore] = useState<Typed>({});
  const formOf = ({ personId, name }: UntoldRow): FormOf => ({
    command: ACT_FORMS.tell.command,
    title: t('matters.told.form', { name }),
    save: t('acts.form.tell.save'),
    fields: [
      ...[date('toldOn'), { name: 'toldBy', kind: 'text' } as const, choice('way', 'toldWay', TOLD_WAYS)],
      ...[{ name: 'isSigned', kind: 'tick' } as const, { name: 'isDutyTold', kind: 'tick' } as const],
      optionalWords,
    ],
    fresh: { toldOn: today, ...before },
    args: (typed) => {
      setBefore({ toldBy: typed.toldBy ?? '', way: typed.way ?? '' });
      return {
        ...{ personId, toldOn: text(typed.toldOn), toldBy: text(typed.toldBy), way: text(typed.way) },
        words: text(typed.words),
        ...{ isSigned: typed.isSigned === true, isDutyTold: typed.isDutyTold === true },
      };
    },
  });
  return (
    <MatterList
      head={head}
      label={t('matters.tabs.told')}
      note={t('matters.told.note')}
      none={t('matters.told.none')}
      data={data}
      columns={[
        ...whoColumns<UntoldRow>(),
        textColumn<UntoldRow>('kind', t('matters.columns.kind'), 160, ({ benefits }) =>
          benefits.length
            ? t('matters.told.receives', { benefits: sayBenefits(benefits) })
            : t('matters.told.new'),
        ),
        textColumn<UntoldRow>('phone', t('matters.columns.phone'), 140, ({ phoneMasked }) => phoneMasked),
        textColumn<UntoldRow>('expires', t('matters.columns.expires'), 'fill', ({ certificateExpiresOn }) =>
          certificateExpiresOn ? sayDate(certificateExpiresOn, today) : t('matters.told.longTerm'),
        ),
      ]}
      rowKey={({ personId }) => personId}
      enter={t('matters.told.enter')}
      formOf={formOf}
    />
  );
}
