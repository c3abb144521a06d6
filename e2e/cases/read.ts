/** Reads a file of cases (dossier (o)) and turns one test pack into the packs of its divisions: amounts in yuan into fen, what lies over
 *  another into a later version. Judges nothing; what cannot be read is said in one line.                                               */
import { ALERT_RULE } from '#shared/domain/alert.ts';
import { EVALUATION_RULE } from '#shared/domain/evaluation-tally.ts';
import type { PlainMonth } from '#shared/domain/calendar.ts';
import type { JudgedBy } from '#shared/domain/eligibility.ts';
import { STOP_EFFECTIVE } from '#shared/domain/exit.ts';
import { judgedBy, type PolicyPack, RECHECK_CYCLES } from '#shared/domain/pack.ts';
import { type ProcedurePart, procedureOf } from '#shared/domain/pack-book.ts';
import { faultsOfPack, type PackFault } from '#shared/domain/pack-check.ts';
import { type DivisionPack, NATIONAL_PACK, regionPrefix } from '#shared/domain/policy-pack.ts';
import { SPOT_CHECK_RULE } from '#shared/domain/spot-sample.ts';
import { PUBLICITY_GATES } from '#shared/domain/publicity.ts';
import { ROSTER_COVERS } from '#shared/domain/roster-calendar.ts';
import { BENEFITS } from '#shared/domain/state.ts';
import { z } from 'zod';
import { month } from './facts.ts';

const numbers = z.array(z.number().int()).nullish();
/** A division's code, or the country's name. */
const division = z.string().regex(/^(CN|\d{0,12})$/);

const standardSchema = z.object({
  id: z.string(),
  region: division,
  benefit: z.enum(BENEFITS),
  amount: z.number().nonnegative(),
  from: month,
  to: month.nullish(),
  grades: numbers,
  classes: numbers,
  includesComponents: z.boolean().optional(),
  households: z.array(z.string()).nullish(),
  urbanRural: z.enum(['URBAN', 'RURAL']).nullish(),
  ageFrom: z.number().nullish(),
  ageTo: z.number().nullish(),
  guidanceOnly: z.boolean().optional(),
});

const nursingCell = z.object({
  grades: z.array(z.number().int()),
  classes: z.union([z.literal('*'), z.array(z.number().int())]).nullish(),
});
const liftSchema = z.object({
  region: division.default(''),
  exclusion: z.string(),
  benefits: z.array(z.enum(BENEFITS)).default([...BENEFITS]),
  from: month.default('2016-01'),
  documentNo: z.string().default(''),
});
const limit = z.union([
  z.number().int(),
  z.object({ days: z.number().int().optional(), anchor: z.string().optional() }),
]);
/** A part of the procedure, each value of the kind that its default has. */
const partLike = (rule: object) => {
  const kinds = Object.entries(rule).map(
    ([name, value]) => [name, typeof value === 'number' ? z.number().int() : z.string()] as const,
  );
  return z.object(Object.fromEntries(kinds)).partial().optional();
};
/** Numbers of the procedure, by the names of policy-packs §5.1 and dossier (d)–(g). */
const procedureSchema = z.object({
  deadlines: z.record(z.string(), z.union([limit, z.string()])).default({}),
  roster: z
    .object({
      ...{ dayOfMonth: z.number().int(), remindDays: z.number().int() },
      covers: z.enum(ROSTER_COVERS),
    })
    .partial()
    .optional(),
  exchange: z
    .object({ holderListDay: z.number().int(), comparisonDay: z.number().int() })
    .partial()
    .optional(),
  publicity: z
    .object({
      ...{ days: z.number().int(), extendOverHoliday: z.boolean(), objectionDays: z.number().int() },
      gate: z.enum(PUBLICITY_GATES),
    })
    .partial()
    .optional(),
  recheck: z
    .object({ cycle: z.string().toUpperCase().pipe(z.enum(RECHECK_CYCLES)) })
    .partial()
    .optional(),
  spotCheck: partLike(SPOT_CHECK_RULE),
  alerts: partLike(ALERT_RULE),
  evaluation: partLike(EVALUATION_RULE),
  expiry: z
    .object({
      ...{ graceMonths: z.number().int(), payInGrace: z.boolean(), extendOverHoliday: z.boolean() },
      ...{ receiptHoldsDays: z.number().int(), radarDays: z.number().int() },
    })
    .partial()
    .optional(),
  stop: z
    .object({ effective: z.enum(STOP_EFFECTIVE) })
    .partial()
    .optional(),
  deFactoChild: z.object({ fullSubsidyExcludesLiving: z.boolean() }).partial().optional(),
  household: z.object({ gainMonthCounts: z.boolean() }).partial().optional(),
  recovery: z.object({ creditRecord: z.boolean() }).partial().optional(),
});

