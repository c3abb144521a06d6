/** `node e2e/harness/export-words.ts`: writes the tables of codes in the words of exported files anew from the screens' words. The replica may
 *  not import the screens, so it has tables of its own; export-words.test.ts says when they have come apart.             */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COMMAND_NAMES } from '#shared/domain/commands.ts';
import { APPLICATION_STATES } from '#shared/domain/state.ts';
import { en as exportEnglish } from '../../src-main/replica/export/words-en.ts';
import { type ExportWords, zh as exportChinese } from '../../src-main/replica/export/words-zh.ts';
import { en } from '../../src-renderer/text/en/index.ts';
import { zh } from '../../src-renderer/text/zh/index.ts';

type Table = Readonly<Record<string, string>>;
type Screens = typeof en | typeof zh;

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const keyOf = (key: string): string => (/^(?:[A-Za-z_]\w*|\d+)$/.test(key) ? key : quoted(key));

/** `keys` in the words of a table; one that the screens have no words for is left out, and the test says so. */
function picked(table: Table, keys: readonly string[]): Table {
  return Object.fromEntries(keys.flatMap((key) => (key in table ? [[key, table[key] ?? '']] : [])));
}

/** Every table of codes of the export by its name, in the words of the screens. */
function codeTables(words: ExportWords, screens: Screens): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const [name, own] of Object.entries(words.codes)) {
    const shown = screens.codes[name as keyof ExportWords['codes']] as Table;
    const isWhole = name === 'outcome' || name === 'group';
    const given = Object.keys(isWhole ? shown : own);
    const states = name === 'state' ? APPLICATION_STATES : [];
    const keys = name === 'action' ? COMMAND_NAMES : [...new Set([...states, ...given])];
    tables.set(name, picked(shown, keys));
  }
  return tables;
}

/** The small tables beside them. */
function smallTables(words: ExportWords, screens: Screens): Map<string, Table> {
  return new Map<string, Table>([
    ['places', screens.ui.place],
    ['groups', screens.today.groups],
    ['kinds', screens.conflicts.kinds],
    ['results', picked(screens.imports.results, Object.keys(words.results))],
  ]);
}

function rewrite(file: string, tables: Map<string, Table>): void {
  const path = fileURLToPath(new URL(`../../src-main/replica/export/${file}`, import.meta.url));
  let text = readFileSync(path, 'utf8');
  for (const [name, table] of tables) {
    const entries = Object.entries(table).map(([key, value]) => `${keyOf(key)}: ${quoted(value)}`);
    text = text.replace(
      new RegExp(`^  ${name}: \\{[^}]*\\},`, 'm'),
      () => `  ${name}: { ${entries.join(', ')} },`,
    );
  }
  writeFileSync(path, text);
}

rewrite('code-words-zh.ts', codeTables(exportChinese, zh));
rewrite('words-zh.ts', smallTables(exportChinese, zh));
rewrite('code-words-en.ts', codeTables(exportEnglish, en));
rewrite('words-en.ts', smallTables(exportEnglish, en));
