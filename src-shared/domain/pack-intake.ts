/** Whether a signed pack may be taken in: asked where a file is opened on a desk and again at the centre before anything is written, by the same
 *  function, so that what the desk shows is what the centre will say (policy-packs §1, §2.4; who signs ∴).
 *  PKI1 a pack is signed by the unit that owns its level, with a key that the centre's administrator entered.  PKI2 a version is never issued
 *  twice with other content, and never begins before the one that it follows.  PKI3 a pack that is refused changes nothing; every fault is
 *  named, not only the first.  Elsewhere: amounts against the level above (pack-check.ts).                                              */
import { z } from 'zod';
import { canonicalJson, type Json } from '../base/canonical.ts';
import { isPlainDate, isPlainMonth, weekday } from './calendar.ts';
import { STOP_EFFECTIVE } from './exit.ts';
import { DEFAULT_PROCEDURE, type Procedure, RECHECK_CYCLES } from './pack.ts';
import { type IssuedPack, type PackBook, type PackKey, packName, type SignedPack } from './pack-book.ts';
import { faultsOfPack, type PackFault } from './pack-check.ts';
import { regionPrefix } from './policy-pack.ts';
import { PUBLICITY_GATES } from './publicity.ts';
import { ROSTER_COVERS } from './roster-calendar.ts';
import { BENEFITS } from './state.ts';

export const PACK_FILE_KIND = 'sumu-pack/1';
export const PACK_BYTES_MAX = 1_000_000;
const LINES_MAX = 2_000;
const TEXT_MAX = 300;

const text = z.string().trim().min(1).max(TEXT_MAX);
const month = z.string().refine(isPlainMonth);
const date = z.string().refine(isPlainDate);
const numbers = z.array(z.number().int().min(0).max(200)).max(50).nullish();
const age = z.number().int().min(0).max(150).nullish();
const household = z.string().regex(/^[A-Z_]{2,40}$/);

const standard = z.strictObject({
  id: text,
  benefit: z.enum(BENEFITS),
  amountFen: z.number().int().positive().max(100_000_000),
  from: month,
  to: month.nullish(),
  grades: numbers,
  classes: numbers,
  includesComponents: z.boolean().optional(),
  households: z.array(household).max(20).nullish(),
  urbanRural: z.enum(['URBAN', 'RURAL']).nullish(),
  ageFrom: age,
  ageTo: age,
  guidanceOnly: z.boolean().optional(),
});
const livingScope = z.strictObject({ from: month.optional(), households: z.array(household).max(20) });
const nursingScope = z.strictObject({
  from: month.optional(),
  to: month.nullish(),
  grades: z.array(z.number().int().min(1).max(4)).max(4),
  classes: z.union([z.literal('*'), z.array(z.number().int().min(1).max(7)).max(7)]),
});
/** A document number that is missing has its own fault (PC3). */
const lift = z.strictObject({
  exclusion: z.string().regex(/^[A-Z_]{2,60}$/),
  benefits: z.array(z.enum(BENEFITS)).min(1).max(2),
  from: month,
  documentNo: z.string().max(TEXT_MAX),
});

/** Values that a number of the procedure may have beside its kind. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  submitAnchor: ['PRELIMINARY_PASSED', 'ENTERED'],
  cycle: RECHECK_CYCLES,
  effective: STOP_EFFECTIVE,
  gate: PUBLICITY_GATES,
  covers: ROSTER_COVERS,
};
const NUMBER_MAX = 400;
const [WHOLE, YEAR, AGE_MAX] = [100, 12, 150];
/** A day that every month has. */
const IN_MONTH = [1, 28] as const;
/** Least and most of a number that not every number can be; of spot checks the article itself is the least (S004 art.7). */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  dayOfMonth: IN_MONTH,
  holderListDay: IN_MONTH,
  comparisonDay: IN_MONTH,
  perYear: [2, YEAR],
  percent: [1, WHOLE],
  atLeast: [1, NUMBER_MAX],
  objectionDays: [1, NUMBER_MAX],
  verifyDays: [1, NUMBER_MAX],
  monthsLookedBack: [1, 10 * YEAR],
  returnsBack: [1, YEAR],
  accountPersons: [1, NUMBER_MAX],
  massChangePercent: [1, WHOLE],
  oldAge: [1, AGE_MAX],
  veryOldAge: [1, AGE_MAX],
  leastDelegates: [1, WHOLE],
  mostDelegates: [1, WHOLE],
  votes: [1, YEAR],
};
/** A share that is no more than the whole: 2/3. */
const SHARE = /^([1-9]\d?)\/([1-9]\d?)$/;
function isShare(value: string): boolean {
  const [, part, whole] = SHARE.exec(value) ?? [];
  return Number(part) <= Number(whole);
}
const DAY_OF_YEAR = /^\d{2}-\d{2}$/;
/** A day that every year has. */
const isDayOfYear = (value: string): boolean => DAY_OF_YEAR.test(value) && isPlainDate(`2001-${value}`);

