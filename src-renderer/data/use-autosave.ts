/** Autosave tied to a form on the screen: what is typed is written down, at once when the focus leaves the window or the
 *  screen. The order of saves is autosave.ts's.                                                                       */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Autosave, type AutosaveState } from './autosave.ts';
import { desk } from './desk.ts';

/** A draft already on the disk. */
export interface KeptDraft {
  readonly body: string;
  readonly savedAt: string;
}

function openAutosave(kind: string, key: string, kept: KeptDraft | null): Autosave {
  const autosave = new Autosave((body) => desk().draft.save({ kind, key, body }));
  if (kept) autosave.resume(kept.body, kept.savedAt);
  return autosave;
}

/** One draft for the life of the caller; `kind` and `key` must not change (mount anew for another). */
export function useAutosave(
  kind: string,
  key: string,
  kept: KeptDraft | null,
): { autosave: Autosave; state: AutosaveState } {
  const [autosave] = useState(() => openAutosave(kind, key, kept));
  const state = useSyncExternalStore(
    (changed) => autosave.onState(changed),
    () => autosave.state,
  );
  useEffect(() => {
    const keep = (): void => autosave.flush();
    document.addEventListener('visibilitychange', keep);
    window.addEventListener('pagehide', keep);
    window.addEventListener('blur', keep);
    return () => {
      document.removeEventListener('visibilitychange', keep);
      window.removeEventListener('pagehide', keep);
      window.removeEventListener('blur', keep);
      autosave.flush();
    };
  }, [autosave]);
  return { autosave, state };
}
