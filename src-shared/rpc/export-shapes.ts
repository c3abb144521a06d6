/** Exports as the screens ask for them, and the record of exports. What is asked for is the list as it stands on the screen: its name and
 *  its filters; the rows are read by the replica, all of them. */
import { z } from 'zod';
import { EXPORT_LISTS, EXPORT_NUMBERS } from '../domain/disclosure.ts';
import { crossSchema } from './statistics-shapes.ts';

const id = z.number().int();

export const exportedList = z.discriminatedUnion('list', [
  z.strictObject({
    list: z.literal('cases'),
    text: z.string().max(200),
    state: z.string().max(40).optional(),
    benefit: z.string().max(40).optional(),
  }),
  z.strictObject({
    list: z.literal('today'),
    group: z.enum(['overdue', 'soon', 'returned', 'mine']).optional(),
  }),
  z.strictObject({ list: z.literal('review') }),
  z.strictObject({ list: z.literal('conflicts') }),
  z.strictObject({
    list: z.literal('acts'),
    place: z.enum(['saved', 'waiting', 'received', 'decided', 'needs-you']).optional(),
  }),
  z.strictObject({
    list: z.literal('import-rows'),
    importId: z.string().max(80),
    show: z.enum(['wrong-and-look', 'wrong', 'all']),
  }),
  z.strictObject({ list: z.literal('disclosures') }),
  /** What a roster pays, for the bank. */
  z.strictObject({
    list: z.literal('payments'),
    rosterId: id,
    month: z.string().max(7),
    file: z.enum(['xlsx', 'gb18030', 'utf8']),
  }),
  z.strictObject({
    list: z.literal('statistics'),
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    /** outside: small cells are left out. */
    scope: z.enum(['inside', 'outside']),
    cross: crossSchema,
  }),
]);
export type ExportedList = z.infer<typeof exportedList>;

export const exportInput = z.strictObject({
  what: exportedList,
  numbers: z.enum(EXPORT_NUMBERS),
  /** Why whole numbers are needed; empty where none was asked. */
  reason: z.string().max(300),
  language: z.enum(['zh-CN', 'en']),
  /** Made anew for each press: each file has its own record and number. */
  formId: z.string().min(8).max(64),
});
export type ExportInput = z.infer<typeof exportInput>;

/** The file comes only after its record is on the disk. */
export const exportResult = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    fileName: z.string(),
    contentBase64: z.string(),
    serialNumber: z.string(),
    rowCount: z.number(),
  }),
  z.object({ ok: z.literal(false), code: z.string(), path: z.array(z.string()).optional() }),
]);
export type ExportResult = z.infer<typeof exportResult>;

export const disclosureRow = z.object({
  disclosureId: id,
  listName: z.enum(EXPORT_LISTS).nullable(),
  filters: z.record(z.string(), z.string()),
  rowCount: z.number(),
  numbers: z.enum(EXPORT_NUMBERS),
  reason: z.string().nullable(),
  serialNumber: z.string(),
  takenAt: z.string(),
  takenBy: z.string(),
  unit: z.string(),
  computer: z.string(),
});
export type DisclosureRow = z.infer<typeof disclosureRow>;