/** Whether a part of a procedure names only what there is, each of its kind. */
function isProcedurePart(given: unknown): boolean {
  const fits = (value: unknown, known: unknown, name: string): boolean => {
    if (typeof known !== typeof value) return false;
    const [least, most] = LIMITS[name] ?? [0, NUMBER_MAX];
    if (typeof value === 'number') return Number.isInteger(value) && value >= least && value <= most;
    if (typeof value === 'string') {
      if (SHARE.test(String(known))) return isShare(value);
      return DAY_OF_YEAR.test(String(known)) ? isDayOfYear(value) : (CHOICES[name] ?? []).includes(value);
    }
    return typeof value === 'boolean';
  };
  return Object.entries(given as object).every(([part, values]) => {
    const known = DEFAULT_PROCEDURE[part as keyof Procedure] as object | undefined;
    return (
      known !== undefined &&
      typeof values === 'object' &&
      values !== null &&
      Object.entries(values as object).every(([name, value]) =>
        fits(value, (known as Record<string, unknown>)[name], name),
      )
    );
  });
}

const days = z.array(z.string().regex(/^\d{2}-\d{2}$/)).max(100);
const calendarYear = z.strictObject({ off: days, on: days });
const FRIDAY = 5;

/** Years whose days off are weekdays and whose worked days are weekend days, each a day of its year (CAL4). */
function isCalendar(years: Readonly<Record<string, z.infer<typeof calendarYear>>>): boolean {
  return Object.entries(years).every(([year, { off, on }]) => {
    const date = (day: string): string => `${year}-${day}`;
    return (
      /^20\d{2}$/.test(year) &&
      [...off, ...on].every((day) => isPlainDate(date(day))) &&
      off.every((day) => weekday(date(day)) <= FRIDAY) &&
      on.every((day) => weekday(date(day)) > FRIDAY) &&
      off.length > 0
    );
  });
}

export const issuedPackSchema = z.strictObject({
  packId: z.string().regex(/^(CN|\d{2}|\d{4}|\d{6}|\d{9})$/),
  region: z.string().regex(/^(|\d{2}|\d{4}|\d{6}|\d{9})$/),
  version: z.number().int().min(1).max(999),
  documentNo: text,
  issuedBy: text,
  publishedOn: date,
  validFrom: date,
  reason: text.optional(),
  standards: z.array(standard).max(LINES_MAX),
  livingScope: z.array(livingScope).max(LINES_MAX),
  nursingScope: z.array(nursingScope).max(LINES_MAX),
  lifts: z.array(lift).max(LINES_MAX),
  procedure: z.record(z.string(), z.unknown()).refine(isProcedurePart).optional(),
  calendar: z.record(z.string(), calendarYear).refine(isCalendar).optional(),
});

