/** I15: a desk's rows are held against the centre's (SPEC CH), now and then after somebody's hand has changed one of them in the file. Equal sums must
 *  mean equal rows, and a row that was changed must come back; that everything else stands, the oracle sees. */
import type { Chance } from '#shared/base/chance.ts';
import { checkRequest } from '#shared/sync/frames.ts';
import { checkScope } from '../../../src-main/replica/sync/check.ts';
import { readCursors } from '../../../src-main/replica/sync/cursors.ts';
import { check } from '../../../src-server/sync/check.ts';
import type { SimDesk } from '../desk.ts';
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';
import type { World } from '../world.ts';

const DAMAGE_SHARE = 0.5;
/** A field of each type that a hand changes. */
const FIELDS = [
  ['person', 'residence_address'],
  ['history', 'words'],
  ['application', 'submitted_via'],
] as const;

interface Damage {
  readonly words: string;
  /** What the row says now. */
  value(): string | null;
  readonly before: string | null;
  undo(): void;
}

/** Changes a confirmed row that no open act lies on; null where there is none. */
function damage({ reading }: SimDesk, scope: number, chance: Chance): Damage | null {
  const [type, field] = pick(chance, FIELDS);
  const rows = reading.all<{ id: number; value: string | null }>(
    `SELECT id, "${field}" AS value FROM "${type}" WHERE scope = ? AND NOT EXISTS
     (SELECT 1 FROM shadow WHERE shadow.type = ? AND shadow.id = "${type}".id) ORDER BY id`,
    ...[scope, type],
  );
  if (!rows.length) return null;
  const { id, value: before } = pick(chance, rows);
  const write = (value: string | null) =>
    void reading.run(`UPDATE "${type}" SET "${field}" = ? WHERE id = ?`, value, id);
  write(`${before ?? ''}，改`);
  return {
    words: `${type} ${id}`,
    before,
    value: () =>
      reading.get<{ value: string | null }>(`SELECT "${field}" AS value FROM "${type}" WHERE id = ?`, id)
        ?.value ?? null,
    undo: () => write(before),
  };
}

async function held(world: World, desk: SimDesk, scope: number): Promise<string> {
  const { store } = world.centre;
  const { session } = desk.place;
  const pages = { nowMs: world.now, rowsAPage: 4 };
  const transport = {
    sync: () => Promise.reject(new Error('a check asks for no sync')),
    check: async (request: unknown) => {
      const asked = checkRequest.parse(JSON.parse(JSON.stringify(request)));
      return check({ store, note: () => {}, pages }, session, asked);
    },
    chunk: async (hash: string, from: number) => {
      const found = await store.readChunk(hash, from);
      if (!found) throw new Error(`no chunk ${hash}`);
      return found.body as Uint8Array<ArrayBuffer>;
    },
  };
  // Nothing else goes on meanwhile: the doors of the store stand open for this one question.
  const wasCalm = store.isCalm;
  store.isCalm = true;
  try {
    return await checkScope({
      ...{ target: desk.target, transport, scope },
      rest: async () => {},
      mended: () => {},
    });
  } finally {
    store.isCalm = wasCalm;
  }
}

export const checkStep: StepEntry = {
  name: 'check',
  does: 'a desk’s rows are held against the centre’s, after a hand has changed one, or none',
  weight: 0.7,
  isTelling: true,
  reaches: ['rows are the same', 'a changed row came back'],
  take: async ({ world, desk, chance }) => {
    const isFree = !desk.isDead && !desk.isSyncing && !world.centre.store.holds;
    const scopes = isFree ? readCursors(desk.reading).filter(({ scope }) => scope !== 0) : [];
    if (!scopes.length || desk.statements.fuse !== null) return `${desk.name}: not now`;
    const { scope } = pick(chance, scopes);
    const changed = chance.next() < DAMAGE_SHARE ? damage(desk, scope, chance) : null;
    const came = await held(world, desk, scope);
    const words = `${desk.name}/${scope}: ${came}${changed ? `, ${changed.words} changed` : ''}`;
    const wanted = changed ? ['mended', 'moved', 'later'] : ['same', 'moved'];
    if (!wanted.includes(came)) world.oracle.accuse('I15', words);
    if (came === 'same') world.count('rows are the same');
    if (changed && came === 'mended') {
      world.count('a changed row came back');
      if (changed.value() !== changed.before) world.oracle.accuse('I15', `${words}, and did not come back`);
    } else changed?.undo();
    return words;
  },
};