const packSchema = procedureSchema.extend({
  extends: z.string().optional(),
  standards: z.array(standardSchema).default([]),
  liftExclusion: z.union([liftSchema, z.array(liftSchema)]).optional(),
  scope: z
    .object({
      livingHouseholds: z.record(z.string(), z.array(z.string())).default({}),
      nursing: z.union([z.array(nursingCell), z.record(z.string(), z.array(nursingCell))]).optional(),
    })
    .partial()
    .default({}),
});
type TestPack = z.infer<typeof packSchema>;

const caseSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string().default(''),
  /** By its name in the file, or whole. */
  policyPack: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  input: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
  uncertain: z.array(z.string()).default([]),
});
export type Case = z.infer<typeof caseSchema>;

const fileSchema = z.object({
  policyPacks: z.record(z.string(), z.unknown()).default({}),
  cases: z.array(z.unknown()),
});

/** What a case is judged by. */
export interface CasePacks extends JudgedBy {
  readonly procedure: PolicyPack;
  /** Divisions whose part the loader would not take in, and why (policy-packs §2.4). */
  readonly refused: readonly { readonly region: string; readonly fault: PackFault }[];
}

/** A case, or why what stands in its place is none. */
export type Read =
  | { readonly id: string; readonly case: Case }
  | { readonly id: string; readonly fault: string };

export interface CasesFile {
  readonly cases: readonly Read[];
  packsOf(each: Case): CasePacks;
}

export const fenOf = (yuan: number): number => Math.round(yuan * 100);
export const yuanOf = (fen: number | null): number | null => (fen === null ? null : fen / 100);

/** What is wrong, in one line. */
export function wordsOf(error: unknown): string {
  const [issue] = error instanceof z.ZodError ? error.issues : [];
  const words = issue ? `${issue.path.map(String).join('.')}: ${issue.message}` : (error as Error).message;
  return words.replace(/\s+/g, ' ');
}

const codeOf = (region: string): string => regionPrefix(region === 'CN' ? '' : region);

/** The key of a scope: a region code, and the month from which it holds. */
function scopeKey(key: string): { region: string; from?: PlainMonth } {
  const [region = '', from] = key.split('@');
  return { region: codeOf(division.parse(region)), ...(from !== undefined && { from: month.parse(from) }) };
}

type Parts = Pick<DivisionPack, 'standards' | 'livingScope' | 'nursingScope' | 'lifts'>;
const EMPTY: Parts = { standards: [], livingScope: [], nursingScope: [], lifts: [] };

/** Cells of nursing by division; a list alone is the whole country's. */
const nursingOf = ({ scope: { nursing = {} } }: TestPack) =>
  Array.isArray(nursing) ? { '': nursing } : nursing;

/** What a pack says for each division. */
function partsOf(pack: TestPack): Map<string, Parts> {
  const parts = new Map<string, Parts>();
  const add = <Name extends keyof Parts>(region: string, name: Name, value: Parts[Name][number]): void => {
    const known = parts.get(region) ?? EMPTY;
    parts.set(region, { ...known, [name]: [...known[name], value] });
  };
  for (const { region, amount, to = null, includesComponents = true, ...rest } of pack.standards)
    add(codeOf(region), 'standards', { ...rest, to, includesComponents, amountFen: fenOf(amount) });
  for (const [key, households] of Object.entries(pack.scope.livingHouseholds ?? {})) {
    const { region, ...since } = scopeKey(key);
    add(region, 'livingScope', { ...since, households });
  }
  for (const [key, list] of Object.entries(nursingOf(pack))) {
    const { region, ...since } = scopeKey(key);
    for (const { grades, classes } of list)
      add(region, 'nursingScope', { ...since, grades, classes: classes ?? '*' });
  }
  for (const { region, ...lift } of [pack.liftExclusion ?? []].flat()) add(codeOf(region), 'lifts', lift);
  return parts;
}

