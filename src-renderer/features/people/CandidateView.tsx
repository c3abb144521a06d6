/** Somebody whom the county found registered in another township first. The township sees what it is told of the other record and corrects
 *  its number or waits; county civil affairs sees both and settles it. Settled, it says how, at both townships.            */
import type { ReactNode } from 'react';
import type { DuplicatePage } from '#shared/rpc/duplicate-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { sayCode } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { type CandidateProps, townshipsOf } from './candidate-sides.ts';
import { CandidateSettle } from './CandidateSettle.tsx';
import { CompareTable, fieldLine, type LineGroup } from './CompareTable.tsx';
import { groupsOf, isFolded } from './pair.ts';
import { holdingLines } from './side-lines.tsx';
import { sayPlaceOf, sayRegistered } from './words.ts';
import './people.css';

interface CandidateViewProps extends Omit<CandidateProps, 'page'> {
  readonly conflictId: number;
}

function Who({ page }: { page: DuplicatePage }) {
  const { person } = page.left;
  return (
    <header className="file-who">
      <h2 tabIndex={-1}>
        {t('people.candidate.heading', { name: person.name, township: townshipsOf(page).theirs })}
      </h2>
      <span className="quiet">{page.ground && t(`people.ground.${page.ground}`)}</span>
      <span className="push">
        <TextLink onClick={() => goTo({ screen: 'case', personId: person.personId })}>
          {t('people.candidate.openOurs')}
        </TextLink>
        {page.right && (
          <TextLink onClick={() => goTo({ screen: 'case', personId: page.right?.person.personId ?? 0 })}>
            {t('people.candidate.openTheirs')}
          </TextLink>
        )}
      </span>
    </header>
  );
}

function sidesOf(page: DuplicatePage, today: string): { left: ReactNode; right: ReactNode } {
  const { ours, theirs } = townshipsOf(page);
  const { elsewhere, right } = page;
  const told = { registeredOn: elsewhere?.registeredAt ?? null, registeredBy: elsewhere?.registeredBy ?? '' };
  return {
    left: (
      <>
        <b>{t('people.candidate.ours', { township: ours })}</b>{' '}
        <span className="quiet">{page.left.person.village}</span>
        <div className="faint">{sayRegistered(page.left, today)}</div>
      </>
    ),
    right: (
      <>
        <b>{t('people.candidate.theirs', { township: theirs })}</b>{' '}
        <span className="quiet">{right ? sayPlaceOf(right) : elsewhere?.village}</span>
        <div className="faint">{sayRegistered(elsewhere ? told : (right ?? told), today)}</div>
      </>
    ),
  };
}

function linesOf(page: DuplicatePage, today: string): LineGroup[] {
  const holdings: LineGroup[] = page.right
    ? [{ key: 'holdings', lines: holdingLines(page.left, page.right, today) }]
    : [];
  // Told fields stand in one block; whole records by group.
  const groups = groupsOf(page.fields).map((group) => ({
    key: group.group,
    ...(page.right && { title: sayCode('group', group.group), isAlike: isFolded(group) }),
    lines: group.fields.map(({ field, left, right }) => fieldLine(field, left, right)),
  }));
  const [first, ...rest] = groups;
  return first ? [first, ...holdings, ...rest] : holdings;
}

function Settled({ page, today }: { page: DuplicatePage; today: string }) {
  const { settlement } = page;
  if (!settlement) return null;
  const values = {
    who: settlement.who,
    when: sayInstant(settlement.at, today),
    reason: settlement.reason ?? '',
    township: townshipsOf(page).theirs,
  };
  const said = { same: 'settledSame', different: 'settledDifferent' } as const;
  const key = settlement.choice in said ? said[settlement.choice as keyof typeof said] : 'settledMoot';
  return (
    <p className="kept-line">
      <Icon name="check" />
      <span>{t(`people.candidate.${key}`, values)}</span>
    </p>
  );
}

export function CandidateView({ conflictId, ...rest }: CandidateViewProps) {
  const page = useLive(['conflicts', 'cases'], ['duplicates.open', conflictId], () =>
    desk().duplicates.open({ conflictId }),
  ).data;
  if (page === undefined) return null;
  if (page === null) return <p className="conflict-view">{t('conflicts.gone')}</p>;
  const { left, right } = sidesOf(page, rest.today);
  const isToldOnly = page.right === null;
  return (
    <article className="conflict-view" data-region tabIndex={-1} aria-label={page.left.person.name}>
      <Who page={page} />
      <Settled page={page} today={rest.today} />
      <CompareTable
        caption={t('people.pairs.title')}
        left={left}
        right={right}
        groups={linesOf(page, rest.today)}
      />
      {isToldOnly && (
        <p className="faint">{t('people.candidate.told', { township: townshipsOf(page).theirs })}</p>
      )}
      {!page.settlement && <CandidateSettle key={conflictId} page={page} {...rest} />}
    </article>
  );
}
