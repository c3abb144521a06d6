/** Registers as this replica holds them: the holder list from its pages, the others from rows that never leave this computer (domain/register.ts
 *  RG1). Only what was handed in for the month itself is read: a register of an earlier one says nothing of this one (CO4).              */
import type { Registers, Holder } from '#shared/domain/comparison.ts';
import type { OtherBenefit } from '#shared/domain/eligibility.ts';
import { idNumberKey, isOldIdNumber, parseIdNumber, parseOldIdNumber } from '#shared/domain/id-number.ts';
import { type HolderRow, REGISTER_KINDS, type RegisterKind } from '#shared/domain/register.ts';
import type { RegisterBody } from '../registers/register-rows.ts';
import type { Statements } from '../store/statements.ts';

export interface RegisterHead {
  readonly registerId: number;
  readonly kind: RegisterKind;
  readonly month: string;
  readonly asOf: string;
  readonly source: string;
  readonly fileHash: string;
  readonly rowCount: number;
  readonly pageCount: number;
  readonly pagesDone: number;
  readonly state: string;
  readonly handedBy: number;
  readonly handedOn: string;
  /** Its rows can be read on this computer. */
  readonly isHere: boolean;
}

type HeadRow = Omit<RegisterHead, 'isHere'> & { readonly rowsHere: number };

const HEADS = `SELECT r.id AS registerId, kind, month, as_of AS asOf, source, file_hash AS fileHash, row_count AS rowCount,
    page_count AS pageCount, pages_done AS pagesDone, state, handed_by AS handedBy, handed_on AS handedOn,
    CASE WHEN kind = 'HOLDERS' THEN (SELECT count(*) FROM "registerPage" p WHERE p.register_id = r.id AND p.rows IS NOT NULL)
      ELSE EXISTS (SELECT 1 FROM register_row x WHERE x.register_id = r.id) END AS rowsHere
  FROM register r WHERE kind IS NOT NULL`;

/** The heads, the newest first. */
export function readHeads(statements: Statements, limit = 60): RegisterHead[] {
  return statements
    .all<HeadRow>(`${HEADS} ORDER BY month DESC, r.id DESC LIMIT ?`, limit)
    .map(({ rowsHere, ...head }) => ({
      ...head,
      isHere: head.kind === 'HOLDERS' ? rowsHere > 0 && rowsHere === head.pageCount : rowsHere > 0,
    }));
}

/** The register of each kind that counts for a month: handed over whole, the newest, its rows here. */
export function headsOf(statements: Statements, month: string): RegisterHead[] {
  const heads = readHeads(statements).filter(
    (head) => head.month === month && head.state === 'HANDED_OVER' && head.isHere,
  );
  return REGISTER_KINDS.flatMap((kind) => heads.find((head) => head.kind === kind) ?? []);
}

const FAR = '9999-12-31';

function birthDateOf(idNumber: string): string {
  const parsed = isOldIdNumber(idNumber)
    ? parseOldIdNumber(idNumber)
    : parseIdNumber(idNumber, { today: FAR });
  return parsed.birthDate ?? FAR;
}

/** A holder with what the list says of the place. */
export interface ListedHolder extends Holder {
  readonly row: HolderRow;
}

function holderOf(row: HolderRow): ListedHolder {
  const { idNumber, name, village, disabilityClass, grade, issuedOn, expiresOn, status, phone, hukou } = row;
  return {
    ...{ idNumber, name, phone, hukou, row },
    region: village === null ? '' : String(village),
    birthDate: birthDateOf(idNumber),
    certificate: {
      ...{ number: row.certificateNumber, disabilityClass, grade, issuedOn, expiresOn, status },
      renewalAppliedOn: row.renewalAppliedOn,
    },
  };
}

function readHolders(statements: Statements, registerId: number): Map<string, ListedHolder> {
  const pages = statements.pluck<string>(
    'SELECT rows FROM "registerPage" WHERE register_id = ? AND rows IS NOT NULL ORDER BY page',
    registerId,
  );
  const rows = pages.flatMap((page) => JSON.parse(page) as HolderRow[]);
  return new Map(rows.map((row) => [idNumberKey(row.idNumber), holderOf(row)]));
}

function readBodies(statements: Statements, registerId: number): { key: string; body: RegisterBody }[] {
  return statements
    .all<{ key: string; body: string }>(
      'SELECT id_key AS key, body FROM register_row WHERE register_id = ? ORDER BY rowid',
      registerId,
    )
    .map(({ key, body }) => ({ key, body: JSON.parse(body) as RegisterBody }));
}

export interface MonthRegisters extends Registers {
  readonly holders: ReadonlyMap<string, ListedHolder> | null;
}

function benefitsByPerson(rows: readonly { key: string; body: RegisterBody }[]): Map<string, OtherBenefit[]> {
  const byPerson = new Map<string, OtherBenefit[]>();
  for (const { key, body } of rows)
    if (body.kind === 'OTHER_BENEFITS') byPerson.set(key, [...(byPerson.get(key) ?? []), body.benefit]);
  return byPerson;
}

/** What was handed in for a month, as the comparison reads it. A sentence that has been served is none. */
export function registersOf(statements: Statements, month: string): MonthRegisters {
  const heads = headsOf(statements, month);
  const idOf = (kind: RegisterKind) => heads.find((head) => head.kind === kind)?.registerId;
  const bodies = (kind: RegisterKind) => {
    const id = idOf(kind);
    return id === undefined ? null : readBodies(statements, id);
  };
  const holders = idOf('HOLDERS');
  const [deaths, custody, households] = [bodies('DEATHS'), bodies('CUSTODY'), bodies('HOUSEHOLDS')];
  const benefits = bodies('OTHER_BENEFITS');
  return {
    holders: holders === undefined ? null : readHolders(statements, holders),
    deaths:
      deaths &&
      new Map(deaths.flatMap(({ key, body }) => (body.kind === 'DEATHS' ? [[key, body.diedOn]] : []))),
    custody:
      custody &&
      new Map(
        custody.flatMap(({ key, body }) =>
          body.kind === 'CUSTODY' && (!body.to || body.to.slice(0, 7) >= month) ? [[key, body.from]] : [],
        ),
      ),
    households:
      households &&
      new Map(
        households.flatMap(({ key, body }) => (body.kind === 'HOUSEHOLDS' ? [[key, body.household]] : [])),
      ),
    otherBenefits: benefits && benefitsByPerson(benefits),
  };
}
