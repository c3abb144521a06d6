/** What the replica and its parser process say to each other. */
import type { FaultPlace, FileFaultCode } from './file-fault.ts';
import type { MarkOrder } from './mark-order.ts';
import type { FileKind, Sheet, SheetRow } from './sheet.ts';

export interface ParseRequest {
  readonly bytes: Uint8Array;
  readonly file: FileKind;
  /** Without one the file is only read. */
  readonly order?: MarkOrder;
}

export type ParseAnswer =
  /** Rows that follow belong to it, up to the next one. */
  | { readonly kind: 'sheet'; readonly sheet: Omit<Sheet, 'rows'> }
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'whole' }
  | { readonly kind: 'marked'; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly code: FileFaultCode; readonly place: FaultPlace };
