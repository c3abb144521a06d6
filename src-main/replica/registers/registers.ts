/** Registers of other bodies, read from files at a county's desk. A file is looked at in the parser process, with the limits and faults of every
 *  file from elsewhere (import/read-workbook.ts); nothing is written until somebody takes it.
 *  RS1 lists in which absence says something (HOLDERS, HOUSEHOLDS) are taken whole or not at all: a row that could not be read would make
 *  its person one who is not on the list, and hold their money.  RS2 rows of the other kinds that cannot be read are left out, and said.
 *  RS3 taking the same file again, after a break too, goes on where it was: every act's form is named after the file.
 *  RS4 what a person chose for the columns is remembered when the file is taken, not before.                                              */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Clock } from '#shared/base/clock.ts';
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import { type Division, levelOf } from '#shared/domain/division.ts';
import {
  REGISTER_PAGE_ROWS,
  registerAddPage,
  registerEmptyPage,
  type RegisterKind,
  registerOpen,
} from '#shared/domain/register.ts';
import type {
  lookInput,
  RegisterLook,
  RegisterMapping,
  TakeInput,
  TakeStep,
} from '#shared/rpc/compare-shapes.ts';
import type { Issued, IssueInput } from '../executor.ts';
import type { ReadWorkbook } from '../import/read-workbook.ts';
import { faultSentence, type ImportLanguage } from '../import/words/index.ts';
import type { Statements } from '../store/statements.ts';
import { shownColumns, topRows } from '../import/import-plan.ts';
import {
  columnsAsChosen,
  findRegisterColumns,
  missingColumns,
  NEEDED,
  OF_KIND,
  type RegisterColumns,
  registerKey,
  type RememberedRegister,
  toRememberRegister,
} from './register-columns.ts';
import { isPerson, type ReadRow, readRow, type RegisterBody, type RegisterContext } from './register-rows.ts';
import type { Sheet } from '../import/sheet.ts';

export interface RegisterPorts {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly readWorkbook: ReadWorkbook;
  readonly issueBatch: (inputs: readonly IssueInput[], beside: (results: readonly Issued[]) => void) => void;
}

interface Kept {
  readonly kind: RegisterKind;
  readonly fileHash: string;
  readonly rows: readonly { readonly key: string; readonly body: RegisterBody }[];
  readonly isWhole: boolean;
  /** Of a sheet whose columns were chosen by hand. */
  readonly chosen: RegisterColumns | null;
}

/** What a person takes the columns of a sheet for. */
type Chosen = NonNullable<z.infer<typeof lookInput>['chosen']>;

interface Asked {
  readonly kind: RegisterKind;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly language: ImportLanguage;
  readonly source?: string;
  readonly chosen?: Chosen | undefined;
}

export interface Registers {
  look(asked: Asked, signal?: AbortSignal): Promise<RegisterLook>;
  take(input: TakeInput): AsyncGenerator<TakeStep, void>;
}

const KEPT_MAX = 2;
const FAULTS_SHOWN = 200;
const READ_PAGE = 500;
const PAGES_A_BATCH = 4;
const WHOLE: readonly RegisterKind[] = ['HOLDERS', 'HOUSEHOLDS'];

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function readDivisions(statements: Statements): Division[] {
  return statements
    .all<{ id: number; name: string; parent: number }>(
      'SELECT id, division_name AS name, parent FROM division WHERE division_name IS NOT NULL',
    )
    .flatMap(({ id, name, parent }) => {
      const level = levelOf(id);
      return level ? [{ code: id, name, level, parent }] : [];
    });
}

interface Judged {
  readonly rows: Map<string, RegisterBody[]>;
  readonly faults: { sheet: string; row: number; fault: string; field: string }[];
  people: number;
}

async function judge(
  kind: RegisterKind,
  sheets: readonly { readonly sheet: Sheet; readonly columns: RegisterColumns }[],
  context: RegisterContext,
): Promise<Judged> {
  const judged: Judged = { rows: new Map(), faults: [], people: 0 };
  for (const { sheet, columns } of sheets) {
    for (const row of sheet.rows) {
      if (row.row <= columns.lastHeaderRow || !isPerson(row, columns)) continue;
      judged.people += 1;
      const read: ReadRow = readRow(kind, row, columns, context);
      if (!read.ok)
        judged.faults.push({ sheet: sheet.name, row: row.row, fault: read.fault, field: read.field });
      else if (kind === 'OTHER_BENEFITS')
        judged.rows.set(read.key, [...(judged.rows.get(read.key) ?? []), read.body]);
      else judged.rows.set(read.key, [read.body]);
      if (judged.people % READ_PAGE === 0) await breathe();
    }
  }
  return judged;
}

