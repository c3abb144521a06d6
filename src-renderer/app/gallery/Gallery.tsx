/** Every shared component in every state, at `#gallery`: for looking at, for screenshots, for the contrast test. Shows made-up
 *  values and reads nothing.                                                                                        */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeadlineView, Place } from '#shared/rpc/desk-shapes.ts';
import { APPLICATION_STATES } from '#shared/domain/state.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Deadline } from '../../ui/Deadline.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { PATHS } from '../../ui/icon/paths.ts';
import { MaskedNumber } from '../../ui/MaskedNumber.tsx';
import { NextStep } from '../../ui/NextStep.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { CaseStateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { GalleryTables } from './GalleryTables.tsx';
import './gallery.css';

const STATES = [...APPLICATION_STATES, 'ACTIVE', 'SUSPENDED', 'EXITED', 'WAIVED', 'REGISTERED'];
const PLACES: readonly Place[] = ['saved', 'waiting', 'received', 'decided', 'needs-you'];
const DAY = '2026-11-23';
export const DEADLINES: readonly DeadlineView[] = [
  { kind: 'overdue', dueOn: '2026-11-20', workingDays: 1, step: 'entry' },
  { kind: 'today', dueOn: DAY, workingDays: 0, step: 'entry' },
  { kind: 'soon', dueOn: '2026-11-25', workingDays: 2, step: 'sendToFederation' },
  { kind: 'later', dueOn: '2026-12-07', workingDays: 10, step: 'supplement' },
  { kind: 'not-computable', dueOn: null, workingDays: null, step: 'determine' },
];
const nothing = (): void => undefined;

function Shelf({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel title={title}>
      <div className="shelf">{children}</div>
    </Panel>
  );
}

export function Gallery() {
  const { t } = useTranslation();
  return (
    <Screen layout="plain" head={<PageHead title={t('gallery.title')} note={t('gallery.note')} ruled />}>
      <div className="gallery">
        <Marks />
        <Steps />
        <Numbers />
        <GalleryTables />
        <Shelf title={t('gallery.icons')}>
          {(Object.keys(PATHS) as IconName[]).map((name) => (
            <span key={name} className="gallery-icon">
              <Icon name={name} />
            </span>
          ))}
        </Shelf>
      </div>
    </Screen>
  );
}

function Marks() {
  const { t } = useTranslation();
  return (
    <>
      <Shelf title={t('gallery.tags')}>
        {STATES.map((state) => (
          <CaseStateTag key={state} state={state} />
        ))}
      </Shelf>
      <Shelf title={t('gallery.places')}>
        {PLACES.map((place) => (
          <FourBox key={place} place={place} />
        ))}
      </Shelf>
      <Shelf title={t('gallery.deadlines')}>
        {DEADLINES.map((deadline) => (
          <Deadline key={deadline.kind} deadline={deadline} today={DAY} />
        ))}
      </Shelf>
    </>
  );
}

function Steps() {
  const { t } = useTranslation();
  return (
    <>
      <Shelf title={t('gallery.next')}>
        <NextStep
          deadline={DEADLINES[2]}
          act={
            <ActButton keyName="F9" onClick={nothing}>
              {t('gallery.main')}
            </ActButton>
          }
        >
          {t('gallery.nextWords')}
        </NextStep>
        <NextStep quiet>{t('gallery.nextQuiet')}</NextStep>
      </Shelf>
      <Shelf title={t('gallery.buttons')}>
        <ActButton main keyName="F9" onClick={nothing}>
          {t('gallery.main')}
        </ActButton>
        <ActButton icon="printer" keyName="Ctrl+P" onClick={nothing}>
          {t('gallery.plain')}
        </ActButton>
        <ActButton danger onClick={nothing}>
          {t('gallery.danger')}
        </ActButton>
        <ActButton main off keyName="F9" onClick={nothing}>
          {t('gallery.off')}
        </ActButton>
        <ActButton size="small" onClick={nothing}>
          {t('gallery.plain')}
        </ActButton>
      </Shelf>
    </>
  );
}

function Numbers() {
  const { t } = useTranslation();
  return (
    <>
      <Shelf title={t('gallery.masked')}>
        <MaskedNumber
          label={t('case.facts.idNumber')}
          masked="159999********0427"
          onShow={() => Promise.resolve('159999196804170427')}
        />
        <MaskedNumber
          label={t('case.facts.account')}
          masked="***************4417"
          onShow={() => Promise.resolve('6217999900001234417')}
          asksReason
        />
        <MaskedNumber label={t('case.facts.phone')} masked={null} />
      </Shelf>
      <div className="gallery-panels">
        <Panel shape="card" title={t('case.facts.title')} icon="person">
          <FieldList>
            <FieldRow
              label={t('case.facts.household')}
              note={t('case.facts.householdFrom', { month: DAY })}
              pencil
            >
              {t('codes.household.DIBAO')}
            </FieldRow>
            <FieldRow label={t('case.facts.phone')}>{t('case.facts.noPhone')}</FieldRow>
          </FieldList>
        </Panel>
        <Panel shape="card" tone="amber" title={t('gallery.panels')} icon="alert">
          <p>{t('gallery.panelWords')}</p>
        </Panel>
        <Panel shape="card" tone="seal" title={t('gallery.panels')} icon="alert">
          <RefusalLine code="application/already-handled" />
          <EmptyLine act={<TextLink onClick={nothing}>{t('gallery.emptyAct')}</TextLink>}>
            {t('gallery.empty')}
          </EmptyLine>
        </Panel>
      </div>
    </>
  );
}
