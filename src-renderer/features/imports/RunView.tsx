/** The run and its end: how far, in rows that add up; and what is left when it ended early. */
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { goTo } from '../../ui/route.ts';
import { leftOf, type Progress } from './counts.ts';
import { FaultyButton } from './FaultyButton.tsx';
import { chooseAgain, type ImportStage, lookAgain, stopImport } from './use-import.ts';

const partsOf = ({ imported, unchanged, refused }: Progress) => ({
  imported: sayCount(imported),
  unchanged: sayCount(unchanged),
  refused: sayCount(refused),
});

function Running({ progress }: { progress: Progress }) {
  const words = t('imports.run.progress', { done: sayCount(progress.done), total: sayCount(progress.total) });
  useKeys([{ key: 'Esc', label: t('imports.run.stop'), run: stopImport }]);
  return (
    <section className="import-run" aria-labelledby="import-run-title">
      <h2 id="import-run-title">{t('imports.run.heading')}</h2>
      <progress aria-label={words} max={Math.max(1, progress.total)} value={progress.done} />
      <p role="status">{words}</p>
      <p className="faint">{t('imports.run.parts', partsOf(progress))}</p>
      <p>{t('imports.run.words')}</p>
      <p>
        <ActButton keyName="Esc" onClick={stopImport}>
          {t('imports.run.stop')}
        </ActButton>{' '}
        <span className="faint">{t('imports.run.stopNote')}</span>
      </p>
    </section>
  );
}

type DoneStage = Extract<ImportStage, { at: 'done' }>;

/** What is not written, and why; nothing when all of it is. */
function leftWords({ end, progress, preview }: DoneStage): string[] {
  const words: string[] = [];
  if (end === 'lost') return [t('imports.done.lost', { done: sayCount(progress.done) })];
  if (end === 'disk-full') words.push(t('imports.done.diskFull'));
  if (end === 'stopped' || end === 'disk-full')
    words.push(t('imports.done.left', { n: sayCount(leftOf(progress)) }));
  if (progress.unseen > 0) words.push(t('imports.done.unseen', { n: sayCount(progress.unseen) }));
  if (preview.counts.wrong > 0) words.push(t('imports.done.wrong', { n: sayCount(preview.counts.wrong) }));
  if (progress.imported > 0) words.push(t('imports.done.where'));
  return words;
}

function Done({ stage }: { stage: DoneStage }) {
  const { progress, end, preview } = stage;
  const { ready, look, wrong } = preview.counts;
  const isAnythingLeft = end !== 'lost' && ready + look + wrong > 0;
  useKeys([
    { key: 'F9', label: t('imports.done.again'), run: chooseAgain },
    { key: 'F8', label: t('imports.done.lookAgain'), run: lookAgain, off: !isAnythingLeft },
  ]);
  return (
    <section className="import-run" aria-labelledby="import-done-title">
      <h2 id="import-done-title">
        {t(end === 'finished' ? 'imports.done.heading' : 'imports.done.stopped')}
      </h2>
      <p>{t('imports.done.words', partsOf(progress))}</p>
      <div role="status" className="import-left">
        {leftWords(stage).map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
      {wrong > 0 && end !== 'lost' && <FaultyButton preview={preview} />}
      <div className="import-acts">
        {isAnythingLeft && (
          <ActButton keyName="F8" onClick={lookAgain}>
            {t('imports.done.lookAgain')}
          </ActButton>
        )}
        <ActButton onClick={() => goTo({ screen: 'cases' })}>{t('imports.done.cases')}</ActButton>
        <ActButton main keyName="F9" onClick={chooseAgain}>
          {t('imports.done.again')}
        </ActButton>
      </div>
    </section>
  );
}

export function RunView({ stage }: { stage: Extract<ImportStage, { at: 'running' | 'done' }> }) {
  return stage.at === 'running' ? <Running progress={stage.progress} /> : <Done stage={stage} />;
}
