/** Two records of this office side by side: what differs, which one is kept, whose values stay, what exactly will happen; then one person or
 *  two. Nothing is done without a reason.                                                                              */
import { Input, Radio } from 'antd';
import { useId, useState } from 'react';
import type { Role } from '#shared/domain/state.ts';
import type { DuplicatePage } from '#shared/rpc/duplicate-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goBack, goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import type { Settled } from '../conflicts/use-conflicts.ts';
import { AfterMerging } from './AfterMerging.tsx';
import { CompareTable, fieldLine, type LineGroup } from './CompareTable.tsx';
import { Obstacle } from './Obstacle.tsx';
import {
  type FieldGroup,
  firstRegistered,
  groupsOf,
  isFolded,
  type Merging,
  mergeArgs,
  needOf,
  type Side,
  sideOf,
  stays,
} from './pair.ts';
import { holdingLines } from './side-lines.tsx';
import { sayPlaceOf, sayRegistered } from './words.ts';

interface PairViewProps {
  readonly page: DuplicatePage;
  readonly onSettled: (done: Settled) => void;
  readonly role: Role;
  readonly today: string;
}

function Who({ page }: { page: DuplicatePage }) {
  const [left, right] = [page.left.person, sideOf(page, 'right').person];
  return (
    <header className="file-who">
      <h2 tabIndex={-1}>{t('people.pairs.heading', { left: left.name, right: right.name })}</h2>
      <span className="quiet">{page.ground && t(`people.ground.${page.ground}`)}</span>
      <span className="push">
        <TextLink onClick={() => goTo({ screen: 'case', personId: left.personId })}>
          {t('people.pairs.openLeft')}
        </TextLink>
        <TextLink onClick={() => goTo({ screen: 'case', personId: right.personId })}>
          {t('people.pairs.openRight')}
        </TextLink>
      </span>
    </header>
  );
}

interface SideHeadProps {
  readonly page: DuplicatePage;
  readonly side: Side;
  readonly merging: Merging;
  readonly onKeep: (side: Side) => void;
  readonly today: string;
  /** Two people, one of whom is already merged, or an obstacle: nothing to choose. */
  readonly off: boolean;
}

/** Who the column is, when registered by whom, and whether it is the one that is kept. */
function SideHead({ page, side, merging, onKeep, today, off }: SideHeadProps) {
  const own = sideOf(page, side);
  const name = useId();
  return (
    <>
      <b id={name}>{own.person.name}</b> <span className="quiet">{sayPlaceOf(own)}</span>
      <div className="faint">{sayRegistered(own, today)}</div>
      {!off && (
        <Radio
          name="kept"
          checked={merging.kept === side}
          aria-describedby={name}
          onChange={() => onKeep(side)}
        >
          {t('people.pairs.keepThis')}
          {firstRegistered(page) === side && <span className="faint"> {t('people.pairs.keepFirst')}</span>}
        </Radio>
      )}
    </>
  );
}

interface TakeProps {
  readonly group: FieldGroup;
  readonly side: Side;
  readonly merging: Merging;
  readonly onTake: (group: string, side: Side) => void;
}

function Take({ group, side, merging, onTake }: TakeProps) {
  if (!group.differs) return null;
  return (
    <Radio
      name={`take-${group.group}`}
      checked={stays(group, merging) === side}
      onChange={() => onTake(group.group, side)}
    >
      {t('people.pairs.take')}
      <span className="sr"> {t('people.pairs.takeLabel', { group: sayCode('group', group.group) })}</span>
    </Radio>
  );
}

function useMerging({ page, onSettled }: PairViewProps) {
  const [merging, setMerging] = useState<Merging>(() => ({
    kept: firstRegistered(page),
    chosen: {},
    reason: '',
  }));
  const groups = groupsOf(page.fields);
  const merge = useIssue('person.merge');
  const notSame = useIssue('person.notSame');
  const isBusy = merge.isBusy || notSame.isBusy;
  const [left, right] = [page.left.person, sideOf(page, 'right').person];
  const need = needOf(groups, merging);
  const hasReason = merging.reason.trim() !== '';
  const join = async (): Promise<void> => {
    if (need !== null || isBusy || page.obstacle) return;
    const result = await merge.issue(mergeArgs(page, groups, merging));
    if (!result.ok) return;
    const kept = sideOf(page, merging.kept).person;
    const words = t('people.pairs.merged', { name: kept.name });
    onSettled({ number: result.number, words, personId: kept.personId });
  };
  const part = async (): Promise<void> => {
    if (!hasReason || isBusy) return;
    const args = { personId: left.personId, otherId: right.personId, reason: merging.reason.trim() };
    const result = await notSame.issue(args);
    if (!result.ok) return;
    const words = t('people.pairs.apart', { left: left.name, right: right.name });
    onSettled({ number: result.number, words, personId: left.personId });
  };
  return {
    merging,
    setMerging,
    groups,
    need,
    hasReason,
    join,
    part,
    isBusy,
    refusal: merge.refusal ?? notSame.refusal,
  };
}

