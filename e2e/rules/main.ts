/** `npm run rules` writes docs/rules.md and docs/workflow.md; with `--check` it only says whether they are up to date. Ends with 1 when a rule has no source. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPage } from './page.ts';
import { workflowPage } from './workflow-page.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const { text, faults } = rulesPage(ROOT);
for (const fault of faults) console.error(fault);
if (faults.length) process.exitCode = 1;
else {
  for (const [name, page] of [
    ['rules.md', text],
    ['workflow.md', workflowPage()],
  ] as const) {
    const file = join(ROOT, 'docs', name);
    if (!process.argv.includes('--check')) writeFileSync(file, page);
    else if (readFileSync(file, 'utf8') !== page) {
      console.error(`docs/${name} is not up to date: npm run rules`);
      process.exitCode = 1;
    }
  }
}
