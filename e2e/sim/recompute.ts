/** A desk's visible rows worked out the plain way: take the confirmed rows, decide every open act again in order, on maps. It shares the
 *  commands with the replica, and nothing of its shadows, touches and affected sets — which is what it is to check.                */
import { shanghaiDate } from '#shared/base/clock.ts';
import { type Id, idsOfCommand } from '#shared/base/id.ts';
import { isRefusal } from '#shared/domain/command.ts';
import { readAct } from '#shared/domain/commands.ts';
import type { Role } from '#shared/domain/state.ts';
import { decodeRow, SQLITE_CODEC } from '#shared/records/codec.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { emptyValues, groupNames, type Row } from '#shared/records/rows.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { type Query, walkNeeds } from '#shared/sync/load.ts';
import { ACCOUNTS, FINANCE } from './people.ts';
import type { DeskView, RawRow, Recomputed } from './views.ts';

const ROLES = new Map<number, Role>([...Object.values(ACCOUNTS), FINANCE].map(({ id, role }) => [id, role]));
type Rows = Map<string, Row>;

/** Rows are replaced, never changed: most are looked at twice, as they ought to be and as they are. */
const texts = new WeakMap<Row, string>();
const visible = new WeakMap<DeskView, Rows>();
const decoded = new WeakMap<RawRow, Row>();

/** Rows of one type have their fields in one order everywhere, that of the registry. */
export function rowText(row: Row): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = JSON.stringify([row.scope, row.values, row.versions]);
  texts.set(row, text);
  return text;
}

/** Visible rows of a desk's file. */
export function visibleRows(view: DeskView): ReadonlyMap<string, Row> {
  const known = visible.get(view);
  if (known) return known;
  const rows: Rows = new Map();
  visible.set(view, rows);
  for (const [type, stored] of Object.entries(view.records)) {
    for (const each of stored) {
      const row = decoded.get(each) ?? decodeRow(SQLITE_CODEC, type as RecordTypeName, each);
      decoded.set(each, row);
      rows.set(`${type}:${each.id}`, row);
    }
  }
  return rows;
}

function confirmedRows(view: DeskView): Rows {
  const rows = new Map(visibleRows(view));
  for (const { type, id, confirmed } of view.shadows) {
    const key = `${type}:${id}`;
    const row = rows.get(key);
    if (confirmed === null) rows.delete(key);
    else if (row) {
      const { values } = JSON.parse(confirmed as string) as Pick<Row, 'values'>;
      rows.set(key, { ...row, values: { ...row.values, ...values } });
    }
  }
  return rows;
}

function find(rows: Rows, query: Query): Row[] {
  if ('id' in query) {
    const row = rows.get(`${query.type}:${query.id}`);
    return row ? [row] : [];
  }
  return [...rows.values()]
    .filter(
      (row) =>
        row.type === query.type && (row.values as Record<string, FieldValue>)[query.by] === query.value,
    )
    .sort((a, b) => a.id - b.id)
    .slice(0, query.limit);
}

function write(
  rows: Rows,
  target: { type: RecordTypeName; scope: number; id: Id },
  set: Record<string, FieldValue>,
): void {
  const key = `${target.type}:${target.id}`;
  const before = rows.get(key) ?? {
    ...target,
    values: emptyValues(target.type),
    versions: Object.fromEntries(groupNames(target.type).map((group) => [group, 0])),
  };
  const given = Object.fromEntries(Object.entries(set).map(([field, value]) => [field, value ?? null]));
  rows.set(key, { ...before, values: { ...before.values, ...given } } as Row);
}

/** Decides one act on the maps; its refusal, or null. */
function redo(rows: Rows, device: number, frame: CommandFrame): string | null {
  const act = readAct(frame);
  if (!act) return null;
  const { command, args } = act;
  const walk = walkNeeds(command.needs(args));
  let step = walk.next();
  while (!step.done) step = walk.next(find(rows, step.value));
  const decision = command.decide(step.value.loaded, args, {
    actor: { accountId: frame.actor, role: ROLES.get(frame.actor) as Role },
    madeAt: frame.madeAt,
    madeOn: shanghaiDate(Date.parse(frame.madeAt)),
    device,
    number: frame.number,
    scope: frame.scope,
    packVersion: frame.pack,
    newId: idsOfCommand(device, frame.number),
  });
  if (isRefusal(decision)) return decision.refusal;
  for (const { type, id, set } of decision.changes) write(rows, { type, scope: frame.scope, id }, { ...set });
  return null;
}

/** Decides acts that stand or fall together: where one no longer applies, none shows, and the others say so (G3). */
function redoGroup(
  rows: Rows,
  group: readonly { readonly frame: CommandFrame; readonly device: number }[],
  refusals: Map<number, string | null>,
): void {
  const before = new Map(rows);
  for (const { frame, device } of group) {
    const code = redo(rows, device, frame);
    refusals.set(frame.number, code);
    if (code === null || group.length === 1) continue;
    rows.clear();
    for (const [key, row] of before) rows.set(key, row);
    for (const other of group) refusals.set(other.frame.number, 'group/behind');
    refusals.set(frame.number, code);
    return;
  }
}

/** What the desk ought to show. */
export function recompute(view: DeskView): Recomputed {
  const rows = confirmedRows(view);
  const refusals = new Map<number, string | null>();
  const open = view.acts
    .filter(({ is_open }) => is_open === 1)
    .map(({ frame, device }) => ({
      frame: JSON.parse(frame as string) as CommandFrame,
      device: device as number,
    }));
  for (const act of open) {
    if (refusals.has(act.frame.number)) continue;
    const { together } = act.frame;
    const group = together ? open.filter(({ frame }) => frame.together?.[0] === together[0]) : [act];
    redoGroup(rows, group, refusals);
  }
  return { rows: new Map([...rows].map(([key, row]) => [key, rowText(row)])), refusals };
}

/** What it does show, in the same words. */
export function shown(view: DeskView): ReadonlyMap<string, string> {
  return new Map([...visibleRows(view)].map(([key, row]) => [key, rowText(row)]));
}
