/** 3,000 = 2,941 + 36 + 22 + 1, that nothing has been written yet, and the way to get the wrong rows back in one's own file. */
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { addsUp, type Counts, type Preview } from './counts.ts';
import { FaultyButton } from './FaultyButton.tsx';

const PARTS = [
  ['ready', 'check'],
  ['look', 'eye'],
  ['wrong', 'alert'],
  ['skipped', 'dash'],
] as const satisfies readonly (readonly [keyof Counts, IconName])[];

/** What the skipped rows are: imported before, or no people. */
function partWords(part: (typeof PARTS)[number][0], { skipped, before }: Counts): string {
  if (part !== 'skipped' || before === 0) return t(`imports.counts.${part}`);
  if (before === skipped) return t('imports.counts.before');
  return t('imports.counts.skippedAndBefore', {
    before: sayCount(before),
    other: sayCount(skipped - before),
  });
}

/** What of it is written: nothing, or what was imported before. */
function stateWords(counts: Counts): string {
  if (!addsUp(counts)) return t('imports.counts.wrongSum');
  return t(counts.before > 0 ? 'imports.counts.restNotWritten' : 'imports.counts.nothingWritten');
}

export function CountStrip({ preview }: { preview: Preview }) {
  const { counts } = preview;
  return (
    <div className="count-strip">
      <dl>
        <div>
          <dd>{sayCount(counts.total)}</dd>
          <dt>{t('imports.counts.total')}</dt>
        </div>
        <span className="count-sign" aria-hidden="true">
          =
        </span>
        {PARTS.map(([part, icon]) => (
          <div key={part} className={`count-${part}`}>
            <dd>{sayCount(counts[part])}</dd>
            <dt>
              <Icon name={icon} /> {partWords(part, counts)}
            </dt>
          </div>
        ))}
      </dl>
      <div className="count-words">
        <p className={addsUp(counts) ? 'faint' : 'form-fault'}>{stateWords(counts)}</p>
        {counts.wrong > 0 && <FaultyButton preview={preview} />}
      </div>
    </div>
  );
}
