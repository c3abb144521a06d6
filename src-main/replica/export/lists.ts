/** Every list that can be exported: its rows from the query of its screen, and its columns. */
import { capitalAmount } from '#shared/domain/capital-amount.ts';
import type { ExportList } from '#shared/domain/disclosure.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { ActRow, CaseRow, ImportRow } from '#shared/rpc/desk-shapes.ts';
import type { DisclosureRow, ExportedList } from '#shared/rpc/export-shapes.ts';
import type { StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { amountOf } from '../queries/case-page.ts';
import { conflictList } from '../queries/conflicts.ts';
import { disclosures } from '../queries/disclosures.ts';
import { acts } from '../queries/journal.ts';
import { payableRows } from '../queries/payments.ts';
import type { Reading } from '../queries/reading.ts';
import { searchCases } from '../queries/search.ts';
import { statisticsOf } from '../queries/statistics.ts';
import { reviewQueue, today } from '../queries/work.ts';
import { readQuery, readRecord } from '../store/records.ts';
import { type ExportColumn, type ListDescription, sayFilters } from './list.ts';
import {
  accountNumber,
  certificateNumber,
  codeField,
  deadlineColumns,
  field,
  idNumber,
  phone,
  placeColumn,
  sayBenefits,
} from './person-columns.ts';
import type { Say } from './say.ts';
import { BOOK_ROWS_MAX } from './workbook.ts';

/** One more than a sheet holds, so that a list which is too long is seen to be. */
const ALL = BOOK_ROWS_MAX + 1;
const LINES_MAX = 500;
const FEN_PER_YUAN = 100;

type People = { readonly shown: CaseRow; readonly person: Row<'person'> | null };
type Case = People & {
  readonly age: number | null;
  readonly submittedOn: string | null;
  readonly monthlyFen: number | null;
  readonly entitledFrom: string | null;
};

function openPerson(reading: Reading, personId: number): Row<'person'> | null {
  return readRecord(reading.statements, 'person', personId);
}

/** What is paid this month, and since when. */
function entitledTo(reading: Reading, person: Row<'person'>): Pick<Case, 'monthlyFen' | 'entitledFrom'> {
  const active = (
    readQuery(reading.statements, {
      type: 'entitlement',
      by: 'personId',
      value: person.id,
      limit: LINES_MAX,
    }) as Row<'entitlement'>[]
  ).filter(({ values }) => values.state === 'ACTIVE');
  if (!active.length) return { monthlyFen: null, entitledFrom: null };
  const amounts = active.map(({ values }) => amountOf(reading, values.benefit as Benefit, person));
  const since = active.map(({ values }) => values.entitledFrom ?? '').filter(Boolean);
  return {
    monthlyFen: amounts.includes(null) ? null : amounts.reduce<number>((sum, fen) => sum + (fen ?? 0), 0),
    entitledFrom: since.sort()[0] ?? null,
  };
}

function openCase(reading: Reading, shown: CaseRow): Case {
  const person = openPerson(reading, shown.personId);
  const application =
    shown.applicationId === null ? null : readRecord(reading.statements, 'application', shown.applicationId);
  return {
    shown,
    person,
    age: reading.age(person?.values.birthDate ?? null),
    submittedOn: application?.values.submittedOn ?? null,
    ...(person ? entitledTo(reading, person) : { monthlyFen: null, entitledFrom: null }),
  };
}

const shownName = <R extends { readonly shown: { readonly name: string } }>(): ExportColumn<R> => ({
  name: 'name',
  kind: 'text',
  value: ({ shown }) => shown.name,
});
const places = <R extends { readonly shown: { township: string; village: string } }>(): ExportColumn<R>[] => [
  { name: 'township', kind: 'text', value: ({ shown }) => shown.township },
  { name: 'village', kind: 'text', value: ({ shown }) => shown.village },
];
const benefits = <R extends { readonly shown: { benefits: readonly string[] } }>(): ExportColumn<R> => ({
  name: 'benefits',
  kind: 'text',
  value: ({ shown }, say) => sayBenefits(shown.benefits, say),
});
const state = <R extends { readonly shown: { state: string } }>(): ExportColumn<R> => ({
  name: 'state',
  kind: 'text',
  value: ({ shown }, say) => say.code('state', shown.state),
});

const cases: ListDescription<'cases', CaseRow, Case> = {
  find: ({ reading }, { text, state: wanted, benefit }) =>
    searchCases(reading, { text, state: wanted, benefit, offset: 0, limit: ALL }).rows,
  open: ({ reading }, shown) => openCase(reading, shown),
  columns: [
    shownName(),
    idNumber(),
    codeField('sex', 'sex'),
    { name: 'age', kind: 'count', value: ({ age }) => age },
    { ...field<Case>('birthDate', 'date'), onlyWhole: true },
    phone(),
    ...places<Case>(),
    certificateNumber(),
    codeField('disabilityClass', 'disabilityClass'),
    codeField('grade', 'grade'),
    field('certificateExpiresOn', 'date'),
    codeField('householdCategory', 'household'),
    field('householdFrom', 'month'),
    benefits(),
    state(),
    { name: 'submittedOn', kind: 'date', value: ({ submittedOn }) => submittedOn },
    { name: 'monthlyAmount', kind: 'money', value: ({ monthlyFen }) => monthlyFen },
    { name: 'entitledFrom', kind: 'month', value: ({ entitledFrom }) => entitledFrom },
    field('accountHolder', 'text'),
    field('bankName', 'text'),
    accountNumber(),
    ...deadlineColumns<Case>(({ shown }) => shown),
    placeColumn(({ shown }) => shown),
  ],
};

type Today = ReturnType<typeof today>['groups'][number];
type Task = People & { readonly shown: Today['rows'][number]; readonly group: Today['group'] };

const todayList: ListDescription<'today', Omit<Task, 'person'>, Task> = {
  find: ({ reading }, { group: wanted }) =>
    today(reading, ALL)
      .groups.filter(({ group }) => !wanted || group === wanted)
      .flatMap(({ group, rows }) => rows.map((shown) => ({ group, shown }))),
  open: ({ reading }, found) => ({ ...found, person: openPerson(reading, found.shown.personId) }),
  columns: [
    { name: 'group', kind: 'text', value: ({ group }, say) => say.one(say.words.groups, group) },
    shownName(),
    idNumber(),
    phone(),
    ...places<Task>(),
    benefits(),
    state(),
    { name: 'task', kind: 'text', value: ({ shown }, say) => say.code('task', shown.task) },
    { name: 'note', kind: 'text', value: ({ shown }) => shown.note },
    ...deadlineColumns<Task>(({ shown }) => shown),
    placeColumn(({ shown }) => shown),
  ],
};

type ReviewItem = ReturnType<typeof reviewQueue>[number];
type Review = { readonly shown: ReviewItem; readonly person: Row<'person'> | null };

const review: ListDescription<'review', ReviewItem, Review> = {
  find: ({ reading }) => reviewQueue(reading),
  open: ({ reading }, shown) => ({ shown, person: openPerson(reading, shown.personId) }),
  columns: [
    shownName(),
    idNumber(),
    certificateNumber(),
    ...places<Review>(),
    benefits(),
    state(),
    ...deadlineColumns<Review>(({ shown }) => shown),
    {
      name: 'fourEyes',
      kind: 'text',
      value: ({ shown }, say) => (shown.blockedByFourEyes ? say.words.yes : null),
    },
    placeColumn(({ shown }) => shown),
  ],
};

type ConflictItem = ReturnType<typeof conflictList>[number];

const conflicts: ListDescription<'conflicts', ConflictItem, ConflictItem> = {
  find: ({ reading }) => conflictList(reading, ALL),
  open: (_source, item) => item,
  columns: [
    { name: 'name', kind: 'text', value: ({ personName }) => personName },
    { name: 'about', kind: 'text', value: ({ groupName }, say) => say.code('group', groupName) },
    {
      name: 'kind',
      kind: 'text',
      value: ({ kind, state: how }, say) =>
        how === 'SETTLED' ? say.words.kinds.settled : say.one(say.words.kinds, kind),
    },
    {
      name: 'touchesMoney',
      kind: 'text',
      value: ({ touchesMoney }, say) => (touchesMoney ? say.words.yes : null),
    },
    { name: 'since', kind: 'instant', value: ({ since }) => since },
  ],
};

const actList: ListDescription<'acts', ActRow, ActRow> = {
  find: ({ reading }, { place }) => acts(reading, { place, offset: 0, limit: ALL }).rows,
  open: (_source, act) => act,
  columns: [
    { name: 'number', kind: 'count', value: ({ number }) => number },
    { name: 'what', kind: 'text', value: ({ name }, say) => say.code('action', name) },
    { name: 'name', kind: 'text', value: ({ personName }) => personName },
    { name: 'who', kind: 'text', value: ({ who }) => who },
    { name: 'since', kind: 'instant', value: ({ madeAt }) => madeAt },
    placeColumn((act) => act),
    { name: 'outcome', kind: 'text', value: ({ outcome }, say) => say.code('outcome', outcome) },
    { name: 'receipt', kind: 'text', value: ({ receipt }) => receipt },
  ],
};

const importRows: ListDescription<'import-rows', ImportRow, ImportRow> = {
  find: (source) => source.importRows,
  open: (_source, row) => row,
  columns: [
    { name: 'sheet', kind: 'text', value: ({ sheetName }) => sheetName },
    { name: 'row', kind: 'count', value: ({ row }) => row },
    { name: 'result', kind: 'text', value: ({ result }, say) => say.one(say.words.results, result) },
    {
      name: 'problems',
      kind: 'text',
      value: ({ problems }) => problems.map(({ message }) => message).join('\n'),
    },
    { name: 'name', kind: 'text', value: ({ cells }) => cells.name },
    // The import shows them masked itself, but for the digits that are in question.
    { name: 'idNumber', kind: 'text', value: ({ cells }) => cells.idNumber },
    { name: 'certificateNumber', kind: 'text', value: ({ cells }) => cells.certificateNumber },
    { name: 'village', kind: 'text', value: ({ cells }) => cells.village },
    { name: 'household', kind: 'text', value: ({ cells }) => cells.household },
    { name: 'benefits', kind: 'text', value: ({ cells }) => cells.benefits },
  ],
};

const disclosureList: ListDescription<'disclosures', DisclosureRow, DisclosureRow> = {
  find: ({ reading }) => disclosures(reading, { offset: 0, limit: ALL }).rows,
  open: (_source, row) => row,
  columns: [
    { name: 'takenAt', kind: 'instant', value: ({ takenAt }) => takenAt },
    { name: 'takenBy', kind: 'text', value: ({ takenBy }) => takenBy },
    { name: 'unit', kind: 'text', value: ({ unit }) => unit },
    { name: 'computer', kind: 'text', value: ({ computer }) => computer },
    { name: 'list', kind: 'text', value: ({ listName }, say) => say.one(say.words.lists, listName) },
    { name: 'filters', kind: 'text', value: ({ filters }, say) => sayFilters(filters, say) },
    { name: 'rowCount', kind: 'count', value: ({ rowCount }) => rowCount },
    { name: 'numbers', kind: 'text', value: ({ numbers }, say) => say.one(say.words.numbers, numbers) },
    { name: 'reason', kind: 'text', value: ({ reason }) => reason },
    { name: 'serialNumber', kind: 'text', value: ({ serialNumber }) => serialNumber },
  ],
};

/** A table cell by cell: what a spreadsheet turns into any table it likes. */
interface StatisticCell {
  readonly table: StatisticTable;
  readonly row: string;
  readonly isName: boolean;
  readonly parts?: StatisticTable['rows'][number]['parts'];
  readonly column: string;
  readonly value: number | null;
}

function cellsOf(table: StatisticTable): StatisticCell[] {
  const { rows, columns, sums } = table;
  const lines = [
    ...rows.map(({ code, isName, parts, cells, sum }) => ({ row: code, isName, parts, cells, sum })),
    ...(sums ? [{ row: 'SUM', isName: false, parts: undefined, ...sums }] : []),
  ];
  return lines.flatMap(({ cells, sum, ...line }) => [
    ...columns.map((column, at) => ({ table, ...line, column, value: cells[at] ?? null })),
    ...(sums ? [{ table, ...line, column: 'SUM', value: sum ?? null }] : []),
  ]);
}

function sayRow(key: string, row: string, isName: boolean, say: Say): string {
  if (isName) return row;
  if (row !== 'UNKNOWN' && key === 'people.class') return say.code('disabilityClass', row);
  if (row !== 'UNKNOWN' && key === 'people.grade') return say.code('grade', row);
  if (key === 'files') return say.code('state', row);
  return say.code(key === 'findings' ? 'severity' : 'statistic', row);
}

function sayCell({ table, row, isName, parts }: StatisticCell, say: Say): string {
  if (!parts) return sayRow(table.key, row, isName, say);
  return parts.map((part) => sayRow(`people.${part.dimension}`, part.code, part.isName, say)).join(' · ');
}

const FEN = 100;
const LEFT_OUT = '＊';
const CAN_BE_LEFT_OUT: readonly StatisticTable['unit'][] = ['PERSONS', 'PERSON_TIMES', 'MONEY'];

function sayValue({ table, value }: StatisticCell): string | number {
  const isMoney = table.unit === 'MONEY' || table.unit === 'STANDARD';
  if (value === null) return CAN_BE_LEFT_OUT.includes(table.unit) ? LEFT_OUT : '';
  return isMoney ? (value / FEN).toFixed(2) : String(value);
}

const statisticList: ListDescription<'statistics', StatisticCell, StatisticCell> = {
  find: ({ reading }, { month, scope, cross }) =>
    statisticsOf(reading, { month, forOutside: scope === 'outside', cross }).tables.flatMap(cellsOf),
  open: (_source, row) => row,
  columns: [
    { name: 'table', kind: 'text', value: ({ table }, say) => say.code('statistic', table.key) },
    { name: 'row', kind: 'text', value: sayCell },
    {
      name: 'column',
      kind: 'text',
      value: ({ table, column }, say) =>
        say.code(table.key === 'findings' && column !== 'SUM' ? 'findingState' : 'statistic', column),
    },
    { name: 'value', kind: 'text', value: sayValue },
    { name: 'unit', kind: 'text', value: ({ table }, say) => say.code('statisticUnit', table.unit) },
  ],
};

/** A list whose rows only its own description knows. */
export type AnyList = ListDescription<ExportedList['list'], unknown, unknown>;

type Payment = { readonly seq: number; readonly row: Row<'rosterRow'> };

/** The file for the bank: a line for each payment, known again by its number (bank-result.ts BR1). */
const payments: ListDescription<'payments', Payment, Payment> = {
  find: ({ reading }, { rosterId }) =>
    reading.me.classes.includes('money')
      ? payableRows(reading.statements, rosterId).map((row, at) => ({ seq: at + 1, row }))
      : [],
  open: (_source, payment) => payment,
  columns: [
    { name: 'seq', kind: 'count', value: ({ seq }) => seq },
    { name: 'accountHolder', kind: 'text', value: ({ row }) => row.values.accountHolder },
    { name: 'accountNumber', kind: 'text', onlyWhole: true, value: ({ row }) => row.values.accountNumber },
    { name: 'amount', kind: 'money', value: ({ row }) => row.values.amountFen },
    {
      name: 'summary',
      kind: 'text',
      value: ({ row }, say) => `${say.code('benefit', row.values.benefit)} ${row.values.month}`,
    },
    { name: 'bankName', kind: 'text', value: ({ row }) => row.values.bankName },
  ],
  totals: (found, say) => {
    const fen = found.reduce((sum, { row }) => sum + (row.values.amountFen ?? 0), 0);
    return [say.words.head.control(found.length, (fen / FEN_PER_YUAN).toFixed(2), capitalAmount(fen))];
  },
};

const LISTS = {
  cases,
  today: todayList,
  review,
  conflicts,
  acts: actList,
  'import-rows': importRows,
  disclosures: disclosureList,
  payments,
  statistics: statisticList,
} satisfies Record<ExportList, unknown>;

export function listNamed(name: ExportList): AnyList {
  return LISTS[name] as unknown as AnyList;
}
