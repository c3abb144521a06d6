/** Files of clerks that other programs wrote (fixtures/workbooks): every row as it must be read, whatever the reader. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createWorkbookReader } from './read-workbook.ts';

const folder = fileURLToPath(new URL('./fixtures/workbooks/', import.meta.url));
const files = readdirSync(folder).filter((name) => /\.(xlsx|xlsm|csv|txt)$/.test(name));
const read = createWorkbookReader({ parserFile: fileURLToPath(new URL('./parser.ts', import.meta.url)) });

test('there are files', () => expect(files.length).toBeGreaterThanOrEqual(14));

test.each(files)('%s', async (name) => {
  const expected: unknown = JSON.parse(
    readFileSync(join(folder, `${name.replace(/\.\w+$/, '')}.expected.json`), 'utf8'),
  );
  expect(await read(readFileSync(join(folder, name)))).toEqual({ ok: true, ...(expected as object) });
});
