/** «这条后来怎么样了», for any entry of a person's history: what it changed, from what to what where this replica can know it, what became of it,
 *  and which later entry touched the same again. And, for one group of a person, every entry that touched it.
 *  HE1 what a class does not let this role hold is named and not shown.  HE2 what is not known here is said to be so, never guessed. */
import { canonicalJson } from '#shared/base/canonical.ts';
import { deviceOf } from '#shared/base/id.ts';
import { actNow } from '#shared/domain/commands.ts';
import { type Sides, valuesField } from '#shared/domain/conflict.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { audienceOf, isKnownGroup, type Row } from '#shared/records/rows.ts';
import type { EntryKey, EntryPage, FieldChange, GroupHistory } from '#shared/rpc/history-shapes.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { actNumberOf, deviceOfAct, ownActOf } from '../identity.ts';
import { readRecord } from '../store/records.ts';
import { maskedApart } from './conflicts.ts';
import { entryOf, familyOf, feedOf, type Slim } from './history.ts';
import { fieldsOfGroup, homeOf, saidBy, seenBy, type Touched, touchedBy } from './history-touch.ts';
import { act } from './journal.ts';
import type { Reading } from './reading.ts';

const GROUP_ENTRIES_MAX = 60;
type Fields = Record<string, FieldValue>;

interface Scene {
  readonly reading: Reading;
  readonly slim: Slim;
  readonly line: Row<'history'> | null;
  /** Frame of an act of this computer. */
  readonly frame: CommandFrame | null;
  readonly touched: Touched;
  /** Whose rows tell what stands now. */
  readonly person: Row<'person'> | null;
  readonly application: Row<'application'> | null;
}

function frameOf(reading: Reading, slim: Slim): CommandFrame | null {
  const number =
    slim.key.kind === 'act'
      ? slim.key.id
      : slim.key.kind === 'line'
        ? ownActOf(reading.statements, slim.key.id)
        : null;
  if (number === null) return null;
  const [frame] = reading.statements.pluck<string>('SELECT frame FROM act WHERE number = ?', number);
  return frame ? actNow(JSON.parse(frame) as CommandFrame) : null;
}

function sceneOf(reading: Reading, personId: number, slim: Slim): Scene {
  const { statements } = reading;
  const line = slim.key.kind === 'line' ? readRecord(statements, 'history', slim.key.id) : null;
  const frame = frameOf(reading, slim);
  const touched = touchedBy(slim.action, line?.values.details ?? null);
  const applicationId =
    line?.values.applicationId ?? (frame?.args as { applicationId?: number } | undefined)?.applicationId;
  return {
    ...{ reading, slim, line, frame, touched },
    // Of a merged record: what it says itself, not the one that is kept.
    person: readRecord(statements, 'person', slim.personId) ?? readRecord(statements, 'person', personId),
    application: applicationId ? readRecord(statements, 'application', applicationId) : null,
  };
}

/** What the act says where its arguments only point: the side that settles a conflict, the record that is merged. */
function pointedValues({ reading, line, frame }: Scene): Fields {
  const args = (frame?.args ?? {}) as { conflictId?: number; choice?: string; values?: Fields };
  if (frame?.name === 'conflict.settle' && args.conflictId) {
    const conflict = readRecord(reading.statements, 'conflict', args.conflictId);
    const { recordType, groupName } = conflict?.values ?? {};
    const sides =
      conflict && recordType && groupName && isKnownGroup(recordType, groupName)
        ? (conflict.values[valuesField(recordType as RecordTypeName, groupName)] as unknown as Sides | null)
        : null;
    return { ...(args.choice === 'mine' ? sides?.mine : sides?.theirs), ...args.values };
  }
  const merged = line?.values.details as { given?: number; take?: string[] } | null;
  if (line?.values.action !== 'person.merge' || !merged?.given) return {};
  const given = readRecord(reading.statements, 'person', merged.given)?.values as Fields | undefined;
  const fields = (merged.take ?? []).flatMap((group) => fieldsOfGroup(group));
  return Object.fromEntries(fields.map((field) => [field, given?.[field] ?? null]));
}

const same = (a: FieldValue | undefined, b: FieldValue | undefined): boolean =>
  canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** Text of a value before it is masked; lists as the screens read them. */
const textOf = (value: FieldValue | undefined): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);

