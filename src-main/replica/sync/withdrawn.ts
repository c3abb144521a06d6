/** Access that ends (SPEC SC): the county no longer lets this account hold a scope, or the account has another post or none. Called when nothing
 *  waits to go up any more, so that no work is lost with it.
 *  SC1 nothing is purged before every act has its outcome.  SC2 a scope that nobody of this computer may hold is purged: rows, confirmed
 *  values, search, lists, pictures, drafts about them; what SQLite leaves in free pages lies in the encrypted file.  SC3 who may hold nothing
 *  here any more does not open this replica again; for the others nothing changes.  The acts themselves stay: they are the record of what was
 *  done here, and the county may ask for them again. */
import type { Id } from '#shared/base/id.ts';
import { CLOSED_ACCOUNT } from '#shared/domain/state.ts';
import { RECORD_TYPE_NAMES, REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { recordKey } from '#shared/sync/load.ts';
import { countPending, hasOpenActs } from '../acts.ts';
import type { Statements } from '../store/statements.ts';
import { commitsReached } from './cursors.ts';
import { rebase } from './rebase.ts';

interface Known {
  readonly name: string;
  readonly me: { readonly account: string; readonly accountId: Id; readonly scopes: readonly number[] };
}

/** Everybody who may open this replica without the county. */
function knownPeople(statements: Statements): Known[] {
  return statements
    .all<{ name: string; value: string }>("SELECT name, value FROM meta WHERE name LIKE 'me:%'")
    .map(({ name, value }) => ({ name, me: JSON.parse(value) as Known['me'] }));
}

/** They come in no more: neither with the password alone nor with the session that they had. */
function forget(statements: Statements, { name, me }: Known): void {
  statements.run('DELETE FROM meta WHERE name IN (?, ?)', name, `token:${me.account}`);
  statements.run('DELETE FROM draft WHERE account = ?', me.accountId);
}

function* keysOf(statements: Statements, scope: number): Generator<string> {
  for (const type of RECORD_TYPE_NAMES)
    for (const id of statements.pluck<Id>(`SELECT id FROM "${type}" WHERE scope = ?`, scope))
      yield recordKey(type, id);
}

function deleteRows(statements: Statements, scope: number): void {
  const people = 'SELECT id FROM person WHERE scope = ?';
  statements.run(`DELETE FROM person_search WHERE rowid IN (${people})`, scope);
  statements.run(`DELETE FROM person_list WHERE id IN (${people})`, scope);
  const onlyHere = `SELECT p.sha256 FROM paper p WHERE p.scope = ?
    AND NOT EXISTS (SELECT 1 FROM paper o WHERE o.sha256 = p.sha256 AND o.scope <> p.scope)`;
  statements.run(`DELETE FROM paper_thumbnail WHERE sha256 IN (${onlyHere})`, scope);
  // Files go with the next sweep (papers/sweep.ts), once the centre has their bytes.
  statements.run(
    `UPDATE paper_content SET kept_at = '' WHERE file_id IS NOT NULL AND uploaded_at IS NOT NULL AND sha256 IN (${onlyHere})`,
    scope,
  );
  for (const type of RECORD_TYPE_NAMES) {
    // What was put off about one of its records says something of it.
    statements.run(
      `DELETE FROM draft WHERE CAST(draft_key AS INTEGER) IN (SELECT id FROM "${type}" WHERE scope = ?)`,
      scope,
    );
    statements.run(`DELETE FROM "${type}" WHERE scope = ?`, scope);
  }
  statements.run('DELETE FROM departed WHERE from_scope = ?', scope);
  statements.run('DELETE FROM cursor WHERE scope = ?', scope);
}

function purge(statements: Statements, scopes: readonly number[]): void {
  const reached = commitsReached(statements);
  rebase(statements, {
    changedKeys: hasOpenActs(statements) ? scopes.flatMap((scope) => [...keysOf(statements, scope)]) : [],
    // What was judged there is done with: its commit never comes.
    reached: (scope) => (scopes.includes(scope) ? Number.MAX_SAFE_INTEGER : (reached.get(scope) ?? -1)),
    apply: () => {
      for (const scope of scopes) deleteRows(statements, scope);
    },
  });
}

/** Under which the file remembers what was taken from it last, {at, scopes}, so that the screens can say why people are gone from here. */
export const WITHDRAWN = 'withdrawn';

export interface Withdrawn {
  readonly purged: readonly number[];
  /** The account holds nothing here any more. */
  readonly isOut: boolean;
}

/** Gives up scopes that an account may hold no longer. Does nothing while something waits to go up (SC1). */
export function withdraw(statements: Statements, account: string, scopes: readonly number[]): Withdrawn {
  const give = (): Withdrawn => {
    if (countPending(statements)) return { purged: [], isOut: false };
    const known = knownPeople(statements);
    const mine = known.find(({ me }) => me.account === account);
    const others = known.filter((each) => each !== mine);
    const left = (mine?.me.scopes ?? []).filter((scope) => !scopes.includes(scope));
    const isOut = left.every((scope) => scope === REFERENCE_SCOPE);
    if (mine && isOut) forget(statements, mine);
    else if (mine)
      statements.run(
        'UPDATE meta SET value = ? WHERE name = ?',
        JSON.stringify({ ...mine.me, scopes: left }),
        mine.name,
      );
    const purged = scopes.filter((scope) => !others.some(({ me }) => me.scopes.includes(scope)));
    purge(statements, purged);
    return { purged, isOut };
  };
  return statements.db.transaction(give).immediate();
}

/** Scopes of acts that were judged and whose commit will never come: the county does not speak of them to this account. To be asked when a sync has come
 *  to its end, for then everything that the account may hold has a cursor. */
export function scopesOfLostActs(statements: Statements): number[] {
  return statements.pluck<number>(
    `SELECT DISTINCT scope FROM act WHERE is_open = 1 AND outcome <> 'pending' AND commit_number IS NOT NULL
       AND scope NOT IN (SELECT scope FROM cursor)`,
  );
}

/** Scopes of which rows lie here without a cursor when a sync has come to its end: a first sync that was cut off, and then the scope was withdrawn.
 *  Reads whole tables: once an opening is enough. */
export function scopesOfStrayRows(statements: Statements): number[] {
  const found = RECORD_TYPE_NAMES.flatMap((type) =>
    statements.pluck<number>(
      `SELECT DISTINCT scope FROM "${type}" WHERE scope NOT IN (SELECT scope FROM cursor)`,
    ),
  );
  return [...new Set(found)];
}

/** Who was closed or works elsewhere now, as the reference data says: told by a colleague's sync, it counts without their own. Returns the names of
 *  their accounts. */
export function forgetFormer(statements: Statements): string[] {
  const gone = knownPeople(statements).filter(({ me }) => {
    const row = statements.get<{ role: string | null; unit_scope: number | null }>(
      'SELECT role, unit_scope FROM colleague WHERE id = ?',
      me.accountId,
    );
    return row?.role === CLOSED_ACCOUNT || (row?.unit_scope && !me.scopes.includes(row.unit_scope));
  });
  if (!gone.length) return [];
  statements.db
    .transaction(() => {
      for (const each of gone) forget(statements, each);
    })
    .immediate();
  return gone.map(({ me }) => me.account);
}
