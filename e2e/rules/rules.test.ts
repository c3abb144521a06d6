/** docs/rules.md and docs/workflow.md are what the sources say now, and no rule is without a source. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { articlesCited, hasMark } from './marks.ts';
import { rulesPage } from './page.ts';
import { workflowPage } from './workflow-page.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('every rule cites its source, and the page is up to date (npm run rules)', () => {
  const { text, faults } = rulesPage(ROOT);
  expect(faults).toEqual([]);
  expect(readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8') === text).toBe(true);
});

test('the table of the workflow is the one that the commands keep (npm run rules)', () => {
  expect(readFileSync(join(ROOT, 'docs', 'workflow.md'), 'utf8')).toBe(workflowPage());
});

test('a parameter shows what each document sets from which day', () => {
  const { text } = rulesPage(ROOT);
  expect(text).toContain('| `deadlines.entry` | 3 | 1504 赤峰 | 2021-05-01 | 赤峰市操作规程 S004 art.2 |');
  expect(text).toContain('| DEMO-LIV-2026 | LIVING DIBAO | 110.00 | 2026-07 |');
  expect(text).toContain('| `spotCheck.perYear` | 2 | 1504 赤峰 | 2021-05-01 |');
  expect(text).toContain('| `small-cells.ts SMALL` | 5 |');
});

describe('marks', () => {
  test.each([
    ['(S004 art.9(4))', ['S004 art.9']],
    ['S004 arts 9(1), 12', ['S004 art.9', 'S004 art.12']],
    ['S004 arts 2–4', ['S004 art.2', 'S004 art.3', 'S004 art.4']],
    ['国发52 二(四); 三(三)', ['国发〔2015〕52号 二(四)', '国发〔2015〕52号 三(三)']],
    ['004_a614538487f2ec2f.txt 第九条(三), 第十二条', ['S004 art.9', 'S004 art.12']],
    ['民法典 201, 203 for counting', ['民法典 201', '民法典 203']],
    ['nothing at all', []],
  ])('%s', (text, articles) => expect(articlesCited(text)).toEqual(articles));
  test.each([
    ['(∴)', true],
    ['dossier c.6', true],
    ['(policy-packs §2.4)', true],
    ['because it is so', false],
  ])('%s is a source: %s', (text, expected) => expect(hasMark(text)).toBe(expected));
});
