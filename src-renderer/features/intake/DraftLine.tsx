/** «草稿已存在本机 10:42:16。关机、断电都不丢。»: said only after the replica answered. Readers of the screen hear it at most
 *  once a minute.                                                                                                   */
import { useEffect, useRef, useState } from 'react';
import type { AutosaveState } from '../../data/autosave.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;

/** 10:42:16 in Asia/Shanghai. */
export function saySecond(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(11, 19);
}

/** The words, but new ones at most once a minute. */
function useOnceAMinute(words: string): string {
  const [said, setSaid] = useState('');
  const newest = useRef(words);
  useEffect(() => {
    newest.current = words;
  });
  useEffect(() => {
    const timer = setInterval(() => setSaid(newest.current), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return said;
}

export function DraftLine({ draft }: { draft: AutosaveState }) {
  const saved = draft.savedAt === null ? '' : t('intake.draft.saved', { time: saySecond(draft.savedAt) });
  const aloud = useOnceAMinute(saved);
  if (draft.isFailing) {
    return (
      <span className="draft-line is-failing" role="status">
        <Icon name="alert" />
        {t(draft.isDiskFull ? 'intake.draft.diskFull' : 'intake.draft.failing')}
      </span>
    );
  }
  return (
    <span className="draft-line">
      {saved && <Icon name="check" />}
      <span aria-hidden={saved !== ''}>{saved || t('intake.draft.none')}</span>
      <span className="sr" role="status">
        {aloud}
      </span>
    </span>
  );
}
