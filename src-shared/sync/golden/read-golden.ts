/** Golden vectors: what every frame looks like and what every version of every command does, stored as JSON beside this file. What is stored is
 *  never written again (SPEC V1); `npm run golden` adds what a new command, version or frame lacks. Used by tests and that script alone. */
import { canonicalJson, sha256Hex } from '../../base/canonical.ts';
import { idsOfCommand } from '../../base/id.ts';
import { shanghaiDate } from '../../base/clock.ts';
import { z } from 'zod';
import { type Command, type Decision, isRefusal, type Loaded } from '../../domain/command.ts';
import { readAct } from '../../domain/commands.ts';
import type { Role } from '../../domain/state.ts';
import type { FieldValue, RecordTypeName } from '../../records/registry.ts';
import { emptyValues, groupNames, type Row } from '../../records/rows.ts';
import { type Query, walkNeeds } from '../load.ts';

/** A record as it stands: fields that are null are left out. */
interface StoredRow {
  readonly type: RecordTypeName;
  readonly scope: number;
  readonly id: number;
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly versions: Readonly<Record<string, number>>;
}

export interface GoldenExample {
  readonly story: string;
  readonly actor: number;
  readonly role: Role;
  readonly device: number;
  readonly number: number;
  readonly scope: number;
  readonly madeAt: string;
  readonly pack: string;
  readonly rows: readonly StoredRow[];
  readonly args: unknown;
  /** What comes of it, by the version of the command from which on that is so. A second entry says that a later program means something else
   *  by the same words: somebody wrote it on purpose. */
  readonly gives?: Readonly<Record<string, unknown>>;
}

export interface GoldenCommand {
  readonly command: string;
  readonly version: number;
  /** Hash of the arguments' shape. */
  readonly shape?: string;
  readonly examples: readonly GoldenExample[];
}

/** Hash of what a schema lets in, as far as JSON schema can say it. */
export function shapeOf(schema: z.ZodType): string {
  const shape = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return sha256Hex(canonicalJson(shape as never)).slice(0, 16);
}

function find(rows: readonly StoredRow[], query: Query): Row[] {
  const found = rows.filter(
    (row) =>
      row.type === query.type && ('id' in query ? row.id === query.id : row.values[query.by] === query.value),
  );
  return found
    .toSorted((a, b) => a.id - b.id)
    .slice(0, 'limit' in query ? query.limit : 1)
    .map((row) => ({
      ...row,
      values: { ...emptyValues(row.type), ...row.values } as Row['values'],
      versions: {
        ...Object.fromEntries(groupNames(row.type).map((group) => [group, 0])),
        ...row.versions,
      },
    }));
}

function load(command: Command, args: unknown, rows: readonly StoredRow[]): Loaded {
  const walk = walkNeeds(command.needs(args));
  let step = walk.next();
  while (!step.done) step = walk.next(find(rows, step.value));
  return step.value.loaded;
}

/** What comes of an example, as the two deciders would decide it: arguments up-cast, checked, decided. */
export function decideExample(golden: GoldenCommand, example: GoldenExample): Decision {
  const act = readAct({ name: golden.command, version: golden.version, args: example.args });
  if (!act) throw new Error(`${golden.command} ${golden.version} is not known`);
  const { actor: accountId, role, device, number, scope, madeAt, pack: packVersion, rows } = example;
  const args = act.command.args.parse(act.args);
  return act.command.decide(load(act.command, args, rows), args, {
    ...{ actor: { accountId, role }, device, number, scope, madeAt, packVersion },
    madeOn: shanghaiDate(Date.parse(madeAt)),
    newId: idsOfCommand(device, number),
  });
}

/** A decision as it is stored: what JSON keeps of it. */
export function storedDecision(decision: Decision): unknown {
  const told = isRefusal(decision) || decision.claims?.length ? decision : { ...decision, claims: undefined };
  return JSON.parse(JSON.stringify(told)) as unknown;
}

/** What the example is said to give under a version of its command. */
export function expected({ gives = {} }: GoldenExample, version: number): unknown {
  const since = Object.keys(gives)
    .map(Number)
    .filter((each) => each <= version);
  return gives[String(Math.max(...since))];
}
