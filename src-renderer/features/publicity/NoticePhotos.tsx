/** Photos of a notice as it hung, at its start and at its end: the proof beside who, when and where (dossier g ∴). The end can be photographed
 *  from the last day on. */
import { useTranslation } from 'react-i18next';
import { NOTICE_MATERIALS } from '#shared/domain/paper-limits.ts';
import type { NoticePage } from '#shared/rpc/publicity-shapes.ts';
import { sayCode, sayList } from '../../text/codes.ts';
import { Panel } from '../../ui/Panel.tsx';
import { PapersView } from '../papers/PapersPanel.tsx';
import { useAddPapers } from '../papers/use-add-papers.ts';
import { usePapers } from '../papers/use-papers.ts';

interface NoticePhotosProps {
  readonly page: NoticePage;
  readonly today: string;
  readonly canAct: boolean;
}

export function NoticePhotos({ page, today, canAct }: NoticePhotosProps) {
  const { t } = useTranslation();
  const { noticeId, lastDay } = page.row;
  const papers = usePapers({ noticeId });
  const isOver = lastDay !== null && today >= lastDay;
  const due = NOTICE_MATERIALS.filter((material) => material === 'POSTING_START' || isOver);
  const lacking = due.filter((material) => !papers?.standing.some((paper) => paper.material === material));
  const adding = useAddPapers({ noticeId }, { expected: lacking[0] ?? due[0] });
  if (!papers) return null;
  const names = sayList(lacking.map((material) => sayCode('material', material)));
  return (
    <Panel
      title={t('publicity.photos.title')}
      note={lacking.length > 0 && t('publicity.photos.lacks', { names })}
    >
      <PapersView
        papers={papers}
        adding={adding}
        words={{
          ...{ label: t('publicity.photos.label'), material: t('publicity.photos.material') },
          ...{ key: t('publicity.photos.add'), materials: due },
        }}
        none={t('publicity.photos.none')}
        mayAdd={canAct}
      />
    </Panel>
  );
}
