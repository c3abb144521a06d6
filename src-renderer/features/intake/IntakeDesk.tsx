/** The intake form on the screen: contents at the left, seven sections, checks at the right, the acts at the foot.
 *  Enter goes on, Shift+Enter back; F9 does what the facts allow, Ctrl+S only takes the papers in.                   */
import { type FocusEvent, type ReactNode, useId, useState } from 'react';
import { useLink } from '../../data/session.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { stepByEnter } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goBack } from '../../ui/route.ts';
import { Pane, Screen } from '../../ui/Screen.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { MendLine } from '../mend/MendLine.tsx';
import { SimilarSheet } from '../people/SimilarSheet.tsx';
import { type Similar, useSimilar } from '../people/use-similar.ts';
import { AccountSection } from './AccountSection.tsx';
import { AgentSection } from './AgentSection.tsx';
import { ApplicantSection } from './ApplicantSection.tsx';
import { BenefitSection } from './BenefitSection.tsx';
import { CertificateSection } from './CertificateSection.tsx';
import { ChecksPane } from './ChecksPane.tsx';
import { Contents } from './Contents.tsx';
import { DraftLine } from './DraftLine.tsx';
import { FIELD_NAMES, type FieldName, type SectionName } from './form.ts';
import { DeclarationSection, MaterialSection } from './MaterialSection.tsx';
import { type Intake, type IntakeResult, type IntakeStart, useIntake } from './use-intake.ts';

function Section({ name, note, children }: { name: SectionName; note?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="form-section" aria-labelledby={id} data-section={name}>
      <h2 id={id}>
        {t(`intake.sections.${name}`)} {note && <span className="faint">{note}</span>}
      </h2>
      <div className="form-grid">{children}</div>
    </section>
  );
}

function fieldOf(target: EventTarget): FieldName | undefined {
  const name = (target as HTMLElement).closest<HTMLElement>('[data-field]')?.dataset.field;
  return FIELD_NAMES.find((field) => field === name);
}

function Sections({ intake, similar }: { intake: Intake; similar: Similar }) {
  const watch = {
    onFocus: (event: FocusEvent) => {
      const field = fieldOf(event.target);
      if (field) intake.enter(field);
    },
    onBlur: (event: FocusEvent) => {
      const field = fieldOf(event.target);
      if (field) intake.leave(field);
      intake.autosave.flush();
    },
  };
  return (
    <div className="form-body" {...watch}>
      <SimilarSheet intake={intake} similar={similar} />
      <Section name="applicant">
        <ApplicantSection intake={intake} />
      </Section>
      <Section name="certificate">
        <CertificateSection intake={intake} />
      </Section>
      <Section name="benefits">
        <BenefitSection intake={intake} />
      </Section>
      <Section name="account" note={t('intake.accountNote')}>
        <AccountSection intake={intake} />
      </Section>
      <Section name="materials">
        <MaterialSection intake={intake} />
      </Section>
      <Section name="agent">
        <AgentSection intake={intake} />
      </Section>
      <Section name="declarations" note={t('intake.declarationsNote')}>
        <DeclarationSection intake={intake} />
      </Section>
    </div>
  );
}

/** What stands beside the main button: how many faults, how much is missing, or that the answer is not known. */
function dockNote({ phase, hasTried, reading }: Intake): string {
  if (phase === 'unanswered') return t('intake.dock.unanswered');
  const { faults, missing, act } = reading;
  if (hasTried && faults.length > 0) return t('intake.dock.faults', { n: faults.length });
  if (act === 'KEEP') return t('intake.dock.elsewhere');
  return act === 'ACCEPT' ? t('intake.dock.complete') : t('intake.dock.missing', { n: missing.length });
}

interface IntakeDeskProps {
  readonly start: IntakeStart;
  readonly today: string;
  readonly others: number;
  readonly onDone: (result: IntakeResult) => void;
  readonly onList: () => void;
  readonly onRemove: (intake: Intake) => void;
}

type IntakeHeadProps = Pick<IntakeDeskProps, 'start' | 'today' | 'others' | 'onList'> & {
  readonly intake: Intake;
};

function IntakeHead({ start, intake, today, others, onList }: IntakeHeadProps) {
  const isOffline = useLink()?.state === 'offline';
  return (
    <>
      <PageHead
        ruled
        title={t('intake.title')}
        about={start.key}
        note={t('intake.note', { when: sayDate(intake.form.submittedOn, today) })}
        acts={
          <>
            {isOffline && <StateTag icon="link-off" word={t('intake.offline')} kind="plain" />}
            {others > 0 && <TextLink onClick={onList}>{t('intake.draft.others', { n: others })}</TextLink>}
          </>
        }
      />
      {start.mended && <MendLine page={start.mended} isAtField={intake.isMendedAtField} />}
    </>
  );
}

export function IntakeDesk({ start, today, others, onDone, onList, onRemove }: IntakeDeskProps) {
  const intake = useIntake(start, today, onDone);
  const similar = useSimilar(intake);
  const [isWhyOpen, setWhyOpen] = useState(false);
  const noteId = useId();
  const { act } = intake.reading;
  const main = intake.phase === 'unanswered' ? t('intake.dock.retry') : t(`intake.acts.${act}`);
  const submit = (): void => void intake.submit(act);
  const why = (): void => setWhyOpen(!isWhyOpen);
  const keep = (): void => void intake.submit('KEEP');
  const [first] = similar.people;
  const look = (): void => first && similar.compare(first.personId);
  useKeys([
    { key: 'F8', label: t('people.similar.key'), run: look, off: !first },
    { key: 'F7', label: t('intake.keys.why'), run: why },
    { key: 'F9', label: main, run: submit },
    { key: 'Ctrl+S', run: keep },
    { key: 'Esc', label: t('intake.keys.leave'), run: goBack },
  ]);
  const head = <IntakeHead start={start} intake={intake} today={today} others={others} onList={onList} />;
  const foot = (
    <>
      <DraftLine draft={intake.draft} />
      {intake.draft.savedAt && (
        <TextLink danger onClick={() => onRemove(intake)}>
          {t('intake.draft.remove')}
        </TextLink>
      )}
      <RefusalLine code={intake.refusal} />
      <span id={noteId} role="status" className={`push dock-note is-${intake.phase}`}>
        {dockNote(intake)}
      </span>
      {act !== 'KEEP' && (
        <ActButton onClick={keep} keyName="Ctrl+S" off={intake.phase !== 'typing'}>
          {t('intake.acts.keep')}
        </ActButton>
      )}
      <ActButton
        main
        onClick={submit}
        keyName="F9"
        // F9 is the comparison's while that is open.
        off={similar.compared !== undefined}
        isBusy={intake.phase === 'issuing'}
        describedBy={noteId}
      >
        {main}
      </ActButton>
    </>
  );
  return (
    <div className="intake" role="presentation" onKeyDownCapture={stepByEnter}>
      <Screen layout="form" head={head} foot={foot}>
        <Contents intake={intake} />
        <Sections intake={intake} similar={similar} />
        <Pane label={t('intake.checks')} width="wide">
          <ChecksPane intake={intake} similar={similar} isWhyOpen={isWhyOpen} onWhy={why} today={today} />
        </Pane>
      </Screen>
    </div>
  );
}
