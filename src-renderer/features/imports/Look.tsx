/** Looking at a file before anything is written: the counts, the rows that need eyes, and the import itself. F9 imports what is ready and
 *  what was seen; F8 brings the next rows to look at into sight.                                                     */
import { useCallback, useState } from 'react';
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { CountStrip } from './CountStrip.tsx';
import { type Counts, importable, type Preview, seenCount } from './counts.ts';
import { ImportsHead } from './ImportsHead.tsx';
import { RowsTable } from './RowsTable.tsx';
import { backToColumns, type ImportStage, markAllSeen, runImport, useImport } from './use-import.ts';
import type { Show } from './use-import-rows.ts';

const MOST_SHOWN = 4;

function filtersOf({ wrong, look, total }: Counts): readonly { show: Show; words: string }[] {
  return [
    { show: 'wrong-and-look', words: t('imports.filters.wrongAndLook', { n: sayCount(wrong + look) }) },
    { show: 'wrong', words: t('imports.filters.wrong', { n: sayCount(wrong) }) },
    { show: 'all', words: t('imports.filters.all', { n: sayCount(total) }) },
  ];
}

function sayProblem(code: string): string {
  const words = t('imports.problems', { returnObjects: true }) as Readonly<Record<string, string>>;
  return Object.hasOwn(words, code) ? (words[code] ?? '') : t('imports.otherProblem');
}

interface FilterLineProps {
  readonly preview: Preview;
  readonly show: Show;
  readonly onShow: (show: Show) => void;
}

function FilterLine({ preview, show, onShow }: FilterLineProps) {
  const most = preview.byCode
    .slice(0, MOST_SHOWN)
    .map(({ code, rows }) => t('imports.mostItem', { problem: sayProblem(code), n: sayCount(rows) }));
  return (
    <div className="import-filters">
      <div role="group" aria-label={t('imports.filters.label')}>
        {filtersOf(preview.counts).map((filter) => (
          <button
            key={filter.show}
            type="button"
            className="filter-choice"
            aria-pressed={filter.show === show}
            onClick={() => onShow(filter.show)}
          >
            {filter.words}
          </button>
        ))}
      </div>
      {most.length > 0 && <span className="faint">{t('imports.most', { list: most.join(' · ') })}</span>}
      <ExportButton what={{ list: 'import-rows', importId: preview.importId, show }} />
    </div>
  );
}

interface LookActsProps {
  readonly preview: Preview;
  readonly onNext: () => void;
}

function LookActs({ preview, onNext }: LookActsProps) {
  const { counts } = preview;
  const { stage: _, ...sighting } = useImport();
  const seen = seenCount(counts, sighting);
  const rows = importable(counts, sighting);
  const n = sayCount(rows);
  const run = (): void => void runImport(preview);
  const words = rows > 0 ? t('imports.dock.run', { n }) : t('imports.dock.nothing');
  const isUnseenLeft = seen < counts.look;
  useKeys([
    { key: 'F9', label: words, run, off: rows === 0 },
    { key: 'F8', label: t('imports.dock.next'), run: onNext, off: !isUnseenLeft },
    { key: 'Esc', label: t('imports.dock.back'), run: backToColumns },
  ]);
  return (
    <>
      <span className="faint import-dock-note">
        {counts.wrong > 0 && t('imports.dock.tooManyWrong', { n: sayCount(counts.wrong) })}{' '}
        {counts.look > 0 && t('imports.dock.leaveOut')}
      </span>
      <span className="push faint" role="status">
        {counts.look > 0 && t('imports.dock.seen', { seen: sayCount(seen), look: sayCount(counts.look) })}
        {sighting.leftOut.size > 0 && t('imports.dock.leftOut', { n: sayCount(sighting.leftOut.size) })}
      </span>
      {isUnseenLeft && <TextLink onClick={markAllSeen}>{t('imports.dock.seenAll')}</TextLink>}
      <ActButton keyName="Esc" onClick={backToColumns}>
        {t('imports.dock.back')}
      </ActButton>
      {counts.look > 0 && (
        <ActButton keyName="F8" off={!isUnseenLeft} onClick={onNext}>
          {t('imports.dock.next')}
        </ActButton>
      )}
      <ActButton main keyName="F9" off={rows === 0} onClick={run}>
        {words}
      </ActButton>
    </>
  );
}

export function Look({ stage }: { stage: Extract<ImportStage, { at: 'look' }> }) {
  const { preview } = stage;
  const { counts } = preview;
  const [show, setShow] = useState<Show>(counts.wrong + counts.look > 0 ? 'wrong-and-look' : 'all');
  const [pressed, setPressed] = useState(0);
  const next = useCallback(() => {
    setShow((now) => (now === 'wrong' ? 'wrong-and-look' : now));
    setPressed((times) => times + 1);
  }, []);
  const head = (
    <>
      <ImportsHead stage={stage} />
      <div className="import-top">
        <CountStrip preview={preview} />
        <FilterLine preview={preview} show={show} onShow={setShow} />
      </div>
    </>
  );
  return (
    <Screen layout="plain" head={head} foot={<LookActs preview={preview} onNext={next} />}>
      <div className="import-table">
        <RowsTable key={show} preview={preview} show={show} pressed={pressed} />
      </div>
    </Screen>
  );
}
