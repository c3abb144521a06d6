/** Taking a signed pack in at the centre, for all desks: from a file that the administrator names, or from a county's offer (jobs/take-offers.ts).
 *  Whoever may enter a key decides whose packs count; that is the administrator on the centre's own command line, never a route.
 *  PKI3 a pack that is refused changes nothing.  TP1 the reference data is locked while it is judged, so of two packs of one version one is
 *  taken.  TP2 with the pack goes an order for every county under it to judge its cases again (REEVALUATE), in the same transaction (∴).   */
import { instantText } from '#shared/base/clock.ts';
import type { Clock } from '#shared/base/clock.ts';
import { PackBook, packName, type SignedPack } from '#shared/domain/pack-book.ts';
import { type IntakeFault, intakeOf } from '#shared/domain/pack-intake.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import {
  isKeyVouched,
  isPackSigned,
  keyTrustOf,
  type KeyVoucher,
  packBookOf,
  packKeyId,
} from '#shared/sync/signed-pack.ts';
import { countyScopes, centreMeta } from '../jobs/work.ts';
import type { CentralStore, CentralTransaction } from '../store/central-store.ts';
import { appendRecords, writeCommit } from '../sync/append.ts';
import { readPackBook, readPackKeys } from '../sync/packs.ts';

export interface PackPorts {
  readonly store: CentralStore;
  readonly clock: Clock;
}

export interface Taken {
  /** `159999.2`; null where the text is no pack. */
  readonly name: string | null;
  readonly faults: readonly IntakeFault[];
}

const ROWS_MAX = 1_000;
const VERSIONS = 1_000;
const COUNTY_UNIT = 1_000_000;
const PACK_IDS = 1_000_000_000;
/** Hex digits of a key's id that make a record's id: 48 bits. */
const KEY_DIGITS = 12;
const COUNTY_DIGITS = 6;

/** Ids of what the centre alone makes follow from what they are, so that no two makers give one thing two. */
const packId = ({ region, version }: SignedPack['content']): number =>
  Number(region || '0') * VERSIONS + version;
const orderId = (county: number, pack: number): number => Math.floor(county / COUNTY_UNIT) * PACK_IDS + pack;

/** Regions that a pack's amounts are held against: its own and all that it lies in. */
function regionsOver(region: string): string[] {
  return ['', ...[2, 4, 6, 9].map((length) => region.slice(0, length))].filter(
    (each, at, all) => region.startsWith(each) && all.indexOf(each) === at,
  );
}

async function rowsOver<T extends 'pack' | 'packKey'>(
  tx: CentralTransaction,
  type: T,
  regions: readonly string[],
): Promise<Row<T>[]> {
  const by = type === 'pack' ? 'packRegion' : 'keyRegion';
  const rows: Row<T>[] = [];
  for (const value of regions)
    rows.push(...((await tx.read(REFERENCE_SCOPE, { type, by, value, limit: ROWS_MAX })) as Row<T>[]));
  return rows;
}

/** The order to judge a county's cases again. */
function order(county: number, { content }: SignedPack, before: PackBook, after: PackBook): WrittenRecord {
  const { validFrom, documentNo } = content;
  const set = {
    ...{ packName: packName(content), documentNo, startsOn: validFrom },
    beforeVersion: before.forDivision(validFrom, county).version,
    afterVersion: after.forDivision(validFrom, county).version,
    ...{ state: 'TO_DO', atScope: null, afterPerson: null, judged: 0, changed: 0, doneAt: null },
  };
  return { type: 'reevaluation', id: orderId(county, packId(content)), set };
}

