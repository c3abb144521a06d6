/** The shape of the import's sentences in one language. A code without a sentence does not compile, in any language.
 *  IW1 a sentence about a row says what is not right and how to mend it; one about a file also says what is kept.
 *  IW2 no blame, no exclamation mark, and of people's numbers only what FI1 lets through.                          */
import type { Benefit } from '#shared/domain/state.ts';
import type { HouseholdCategory } from '../cell-words.ts';
import type { FaultPlace, FileFaultCode } from '../file-fault.ts';
import type { FindingCode, FindingParams } from '../finding.ts';
import type { RosterField } from '../roster-fields.ts';

export type ImportLanguage = 'zh-CN' | 'en';

export interface ImportWords {
  readonly fields: Readonly<Record<RosterField, string>>;
  readonly households: Readonly<Record<HouseholdCategory, string>>;
  /** What the subsidies of a row are called together. */
  readonly benefits: (benefits: readonly Benefit[]) => string;
  readonly findings: { readonly [Code in FindingCode]: (params: FindingParams[Code]) => string };
  readonly faults: Readonly<Record<FileFaultCode, (place: FaultPlace) => string>>;
  /** The file that was looked at is no longer kept. */
  readonly gone: string;
  /** Heading of the column of reasons in a marked workbook. */
  readonly reasonHeading: string;
  /** Name of the marked file, of its own name without the ending. */
  readonly markedName: (stem: string) => string;
}
