/** What a roster adds up to, township by township, and the hash that both bodies sign (dossier e.3). The centre writes it when the rows are made; a desk that
 *  holds the rows adds them up again and compares (RF3).
 *  RF1 persons and person-benefits are counted apart (e.3 ∴).  RF2 what is held is counted and not paid.  RF3 the hash takes in every row in
 *  order of its id: what is paid, to whom and into which account; the part without accounts can be checked by the federation too.
 *  RF4 `last + new + resumed − exited − suspended = this`, per benefit; with one person unexplained it does not balance (e.3).           */
import { canonicalJson, type Json, sha256Hex } from '../base/canonical.ts';
import type { Row } from '../records/rows.ts';
import { DROPPED } from './roster-plan.ts';
import { type Movement, type RosterIdentity, rosterIdentity } from './roster-rows.ts';
import { type Benefit, BENEFITS } from './state.ts';

export interface BenefitFigures {
  /** People with a row that is paid. */
  readonly persons: number;
  readonly rows: number;
  readonly payFen: number;
  readonly currentFen: number;
  /** Back-pay and payments issued again. */
  readonly backFen: number;
  readonly adjustFen: number;
  /** People with a row that is held. */
  readonly heldPersons: number;
  readonly heldRows: number;
  readonly heldFen: number;
}

export type Identity = Omit<RosterIdentity, 'unexplained'> & { readonly unexplained: number };

export interface RosterPart {
  readonly LIVING: BenefitFigures;
  readonly NURSING: BenefitFigures;
  /** People with at least one row that is paid, each once. */
  readonly persons: number;
  readonly identity: Readonly<Record<Benefit, Identity>>;
}

export interface TownshipPart extends RosterPart {
  readonly scope: number;
  /** Hash of the rows without accounts, and of the accounts. */
  readonly rowsHash: string;
  readonly accountsHash: string;
}

const NO_IDENTITY: Identity = {
  ...{ last: 0, added: 0, resumed: 0, exited: 0, suspended: 0, current: 0, unexplained: 0 },
};
const NO_FIGURES: BenefitFigures = {
  ...{ persons: 0, rows: 0, payFen: 0, currentFen: 0, backFen: 0, adjustFen: 0 },
  ...{ heldPersons: 0, heldRows: 0, heldFen: 0 },
};
export const NO_PART: RosterPart = {
  ...{ LIVING: NO_FIGURES, NURSING: NO_FIGURES, persons: 0 },
  identity: { LIVING: NO_IDENTITY, NURSING: NO_IDENTITY },
};

function addUp<T extends object>(left: T, right: T): T {
  const sums = Object.keys(left).map((key) => {
    const [a, b] = [left[key as keyof T], right[key as keyof T]] as unknown as [number, number];
    return [key, a + b];
  });
  return Object.fromEntries(sums) as T;
}

/** Counts of how people came and went, added. */
export function addIdentities(
  left: RosterPart['identity'],
  right: RosterPart['identity'],
): RosterPart['identity'] {
  return {
    LIVING: addUp(left.LIVING, right.LIVING),
    NURSING: addUp(left.NURSING, right.NURSING),
  };
}

/** A county's figures from its townships'. Nobody is in two of them. */
export function addParts(parts: readonly RosterPart[]): RosterPart {
  return parts.reduce<RosterPart>(
    (sum, part) => ({
      LIVING: addUp(sum.LIVING, part.LIVING),
      NURSING: addUp(sum.NURSING, part.NURSING),
      persons: sum.persons + part.persons,
      identity: addIdentities(sum.identity, part.identity),
    }),
    NO_PART,
  );
}

/** How one person came or went, as counts to be added (RF4). */
export function identityOfOne(wasOn: boolean, isOn: boolean, movement: Movement | null): Identity {
  const on = (is: boolean) => new Set(is ? [1] : []);
  const { unexplained, ...counts } = rosterIdentity(on(wasOn), on(isOn), () => movement);
  return { ...counts, unexplained: unexplained.length };
}

