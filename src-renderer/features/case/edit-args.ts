/** Arguments of `person.edit` from one form of the page. Parts that a mended act corrected besides go along as they were: each form shows one
 *  part, and nothing of the act may be lost.                                                                          */
import type { Mending } from '../../data/mend.ts';

export const EDIT_PARTS = [
  ...(['contact', 'bank', 'household', 'certificate', 'life'] as const),
  ...(['otherBenefits', 'elections', 'guardian', 'renewalReceiptOn'] as const),
] as const;
export type EditPart = (typeof EDIT_PARTS)[number];

export interface EditArgs extends Partial<Record<EditPart, unknown>> {
  readonly personId?: number;
  readonly reason?: string;
}

export function editArgs(
  personId: number,
  part: Partial<Record<EditPart, unknown>>,
  reason: string,
  mending: Mending | undefined,
): EditArgs {
  const mended = (mending?.page.name === 'person.edit' ? mending.page.args : {}) as EditArgs;
  const others = Object.fromEntries(
    EDIT_PARTS.filter((one) => mended[one] !== undefined).map((one) => [one, mended[one]]),
  );
  return { ...others, personId, ...part, reason: reason.trim() };
}

/** The part whose form opens: the one that the refusal points at, else the first. */
export function partToMend(args: unknown, path: readonly string[]): EditPart | undefined {
  const parts = EDIT_PARTS.filter((part) => (args as EditArgs)[part] !== undefined);
  return parts.find((part) => path.includes(part)) ?? parts[0];
}
