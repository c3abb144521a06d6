/** The clerk's own file back, the wrong rows in red with the reason beside them. What came of it stands beside the button. */
import { useState } from 'react';
import { isLineLost } from '../../data/channel.ts';
import { desk } from '../../data/desk.ts';
import { sayCount } from '../../text/dates.ts';
import { languageNow, t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { download } from '../exports/download.ts';
import type { Preview } from './counts.ts';

type Making = { readonly at: 'rest' | 'busy' } | { readonly at: 'done' | 'failed'; readonly words: string };

async function make(importId: string): Promise<Making> {
  try {
    const made = await desk().imports.faultyWorkbook({ importId, language: languageNow() });
    if (!made.ok) return { at: 'failed', words: made.message };
    download(made.fileName, made.contentBase64);
    return { at: 'done', words: t('imports.faulty.done', { file: made.fileName }) };
  } catch (error) {
    return {
      at: 'failed',
      words: t(isLineLost(error) ? 'imports.faulty.noAnswer' : 'imports.faulty.failed'),
    };
  }
}

export function FaultyButton({ preview }: { preview: Preview }) {
  const [making, setMaking] = useState<Making>({ at: 'rest' });
  const press = (): void => {
    setMaking({ at: 'busy' });
    void make(preview.importId).then(setMaking);
  };
  return (
    <span className="import-faulty">
      <ActButton icon="download" size="small" isBusy={making.at === 'busy'} onClick={press}>
        {t('imports.faulty.act', { n: sayCount(preview.counts.wrong) })}
      </ActButton>
      <span role="status" className={making.at === 'failed' ? 'form-fault' : 'faint'}>
        {'words' in making && making.words}
      </span>
    </span>
  );
}
