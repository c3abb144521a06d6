/** What a command is: a named intent, defined once, decided twice by the same pure function — on the clerk's replica when the
 *  button is pressed and at the centre when it arrives (DESIGN §1). The executors load what `needs` names, call `decide` and
 *  write the changes; nothing else writes case tables.
 *  C1 `decide` sees only the loaded records, the arguments and the context.  C2 new ids come from the command's own block.
 *  C3 a refusal is a value with a code; it changes nothing. */
import type { z } from 'zod';
import type { Json } from '../base/canonical.ts';
import type { Id } from '../base/id.ts';
import type { FieldValue, RecordTypeName } from '../records/registry.ts';
import type { Row, Values } from '../records/rows.ts';
import type { PolicyPack } from './pack.ts';
import type { Role } from './state.ts';

export interface Actor {
  readonly accountId: Id;
  readonly role: Role;
}

export interface DecideContext {
  readonly actor: Actor;
  /** Instant of the act by the desk's clock: evidence, never an order. */
  readonly madeAt: string;
  /** Business date of the act in Asia/Shanghai. */
  readonly madeOn: string;
  readonly device: number;
  readonly number: number;
  /** Scope the act belongs to: records are made in it. */
  readonly scope: number;
  readonly packVersion: string;
  /** The set of packs of that name, as this side holds it (`packOf`). */
  readonly pack?: PolicyPack | undefined;
  newId(): Id;
}

/** One step of what a command reads: by id, by an indexed field, or by a field of an earlier step's first row, or of each of its rows. `ofCounty`:
 *  a record of the county that the act's place lies in. The centre reads it there; a desk that does not hold it reads nothing, and hears from
 *  the centre what it could not know.                                                                                                    */
export type Need = { readonly as: string; readonly type: RecordTypeName } & (
  | { readonly id: Id }
  | { readonly idFrom: { readonly step: string; readonly field: string } }
  | { readonly by: string; readonly value: string | number; readonly limit: number; readonly ofCounty?: true }
  | {
      readonly by: string;
      readonly valueFrom: { readonly step: string; readonly field: string; readonly each?: true };
      readonly limit: number;
    }
);

/** Rows loaded for each step of `needs`, by its name. */
export type Loaded = Readonly<Record<string, readonly Row[]>>;

/** A new record, or fields of one that was loaded. */
export interface Change {
  readonly type: RecordTypeName;
  readonly id: Id;
  readonly isNew?: boolean;
  readonly set: Readonly<Record<string, FieldValue>>;
}

/** What must be unique across scopes, taken or given back in the same transaction at the centre. */
export interface Claim {
  readonly key: string;
  readonly recordId: Id;
  readonly take: boolean;
  /** What becomes of the act when another record holds it. `candidate`: the act stands, and a person settles whether the two are one. */
  readonly ifHeld?: 'refuse' | 'candidate';
  /** Argument that a form should point at when the act is refused for it. */
  readonly path?: readonly string[];
}

export interface Refusal {
  readonly refusal: string;
  /** Argument that a form should point at. */
  readonly path?: readonly string[];
  readonly detail?: FieldValue;
}
/** People who go to another scope with all that hangs on them: done at the centre alone, which holds every scope (SPEC MV). */
export interface Moves {
  readonly people: readonly Id[];
  readonly to: number;
  /** Sent on by an office that does not hold where they go: what it hands over it sees no more (T6). */
  readonly isForwarding?: true;
}
/** A record of another place, written at the centre alone, which holds both: what that place is handed. */
export interface Handed {
  readonly scope: number;
  readonly change: Change;
  /** The person that it hangs on: who has moved meanwhile is handed it where they live now, and of a merged record the one it went into. */
  readonly ofPerson?: Id;
  /** A list of that person to which the change's entries are added; what stands there stays. */
  readonly adds?: string;
}
export type Decision =
  | {
      readonly changes: readonly Change[];
      readonly claims?: readonly Claim[];
      readonly moves?: Moves;
      readonly handed?: readonly Handed[];
    }
  | Refusal;

/** Arguments as an act carries them. */
export type StoredArgs = Readonly<Record<string, Json>>;

export interface Command<Args = unknown> {
  readonly name: string;
  readonly version: number;
  readonly args: z.ZodType<Args>;
  /** What arguments of an earlier version are in the next one: `upcasts[n]` makes version n + 1's of version n's. Pure, and never edited once a
   *  program with it is out (SPEC V2). Ids that a version adds come from no counter here: what was not said is null. */
  readonly upcasts?: Readonly<Record<number, (args: StoredArgs) => StoredArgs>>;
  readonly roles: readonly Role[];
  /** Record whose scope the act belongs to; null = the actor's own unit. */
  readonly target: (args: Args) => { readonly type: RecordTypeName; readonly id: Id } | null;
  /** Township that the act is made in where no record of it is aimed at: of somebody whom nobody there knows yet. */
  readonly inScope?: (args: Args) => number;
  readonly needs: (args: Args) => readonly Need[];
  /** Groups the act passes judgement on without writing them; their versions travel with the act. */
  readonly judges?: Readonly<Record<string, readonly string[]>>;
  /** Groups that the act's form holds in full and writes only where they differ. What the form's author saw of them travels with the act
   *  even when it writes nothing here: at the centre they may differ by then, and what was left alone must not win (SPEC M6). */
  readonly corrects?: Readonly<Record<string, readonly string[]>>;
  /** It adds to a person and takes nothing away: made by an office that the person has left meanwhile, it follows them (SPEC FW). */
  readonly isAdditive?: true;
  readonly decide: (records: Loaded, args: Args, context: DecideContext) => Decision;
}

/** Types a command's parts against its argument schema. */
export function defineCommand<Args>(command: Command<Args>): Command<Args> {
  return command;
}

/** Arguments of a version of a command in the version that this program decides; null where it knows no such version, or they are none. */
export function argsNow(
  command: Pick<Command, 'version' | 'upcasts'>,
  version: number,
  args: unknown,
): StoredArgs | null {
  if (version < 1 || version > command.version) return null;
  let now = args as StoredArgs;
  for (let step = version; step < command.version; step++) {
    const upcast = command.upcasts?.[step];
    if (!upcast) return null;
    try {
      now = upcast(now);
    } catch {
      return null;
    }
  }
  return now;
}

/** First row of a step, or null. */
export function firstOf<T extends RecordTypeName>(records: Loaded, step: string, type: T): Row<T> | null {
  const row = records[step]?.[0];
  return row && row.type === type ? (row as Row<T>) : null;
}

/** A change whose fields are checked against the registry's types. */
export function change<T extends RecordTypeName>(type: T, id: Id, set: Partial<Values<T>>): Change {
  return { type, id, set: set as Record<string, FieldValue> };
}

/** A new record of a type. */
export function create<T extends RecordTypeName>(type: T, id: Id, set: Partial<Values<T>>): Change {
  return { type, id, isNew: true, set: set as Record<string, FieldValue> };
}

export function refuse(refusal: string, path?: readonly string[], detail?: FieldValue): Refusal {
  return { refusal, ...(path && { path }), ...(detail !== undefined && { detail }) };
}

export function isRefusal(decision: Decision): decision is Refusal {
  return 'refusal' in decision;
}
