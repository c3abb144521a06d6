/** Head of the imports screen: which file, and which of the three steps. */
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import type { ImportStage } from './use-import.ts';

const STEPS = ['choose', 'look', 'run'] as const;
const STEP_OF: Readonly<Record<ImportStage['at'], number>> = {
  choose: 0,
  reading: 0,
  look: 1,
  running: 2,
  done: 2,
};

function Steps({ at }: { at: number }) {
  return (
    <ol className="import-steps" aria-label={t('imports.stepsLabel')}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined}>
          <span className="step-mark">{index < at ? <Icon name="check" /> : index + 1}</span>
          {t(`imports.steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}

export function ImportsHead({ stage }: { stage: ImportStage }) {
  const preview = 'preview' in stage ? stage.preview : undefined;
  const note = preview
    ? t('imports.note', {
        file: preview.fileName,
        sheet: preview.sheetName,
        row: sayCount(preview.headerRow),
      })
    : t('imports.choose.note');
  return (
    <PageHead
      ruled
      title={t('imports.title')}
      about={stage.at}
      note={note}
      acts={<Steps at={STEP_OF[stage.at]} />}
    />
  );
}
