/** What each of two records has beside its fields: files, subsidies, papers, history. */
import type { DuplicateSide } from '#shared/rpc/duplicate-shapes.ts';
import { sayBenefits } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import type { Line } from './CompareTable.tsx';
import { sayFile } from './words.ts';

function Files({ side, today }: { side: DuplicateSide; today: string }) {
  if (side.files.length === 0) return <span className="faint">{t('people.compare.noFiles')}</span>;
  return (
    <ul>
      {side.files.map((file, at) => (
        <li key={`${at} ${file.state}`}>{sayFile(file, today)}</li>
      ))}
    </ul>
  );
}

/** Lines about the records themselves; they are told, not compared. */
export function holdingLines(left: DuplicateSide, right: DuplicateSide, today: string): Line[] {
  const both = (of: (side: DuplicateSide) => Line['left']) => ({ left: of(left), right: of(right) });
  const none = <span className="faint">{t('people.compare.noFiles')}</span>;
  return [
    {
      key: 'files',
      label: t('people.compare.files'),
      ...both((side) => <Files side={side} today={today} />),
    },
    {
      key: 'active',
      label: t('people.compare.active'),
      ...both(({ active }) => (active.length > 0 ? sayBenefits(active) : none)),
    },
    {
      key: 'papers',
      label: t('people.compare.papers'),
      ...both(({ papers }) => (papers > 0 ? t('people.compare.papersCount', { n: papers }) : none)),
    },
    {
      key: 'history',
      label: t('people.compare.history'),
      ...both(({ historyLines }) => t('people.compare.historyCount', { n: historyLines })),
    },
  ];
}
