/** 导出 Excel in the head of every list. Ctrl+E; where the list shows numbers of people a dialog asks first how they are to be written.
 *  What came of it is said beside the button, with the number under which the export is recorded.                  */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LISTS_WITH_NUMBERS } from '#shared/domain/disclosure.ts';
import type { ExportedList } from '#shared/rpc/export-shapes.ts';
import { sayRefusal } from '../../text/codes.ts';
import { sayCount } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { ExportDialog } from '../../ui/ExportDialog.tsx';
import { useKeys } from '../../ui/keys.ts';
import { type Exporting, useExport } from './use-export.ts';
import './exports.css';

function Outcome({ state }: { state: Exporting }) {
  const { t } = useTranslation();
  if (state.at === 'busy') return t('exports.busy');
  if (state.at === 'refused') return sayRefusal(state.code);
  if (state.at === 'rest') return null;
  return t('exports.done', { rows: sayCount(state.rowCount), serial: state.serialNumber });
}

interface ExportButtonProps {
  /** The list as it stands on the screen. */
  readonly what: ExportedList;
  /** Nothing to export. */
  readonly off?: boolean;
}

export function ExportButton({ what, off = false }: ExportButtonProps) {
  const { t } = useTranslation();
  const { state, make } = useExport(what);
  const [isAsking, setAsking] = useState(false);
  const press = (): void => {
    if (LISTS_WITH_NUMBERS.includes(what.list)) setAsking(true);
    else void make('masked', '');
  };
  useKeys([{ key: 'Ctrl+E', run: press, off: off || state.at === 'busy' }]);
  return (
    <span className="export">
      <span className={state.at === 'refused' ? 'export-outcome is-refused' : 'export-outcome'} role="status">
        <Outcome state={state} />
      </span>
      <ActButton
        size="small"
        icon="download"
        keyName="Ctrl+E"
        isBusy={state.at === 'busy'}
        off={off}
        onClick={press}
      >
        {t('exports.act')}
      </ActButton>
      {isAsking && (
        <ExportDialog
          list={t(`exports.lists.${what.list}`)}
          onClose={() => setAsking(false)}
          onMake={(numbers, reason) => {
            setAsking(false);
            void make(numbers, reason);
          }}
        />
      )}
    </span>
  );
}
