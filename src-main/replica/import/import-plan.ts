/** Which sheets of a file are imported and what their columns are: found by words, as remembered, or as a person chose. Pure: what is
 *  remembered comes in.
 *  PL1 visible sheets with a header are imported together, hidden ones only when somebody turns them on.  PL2 a sheet that lacks a
 *  needed column gives no row and says which column.  PL3 what a person chose stands until they choose again.        */
import type { Division, DivisionCode } from '#shared/domain/division.ts';
import { isWithin } from '#shared/domain/division.ts';
import { veiled } from './finding.ts';
import {
  candidateHeaders,
  type ColumnMap,
  findColumns,
  headerFrom,
  type HeaderRows,
  headersKey,
  mapAsRemembered,
  mapByWords,
  mapOf,
  missingFields,
  type RememberedColumns,
  SEARCHED_ROWS,
} from './map-columns.ts';
import type { RosterField } from './roster-fields.ts';
import { type Sheet, textAt } from './sheet.ts';
import { createVillageMatcher, villageOfSheet } from './village-match.ts';

export type SheetFaultCode = 'HEADER_NOT_FOUND' | 'COLUMNS_MISSING' | 'NO_ROWS';

export interface SheetPlan {
  readonly index: number;
  readonly sheet: Sheet;
  readonly isIncluded: boolean;
  /** Null while no header is found or chosen. */
  readonly map: ColumnMap | null;
  /** The columns are those of an earlier choice. */
  readonly isRemembered: boolean;
  readonly village: Division | null;
  /** The village was chosen, not read from the sheet's name. */
  readonly isVillageChosen: boolean;
}

/** What a person wants of one sheet. */
export interface SheetChoice {
  readonly index: number;
  readonly isIncluded: boolean;
  readonly headerRow: number | null;
  /** A village for the whole sheet; null leaves it to the sheet's name. */
  readonly village: DivisionCode | null;
  /** Null takes the columns as they are found. */
  readonly columns: readonly { readonly column: number; readonly field: RosterField | null }[] | null;
}

export interface PlanContext {
  readonly divisions: readonly Division[];
  readonly township: DivisionCode;
  /** The columns chosen for these headers before. */
  readonly remembered: (headersKey: string) => RememberedColumns | null;
}

function asRemembered(sheet: Sheet, { remembered }: PlanContext): ColumnMap | null {
  for (const header of candidateHeaders(sheet)) {
    const key = headersKey(header.headers);
    const columns = key === '' ? null : remembered(key);
    if (columns) return mapAsRemembered(header, columns);
  }
  return null;
}

export function planSheets(sheets: readonly Sheet[], context: PlanContext): SheetPlan[] {
  const match = createVillageMatcher(context.divisions, context.township);
  return sheets.map((sheet, index) => {
    const known = asRemembered(sheet, context);
    const map = known ?? findColumns(candidateHeaders(sheet));
    return {
      index,
      sheet,
      isIncluded: !sheet.isHidden && map !== null,
      map,
      isRemembered: known !== null,
      village: villageOfSheet(sheet.name, match) ?? null,
      isVillageChosen: false,
    };
  });
}

function chosenMap(
  plan: SheetPlan,
  choice: SheetChoice,
  context: PlanContext,
): Pick<SheetPlan, 'map' | 'isRemembered'> {
  const { sheet } = plan;
  if (choice.headerRow === null) return { map: null, isRemembered: false };
  const isSameHeader = plan.map?.headerRow === choice.headerRow;
  const at = sheet.rows.findIndex(({ row }) => row === choice.headerRow);
  const header = isSameHeader ? plan.map : headerFrom(sheet, at);
  if (!header) return { map: null, isRemembered: false };
  if (choice.columns) {
    const wanted: (RosterField | null)[] = [];
    for (const { column, field } of choice.columns) wanted[column] = field;
    const width = Math.max(header.headers.length, wanted.length);
    const headers = Array.from({ length: width }, (_, column) => header.headers[column] ?? '');
    const map = mapOf({ ...header, headers }, wanted);
    const isSame =
      isSameHeader && map.fields.every((field, column) => field === (plan.map?.fields[column] ?? null));
    return { map, isRemembered: isSame && plan.isRemembered };
  }
  if (isSameHeader) return { map: plan.map, isRemembered: plan.isRemembered };
  const columns = context.remembered(headersKey(header.headers));
  return {
    map: columns ? mapAsRemembered(header, columns) : mapByWords(header),
    isRemembered: columns !== null,
  };
}

