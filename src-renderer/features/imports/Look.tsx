/** Looking at a file before anything is written: the counts, the rows that need eyes with the reason in its own column, and
 *  the import itself. F9 first walks through the rows to look at (CNT2), then imports.                              */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ImportRow } from '#shared/rpc/desk-shapes.ts';
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { LongList } from '../../ui/list/LongList.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CountStrip } from './CountStrip.tsx';
import { type Counts, importable, mainStep, type Preview } from './counts.ts';
import { ImportsHead } from './ImportsHead.tsx';
import { rowColumns } from './row-columns.tsx';
import { chooseAgain, type ImportStage, markAllSeen, markSeen, runImport, useImport } from './use-import.ts';
import { type Show, useImportRows } from './use-import-rows.ts';

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

function FilterLine({
  preview,
  show,
  onShow,
}: {
  preview: Preview;
  show: Show;
  onShow: (show: Show) => void;
}) {
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
    </div>
  );
}

interface SightOptions {
  readonly range: { readonly from: number; readonly to: number };
  readonly rowAt: (index: number) => ImportRow | undefined;
}

/** Marks the rows to look at that are in sight as seen. */
function useSeenInSight({ range, rowAt }: SightOptions): void {
  const inSight: number[] = [];
  for (let index = range.from; index <= range.to; index += 1) {
    const row = rowAt(index);
    if (row?.result === 'look') inSight.push(row.row);
  }
  const key = inSight.join(' ');
  useEffect(() => {
    if (key !== '') markSeen(key.split(' ').map(Number));
  }, [key]);
}

function PreviewTable({ preview, show, from }: { preview: Preview; show: Show; from: number }) {
  const { total, rowAt, onRange, range } = useImportRows(preview.importId, show);
  const [focused, setFocused] = useState(0);
  const columns = useMemo(() => rowColumns(), []);
  useSeenInSight({ range, rowAt });
  const lastInSight = useRef(0);
  lastInSight.current = Math.min(range.to + 1, (total ?? 1) - 1);
  // F9 on rows that were not seen yet: the next page of them comes into sight.
  useEffect(() => {
    if (from === 0) return;
    const row = lastInSight.current;
    setFocused(row);
    const list = document.querySelector<HTMLElement>('.import-table .long-list');
    const height = list?.querySelector<HTMLElement>('[data-row]')?.offsetHeight ?? 0;
    if (list) list.scrollTop = row * height;
  }, [from]);
  if (total === 0) return <EmptyLine>{t('imports.filters.none')}</EmptyLine>;
  return (
    <LongList
      label={t('imports.tableLabel')}
      columns={columns}
      total={total ?? 0}
      rowAt={rowAt}
      onRange={onRange}
      focused={focused}
      onFocused={setFocused}
    />
  );
}

interface LookActsProps {
  readonly preview: Preview;
  readonly onNext: () => void;
}

function LookActs({ preview, onNext }: LookActsProps) {
  const { counts } = preview;
  const seenRows = useImport((state) => state.seen.size);
  const isAllSeen = useImport((state) => state.isAllSeen);
  const seen = isAllSeen ? counts.look : Math.min(seenRows, counts.look);
  const step = mainStep(counts, seen);
  const n = sayCount(importable(counts));
  const main = {
    look: { words: t('imports.dock.next'), run: onNext },
    run: { words: t('imports.dock.run', { n }), run: () => void runImport(preview) },
    none: { words: t('imports.dock.nothing'), run: () => undefined },
  }[step];
  useKeys([
    { key: 'F9', label: main.words, run: main.run, off: step === 'none' },
    { key: 'Esc', label: t('imports.keys.again'), run: chooseAgain },
  ]);
  return (
    <>
      <span className="faint">
        {counts.wrong > 0 && t('imports.dock.tooManyWrong', { n: sayCount(counts.wrong) })}
      </span>
      <span className="push faint" role="status">
        {counts.look > 0 && t('imports.dock.seen', { seen: sayCount(seen), look: sayCount(counts.look) })}
      </span>
      {step === 'look' && <TextLink onClick={markAllSeen}>{t('imports.dock.seenAll')}</TextLink>}
      <ActButton keyName="Esc" onClick={chooseAgain}>
        {t('imports.dock.again')}
      </ActButton>
      <ActButton main keyName="F9" off={step === 'none'} onClick={main.run}>
        {main.words}
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
        <CountStrip counts={counts} />
        <FilterLine preview={preview} show={show} onShow={setShow} />
      </div>
    </>
  );
  return (
    <Screen layout="plain" head={head} foot={<LookActs preview={preview} onNext={next} />}>
      <div className="import-table">
        <PreviewTable key={show} preview={preview} show={show} from={pressed} />
      </div>
    </Screen>
  );
}
