/** One renderer for every document: its definition says what stands on it, text/zh/printed.ts says the fixed words, and the values are those that
 *  are kept (or will be, when it is printed). A class that this role may not hold is said to be hidden, never left out. */
import type { ReactNode } from 'react';
import type { DocumentContent, DocumentValue } from '#shared/domain/document-code.ts';
import { DOCUMENT_DEFINITIONS, type DocumentDefinition } from '#shared/domain/document-definitions.ts';
import type { DocumentKind } from '#shared/domain/document-kind.ts';
import { DOCUMENT_FIELDS, type DocumentField } from '#shared/domain/document-fields.ts';
import { PRINTED, PRINTED_SHEET } from '../../text/zh/printed.ts';
import { PRINTED_FIELDS, PRINTED_OPINIONS, PRINTED_SIGNS } from '../../text/zh/printed-fields.ts';
import { DocumentHead } from './DocumentHead.tsx';
import '../intake/paper.css';
import './documents.css';

/** What stands on a sheet, by class; null for a class that is not held. */
export type ShownContent = { readonly [part in keyof DocumentContent]: DocumentContent[part] | null };

export interface SheetProps {
  readonly kind: DocumentKind;
  readonly content: ShownContent;
  readonly office: string;
  readonly number: string | null;
  readonly date: string;
  readonly code?: { readonly documentId: number; readonly hash: string } | undefined;
  readonly ordinal?: number | undefined;
  readonly foot: string;
  readonly isVoid?: boolean;
  /** Not yet with the county. */
  readonly isProvisional?: boolean;
}

/** Fields that take a whole row, and how high they are where a pen fills them. */
const WIDE: ReadonlySet<DocumentField> = new Set<DocumentField>([
  ...([
    'hukouAddress',
    'residenceAddress',
    'accountNumber',
    'hardship',
    'declaration',
    'reason',
    'reasonWords',
  ] as const),
  ...([
    'clause',
    'received',
    'housing',
    'property',
    'surveyOpinion',
    'surveySummary',
    'remarks',
    'result',
  ] as const),
  ...([
    'months',
    'fromUnit',
    'toUnit',
    'choice',
    'visitors',
    'metPersons',
    'certificateNumber',
    'hasElderBenefit',
  ] as const),
]);
const TALL: ReadonlySet<DocumentField> = new Set<DocumentField>([
  'hardship',
  'surveyOpinion',
  'surveySummary',
  'remarks',
  'property',
  'result',
]);

function valueOf(content: ShownContent, field: DocumentField): DocumentValue {
  const part = content[DOCUMENT_FIELDS[field].audience];
  return part === null ? PRINTED_SHEET.hidden : (part[field] ?? '');
}

const textOf = (content: ShownContent, field: DocumentField): string => {
  const value = valueOf(content, field);
  return typeof value === 'string' ? value : '';
};

const HOLE = /\{\{(\w+)\}\}/;

/** A sentence with its values, each in bold. */
function Sentence({ line, content }: { line: string; content: ShownContent }) {
  return line.split(/(\{\{\w+\}\})/).map((piece, at) => {
    const field = HOLE.exec(piece)?.[1] as DocumentField | undefined;
    // oxlint-disable-next-line react/no-array-index-key -- pieces of one sentence never change places
    return field ? <b key={at}>{textOf(content, field)}</b> : <span key={at}>{piece}</span>;
  });
}

