/** Disclosures: a list leaves the system as a file. The act is written, durably, before the file is handed over: who took what, when, on
 *  which computer, how many people, and under which number the file can be known again (SECURITY, malicious clerk; dossier g).
 *  DI1 whole numbers of people leave only with a reason.  DI2 nobody takes a column that their body may not hold.  DI3 a file's number
 *  begins with the number that its computer had when it was made; a copy of a computer has another by the time it comes up.
 *  The record belongs to the unit of the person who took the list, so the county sees its townships'.
 *  Elsewhere: making the file (replica/export). Out of scope so far: a second person's consent above 200 whole rows. */
import { z } from 'zod';
import { fieldsOf, audienceOf } from '../records/rows.ts';
import { create, defineCommand, refuse } from './command.ts';
import { bodyOf, WORKING_ROLES } from './state.ts';

/** Every list that can be exported, by the name of its screen. */
export const EXPORT_LISTS = [
  'cases',
  'today',
  'review',
  'conflicts',
  'acts',
  'import-rows',
  'disclosures',
  'payments',
  'statistics',
] as const;
export type ExportList = (typeof EXPORT_LISTS)[number];

/** Lists that show numbers of people: only there is a choice between masked and whole ones. */
export const LISTS_WITH_NUMBERS: readonly ExportList[] = ['cases', 'today', 'review'];

/** `masked`: numbers of people as the lists show them. `full`: as they are. */
export const EXPORT_NUMBERS = ['masked', 'full'] as const;
export type ExportNumbers = (typeof EXPORT_NUMBERS)[number];

/** Amounts of money are nobody's field, and money all the same. */
const MONEY_COLUMNS = ['monthlyAmount'];

/** Whether a column holds what only those may see who see money. Columns that show a field of a person bear its name. */
export function isMoneyColumn(column: string): boolean {
  const field = fieldsOf('person').get(column);
  return (
    MONEY_COLUMNS.includes(column) || (field !== undefined && audienceOf('person', field.group) === 'money')
  );
}

/** 21-20261102-9F3A0C: the computer, the day, and six signs of the form that nobody can tell beforehand. */
export function serialNumberOf(device: number, date: string, formHash: string): string {
  return `${device}-${date.replaceAll('-', '')}-${formHash.slice(0, 6).toUpperCase()}`;
}

/** A list was made into a file. */
export const disclosureRecord = defineCommand({
  name: 'disclosure.record',
  version: 3,
  // Each later one knows more lists; what was said before stands as it was.
  upcasts: { 1: (args) => args, 2: (args) => args },
  args: z.strictObject({
    listName: z.enum(EXPORT_LISTS),
    /** What narrowed the list, by the filter's name. */
    filters: z.record(z.string().max(40), z.string().max(200)),
    columnNames: z.array(z.string().max(60)).min(1).max(60),
    rowCount: z.number().int().min(0),
    fileHash: z.string().regex(/^[0-9a-f]{64}$/),
    serialNumber: z.string().regex(/^\d+-\d{8}-[0-9A-F]{6}$/),
    numbers: z.enum(EXPORT_NUMBERS),
    /** Empty where numbers are masked and nobody had to give one. */
    reason: z.string().trim().max(300),
  }),
  roles: WORKING_ROLES,
  target: () => null,
  needs: () => [],
  decide(_records, args, context) {
    if (args.numbers === 'full' && !args.reason) return refuse('disclosure/reason-needed', ['reason']);
    if (bodyOf(context.actor.role) === 'FEDERATION' && args.columnNames.some(isMoneyColumn))
      return refuse('disclosure/not-your-columns', ['columnNames']);
    const { listName, filters, columnNames, rowCount, fileHash, serialNumber, numbers } = args;
    const disclosure = create('disclosure', context.newId(), {
      ...{ listName, filters, columnNames, rowCount, fileHash, serialNumber, numbers },
      reason: args.reason || null,
      takenBy: context.actor.accountId,
      takenAt: context.madeAt,
      device: context.device,
    });
    return { changes: [disclosure] };
  },
});