type Work = ReturnType<typeof useMerging>;

function Foot({ page, work, mayMerge }: { page: DuplicatePage; work: Work; mayMerge: boolean }) {
  const { need, hasReason, isBusy, join, part } = work;
  const isOff = need !== null || page.obstacle !== null || !mayMerge;
  useKeys([
    { key: 'F9', label: t('people.pairs.merge'), run: () => void join(), off: isOff },
    { key: 'Esc', label: t('people.pairs.later'), run: goBack },
  ]);
  return (
    <div className="conflict-foot">
      <span className="push faint" role="status">
        {need !== null && !page.obstacle && mayMerge && t(`people.pairs.${need}`)}
        {!mayMerge && t('people.pairs.noKeep')}
      </span>
      <ActButton keyName="Esc" onClick={goBack}>
        {t('people.pairs.later')}
      </ActButton>
      <ActButton off={!hasReason || !mayMerge} isBusy={isBusy} onClick={() => void part()}>
        {t('people.pairs.notSame')}
      </ActButton>
      <ActButton main keyName="F9" off={isOff} isBusy={isBusy} onClick={() => void join()}>
        {t('people.pairs.merge')}
      </ActButton>
    </div>
  );
}

function useTableGroups(props: PairViewProps, work: Work, isOff: boolean): LineGroup[] {
  const { page, today } = props;
  const { groups, merging, setMerging } = work;
  const take = (group: string, side: Side): void =>
    setMerging((now) => ({ ...now, chosen: { ...now.chosen, [group]: side } }));
  const taking = (group: FieldGroup, side: Side) =>
    isOff ? null : <Take group={group} side={side} merging={merging} onTake={take} />;
  return [
    { key: 'holdings', lines: holdingLines(page.left, sideOf(page, 'right'), today) },
    ...groups.map((group) => ({
      key: group.group,
      title: sayCode('group', group.group),
      isAlike: isFolded(group),
      left: taking(group, 'left'),
      right: taking(group, 'right'),
      lines: group.fields.map(({ field, left, right }) => fieldLine(field, left, right)),
    })),
  ];
}

export function PairView(props: PairViewProps) {
  const { page, role, today } = props;
  const id = useId();
  const work = useMerging(props);
  const { merging, setMerging } = work;
  const mayMerge = role !== 'COUNTY_FEDERATION_REVIEWER';
  const isOff = page.obstacle !== null || !mayMerge;
  const lines = useTableGroups(props, work, isOff);
  const head = (side: Side) => (
    <SideHead
      page={page}
      side={side}
      merging={merging}
      onKeep={(kept) => setMerging((now) => ({ ...now, kept }))}
      today={today}
      off={isOff}
    />
  );
  return (
    <article className="conflict-view" data-region tabIndex={-1} aria-label={page.left.person.name}>
      <Who page={page} />
      <CompareTable
        caption={t('people.pairs.title')}
        left={head('left')}
        right={head('right')}
        groups={lines}
      />
      {page.obstacle ? (
        <Obstacle obstacle={page.obstacle} />
      ) : (
        <AfterMerging page={page} work={work} today={today} />
      )}
      <div className="settle-reason">
        <label htmlFor={id}>{t('people.pairs.reason')}</label>
        <Input
          id={id}
          value={merging.reason}
          maxLength={300}
          autoComplete="off"
          placeholder={t('people.pairs.reasonHint')}
          onChange={(event) => setMerging((now) => ({ ...now, reason: event.target.value }))}
        />
      </div>
      <RefusalLine code={work.refusal?.code} />
      <Foot page={page} work={work} mayMerge={mayMerge} />
    </article>
  );
}
