/** How a candidate is settled: the choices of the role, what exactly follows, the reason; a wrong number has its own two fields. */
import { Input } from 'antd';
import { useId, useState } from 'react';
import type { DuplicatePage } from '#shared/rpc/duplicate-shapes.ts';
import { bodyOf } from '#shared/domain/state.ts';
import { sayBenefits } from '../../text/codes.ts';
import { sayDate, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { stepByEnter } from '../../ui/FormField.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goBack } from '../../ui/route.ts';
import { actsOf, type CandidateChoice, choicesOf, needOf, type Settling } from './candidate.ts';
import { type CandidateProps, townshipsOf } from './candidate-sides.ts';
import { CorrectNumberFields } from './CorrectNumberFields.tsx';
import { Obstacle } from './Obstacle.tsx';
import { type Toggle, ToggleBar } from './ToggleBar.tsx';
import { useCorrection } from './use-correction.ts';
import { useIssueTogether } from './use-issue-together.ts';

function togglesOf(
  page: DuplicatePage,
  choices: readonly CandidateChoice[],
  isCounty: boolean,
): Toggle<CandidateChoice>[] {
  const { ours, theirs } = townshipsOf(page);
  const all: Record<CandidateChoice, Omit<Toggle<CandidateChoice>, 'choice'>> = {
    same: {
      words: t('people.candidate.same', { township: theirs }),
      note: t('people.candidate.sameNote', { township: ours }),
    },
    correct: {
      words: isCounty ? t('people.candidate.correctOurs', { township: ours }) : t('people.candidate.correct'),
      note: t('people.candidate.correctNote'),
    },
    apart: {
      words: t('people.candidate.apart'),
      note: t('people.candidate.apartNote', { township: theirs }),
    },
    later: {
      words: t(isCounty ? 'people.candidate.later' : 'people.candidate.wait'),
      note: t(isCounty ? 'people.candidate.laterNote' : 'people.candidate.waitNote'),
    },
  };
  return choices.map((choice) => ({ choice, ...all[choice] }));
}

/** What follows from giving this record up, in sentences. */
function AfterSame({ page, today }: { page: DuplicatePage; today: string }) {
  const { ours, theirs } = townshipsOf(page);
  const [date] = page.earlierDates;
  const theirDates = (page.right?.files ?? []).map(({ submittedOn }) => submittedOn ?? '').filter(Boolean);
  const earliest = page.received.map(({ submittedOn }) => submittedOn).sort()[0];
  const sentences = [
    t('people.candidate.afterKept', { township: theirs, ours }),
    page.received.length > 0 && t('people.candidate.afterMerged', { ours, n: page.received.length }),
    date &&
      t('people.candidate.afterDate', {
        township: theirs,
        date: sayDate(date.submittedOn, today),
        month: sayMonth(date.submittedOn.slice(0, 7)),
      }),
    !date &&
      theirDates.length > 0 &&
      t('people.candidate.afterSameDate', {
        township: theirs,
        date: sayDate(theirDates.sort()[0] ?? '', today),
      }),
    page.notAskedThere.length > 0 &&
      t('people.candidate.afterNotAsked', {
        township: theirs,
        benefits: sayBenefits(page.notAskedThere),
        date: earliest ? sayDate(earliest, today) : '',
      }),
    t('people.candidate.afterBoth'),
  ].filter((sentence) => typeof sentence === 'string');
  return (
    <section className="after" aria-live="polite">
      <h3>{t('people.candidate.after')}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function useCandidate({ page, inbox, today }: CandidateProps) {
  const [settling, setSettling] = useState<Settling>({ choice: null, reason: '' });
  const together = useIssueTogether();
  const { person } = page.left;
  const settledAs = (number: number, words: string): void =>
    inbox.settled({ number, words, personId: person.personId });
  const correction = useCorrection({
    personId: person.personId,
    conflictId: page.conflictId,
    today,
    onDone: (number) => settledAs(number, t('people.candidate.doneCorrected', { name: person.name })),
  });
  const need = needOf(settling);
  const isBlocked = settling.choice === 'same' && page.obstacle !== null;
  const settle = async (): Promise<void> => {
    const { choice } = settling;
    if (need !== null || isBlocked || together.isBusy) return;
    if (choice === 'correct') return correction.submit();
    if (choice === 'later') {
      if (inbox.nextOpen === undefined) goBack();
      else inbox.open(inbox.nextOpen);
      return;
    }
    const result = await together.issue(actsOf(page, settling));
    if (!result.ok) return;
    const { name } = person;
    const words =
      choice === 'same'
        ? t('people.candidate.done', { name, township: townshipsOf(page).theirs })
        : t('people.candidate.doneApart', { name });
    settledAs(result.number, words);
  };
  return { settling, setSettling, together, correction, need, isBlocked, settle };
}

type Work = ReturnType<typeof useCandidate>;

function Foot({ work }: { work: Work }) {
  const { settling, need, isBlocked, settle, together, correction } = work;
  const isOff = need !== null || isBlocked;
  const words = { correct: 'correctAct', later: 'later' } as const;
  const { choice } = settling;
  const main = t(`people.candidate.${choice === 'correct' || choice === 'later' ? words[choice] : 'settle'}`);
  useKeys([
    { key: '←→', label: t('conflicts.keys.move') },
    { key: 'F9', label: main, run: () => void settle(), off: isOff },
    { key: 'Esc', label: t('conflicts.keys.later'), run: goBack },
  ]);
  return (
    <div className="conflict-foot">
      <span className="push faint" role="status">
        {need !== null && t(`people.candidate.${need}`)}
      </span>
      <ActButton keyName="Esc" onClick={goBack}>
        {t('conflicts.dock.later')}
      </ActButton>
      <ActButton
        main
        keyName="F9"
        off={isOff}
        isBusy={together.isBusy || correction.isBusy}
        onClick={() => void settle()}
      >
        {main}
      </ActButton>
    </div>
  );
}

function Reason({ work }: { work: Work }) {
  const id = useId();
  return (
    <div className="settle-reason">
      <label htmlFor={id}>{t('people.pairs.reason')}</label>
      <Input
        id={id}
        value={work.settling.reason}
        maxLength={300}
        autoComplete="off"
        placeholder={t('people.candidate.reasonHint')}
        onChange={(event) => work.setSettling((now) => ({ ...now, reason: event.target.value }))}
      />
    </div>
  );
}

/** What a choice needs before it can be done. */
function Consequence({ page, today, work }: CandidateProps & { work: Work }) {
  const { correction } = work;
  const { choice } = work.settling;
  if (choice === 'correct')
    return (
      <section
        className="third-form"
        role="presentation"
        onKeyDownCapture={stepByEnter}
        aria-label={t('people.correct.title')}
      >
        <CorrectNumberFields
          correction={correction.correction}
          reading={correction.reading}
          hasTried={correction.hasTried}
          refused={correction.refusedNumber}
          onChange={correction.change}
        />
        <RefusalLine code={correction.refusalCode} />
      </section>
    );
  if (choice === 'same' && page.obstacle) return <Obstacle obstacle={page.obstacle} />;
  return (
    <>
      {choice === 'same' && <AfterSame page={page} today={today} />}
      {(choice === 'same' || choice === 'apart') && <Reason work={work} />}
    </>
  );
}

export function CandidateSettle(props: CandidateProps) {
  const { page, me } = props;
  const work = useCandidate(props);
  const isCounty = bodyOf(me.role) === 'CIVIL_AFFAIRS';
  const choices = choicesOf(page, me.role);
  if (choices.length === 0) return null;
  return (
    <>
      <p className="amber-line">
        <Icon name="hourglass" />
        <span>
          {t('people.candidate.meanwhile')}
          {!isCounty && ` ${t('people.candidate.howTownship')}`}
          {isCounty && !page.right && ` ${t('people.candidate.notHere')}`}
        </span>
      </p>
      <ToggleBar
        label={t('people.candidate.choices')}
        toggles={togglesOf(page, choices, isCounty)}
        chosen={work.settling.choice}
        onChoose={(choice) => work.setSettling((now) => ({ ...now, choice }))}
      />
      <Consequence {...props} work={work} />
      <RefusalLine code={work.together.refusal?.code} />
      <Foot work={work} />
    </>
  );
}