/** The plan with what a person chose; sheets that are not named stay as they are. */
export function replan(
  plans: readonly SheetPlan[],
  choices: readonly SheetChoice[],
  context: PlanContext,
): SheetPlan[] {
  const match = createVillageMatcher(context.divisions, context.township);
  return plans.map((plan) => {
    const choice = choices.find(({ index }) => index === plan.index);
    if (!choice) return plan;
    const chosen = context.divisions.find(({ code }) => code === choice.village) ?? null;
    return {
      ...plan,
      ...chosenMap(plan, choice, context),
      isIncluded: choice.isIncluded,
      village: chosen ?? villageOfSheet(plan.sheet.name, match) ?? null,
      isVillageChosen: chosen !== null,
    };
  });
}

/** Whether a choice says other columns than were found: worth remembering. */
export function isChosen(before: SheetPlan, after: SheetPlan): boolean {
  const [was, is] = [before.map, after.map];
  if (!is || !after.isIncluded) return false;
  return (
    was?.headerRow !== is.headerRow ||
    is.fields.some((field, column) => field !== (was.fields[column] ?? null))
  );
}

export interface SheetFault {
  readonly code: SheetFaultCode;
  readonly fields: readonly RosterField[];
}

/** Why a sheet gives no rows (PL2). */
export function sheetFault({ map, sheet, village }: SheetPlan): SheetFault | null {
  if (!map) return { code: 'HEADER_NOT_FOUND', fields: [] };
  const missing = missingFields(map, village !== null);
  if (missing.length) return { code: 'COLUMNS_MISSING', fields: missing };
  const hasRows = sheet.rows.some(({ row }) => row > map.lastHeaderRow);
  return hasRows ? null : { code: 'NO_ROWS', fields: [] };
}

const SAMPLES = 3;
const SAMPLED_ROWS = 200;
const SAMPLE_MAX = 24;
const TOP_WORDS_MAX = 80;

const short = (text: string, most: number): string => {
  const words = veiled(text).replace(/\s+/g, ' ').trim();
  return [...words].length > most ? `${[...words].slice(0, most).join('')}…` : words;
};

/** A sheet whose columns are being mapped: of a roster, or of a register (registers/). */
interface SightedSheet {
  readonly sheet: Sheet;
  readonly map: (HeaderRows & { readonly fields: readonly (string | null)[] }) | null;
}

/** The columns as the mapping step shows them: header, a few values, what each is taken for. Empty ones are left out. */
export function shownColumns({ map, sheet }: SightedSheet) {
  if (!map) return [];
  const below = sheet.rows.filter(({ row }) => row > map.lastHeaderRow).slice(0, SAMPLED_ROWS);
  const width = below.reduce((most, { texts }) => Math.max(most, texts.length), map.headers.length);
  return Array.from({ length: width }, (_, column) => {
    const header = short(map.headers[column] ?? '', SAMPLE_MAX);
    const values = below.map((row) => short(textAt(row, column), SAMPLE_MAX)).filter((value) => value !== '');
    return {
      column,
      header,
      field: map.fields[column] ?? null,
      samples: [...new Set(values)].slice(0, SAMPLES),
      isHidden: sheet.hiddenColumns.includes(column),
    };
  }).filter(({ header, samples }) => header !== '' || samples.length > 0);
}

/** The first rows, for choosing the header by hand. */
export function topRows({ sheet }: Pick<SightedSheet, 'sheet'>): { row: number; words: string }[] {
  return sheet.rows.slice(0, SEARCHED_ROWS).map(({ row, texts }) => {
    const filled = texts
      .map((text) => text.trim())
      .filter((text, at, all) => text !== '' && text !== all[at - 1]);
    return { row, words: short(filled.join(' · '), TOP_WORDS_MAX) };
  });
}

/** Villages of the township, for a sheet whose village stands nowhere in it. */
export function villagesOf({ divisions, township }: PlanContext): { code: number; name: string }[] {
  return divisions
    .filter(({ level, code }) => level === 'VILLAGE' && isWithin(township, code))
    .map(({ code, name }) => ({ code, name }))
    .sort((a, b) => a.code - b.code);
}