function fieldChange(scene: Scene, field: string, said: Fields, seen: Fields): FieldChange | null {
  const home = homeOf(field);
  if (!home) return null;
  const row = home.type === 'person' ? scene.person : scene.application;
  const stands = row ? (row.values as Fields)[field] : null;
  const wrote = scene.line && row?.versions[home.group] === scene.slim.commit;
  const shared = { recordType: home.type, group: home.group, field };
  const nameOnly = { ...shared, before: null, after: null, now: null, known: 'name' as const, stands: null };
  if (!scene.reading.me.classes.includes(audienceOf(home.type, home.group))) return nameOnly;
  const after = field in said ? said[field] : wrote ? stands : undefined;
  if (after === undefined) return { ...nameOnly, stands: wrote ? true : null };
  const isSeen = field in seen;
  if (isSeen && same(seen[field], after)) return null;
  const [before, then, now] = maskedApart(field, [seen[field], after, stands].map(textOf));
  return {
    ...shared,
    ...{ before: before ?? null, after: then ?? null, now: now ?? null },
    known: isSeen || scene.touched.isNew ? 'both' : 'after',
    stands: row ? same(stands, after) : null,
  };
}

/** Field by field: those the line names, and those an act of this computer spoke of. */
function changesOf(scene: Scene): FieldChange[] {
  const seen = scene.frame ? seenBy(scene.frame, scene.slim.personId) : {};
  const said = scene.frame ? { ...saidBy(scene.frame, seen), ...pointedValues(scene) } : pointedValues(scene);
  const told = Object.keys(said);
  const fields = scene.touched.isNew ? told : [...new Set([...scene.touched.fields, ...told])];
  return fields.map((field) => fieldChange(scene, field, said, seen)).filter((change) => change !== null);
}

/** How a file stood before a line moved it. */
function stateOf({ reading, slim, line }: Scene, feed: readonly Slim[]): EntryPage['state'] {
  const { stateAfter, applicationId } = line?.values ?? {};
  if (!stateAfter || !applicationId) return null;
  const before = feed
    .slice(0, feed.indexOf(slim))
    .reverse()
    .map(({ key }) => (key.kind === 'line' ? readRecord(reading.statements, 'history', key.id) : null))
    .find((row) => row?.values.applicationId === applicationId && row.values.stateAfter);
  return { before: before?.values.stateAfter ?? null, after: stateAfter };
}

/** Conflicts that an entry is a side of. */
function conflictsOf(scene: Scene, family: readonly number[]): EntryPage['conflicts'] {
  const { reading, slim, line } = scene;
  const { statements } = reading;
  const ids = statements.pluck<number>(
    `SELECT id FROM conflict WHERE person_id IN (${family.join(', ')}) ORDER BY id`,
  );
  const isSide = ({ id, values }: Row<'conflict'>): 'mine' | 'theirs' | null => {
    if (slim.key.kind === 'conflict') return id === slim.key.id ? 'mine' : null;
    const isAct = slim.key.kind === 'act';
    const device = isAct ? deviceOfAct(statements, slim.key.id) : deviceOf(slim.key.id);
    const number = isAct ? slim.key.id : actNumberOf(slim.key.id);
    if (values.mineDevice === device && values.mineNumber === number) return 'mine';
    const isTheirs = values.theirsDevice === line?.values.device && values.theirsAt === line?.values.madeAt;
    return isTheirs && values.theirsAt !== null ? 'theirs' : null;
  };
  return ids.flatMap((id) => {
    const conflict = readRecord(statements, 'conflict', id);
    const side = conflict && isSide(conflict);
    if (!conflict || !side) return [];
    const { values } = conflict;
    const other = side === 'mine' ? values.theirsBy : values.mineBy;
    return [
      {
        ...{ conflictId: id, groupName: values.groupName ?? '', kind: values.kind ?? '', side },
        state: values.state ?? '',
        otherWho: reading.colleagueName(other),
        otherAt: side === 'mine' ? values.theirsAt : values.mineAt,
        choice: values.choice,
        settledBy: reading.colleagueName(values.settledBy),
        settledAt: values.settledAt,
        reason: values.settleReason,
      },
    ];
  });
}

function touchOf(reading: Reading, slim: Slim): Touched & { readonly applicationId: number | null } {
  const row = reading.statements.get<{ details: string | null; application_id: number | null }>(
    'SELECT details, application_id FROM history WHERE id = ?',
    slim.key.kind === 'line' ? slim.key.id : -1,
  );
  const details = row?.details ? (JSON.parse(row.details) as unknown) : null;
  return { ...touchedBy(slim.action, details), applicationId: row?.application_id ?? null };
}

