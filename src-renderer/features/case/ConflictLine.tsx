/** Two people changed the same thing: one amber line each, with the way to where it is settled. */
import { useTranslation } from 'react-i18next';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';

export function ConflictLine({ conflicts }: { conflicts: CasePage['openConflicts'] }) {
  const { t } = useTranslation();
  return conflicts.map(({ conflictId, groupName, kind }) => (
    <p key={conflictId} className="amber-line">
      <Icon name="fork" />
      <span>
        {kind === 'duplicate'
          ? t('people.onCase.candidate')
          : t('case.conflict', { group: sayCode('group', groupName) })}{' '}
        <TextLink onClick={() => goTo({ screen: 'conflicts', conflictId })}>{t('case.conflictAct')}</TextLink>
      </span>
    </p>
  ));
}