/** Acts that hand a holder list over, a page each. */
function pagesOf(registerId: number, kept: Kept, form: string): IssueInput[] {
  const holders = kept.rows.flatMap(({ body }) => (body.kind === 'HOLDERS' ? [body.holder] : []));
  const pages: IssueInput[] = [];
  for (let at = 0; at < holders.length; at += REGISTER_PAGE_ROWS) {
    const page = pages.length + 1;
    const rows = holders.slice(at, at + REGISTER_PAGE_ROWS);
    pages.push({ name: registerAddPage.name, args: { registerId, page, rows }, formId: `${form}-${page}` });
  }
  return pages;
}

/** Pages of lists that another has followed (RG3). */
function olderPages(statements: Statements, registerId: number): IssueInput[] {
  return statements
    .pluck<number>(
      'SELECT id FROM "registerPage" WHERE register_id <> ? AND rows IS NOT NULL ORDER BY id',
      registerId,
    )
    .map((pageId) => ({ name: registerEmptyPage.name, args: { pageId }, formId: `empty-page-${pageId}` }));
}

/** Rows that stay on this computer; those of the kind's earlier registers go (RG3). */
function keepRows({ statements }: RegisterPorts, registerId: number, kept: Kept): void {
  statements.run(
    'DELETE FROM register_row WHERE register_id = ? OR register_id IN (SELECT id FROM register WHERE kind = ?)',
    registerId,
    kept.kind,
  );
  for (const { key, body } of kept.rows)
    statements.run(
      'INSERT INTO register_row (register_id, id_key, body) VALUES (?, ?, ?)',
      registerId,
      key,
      JSON.stringify(body),
    );
}

async function* write(ports: RegisterPorts, kept: Kept, input: TakeInput): AsyncGenerator<TakeStep, void> {
  const { month, asOf, source } = input;
  const isPaged = kept.kind === 'HOLDERS';
  const pageCount = isPaged ? Math.ceil(kept.rows.length / REGISTER_PAGE_ROWS) : 0;
  const args = {
    kind: kept.kind,
    month,
    asOf,
    source,
    fileHash: kept.fileHash,
    rowCount: kept.rows.length,
    pageCount,
  };
  const form = `register-${createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 32)}`;
  let opened: Issued | undefined;
  ports.issueBatch([{ name: registerOpen.name, args, formId: form }], ([issued]) => {
    opened = issued;
    const id = issued?.ok ? issued.ids[0] : undefined;
    if (id !== undefined && !isPaged) keepRows(ports, id, kept);
  });
  if (!opened?.ok) return yield { kind: 'refused', code: opened?.code ?? 'command/unknown' };
  const registerId = opened.ids[0] as number;
  const acts = isPaged
    ? [...pagesOf(registerId, kept, form), ...olderPages(ports.statements, registerId)]
    : [];
  for (let at = 0; at < acts.length; at += PAGES_A_BATCH) {
    let refused: string | null = null;
    ports.issueBatch(acts.slice(at, at + PAGES_A_BATCH), (results) => {
      for (const result of results)
        if (!result.ok && result.code !== 'command/changes-nothing') refused ??= result.code;
    });
    if (refused) return yield { kind: 'refused', code: refused };
    yield { kind: 'writing', done: Math.min(at + PAGES_A_BATCH, acts.length), total: acts.length };
    await breathe();
  }
  remember(ports, kept, source);
  yield { kind: 'done', registerId, rowCount: kept.rows.length };
}

/** Sheets with a header of this kind, and what the others lack. */
function sheetsOf(
  { kind, source = '', chosen }: Asked,
  sheets: readonly Sheet[],
  recall: (key: string) => RememberedRegister | null,
) {
  const visible = sheets.flatMap((sheet, index) => (sheet.isHidden ? [] : [{ sheet, index }]));
  const found = visible.flatMap(({ sheet, index }) => {
    const columns =
      chosen?.sheet === index
        ? columnsAsChosen(kind, sheet, chosen)
        : findRegisterColumns(kind, sheet, (headers) => recall(registerKey(kind, source, headers)));
    return columns ? [{ sheet, index, columns, missing: missingColumns(kind, columns) }] : [];
  });
  const whole = found.filter(({ missing }) => !missing.length);
  const looked = found.find(({ index }) => index === chosen?.sheet) ?? whole[0] ?? found[0];
  return {
    ...{ visible, looked, missing: looked?.missing ?? NEEDED[kind] },
    // A sheet that somebody is mapping counts when it is done, and no other then.
    whole: chosen ? whole.filter(({ index }) => index === chosen.sheet) : whole,
  };
}

