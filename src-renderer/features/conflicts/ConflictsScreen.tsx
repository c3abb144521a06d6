/** Conflicts: two people changed the same thing without having seen each other. Queue at the left; before, mine and theirs
 *  side by side; what it does to the money; four choices, none taken.                                              */
import { useMe, useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useMending } from '../../data/mend.ts';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { CandidateView } from '../people/CandidateView.tsx';
import { PairsLink } from '../people/PairsLink.tsx';
import { ConflictQueue } from './ConflictQueue.tsx';
import { ConflictView } from './ConflictView.tsx';
import { useInbox } from './use-conflicts.ts';
import '../review/review.css';
import './conflicts.css';

interface ConflictsScreenProps {
  readonly conflictId?: number | undefined;
  /** The act that is to be mended here. */
  readonly mend?: number | undefined;
}

export function ConflictsScreen({ conflictId, mend }: ConflictsScreenProps) {
  const me = useMe();
  const today = useSession()?.today ?? '';
  const inbox = useInbox(conflictId);
  const mending = useMending(mend);
  const head = (
    <PageHead
      ruled
      title={t('conflicts.title')}
      note={t('conflicts.note')}
      acts={<ExportButton what={{ list: 'conflicts' }} off={inbox.openId === undefined} />}
    />
  );
  if (!me || !inbox.groups || mending === undefined)
    return (
      <Screen layout="plain" head={head}>
        {null}
      </Screen>
    );
  if (inbox.openId === undefined) {
    return (
      <Screen layout="plain" head={head}>
        <div className="conflicts-empty">
          <PairsLink />
          <EmptyLine
            act={<TextLink onClick={() => goTo({ screen: 'today' })}>{t('conflicts.emptyAct')}</TextLink>}
          >
            {t('conflicts.empty')}
          </EmptyLine>
        </div>
      </Screen>
    );
  }
  return (
    <Screen layout="file" head={head}>
      <ConflictQueue inbox={inbox} groups={inbox.groups} today={today} />
      {inbox.isDuplicate && inbox.openId !== undefined && (
        <CandidateView key={inbox.openId} conflictId={inbox.openId} inbox={inbox} me={me} today={today} />
      )}
      {inbox.page === null && !inbox.isDuplicate && <p className="conflict-view">{t('conflicts.gone')}</p>}
      {inbox.page && !inbox.isDuplicate && (
        <ConflictView
          key={inbox.page.item.conflictId}
          page={inbox.page}
          inbox={inbox}
          me={me}
          today={today}
          mending={mending?.page.target.conflictId === inbox.openId ? (mending ?? undefined) : undefined}
        />
      )}
    </Screen>
  );
}
