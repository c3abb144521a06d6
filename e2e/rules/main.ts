/** `npm run rules` writes docs/rules.md; with `--check` it only says whether the page is up to date. Ends with 1 when a rule has no source. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPage } from './page.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'rules.md');

const { text, faults } = rulesPage(ROOT);
for (const fault of faults) console.error(fault);
if (faults.length) process.exitCode = 1;
else if (!process.argv.includes('--check')) writeFileSync(PAGE, text);
else if (readFileSync(PAGE, 'utf8') !== text) {
  console.error('docs/rules.md is not up to date: npm run rules');
  process.exitCode = 1;
}
