/** The packs of all divisions as they were issued: signed by the unit that owns the level, effective-dated, never edited in place. A division has
 *  one line of versions; each is whole, for all months since its first, and the next takes its place from its first day on.
 *  PKB1 a pack is used only while its signature holds, on every side again: a centre that lies or a torn row changes no amount (∴).
 *  PKB2 what an act was decided with is named by the versions of all divisions that applied, «CN.1+15.2+159999.7», so that the set is found again
 *  by its name alone, years later (m.3 packs).  PKB3 of a division the version counts that began last (policy-packs §2.3, ∴).
 *  PKB4 procedures are laid over each other from the country down, number by number; what nobody set is the default (policy-packs §5.1).
 *  Elsewhere: what a set says (policy-pack.ts, eligibility.ts), whether a new pack may be taken in (pack-intake.ts).                      */
import type { PlainDate } from './calendar.ts';
import type { CalendarYear } from './calendar-data.ts';
import type { DecideContext } from './command.ts';
import { DEFAULT_PROCEDURE, DEMO_PACK, type PolicyPack, type Procedure } from './pack.ts';
import { type DivisionPack, NATIONAL_PACK, regionPrefix } from './policy-pack.ts';

/** Parts of a procedure that a division sets; the rest stays as the level above has it. */
export type ProcedurePart = {
  readonly [Part in keyof Procedure]?: Partial<Procedure[Part]>;
};

/** A division's pack with what its document says of itself. */
export interface IssuedPack extends DivisionPack {
  readonly documentNo: string;
  /** The unit that set it, by its full name. */
  readonly issuedBy: string;
  readonly publishedOn: PlainDate;
  /** First day on which acts are decided with it. */
  readonly validFrom: PlainDate;
  readonly procedure?: ProcedurePart;
  /** Years of the official working calendar, as announced (CAL4). */
  readonly calendar?: Readonly<Record<number, CalendarYear>>;
  /** Why an earlier version was corrected. */
  readonly reason?: string;
}

/** A pack as it travels: the content, the key that signed its canonical text, the signature (128 hex digits). */
export interface SignedPack {
  readonly content: IssuedPack;
  readonly keyId: string;
  readonly signature: string;
}

/** Public key of a unit that sets packs of one level. */
export interface PackKey {
  readonly keyId: string;
  /** Digits of the division whose packs it signs. */
  readonly region: string;
  readonly unitName: string;
  /** Ed25519, 64 hex digits. */
  readonly publicKey: string;
}

/** Made before packs were records; acts that name it are decided with it for ever. */
const BUILT_IN: readonly PolicyPack[] = [DEMO_PACK];
const NATIONAL_NAME = 'CN';
const PARTS = Object.keys(DEFAULT_PROCEDURE) as (keyof Procedure)[];

/** The name of a division's pack in the name of a set. */
export function packName({ region, version }: Pick<DivisionPack, 'region' | 'version'>): string {
  return `${region || NATIONAL_NAME}.${version}`;
}

/** The procedure that follows from packs, the country's first (PKB4). */
export function procedureOf(parts: readonly (ProcedurePart | undefined)[]): Procedure {
  const laid = (name: keyof Procedure): object =>
    Object.assign({}, DEFAULT_PROCEDURE[name], ...parts.map((part) => part?.[name] ?? {}));
  return Object.fromEntries(PARTS.map((name) => [name, laid(name)])) as unknown as Procedure;
}

function composed(set: readonly (DivisionPack | IssuedPack)[]): PolicyPack {
  const issued = set.filter((pack): pack is IssuedPack => 'validFrom' in pack);
  const nearest = set.at(-1)?.region ?? '';
  const calendar = Object.assign({}, ...issued.map((pack) => pack.calendar ?? {}));
  return {
    ...procedureOf(issued.map(({ procedure }) => procedure)),
    version: set.map(packName).join('+'),
    regionCode: Number(nearest.padEnd(12, '0')),
    validFrom: issued.map(({ validFrom }) => validFrom).reduce((a, b) => (a > b ? a : b), '2016-01-01'),
    divisions: set,
    ...(Object.keys(calendar).length > 0 && { calendar }),
  };
}

/** The packs that one side holds, by division. */
export class PackBook {
  /** Every pack whose signature holds, of each division the versions in order. */
  readonly packs: readonly IssuedPack[];
  private readonly byName: ReadonlyMap<string, DivisionPack>;
  private readonly sets = new Map<string, PolicyPack | undefined>();

  constructor(packs: readonly IssuedPack[]) {
    this.packs = packs.toSorted((a, b) => a.region.length - b.region.length || a.version - b.version);
    this.byName = new Map([NATIONAL_PACK, ...this.packs].map((pack) => [packName(pack), pack]));
  }

  /** The set of exactly this name, or undefined: an unknown one is never replaced by another (PACK2, PKB2). */
  byVersion(version: string): PolicyPack | undefined {
    const builtIn = BUILT_IN.find((pack) => pack.version === version);
    if (builtIn) return builtIn;
    if (!this.sets.has(version)) this.sets.set(version, this.setNamed(version));
    return this.sets.get(version);
  }

  private setNamed(version: string): PolicyPack | undefined {
    const set = version.split('+').map((name) => this.byName.get(name));
    const isWhole = set.every((pack, at): pack is DivisionPack => {
      const above = set[at - 1];
      if (!pack) return false;
      return at === 0
        ? pack.region === ''
        : pack.region !== above?.region && pack.region.startsWith(above?.region ?? '');
    });
    return isWhole ? composed(set as DivisionPack[]) : undefined;
  }

  /** Packs of every level that count for a division on a day, the country's first (PKB3). */
  inForce(date: PlainDate, division: number): readonly (DivisionPack | IssuedPack)[] {
    const region = regionPrefix(String(division));
    const newest = new Map<string, DivisionPack | IssuedPack>([['', NATIONAL_PACK]]);
    for (const pack of this.packs)
      if (region.startsWith(pack.region) && pack.validFrom <= date) newest.set(pack.region, pack);
    return [...newest.values()].sort((a, b) => a.region.length - b.region.length);
  }

  /** What acts of a division are decided with on a day. Without a pack of any unit it is the national base alone, under which every amount is
   *  unknown; the made-up banner has the pack of the program until one of its own is there. */
  forDivision(date: PlainDate, division: number): PolicyPack {
    const set = this.inForce(date, division);
    const region = regionPrefix(String(division));
    const isOwn = set.length > 1;
    const builtIn = BUILT_IN.find(({ regionCode }) => region.startsWith(regionPrefix(String(regionCode))));
    if (!isOwn && builtIn) return builtIn;
    const version = set.map(packName).join('+');
    return this.byVersion(version) ?? composed(set);
  }
}

/** No pack but those of the program. */
export const EMPTY_BOOK = new PackBook([]);

/** The packs that an act is decided with; undefined where nobody here knows them. */
export function packOf({
  pack,
  packVersion,
}: Pick<DecideContext, 'pack' | 'packVersion'>): PolicyPack | undefined {
  return pack ?? EMPTY_BOOK.byVersion(packVersion);
}

/** The packs among signed ones that may be used: their key belongs to their level and their signature holds (PKB1). `text` is what was signed. */
export function bookOf(
  signed: readonly SignedPack[],
  keys: readonly PackKey[],
  verify: (pack: SignedPack, key: PackKey) => boolean,
): PackBook {
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  const holds = (pack: SignedPack): boolean => {
    const key = byId.get(pack.keyId);
    return key !== undefined && key.region === pack.content.region && verify(pack, key);
  };
  return new PackBook(signed.filter(holds).map(({ content }) => content));
}
