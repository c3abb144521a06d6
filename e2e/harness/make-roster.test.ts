/** The roster of 3,000 through the whole import, short of a database: what was planted is found, and nothing else. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Row } from '#shared/records/rows.ts';
import { emptyValues } from '#shared/records/rows.ts';
import { personValues } from '#shared/domain/person.ts';
import { DEMO_DIVISIONS } from '#shared/domain/division.ts';
import * as shape from '#shared/rpc/desk-shapes.ts';
import {
  createImports,
  type ImportAct,
  type ImportProgress,
  type Imports,
} from '../../src-main/replica/import/import-session.ts';
import { createWorkbookReader } from '../../src-main/replica/import/read-workbook.ts';
import { makeRoster } from './make-roster.ts';

const TODAY = '2026-11-23';
const parserFile = fileURLToPath(new URL('../../src-main/replica/import/parser.ts', import.meta.url));

/** A desk that remembers the people its acts register. */
function toyDesk(isRefused: (act: ImportAct) => boolean = () => false) {
  const people = new Map<string, Row<'person'>>();
  const forms = new Set<string>();
  const batches: number[] = [];
  const imports = createImports({
    readWorkbook: createWorkbookReader({ parserFile }),
    today: () => TODAY,
    township: () => 159_999_101_000,
    divisions: () => DEMO_DIVISIONS,
    findByIdNumber: (idNumber) => people.get(idNumber) ?? null,
    issueBatch: (acts) => {
      batches.push(acts.length);
      return Promise.resolve(
        acts.map((act) => {
          if (isRefused(act)) return { ok: false, code: 'person/refused' };
          const values = personValues(act.args.person, { madeOn: TODAY }, []);
          if ('refusal' in values) return { ok: false, code: values.refusal };
          const row = { type: 'person', scope: 159_999_101_000, id: forms.size + 1, versions: {} } as const;
          people.set(act.args.person.idNumber, { ...row, values: { ...emptyValues('person'), ...values } });
          forms.add(act.formId);
          return { ok: true, number: forms.size };
        }),
      );
    },
  });
  return { imports, people, forms, batches };
}

async function previewOf(imports: Imports, fileName: string, bytes: Uint8Array) {
  const result = shape.importPreviewResult.parse(await imports.preview(fileName, bytes));
  if (!result.ok) throw new Error(result.message);
  return result.preview;
}

async function last(imports: Imports, importId: string) {
  const seen: ImportProgress[] = [];
  for await (const progress of imports.run(importId)) seen.push(shape.importProgress.parse(progress));
  return { seen, end: seen.at(-1) };
}

test('3,000 people: counts add up and every planted fault is told, at its row', async () => {
  const roster = await makeRoster({ seed: 8 });
  const { imports } = toyDesk();
  const preview = await previewOf(imports, 'C:\\名册\\2026.xlsx', roster.bytes);
  expect(preview).toMatchObject({ fileName: '2026.xlsx', sheetName: '花名册', headerRow: 3 });
  const wrong = roster.faults.filter(({ result }) => result === 'wrong');
  const look = roster.faults.filter(({ result }) => result === 'look');
  expect([wrong.length, look.length]).toEqual([22, 30]);
  expect(preview.counts).toEqual({ total: 3_001, ready: 2_948, look: 30, wrong: 22, skipped: 1 });

  const listed = imports.rows(preview.importId, 'wrong-and-look', 0, 500);
  expect(listed.total).toBe(52);
  expect(listed.rows.map(({ row, result, problems }) => ({ row, result, code: problems[0]?.code }))).toEqual(
    roster.faults,
  );
  expect(imports.rows(preview.importId, 'wrong', 20, 500).rows).toHaveLength(2);
  const all = imports.rows(preview.importId, 'all', 3_000, 500);
  expect(all).toMatchObject({ total: 3_001, rows: [{ row: roster.totalsRow, result: 'skipped' }] });
  for (const row of listed.rows) {
    shape.importRow.parse(row);
    expect(JSON.stringify(row)).not.toMatch(/\d{11}/);
  }
}, 20_000);

test('IS2 IS3 IS4 run: one act a row in batches, and the same file again changes nothing', async () => {
  const roster = await makeRoster({ seed: 3, people: 1_200, isFaulty: false });
  const { imports, people, forms, batches } = toyDesk();
  const { importId } = await previewOf(imports, roster.fileName, roster.bytes);
  const { seen, end } = await last(imports, importId);
  expect(end).toEqual({
    done: 1_200,
    total: 1_200,
    imported: 1_200,
    unchanged: 0,
    refused: 0,
    finished: true,
  });
  expect(seen.map(({ done }) => done)).toEqual([0, 500, 1_000, 1_200]);
  expect(batches).toEqual([500, 500, 200]);
  expect([people.size, forms.size]).toEqual([1_200, 1_200]);
  expect([...forms].every((form) => form.length <= 64)).toBe(true);

  const again = await previewOf(imports, roster.fileName, roster.bytes);
  expect(again.importId).toBe(importId);
  expect(again.counts).toMatchObject({ ready: 1_200, look: 0, wrong: 0 });
  const second = await last(imports, importId);
  expect(second.end).toMatchObject({ imported: 0, unchanged: 1_200, finished: true });
  expect(batches).toHaveLength(3);
}, 20_000);

test('a refused act makes its row wrong; a stopped run keeps its batches; two runs do not mix', async () => {
  const roster = await makeRoster({ seed: 5, people: 600, isFaulty: false });
  const refusedRow = 10;
  const { imports, people } = toyDesk((act) => act.args.row === refusedRow);
  const { importId } = await previewOf(imports, roster.fileName, roster.bytes);
  for await (const { done } of imports.run(importId)) if (done === 500) break;
  expect(people.size).toBe(499);
  expect(imports.rows(importId, 'wrong', 0, 10).rows).toMatchObject([{ row: refusedRow, result: 'wrong' }]);
  const ends = await Promise.all([last(imports, importId), last(imports, importId)]);
  expect(ends.map(({ end }) => [end?.imported, end?.unchanged])).toEqual([
    [100, 499],
    [0, 599],
  ]);
}, 20_000);

test('three previews are kept; an older one is gone without harm', async () => {
  const { imports } = toyDesk();
  const ids: string[] = [];
  for (const seed of [1, 2, 3, 4]) {
    const roster = await makeRoster({ seed, people: 5, isFaulty: false });
    ids.push((await previewOf(imports, roster.fileName, roster.bytes)).importId);
  }
  expect(ids.map((id) => imports.rows(id, 'all', 0, 10).total)).toEqual([0, 6, 6, 6]);
  expect((await last(imports, ids[0] ?? '')).end).toMatchObject({ total: 0, finished: true });
}, 20_000);
