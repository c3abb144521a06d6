/** The details of a history line in words. They are JSON that each command writes as it needs, and a newer version may
 *  write more: what is not known here is left out, never shown raw.                                                */
import { z } from 'zod';
import { sayBenefits, sayCode, sayCodes } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { sayDuplicateDetails } from '../people/details.ts';

const detailsSchema = z.object({
  parts: z.array(z.string()).optional(),
  missing: z.array(z.string()).optional(),
  brought: z.array(z.string()).optional(),
  approved: z.array(z.enum(['LIVING', 'NURSING'])).optional(),
  group: z.string().optional(),
  choice: z.enum(['mine', 'theirs', 'third']).optional(),
  file: z.string().optional(),
  row: z.number().optional(),
  material: z.string().optional(),
  document: z.object({ kind: z.string(), number: z.string(), ordinal: z.number().optional() }).optional(),
});

/** 不通过告知书 12-0417，第 2 次 */
function sayDocument({
  kind,
  number,
  ordinal,
}: {
  kind: string;
  number: string;
  ordinal?: number | undefined;
}): string {
  const word = sayCode('document', kind);
  return ordinal === undefined
    ? t('case.history.document', { kind: word, number })
    : t('case.history.printing', { kind: word, number, n: ordinal });
}

export function sayDetails(details: unknown): string[] {
  const parsed = detailsSchema.safeParse(details);
  if (!parsed.success) return [];
  const { parts, missing, brought, approved, group, choice, file, row, material, document } = parsed.data;
  const words: string[] = [];
  if (parts?.length) words.push(t('case.history.parts', { parts: sayCodes('part', parts) }));
  if (material) words.push(sayCode('material', material));
  if (document) words.push(sayDocument(document));
  if (brought?.length) words.push(t('case.history.brought', { items: sayCodes('material', brought) }));
  if (missing?.length) words.push(t('case.history.missing', { items: sayCodes('material', missing) }));
  if (approved?.length) words.push(t('case.history.approved', { items: sayBenefits(approved) }));
  if (group && choice) {
    const chosen = t(`case.history.choices.${choice}`);
    words.push(t('case.history.settled', { group: sayCode('group', group), choice: chosen }));
  }
  if (file && row) words.push(t('case.history.roster', { file, row }));
  return [...words, ...sayDuplicateDetails(details)];
}
