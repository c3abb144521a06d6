/** 3,000 = 2,941 + 36 + 22 + 1, and that nothing has been written yet. */
import { sayCount } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { addsUp, type Counts } from './counts.ts';

const PARTS = [
  ['ready', 'check'],
  ['look', 'eye'],
  ['wrong', 'alert'],
  ['skipped', 'dash'],
] as const satisfies readonly (readonly [keyof Counts, IconName])[];

export function CountStrip({ counts }: { counts: Counts }) {
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
              <Icon name={icon} /> {t(`imports.counts.${part}`)}
            </dt>
          </div>
        ))}
      </dl>
      <p className={addsUp(counts) ? 'faint' : 'form-fault'}>
        {t(addsUp(counts) ? 'imports.counts.nothingWritten' : 'imports.counts.wrongSum')}
      </p>
    </div>
  );
}
