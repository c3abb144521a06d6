/** Hands a PDF out as a file, under a name that says what it is and not whose. */
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { dateOfInstant } from '../../text/dates.ts';

/** Long enough for the browser to have taken the bytes. */
const KEPT_MS = 60_000;

export function savePdf({ material, addedAt }: PaperView, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${sayCode('material', material)} ${dateOfInstant(addedAt)}.pdf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
