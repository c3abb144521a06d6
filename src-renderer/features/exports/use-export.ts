/** One list's way out of the desk. Each press is a form of its own: each file has its record and its number. */
import { useCallback, useRef, useState } from 'react';
import type { ExportedList } from '#shared/rpc/export-shapes.ts';
import { isLineLost } from '../../data/channel.ts';
import { desk } from '../../data/desk.ts';
import { newFormId } from '../../data/issue.ts';
import { languageNow } from '../../text/i18n.ts';
import { download } from './download.ts';

export type Exporting =
  | { readonly at: 'rest' }
  | { readonly at: 'busy' }
  | { readonly at: 'done'; readonly rowCount: number; readonly serialNumber: string }
  | { readonly at: 'refused'; readonly code: string };

export function useExport(what: ExportedList) {
  const [state, setState] = useState<Exporting>({ at: 'rest' });
  const isBusy = useRef(false);
  const newest = useRef(what);
  newest.current = what;
  const make = useCallback(async (numbers: 'masked' | 'full', reason: string): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ at: 'busy' });
    try {
      const asked = { what: newest.current, numbers, reason, language: languageNow(), formId: newFormId() };
      const result = await desk().exports.make(asked);
      if (result.ok) {
        download(result.fileName, result.contentBase64);
        setState({ at: 'done', rowCount: result.rowCount, serialNumber: result.serialNumber });
      } else setState({ at: 'refused', code: result.code });
    } catch (error) {
      setState({ at: 'refused', code: isLineLost(error) ? 'desk/no-answer' : 'export/failed' });
    } finally {
      isBusy.current = false;
    }
  }, []);
  return { state, make };
}
