/** Records of this office that look like one person: the pairs at the left, the open one side by side. */
import { useEffect, useRef } from 'react';
import type { DuplicatePair } from '#shared/rpc/duplicate-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { SettledLine } from '../conflicts/SettledLine.tsx';
import { moveInList } from '../review/Queue.tsx';
import { PartialLine } from '../rows/PartialLine.tsx';
import { PairView } from './PairView.tsx';
import { idsOf, isPair, type PairDesk, type PairIds, usePairDesk } from './use-pairs.ts';

function sayPair({ leftName, rightName }: DuplicatePair): string {
  return leftName === rightName
    ? t('people.pairs.sameNames', { left: leftName })
    : t('people.pairs.item', { left: leftName, right: rightName });
}

function PairQueue({ desk }: { desk: PairDesk }) {
  const list = useRef<HTMLElement>(null);
  const { openIds } = desk;
  // What had the focus went away with the pair that was settled.
  useEffect(() => {
    if (document.activeElement === document.body)
      list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [openIds]);
  return (
    <nav
      className="queue"
      aria-label={t('people.pairs.queue')}
      data-region
      tabIndex={-1}
      ref={list}
      onKeyDown={(event) => moveInList(event, list.current)}
    >
      {desk.last && <SettledLine settled={desk.last} />}
      <ul>
        {(desk.pairs ?? []).map((pair, at) => {
          const isOpen = isPair(idsOf(pair), openIds);
          const isStop = isOpen || (at === 0 && !desk.pairs?.some((each) => isPair(idsOf(each), openIds)));
          return (
            <li key={`${pair.leftId} ${pair.rightId}`}>
              <button
                type="button"
                className="queue-item"
                aria-current={isOpen ? 'true' : undefined}
                tabIndex={isStop ? 0 : -1}
                onClick={() => desk.open(idsOf(pair))}
              >
                <span className="queue-name">{sayPair(pair)}</span>
                <span className="queue-about">
                  {pair.village} · {t(`people.ground.${pair.ground}`)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

export function PairsScreen({ pair }: { readonly pair: PairIds | undefined }) {
  const me = useMe();
  const today = useSession()?.today ?? '';
  const desk = usePairDesk(pair);
  const crumb = (
    <span className="crumb">
      <TextLink onClick={() => goTo({ screen: 'conflicts' })}>{t('people.pairs.crumb')}</TextLink> ›
    </span>
  );
  const head = (
    <>
      <PageHead
        ruled
        before={crumb}
        title={t('people.pairs.title')}
        about={pair?.join(' ')}
        note={t('people.pairs.note')}
      />
      <PartialLine of="similar" />
    </>
  );
  const isEmpty = desk.pairs !== undefined && desk.pairs.length === 0 && desk.openIds === undefined;
  if (!me || isEmpty || (!desk.pairs && !desk.page)) {
    return (
      <Screen layout="plain" head={head}>
        <div className="conflicts-empty">
          {desk.last && <SettledLine settled={desk.last} />}
          {isEmpty && (
            <EmptyLine
              act={
                <TextLink onClick={() => goTo({ screen: 'conflicts' })}>
                  {t('people.pairs.emptyAct')}
                </TextLink>
              }
            >
              {t('people.pairs.empty')}
            </EmptyLine>
          )}
        </div>
      </Screen>
    );
  }
  return (
    <Screen layout="file" head={head}>
      <PairQueue desk={desk} />
      {desk.page === null && <p className="conflict-view">{t('people.pairs.gone')}</p>}
      {desk.page?.right && (
        <PairView
          key={desk.openIds?.join(' ')}
          page={desk.page}
          onSettled={desk.settled}
          role={me.role}
          today={today}
        />
      )}
    </Screen>
  );
}
