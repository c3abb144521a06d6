/** What a paper may be: types, sizes, materials, and which class of data a picture of each belongs to. Told to a clerk before the file is
 *  chosen. A photo of a bank card is as much money as the number typed off it, so its picture follows the same audience class. */
import type { AudienceClass } from '../records/registry.ts';
import { MATERIAL_CODES } from './state.ts';

export const PAPER_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type PaperMediaType = (typeof PAPER_MEDIA_TYPES)[number];

/** What hangs on a case. */
export const CASE_MATERIALS = [...MATERIAL_CODES, 'OTHER'] as const;
/** What hangs on a public notice: how it hung at the start, and at the end (dossier g ∴). */
export const NOTICE_MATERIALS = ['POSTING_START', 'POSTING_END'] as const;
export const PAPER_MATERIALS = [...CASE_MATERIALS, ...NOTICE_MATERIALS] as const;
export type PaperMaterial = (typeof PAPER_MATERIALS)[number];

const MIB = 1024 * 1024;

export const PAPER_LIMITS = {
  /** Of a file as it is chosen, and of a PDF as it is kept. */
  fileBytes: 20 * MIB,
  /** What a photo is made to fit when it is drawn anew. */
  pictureBytes: 2 * MIB,
  /** Width × height, read from the header. */
  pixels: 40_000_000,
  /** Longer edge of a picture as it is kept: a page of A4 at 200 dots an inch. */
  longEdge: 2_400,
  thumbnailEdge: 320,
  thumbnailBytes: 64 * 1024,
  /** Of one person, those taken away not counted. */
  papersOfPerson: 40,
  papersOfNotice: 12,
} as const;

const CLASS_OF_MATERIAL: Readonly<Record<PaperMaterial, AudienceClass>> = {
  ID_COPY: 'identity',
  HUKOU_PAGE: 'identity',
  CERT_COPY: 'health',
  BANK_ACCOUNT: 'money',
  DIBAO_PROOF: 'case',
  SIGNED_FORM: 'case',
  OTHER: 'case',
  // The list on the board can be read in them.
  POSTING_START: 'identity',
  POSTING_END: 'identity',
};

/** Materials whose pictures may be seen by whoever holds these classes. */
export function materialsFor(classes: readonly string[]): PaperMaterial[] {
  return PAPER_MATERIALS.filter((material) => classes.includes(CLASS_OF_MATERIAL[material]));
}
