/** Drafts that were not finished, newest first; also where a deleted one can be put back. */
import { sayBenefits } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import type { IntakeForm } from './form.ts';

export interface KeptIntake {
  readonly key: string;
  readonly body: string;
  readonly savedAt: string;
  /** Null: the draft cannot be read. */
  readonly form: IntakeForm | null;
}

interface DraftChooserProps {
  readonly drafts: readonly KeptIntake[];
  readonly today: string;
  readonly onOpen: (draft: KeptIntake) => void;
  readonly onFresh: () => void;
  readonly onUndo?: (() => void) | undefined;
}

function DraftTable({ drafts, today, onOpen }: Pick<DraftChooserProps, 'drafts' | 'today' | 'onOpen'>) {
  return (
    <ListTable
      label={t('intake.draft.list')}
      groups={[{ key: 'drafts', rows: drafts.toSorted((a, b) => b.savedAt.localeCompare(a.savedAt)) }]}
      rowKey={({ key }) => key}
      onOpen={onOpen}
      columns={[
        {
          key: 'name',
          title: t('intake.draft.columns.name'),
          width: 200,
          cell: ({ form }) => (
            <b>{form ? form.name || t('intake.draft.nameless') : t('intake.draft.unreadable')}</b>
          ),
        },
        {
          key: 'benefits',
          title: t('intake.draft.columns.benefits'),
          width: 200,
          cell: ({ form }) => (form ? sayBenefits(form.benefits) : ''),
        },
        {
          key: 'savedAt',
          title: t('intake.draft.columns.savedAt'),
          width: 'fill',
          cell: ({ savedAt }) => t('intake.draft.savedAt', { when: sayInstant(savedAt, today) }),
        },
      ]}
    />
  );
}

export function DraftChooser({ drafts, today, onOpen, onFresh, onUndo }: DraftChooserProps) {
  useKeys([{ key: 'F9', label: t('intake.draft.fresh'), run: onFresh }]);
  const foot = (
    <>
      <span className="push" />
      <ActButton main keyName="F9" onClick={onFresh}>
        {t('intake.draft.fresh')}
      </ActButton>
    </>
  );
  return (
    <Screen
      layout="plain"
      head={<PageHead ruled title={t('intake.title')} about="drafts" note={t('intake.draft.listNote')} />}
      foot={foot}
    >
      <div className="intake-list">
        {onUndo && (
          <p className="kept-line" role="status">
            {t('intake.draft.removed')} <TextLink onClick={onUndo}>{t('intake.draft.undo')}</TextLink>
          </p>
        )}
        {drafts.length === 0 ? (
          <EmptyLine>{t('intake.draft.noneLeft')}</EmptyLine>
        ) : (
          <DraftTable drafts={drafts} today={today} onOpen={onOpen} />
        )}
      </div>
    </Screen>
  );
}