/** Packs of the divisions: what lies over another is the later version (policy-packs §2.3), and its scopes take the place of the same keys. */
function divisionPacks(layers: readonly TestPack[]): DivisionPack[] {
  const scope = Object.assign({}, ...layers.map((layer) => layer.scope.livingHouseholds ?? {}));
  const nursing = Object.assign({}, ...layers.map(nursingOf));
  const newest = layers.length - 1;
  return layers.flatMap((layer, version) => {
    const scopes = version === newest ? { livingHouseholds: scope, nursing } : {};
    return [...partsOf({ ...layer, scope: scopes })].map(([region, parts]) => ({
      ...{ packId: `${region || 'CN'}.${version}`, region, version: version + NATIONAL_PACK.version + 1 },
      ...parts,
    }));
  });
}

/** A pack with what it lies over, the lower one first. */
function layersOf(
  packs: Readonly<Record<string, unknown>>,
  pack: TestPack,
  over: readonly string[] = [],
): TestPack[] {
  if (pack.extends === undefined) return [pack];
  if (over.includes(pack.extends)) throw new Error(`pack ${pack.extends} extends itself`);
  return [...layersOf(packs, named(packs, pack.extends), [...over, pack.extends]), pack];
}

function named(packs: Readonly<Record<string, unknown>>, name: string): TestPack {
  if (!Object.hasOwn(packs, name)) throw new Error(`no pack ${name}`);
  const parsed = packSchema.safeParse(packs[name]);
  if (!parsed.success) throw new Error(`pack ${name}: ${wordsOf(parsed.error)}`);
  return parsed.data;
}

/** Numbers of a procedure as the product's packs carry them. */
function procedurePart(pack: TestPack): ProcedurePart {
  const deadlines: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(pack.deadlines)) {
    if (typeof value !== 'object') deadlines[name] = value;
    else {
      if (value.days !== undefined) deadlines[name] = value.days;
      if (value.anchor !== undefined && name === 'submitToFederation') deadlines.submitAnchor = value.anchor;
    }
  }
  const { roster, exchange, publicity, expiry } = pack;
  const { recheck, spotCheck, alerts, evaluation, stop, deFactoChild, household, recovery } = pack;
  const given = Object.entries({
    ...{ deadlines, roster, exchange, publicity, expiry },
    ...{ recheck, spotCheck, alerts, evaluation, stop, deFactoChild, household, recovery },
  });
  return Object.fromEntries(given.filter(([, part]) => part !== undefined)) as ProcedurePart;
}

function casePacks(layers: readonly TestPack[]): CasePacks {
  const packs = [NATIONAL_PACK, ...divisionPacks(layers)];
  const numbers = procedureOf(layers.map(procedurePart));
  const procedure = {
    ...{ ...numbers, version: 'cases', regionCode: 0, validFrom: '2016-01-01', divisions: packs },
  };
  const isNewest = (pack: DivisionPack): boolean =>
    !packs.some(({ region, version }) => region === pack.region && version > pack.version);
  const refused = packs.filter(isNewest).flatMap((pack) =>
    faultsOfPack(pack, packs)
      .filter(({ code, isRaisedLater }) => code === 'PACK_BELOW_PARENT' && !isRaisedLater)
      .slice(0, 1)
      .map((fault) => ({ region: pack.region, fault })),
  );
  return {
    ...judgedBy(procedure),
    ...{ refused, procedure },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`not JSON: ${wordsOf(error)}`);
  }
}

/** Throws an Error that says what is wrong with the file. */
export function readCases(text: string): CasesFile {
  const file = fileSchema.parse(parsed(text));
  const known = new Map<string, CasePacks>();
  return {
    cases: file.cases.map((given, at) => {
      const parsed = caseSchema.safeParse(given);
      if (parsed.success) return { id: parsed.data.id, case: parsed.data };
      const id = (given as { id?: unknown } | null)?.id;
      return { id: typeof id === 'string' ? id : `#${at + 1}`, fault: wordsOf(parsed.error) };
    }),
    packsOf({ policyPack }) {
      if (policyPack === undefined) return casePacks([]);
      const name = typeof policyPack === 'string' ? policyPack : JSON.stringify(policyPack);
      const found = known.get(name);
      if (found) return found;
      const isNamed = typeof policyPack === 'string';
      const top = isNamed ? named(file.policyPacks, name) : named({ here: policyPack }, 'here');
      const packs = casePacks(layersOf(file.policyPacks, top, isNamed ? [name] : []));
      known.set(name, packs);
      return packs;
    },
  };
}
