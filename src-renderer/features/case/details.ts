/** The details of a history line in words. They are JSON that each command writes as it needs, and a newer version may
 *  write more: what is not known here is left out, never shown raw.                                                */
import { z } from 'zod';
import { sayBenefits, sayCode, sayCodes } from '../../text/codes.ts';
import { sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { zh } from '../../text/zh/index.ts';
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
  rejudged: z
    .object({
      benefit: z.string(),
      fromMonth: z.string(),
      beforeFen: z.number().nullable(),
      afterFen: z.number().nullable(),
      beforeReasons: z.array(z.string()),
      afterReasons: z.array(z.string()),
      ruleName: z.string(),
      documentNo: z.string().nullable(),
    })
    .optional(),
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

type Rejudged = NonNullable<z.infer<typeof detailsSchema>['rejudged']>;

/** What a policy pack changed: old → new, by which rule and document. */
function sayRejudged({ benefit, fromMonth, ruleName, documentNo, ...sides }: Rejudged): string {
  const verdict = (fen: number | null, reasons: readonly string[]): string => {
    if (reasons.length) return t('packs.no', { reasons: sayCodes('reason', [...reasons]) });
    return fen === null ? t('packs.unknown') : `${sayMoney(fen)} ${t('ui.units.yuan')}`;
  };
  const rules = zh.eligibility.rule;
  const isKnown = Object.hasOwn(rules, ruleName);
  return t('packs.rejudged', {
    benefit: sayCode('benefit', benefit),
    month: sayMonth(fromMonth),
    before: verdict(sides.beforeFen, sides.beforeReasons),
    after: verdict(sides.afterFen, sides.afterReasons),
    rule: isKnown ? t(`eligibility.rule.${ruleName as keyof typeof rules}.title`) : ruleName,
    document: documentNo ?? '',
  });
}

export function sayDetails(details: unknown): string[] {
  const parsed = detailsSchema.safeParse(details);
  if (!parsed.success) return [];
  const { parts, missing, brought, approved, group, choice, file, row, material, document, rejudged } =
    parsed.data;
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
  if (rejudged) words.push(sayRejudged(rejudged));
  return [...words, ...sayDuplicateDetails(details)];
}