type Sheets = ReturnType<typeof sheetsOf>;

/** What the mapping step shows: the sheet that was looked at, or the first. */
function mappingOf({ kind, chosen }: Asked, { visible, looked }: Sheets): RegisterMapping | null {
  const shown = looked ?? visible.find(({ index }) => index === chosen?.sheet) ?? visible[0];
  if (!shown) return null;
  const { sheet, index } = shown;
  const fieldAt = new Map(Object.entries(looked?.columns.at ?? {}).map(([field, column]) => [column, field]));
  const width = sheet.rows.reduce((most, { texts }) => Math.max(most, texts.length), 0);
  const fields = Array.from({ length: width }, (_, column) => fieldAt.get(column) ?? null);
  return {
    sheets: visible.map((each) => ({ index: each.index, name: each.sheet.name })),
    ...{ sheet: index, headerRow: looked?.columns.headerRow ?? null, topRows: topRows({ sheet }) },
    columns: shownColumns({ sheet, map: looked ? { ...looked.columns, fields } : null }),
    ...{ fields: [...OF_KIND[kind]], needed: [...NEEDED[kind]] },
  };
}

function recallOf({ statements }: RegisterPorts, key: string): RememberedRegister | null {
  const row = statements.get<{ mapping: string }>(
    'SELECT mapping FROM import_mapping WHERE headers = ?',
    key,
  );
  return row ? (JSON.parse(row.mapping) as RememberedRegister) : null;
}

function remember({ statements, clock }: RegisterPorts, { kind, chosen }: Kept, source: string): void {
  if (!chosen) return;
  statements.run(
    `INSERT INTO import_mapping (headers, mapping, at) VALUES (?, ?, ?)
     ON CONFLICT (headers) DO UPDATE SET mapping = excluded.mapping, at = excluded.at`,
    registerKey(kind, source, chosen.headers),
    JSON.stringify(toRememberRegister(chosen)),
    instantText(clock.now()),
  );
}

export function registersAt(ports: RegisterPorts): Registers {
  const looks = new Map<string, Kept>();
  return {
    async look(asked, signal) {
      const { kind, fileName, bytes, language } = asked;
      const read = await ports.readWorkbook(bytes, signal);
      if (!read.ok)
        return {
          ok: false,
          code: read.code,
          message: faultSentence(read.code, read.place, language),
          fields: [],
          mapping: null,
        };
      const sheets = sheetsOf(asked, read.sheets, (key) => recallOf(ports, key));
      const { whole, missing } = sheets;
      const mapping = mappingOf(asked, sheets);
      if (!whole.length || !mapping)
        return { ok: false, code: 'REGISTER_COLUMNS', message: null, fields: [...missing], mapping };
      const context = {
        today: shanghaiDate(ports.clock.now()),
        divisions: readDivisions(ports.statements),
      };
      const { rows, faults, people } = await judge(kind, whole, context);
      const fileHash = createHash('sha256').update(bytes).digest('hex');
      const kept: Kept = {
        ...{ kind, fileHash, isWhole: faults.length === 0 || !WHOLE.includes(kind) },
        chosen: asked.chosen ? (whole[0]?.columns ?? null) : null,
        rows: [...rows].flatMap(([key, bodies]) => bodies.map((body) => ({ key, body }))),
      };
      const lookId = `${kind}-${fileHash.slice(0, 24)}`;
      looks.delete(lookId);
      looks.set(lookId, kept);
      for (const oldest of looks.keys()) if (looks.size > KEPT_MAX) looks.delete(oldest);
      const [first] = whole;
      return {
        ...{ ok: true, lookId, kind, fileName, fileHash, people },
        rowCount: kept.rows.length,
        faultCount: faults.length,
        faults: faults.slice(0, FAULTS_SHOWN),
        canTake: kept.isWhole && kept.rows.length > 0,
        mapping,
        columns: Object.entries(first?.columns.at ?? {}).map(([field, column]) => ({
          field,
          header: first?.columns.headers[column as number] ?? '',
        })),
      };
    },
    async *take(input) {
      const kept = looks.get(input.lookId);
      if (!kept?.isWhole || !kept.rows.length) return yield { kind: 'refused', code: 'register/gone' };
      yield* write(ports, kept, input);
    },
  };
}
