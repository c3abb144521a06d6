/** The oracle on the paper that a roster is: its steps by the body whose step it is, two signers who are two, a hash that is the hash of its rows, and
 *  figures that are theirs (dossier c.8, e.3). Written again from there.                                                            */
import { createHash } from 'node:crypto';
import type { CommitMeta } from '../../src-server/store/central-store.ts';
import { type FoldedRow, sortedJson } from './oracle-fold.ts';
import type { Ledger } from './oracle-ledger.ts';

type Columns = FoldedRow['columns'];

interface Step {
  readonly id: number;
  readonly before: Columns | undefined;
  readonly after: Columns;
  readonly meta: CommitMeta;
}

interface Signature {
  readonly body: string;
  readonly by: number;
  readonly hash: string;
}

/** From where a roster comes to a state, and whose act that is. */
const STEPS: Readonly<Record<string, { readonly from: readonly string[]; readonly by: readonly string[] }>> =
  {
    DRAFT: { from: ['', 'DRAFT', 'CHECKED', 'LOCKED', 'SIGNED_ONE', 'SIGNED_BOTH'], by: ['CIVIL_AFFAIRS'] },
    CHECKED: { from: ['DRAFT'], by: ['CIVIL_AFFAIRS'] },
    LOCKED: { from: ['CHECKED'], by: ['CIVIL_AFFAIRS'] },
    SIGNED_ONE: { from: ['LOCKED'], by: ['CIVIL_AFFAIRS', 'FEDERATION'] },
    SIGNED_BOTH: { from: ['SIGNED_ONE'], by: ['CIVIL_AFFAIRS', 'FEDERATION'] },
    SUBMITTED_TO_FINANCE: { from: ['SIGNED_BOTH'], by: ['CIVIL_AFFAIRS'] },
    PAYING: { from: ['SUBMITTED_TO_FINANCE', 'PAYING'], by: ['FINANCE'] },
  };
const SIGNED = ['SIGNED_BOTH', 'SUBMITTED_TO_FINANCE', 'PAYING'];
const BOUND = ['LOCKED', 'SIGNED_ONE', ...SIGNED];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const ROW = [
  ...['person_id', 'entitlement_id', 'benefit', 'month', 'kind', 'amount_fen', 'standard_id', 'held_reason'],
  ...['payee_name', 'payee_id_number', 'payee_village'],
];
const ACCOUNT = ['account_holder', 'bank_name', 'account_number'];

interface Part {
  readonly scope: number;
  readonly LIVING: { readonly rows: number; readonly payFen: number; readonly heldRows: number };
  readonly NURSING: { readonly rows: number; readonly payFen: number; readonly heldRows: number };
}

const partsOf = (roster: Columns): Part[] => JSON.parse(String(roster.get('townships') ?? '[]')) as Part[];

/** The hash of a roster's rows as they stand. */
function hashOf(id: number, roster: Columns, ledger: Ledger): string {
  const scopes = partsOf(roster).map(({ scope }) => scope);
  const lines = scopes
    .sort((a, b) => a - b)
    .map((scope) => {
      const ids = ledger.idsOn(id).filter((row) => ledger.scopeOf(row) === scope);
      const of = (columns: readonly string[]): string =>
        sha256(
          ids
            .map((row) =>
              sortedJson([row, ...columns.map((column) => ledger.payRow(row)?.get(column) ?? null)]),
            )
            .join('\n'),
        );
      return [scope, of(ROW), of(ACCOUNT)];
    });
  return sha256(sortedJson(lines));
}

/** What is wrong with a step of a roster that an act took. */
export function rosterFaults({ id, before, after, meta }: Step, ledger: Ledger): string[] {
  const [from, to] = [String(before?.get('state') ?? ''), String(after.get('state'))];
  const faults: string[] = [];
  const step = STEPS[to];
  if (!step?.from.includes(from) || !step.by.includes(meta.body))
    faults.push(`roster ${id} went from ${from} to ${to} by ${meta.body}`);
  if (before?.get('job') ?? null) faults.push(`roster ${id} was changed while the centre worked at it`);
  if (!BOUND.includes(to)) return faults;
  const hash = after.get('locked_hash');
  if (hash !== hashOf(id, after, ledger))
    faults.push(`roster ${id} is ${to}, and its rows are not those of its hash`);
  if (!SIGNED.includes(to)) return faults;
  const signatures = JSON.parse(String(after.get('signatures') ?? '[]')) as Signature[];
  const valid = signatures.filter((signature) => signature.hash === hash);
  const bodies = new Set(valid.map(({ body }) => body));
  if (
    !bodies.has('CIVIL_AFFAIRS') ||
    !bodies.has('FEDERATION') ||
    new Set(valid.map(({ by }) => by)).size < 2
  )
    faults.push(`roster ${id} is ${to} with the signatures ${sortedJson(signatures)}`);
  return faults;
}

/** What is wrong with the figures of a roster whose rows are made. */
export function partFaults(id: number, roster: Columns, ledger: Ledger): string[] {
  const faults: string[] = [];
  if (roster.get('row_hash') !== hashOf(id, roster, ledger))
    faults.push(`the hash of roster ${id} is not that of its rows`);
  for (const part of partsOf(roster)) {
    for (const benefit of ['LIVING', 'NURSING'] as const) {
      const rows = ledger.rowsIn(part.scope, id).filter((row) => row.get('benefit') === benefit);
      const paid = rows.filter((row) => row.get('result') !== 'HELD');
      const fen = paid.reduce((sum, row) => sum + Number(row.get('amount_fen')), 0);
      const said = part[benefit];
      if (said.rows !== paid.length || said.payFen !== fen || said.heldRows !== rows.length - paid.length)
        faults.push(`roster ${id} says ${said.payFen} fen of ${benefit} in ${part.scope}, its rows ${fen}`);
    }
  }
  return faults;
}