export const signedPackSchema = z.strictObject({
  kind: z.literal(PACK_FILE_KIND),
  content: issuedPackSchema,
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

export const INTAKE_FAULTS = [
  'PACK_FORMAT',
  'PACK_ID_WRONG',
  'PACK_KEY_UNKNOWN',
  'PACK_KEY_NOT_TRUSTED',
  'PACK_KEY_OF_OTHER_LEVEL',
  'PACK_SIGNATURE_WRONG',
  'PACK_ALREADY_IN',
  'PACK_VERSION_KNOWN',
  'PACK_BEGINS_TOO_EARLY',
  'PACK_BELOW_PARENT',
  'PACK_AMBIGUOUS',
  'LIFT_WITHOUT_DOCUMENT',
] as const;
export type IntakeFaultCode = (typeof INTAKE_FAULTS)[number];

export interface IntakeFault extends Partial<Pick<PackFault, 'month' | 'benefit' | 'cell'>> {
  readonly code: IntakeFaultCode;
  /** Place in the file, the version that stands, the key: what a person looks for next. */
  readonly detail?: string;
}

export interface Intake {
  /** Null where the text is no pack at all. */
  readonly pack: SignedPack | null;
  readonly faults: readonly IntakeFault[];
}

/** What a signature is over. */
export function signedTextOf(content: IssuedPack): string {
  return canonicalJson(content as unknown as Json);
}

function formatFault(error: z.ZodError): IntakeFault {
  const [issue] = error.issues;
  return { code: 'PACK_FORMAT', detail: (issue?.path ?? []).map(String).join('.') };
}

function versionFaults({ content }: SignedPack, book: PackBook): IntakeFault[] {
  const line = book.packs.filter(({ region }) => region === content.region);
  const same = line.find(({ version }) => version === content.version);
  if (same) {
    const isSame = signedTextOf(same) === signedTextOf(content);
    return [{ code: isSame ? 'PACK_ALREADY_IN' : 'PACK_VERSION_KNOWN', detail: packName(same) }];
  }
  const [last] = line.toReversed();
  if (last && (content.version < last.version || content.validFrom < last.validFrom))
    return [{ code: 'PACK_BEGINS_TOO_EARLY', detail: `${packName(last)} ${last.validFrom}` }];
  return [];
}

/** Keys that count here, and those of whom nobody known says that they do (PKT1). */
interface HeldKeys {
  readonly keys: readonly PackKey[];
  readonly refused?: readonly PackKey[];
}

function keyFaults(
  pack: SignedPack,
  { keys, refused = [] }: HeldKeys,
  verify: (pack: SignedPack, key: PackKey) => boolean,
): IntakeFault[] {
  const key = keys.find(({ keyId }) => keyId === pack.keyId);
  const isRefused = refused.some(({ keyId }) => keyId === pack.keyId);
  if (!key) return [{ code: isRefused ? 'PACK_KEY_NOT_TRUSTED' : 'PACK_KEY_UNKNOWN', detail: pack.keyId }];
  if (key.region !== pack.content.region) return [{ code: 'PACK_KEY_OF_OTHER_LEVEL', detail: key.unitName }];
  return verify(pack, key) ? [] : [{ code: 'PACK_SIGNATURE_WRONG', detail: pack.keyId }];
}

/** Reads a pack's file and says everything that is wrong with it (PKI1–PKI3). `book` is what is in force here. */
export function intakeOf(
  file: string,
  held: { readonly book: PackBook } & HeldKeys,
  verify: (pack: SignedPack, key: PackKey) => boolean,
): Intake {
  let given: unknown;
  try {
    given = JSON.parse(file);
  } catch {
    return { pack: null, faults: [{ code: 'PACK_FORMAT', detail: '' }] };
  }
  const parsed = signedPackSchema.safeParse(given);
  if (!parsed.success) return { pack: null, faults: [formatFault(parsed.error)] };
  const { kind: _kind, ...rest } = parsed.data;
  const pack = rest as unknown as SignedPack;
  const { content } = pack;
  const faults = [...keyFaults(pack, held, verify), ...versionFaults(pack, held.book)];
  if (
    content.packId !== (content.region || 'CN') ||
    regionPrefix(content.region.padEnd(12, '0')) !== content.region
  )
    faults.unshift({ code: 'PACK_ID_WRONG', detail: content.packId });
  const day = content.validFrom;
  const above = held.book.inForce(day, Number((content.region || '0').padEnd(12, '0')));
  const others = above.filter(({ region }) => region !== content.region);
  return { pack, faults: [...faults, ...faultsOfPack(content, others)] };
}
