/** Head of the imports screen: which file, and which of the four steps. */
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import type { Preview } from './counts.ts';
import type { ImportStage } from './use-import.ts';

const STEPS = ['choose', 'columns', 'look', 'run'] as const;
const STEP_OF: Readonly<Record<ImportStage['at'], number>> = {
  choose: 0,
  reading: 0,
  columns: 1,
  look: 2,
  running: 3,
  done: 3,
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

/** The file, and of several sheets how many are imported. */
function noteOf({ fileName, sheets }: Preview): string {
  const [only, ...others] = sheets;
  if (others.length) {
    const n = sayCount(sheets.filter(({ isIncluded, fault }) => isIncluded && !fault).length);
    return t('imports.noteOfSheets', { file: fileName, all: sayCount(sheets.length), n });
  }
  return only?.headerRow ? t('imports.note', { file: fileName, row: sayCount(only.headerRow) }) : fileName;
}

export function ImportsHead({ stage }: { stage: ImportStage }) {
  const preview = 'preview' in stage ? stage.preview : undefined;
  return (
    <PageHead
      ruled
      title={t('imports.title')}
      about={stage.at}
      note={preview ? noteOf(preview) : t('imports.choose.note')}
      acts={<Steps at={STEP_OF[stage.at]} />}
    />
  );
}