/** Judges a pack and takes it in, inside a transaction that holds the reference scope and those counties. */
export async function takeIn(
  tx: CentralTransaction,
  file: string,
  counties: readonly number[],
  nowMs: number,
): Promise<Taken> {
  const region = regionOf(file);
  const under = counties.map(String).filter((county) => county.startsWith(region ?? ''));
  // What the counties have of their own too: with it their cases were judged, and will be (TP2).
  const of = [region ?? '', ...under.map((county) => county.slice(0, COUNTY_DIGITS))];
  const regions = [...new Set(of.flatMap(regionsOver))];
  const keyRows = await rowsOver(tx, 'packKey', regions);
  const rows = await rowsOver(tx, 'pack', regions);
  const { trusted, refused } = keyTrustOf(keyRows, null);
  const book = packBookOf(rows, trusted);
  const { pack, faults } = intakeOf(file, { book, keys: trusted, refused }, isPackSigned);
  const name = pack && packName(pack.content);
  if (!pack || faults.length) return { name, faults };
  const { content, keyId, signature } = pack;
  const set = {
    ...{ packRegion: content.region, packNumber: content.version, keyId, signature },
    ...{ content: content as unknown as FieldValue, takenAt: instantText(nowMs) },
  };
  const meta = centreMeta(nowMs);
  await writeCommit(tx, REFERENCE_SCOPE, meta, [{ type: 'pack', id: packId(content), set }]);
  const after = new PackBook([...book.packs, content]);
  for (const county of under.map(Number))
    await writeCommit(tx, county, meta, [order(county, pack, book, after)]);
  return { name, faults };
}

/** The region that a file says it is for; null where it says none. */
export function regionOf(file: string): string | null {
  try {
    const region = (JSON.parse(file) as { content?: { region?: unknown } }).content?.region;
    return typeof region === 'string' && /^\d{0,12}$/.test(region) ? region : null;
  } catch {
    return null;
  }
}

/** Takes a pack's file in, or says everything that is wrong with it. */
export async function takePack({ store, clock }: PackPorts, file: string): Promise<Taken> {
  const region = regionOf(file) ?? '';
  const counties = (await countyScopes(store)).filter((county) => String(county).startsWith(region));
  const nowMs = clock.now();
  const taken = await store.transaction([REFERENCE_SCOPE, ...counties], (tx) =>
    takeIn(tx, file, counties, nowMs),
  );
  if (!taken.faults.length) await readPackBook(store);
  return taken;
}

export interface NewPackKey {
  readonly region: string;
  readonly unitName: string;
  readonly publicKey: string;
  /** By a key that is known already, of the same level or above; the first key of all has none (PKT1). */
  readonly voucher?: KeyVoucher;
}

export type EnteredKey =
  | { readonly keyId: string }
  | { readonly refused: 'PACK_KEY_NOT_SIGNED' | 'PACK_KEY_SIGNATURE_WRONG' };

/** Why a key may not be entered: the desks would not believe it either. */
function keyRefusal(key: NewPackKey, rows: readonly Row<'packKey'>[]): EnteredKey | null {
  if (!rows.length) return null;
  if (!key.voucher) return { refused: 'PACK_KEY_NOT_SIGNED' };
  const by = keyTrustOf(rows, null).trusted.find(({ keyId }) => keyId === key.voucher?.signedBy);
  const isVouched = by && isKeyVouched({ ...key, keyId: packKeyId(key.publicKey) }, key.voucher, by);
  return isVouched ? null : { refused: 'PACK_KEY_SIGNATURE_WRONG' };
}

/** Enters the public key of a unit that sets packs; one that is known already is left as it is. */
export async function enterPackKey({ store, clock }: PackPorts, key: NewPackKey): Promise<EnteredKey> {
  const keyId = packKeyId(key.publicKey);
  const id = Number.parseInt(keyId.slice(0, KEY_DIGITS), 16);
  const rows = await store.snapshot((snapshot) => readPackKeys(snapshot));
  if (rows.some((row) => row.id === id)) return { keyId };
  const refusal = keyRefusal(key, rows);
  if (refusal) return refusal;
  const at = instantText(clock.now());
  const set = {
    ...{ keyRegion: key.region, unitName: key.unitName, publicKey: key.publicKey, enteredAt: at },
    ...{ signedBy: key.voucher?.signedBy ?? null, keySignature: key.voucher?.keySignature ?? null },
  };
  await appendRecords(store, REFERENCE_SCOPE, centreMeta(clock.now()), [{ type: 'packKey', id, set }]);
  return { keyId };
}

/** A fault as the administrator reads it. */
export function sayFault({ code, detail, month, benefit }: IntakeFault): string {
  return [code, detail, benefit, month].filter(Boolean).join(' ');
}