/** Two fields to a row; a wide one has its own. */
function rowsOf(fields: readonly DocumentField[]): DocumentField[][] {
  const rows: DocumentField[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (!WIDE.has(field) && last?.length === 1 && !WIDE.has(last[0] as DocumentField)) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

function Grid({ fields, content }: { fields: readonly DocumentField[]; content: ShownContent }) {
  return (
    <table className="document-grid">
      <tbody>
        {rowsOf(fields).map((row) => (
          <tr key={row[0]} className={row.some((field) => TALL.has(field)) ? 'is-tall' : undefined}>
            {row.flatMap((field) => [
              <th key={`${field} label`} scope="row">
                {PRINTED_FIELDS[field]}
              </th>,
              <td key={field} colSpan={row.length === 1 ? 3 : 1}>
                {textOf(content, field)}
              </td>,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands under a head as a number is read from its right end. */
const NUMBER = /^[+-]?[\d,.]+%?$/;

interface TableProps {
  readonly field: DocumentField;
  readonly definition: DocumentDefinition;
  readonly heads: readonly string[];
  readonly content: ShownContent;
}

function Table({ field, definition, heads, content }: TableProps) {
  const value = valueOf(content, field);
  const shape = definition.tables?.[field];
  const filled = typeof value === 'string' ? [] : value;
  const blanks = Math.max(0, (shape?.blank ?? 0) - filled.length);
  const rows = [...filled, ...Array.from({ length: blanks }, () => heads.map(() => ''))];
  return (
    <table className={`document-table of-${field}`}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {typeof value === 'string' && value !== '' && (
          <tr>
            <td colSpan={heads.length}>{value}</td>
          </tr>
        )}
        {rows.map((row, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows of a paper never change places
          <tr key={at}>
            {heads.map((head, column) => (
              <td key={head} className={NUMBER.test(row[column] ?? '') ? 'is-number' : undefined}>
                {row[column] ?? ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Opinions({ definition }: { definition: DocumentDefinition }) {
  return (
    <table className="document-grid document-opinions">
      <tbody>
        {(definition.opinions ?? []).map((opinion) => (
          <tr key={opinion}>
            <th scope="row">{PRINTED_OPINIONS[opinion]}</th>
            <td colSpan={3}>
              <span>{PRINTED_SHEET.opinionSign}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signs({ definition }: { definition: DocumentDefinition }) {
  if (definition.signs.length === 0 && !definition.hasSeal) return null;
  return (
    <div className="paper-signs document-signs">
      <ul>
        {definition.signs.map((sign) => (
          <li key={sign}>
            {PRINTED_SIGNS[sign]}
            <span className="paper-rule" />
          </li>
        ))}
      </ul>
      {definition.hasSeal && <span className="paper-seal">{PRINTED_SHEET.seal}</span>}
    </div>
  );
}

/** Fields that neither a sentence nor a table of the body shows. */
function gridFields(kind: DocumentKind): DocumentField[] {
  const { fields, tables } = DOCUMENT_DEFINITIONS[kind];
  const inSentences = new Set(
    PRINTED[kind].body.flatMap((line) => [...line.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)),
  );
  return fields.filter((field) => !tables?.[field] && !inSentences.has(field));
}

function Line({
  line,
  kind,
  content,
}: {
  line: string;
  kind: DocumentKind;
  content: ShownContent;
}): ReactNode {
  const definition = DOCUMENT_DEFINITIONS[kind];
  if (line === '@fields') return <Grid fields={gridFields(kind)} content={content} />;
  if (line === '@opinions') return <Opinions definition={definition} />;
  if (line.startsWith('@')) {
    const field = line.slice(1) as DocumentField;
    return <Table {...{ field, definition, content }} heads={PRINTED[kind].columns?.[field] ?? []} />;
  }
  if (line.startsWith('# ')) return <h2>{line.slice(2)}</h2>;
  const isBoxed = line.startsWith('! ');
  return (
    <p className={isBoxed ? 'paper-box' : undefined}>
      <Sentence line={isBoxed ? line.slice(2) : line} content={content} />
    </p>
  );
}

export function Sheet(props: SheetProps) {
  const { kind, content, office, number, date, code, ordinal, foot, isVoid, isProvisional } = props;
  const words = PRINTED[kind];
  return (
    <article className={`paper document ${isVoid ? 'is-void' : ''}`} lang="zh-CN">
      <DocumentHead
        {...{ number, date, code, ordinal, title: words.title, subtitle: words.subtitle }}
        body={office}
      />
      {isVoid && <p className="document-void">{PRINTED_SHEET.voided}</p>}
      {words.body.map((line) => (
        <Line key={line} {...{ line, kind, content }} />
      ))}
      <Signs definition={DOCUMENT_DEFINITIONS[kind]} />
      <footer>
        <span>{foot}</span>
        <span>{isProvisional && PRINTED_SHEET.provisional}</span>
      </footer>
    </article>
  );
}
