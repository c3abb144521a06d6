/** 更正身份证号, a page of its own: reached from the case page and from the intake, and back there by Esc. */
import { useState } from 'react';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { stepByEnter } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goBack, goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { SettledLine } from '../conflicts/SettledLine.tsx';
import { CorrectNumberFields } from './CorrectNumberFields.tsx';
import { useCorrection } from './use-correction.ts';

export function CorrectNumberScreen({ personId }: { readonly personId: number }) {
  const today = useSession()?.today ?? '';
  const page = useLive(['cases'], ['cases.open', personId], () => desk().cases.open({ personId })).data;
  const [done, setDone] = useState<number>();
  const form = useCorrection({ personId, conflictId: null, today, onDone: setDone });
  const isDone = done !== undefined;
  useKeys([
    { key: 'F9', label: t('people.correct.save'), run: () => void form.submit(), off: isDone || !page },
    { key: 'Esc', label: t('people.correct.back'), run: goBack },
  ]);
  const name = page?.person.name ?? '';
  const number = page?.person.idNumberMasked ?? '';
  const foot = (
    <>
      <span className="push" />
      <ActButton keyName="Esc" onClick={goBack}>
        {t(isDone ? 'people.correct.back' : 'people.correct.cancel')}
      </ActButton>
      {!isDone && (
        <ActButton main keyName="F9" isBusy={form.isBusy} onClick={() => void form.submit()}>
          {t('people.correct.save')}
        </ActButton>
      )}
    </>
  );
  const { takenBy } = form;
  return (
    <Screen
      layout="plain"
      head={
        <PageHead
          ruled
          title={t('people.correct.title')}
          note={page && t('people.correct.about', { name, number })}
        />
      }
      foot={foot}
    >
      <div className="correct-number" role="presentation" onKeyDownCapture={stepByEnter}>
        {page === null && <EmptyLine>{t('people.pairs.gone')}</EmptyLine>}
        {isDone && (
          <SettledLine settled={{ number: done, words: t('people.correct.done', { name }), personId }} />
        )}
        {page && !isDone && (
          <>
            <p className="quiet">{t('people.correct.note')}</p>
            <CorrectNumberFields
              correction={form.correction}
              reading={form.reading}
              hasTried={form.hasTried}
              refused={form.refusedNumber}
              onChange={form.change}
            />
            {takenBy !== undefined && (
              <TextLink onClick={() => goTo({ screen: 'people', pair: [takenBy, personId] })}>
                {t('people.correct.taken')}
              </TextLink>
            )}
            <RefusalLine code={form.refusalCode} />
          </>
        )}
      </div>
    </Screen>
  );
}
