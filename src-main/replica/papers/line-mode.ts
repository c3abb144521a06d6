/** When papers give way to acts on this computer: on a poor line by what was measured, on every line, or on none. */
import { papersLineMode, type PapersLineMode } from '#shared/rpc/desk-shapes.ts';
import type { Statements } from '../store/statements.ts';

const NAME = 'papers_line';

export function readLineMode(statements: Statements): PapersLineMode {
  const row = statements.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', NAME);
  const mode = papersLineMode.safeParse(row?.value);
  return mode.success ? mode.data : 'auto';
}

export function writeLineMode(statements: Statements, mode: PapersLineMode): void {
  statements.run(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    NAME,
    mode,
  );
}

/** Whether papers let work go first (TR5). */
export function letsWorkGoFirst(mode: PapersLineMode, isPoor: boolean): boolean {
  return mode === 'always' || (mode === 'auto' && isPoor);
}