/** Groups that a later line touched again: by the fields where both tell them, else by the group. */
function againIn(mine: Touched, changes: readonly FieldChange[], later: Touched): string[] {
  const fields = new Set([...mine.fields, ...changes.map(({ field }) => field)]);
  const groups = new Set([...mine.groups, ...changes.map(({ group }) => group)]);
  return later.groups.filter((group) => {
    if (!groups.has(group)) return false;
    const ofGroup = fieldsOfGroup(group);
    const [here, there] = [[...fields], [...later.fields]].map((all) =>
      all.filter((field) => ofGroup.includes(field)),
    );
    return !here?.length || !there?.length || here.some((field) => there.includes(field));
  });
}

function laterOf(scene: Scene, feed: readonly Slim[], changes: readonly FieldChange[]): EntryPage['later'] {
  const { reading, slim, touched } = scene;
  if (!touched.groups.length && !changes.length) return [];
  return feed
    .slice(feed.indexOf(slim) + 1)
    .filter(({ key }) => key.kind === 'line')
    .flatMap((later) => {
      const groups = againIn(touched, changes, touchOf(reading, later));
      if (!groups.length) return [];
      const actor = readRecord(reading.statements, 'history', later.key.id)?.values.actor ?? null;
      return [
        { key: later.key, at: later.at, action: later.action, groups, who: reading.colleagueName(actor) },
      ];
    });
}

function fateOf({ reading, slim, frame }: Scene) {
  const own = frame && act(reading, frame.number);
  if (!own) {
    const nothing = { code: null, receivedAt: null, replacedBy: null, replaces: null, behind: null };
    return { ...nothing, outcome: 'received', isMendable: false };
  }
  const { outcome, code, receivedAt, replacedBy, replaces, behind, isMendable } = own;
  const isHere = slim.key.kind !== 'conflict';
  return { outcome, code, receivedAt, replacedBy, replaces, behind, isMendable: isHere && isMendable };
}

function originOf(reading: Reading, { key }: Slim, line: Row<'history'> | null): EntryPage['origin'] {
  if (key.kind === 'act') return 'here';
  const device = line?.values.device ?? deviceOf(key.id);
  if (ownActOf(reading.statements, key.id) !== null) return 'here';
  return device <= 1 ? 'county' : 'elsewhere';
}

/** One entry, whole. */
export function entryPage(reading: Reading, personId: number, key: EntryKey): EntryPage | null {
  const feed = feedOf(reading, personId);
  const slim = feed.find((one) => one.key.kind === key.kind && one.key.id === key.id);
  const entry = slim && entryOf(reading, personId, slim);
  if (!slim || !entry) return null;
  const scene = sceneOf(reading, personId, slim);
  const changes = changesOf(scene);
  const named = new Set(changes.map(({ group }) => group));
  return {
    ...{ entry, personId, personName: scene.person?.values.name ?? '' },
    origin: originOf(reading, slim, scene.line),
    actNumber: key.kind === 'act' ? key.id : key.kind === 'line' ? actNumberOf(key.id) : null,
    commit: scene.line && Number.isFinite(slim.commit) ? slim.commit : null,
    ...fateOf(scene),
    isNew: scene.touched.isNew,
    changes,
    groups: scene.touched.groups.filter((group) => !named.has(group)),
    state: stateOf(scene, feed),
    conflicts: conflictsOf(scene, familyOf(reading, personId)),
    later: laterOf(scene, feed, changes),
  };
}

/** Every entry that touched a group of a person, newest first. */
export function groupHistory(reading: Reading, personId: number, group: string): GroupHistory {
  const person = readRecord(reading.statements, 'person', personId);
  const wroteLast = (slim: Slim) => person?.versions[group] === slim.commit;
  const found = feedOf(reading, personId)
    .filter(({ key, personId: of }) => key.kind === 'line' && of === personId)
    .map((slim) => ({ slim, touch: touchOf(reading, slim) }))
    .filter(
      ({ slim, touch }) => touch.groups.includes(group) || touch.possible.includes(group) || wroteLast(slim),
    )
    .reverse()
    .slice(0, GROUP_ENTRIES_MAX);
  const ofGroup = fieldsOfGroup(group);
  return {
    group,
    entries: found.flatMap(({ slim, touch }) => {
      const entry = entryOf(reading, personId, slim);
      const fields = touch.fields.filter((field) => ofGroup.includes(field));
      const stands = wroteLast(slim);
      const isPossible = !touch.groups.includes(group);
      return entry ? [{ entry, fields, stands, isPossible: isPossible && !stands }] : [];
    }),
  };
}