/** RF4. */
export function balances({
  last,
  added,
  resumed,
  exited,
  suspended,
  current,
  unexplained,
}: Identity): boolean {
  return unexplained === 0 && last + added + resumed - exited - suspended === current;
}

function figuresOf(rows: readonly Row<'rosterRow'>[]): BenefitFigures {
  const paid = rows.filter(({ values }) => values.result !== 'HELD');
  const held = rows.filter(({ values }) => values.result === 'HELD');
  const sum = (of: readonly Row<'rosterRow'>[], ...kinds: string[]): number =>
    of
      .filter(({ values }) => !kinds.length || kinds.includes(values.kind as string))
      .reduce((fen, { values }) => fen + (values.amountFen ?? 0), 0);
  const people = (of: readonly Row<'rosterRow'>[]): number =>
    new Set(of.map(({ values }) => values.personId)).size;
  return {
    ...{ persons: people(paid), rows: paid.length, payFen: sum(paid), currentFen: sum(paid, 'CURRENT') },
    ...{ backFen: sum(paid, 'BACK_PAY', 'REISSUE'), adjustFen: sum(paid, 'ADJUST') },
    ...{ heldPersons: people(held), heldRows: held.length, heldFen: sum(held) },
  };
}

/** Rows that count, in the order in which they are hashed and printed to the bank. */
export function standingRows(rows: readonly Row<'rosterRow'>[]): Row<'rosterRow'>[] {
  return rows.filter(({ values }) => values.result !== DROPPED).sort((a, b) => a.id - b.id);
}

/** What a row says besides its account. What the bank answered is no part of it: that comes after the signatures. */
export function rowLine({ id, values }: Row<'rosterRow'>): string {
  const { personId, entitlementId, benefit, month, kind, amountFen, standardId, heldReason } = values;
  const { payeeName, payeeIdNumber, payeeVillage } = values;
  return canonicalJson([
    ...[id, personId, entitlementId, benefit, month, kind, amountFen, standardId, heldReason],
    ...[payeeName, payeeIdNumber, payeeVillage],
  ] as Json);
}

function accountLine({ id, values }: Row<'rosterRow'>): string {
  const { accountHolder, bankName, accountNumber } = values;
  return canonicalJson([id, accountHolder, bankName, accountNumber]);
}

/** Figures and hashes of one township's rows (RF1–RF3). */
export function townshipPart(
  scope: number,
  rows: readonly Row<'rosterRow'>[],
  identity: RosterPart['identity'],
): TownshipPart {
  const standing = standingRows(rows);
  const of = (benefit: Benefit) => figuresOf(standing.filter(({ values }) => values.benefit === benefit));
  const paid = standing.filter(({ values }) => values.result !== 'HELD');
  return {
    ...{ scope, LIVING: of('LIVING'), NURSING: of('NURSING'), identity },
    persons: new Set(paid.map(({ values }) => values.personId)).size,
    rowsHash: sha256Hex(standing.map(rowLine).join('\n')),
    accountsHash: sha256Hex(standing.map(accountLine).join('\n')),
  };
}

/** The hash that is locked and signed: over the township's hashes, in order of township. */
export function rosterHash(parts: readonly TownshipPart[]): string {
  const lines = [...parts]
    .sort((a, b) => a.scope - b.scope)
    .map(({ scope, rowsHash, accountsHash }) => [scope, rowsHash, accountsHash] as const);
  return sha256Hex(canonicalJson(lines));
}

/** All that is paid by a roster, in fen, and in how many rows. */
export function payableOf(part: RosterPart): { rows: number; fen: number } {
  return {
    rows: BENEFITS.reduce((sum, benefit) => sum + part[benefit].rows, 0),
    fen: BENEFITS.reduce((sum, benefit) => sum + part[benefit].payFen, 0),
  };
}
