/** What the replica and its parser process say to each other. */
import type { FaultPlace, FileFaultCode } from './file-fault.ts';
import type { SheetRow } from './sheet.ts';

export interface ParseRequest {
  readonly bytes: Uint8Array;
}

export type ParseAnswer =
  | { readonly kind: 'sheets'; readonly names: readonly string[] }
  | { readonly kind: 'rows'; readonly sheet: number; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'whole' }
  | { readonly kind: 'fault'; readonly code: FileFaultCode; readonly place: FaultPlace };
