/** A copy of the product's sources in a temporary folder, changed here and there: another release of the program, or one with a mistake in it.
 *  The checkout is never touched. Packages are those of the checkout.                                                            */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The exact text that stands once in a file, and what stands there instead; a file that is not there is made. */
export interface Edit {
  readonly file: string;
  readonly from?: string;
  readonly to: string;
}

export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = [
  'src-shared',
  'src-main/replica',
  'src-server',
  'migrations',
  'e2e/sim',
  'e2e/versions',
  'package.json',
];

/** The text of a file with an edit made. Throws where the sources have moved on and the edit fits no more. */
export function edited(text: string, { file, from, to }: Edit): string {
  if (from === undefined) return to;
  const at = text.indexOf(from);
  if (at < 0 || text.includes(from, at + 1))
    throw new Error(`${file}: this text should stand there once: ${from}`);
  return text.slice(0, at) + to + text.slice(at + from.length);
}

export interface Overlay {
  readonly folder: string;
  remove(): void;
}

export function makeOverlay(edits: readonly Edit[], more: readonly string[] = []): Overlay {
  const folder = mkdtempSync(join(tmpdir(), 'sumu-release-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const name of [...COPIED, ...more.filter((each) => existsSync(join(CHECKOUT, each)))])
      cpSync(join(CHECKOUT, name), join(folder, name), { recursive: true });
    symlinkSync(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'));
    for (const edit of edits) {
      const path = join(folder, edit.file);
      mkdirSync(dirname(path), { recursive: true });
      const text = edit.from === undefined ? '' : readFileSync(path, 'utf8');
      writeFileSync(path, edited(text, edit));
    }
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
