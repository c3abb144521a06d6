/** The program two releases on, as edits of today's: release 2 renames an argument, adds fields to a frame and to a group; release 3 adds a group,
 *  a record type, a command, a value of an enumeration, and renames what release 2 added to the frame. Up-casters, protocol steps and
 *  migrations come with them, as the rules of versions demand (SPEC V1–V8).                                                       */
import type { Edit } from './overlay.ts';

const RECORDS: readonly Edit[] = [
  {
    file: 'src-shared/records/types/person.ts',
    from: "fields: { phone: 'text', residenceAddress: 'text', contactStatedOn: 'date' },",
    to: "fields: { phone: 'text', residenceAddress: 'text', contactStatedOn: 'date', wechat: 'text' },",
  },
  {
    file: 'src-shared/records/types/person.ts',
    from: "      origin: { audience: 'case', policy: 'decided', fields: { origin: 'text', rosterBenefits: 'json' } },",
    to: `      companion: { audience: 'identity', policy: 'ask', fields: { companionName: 'text', companionPhone: 'text' } },
      origin: { audience: 'case', policy: 'decided', fields: { origin: 'text', rosterBenefits: 'json' } },`,
  },
  {
    file: 'src-shared/records/types/office.ts',
    from: '  /** A list that left the system as a file: who took what, when, on which computer. */',
    to: `  visit: {
    indexes: ['personId'],
    groups: { about: { audience: 'case', policy: 'append', fields: { personId: 'id', visitedOn: 'date', found: 'text' } } },
  },
  /** A list that left the system as a file: who took what, when, on which computer. */`,
  },
  {
    file: 'migrations/replica/9999_later.ts',
    to: `export const sql = \`
ALTER TABLE "person" ADD COLUMN wechat TEXT;
ALTER TABLE "person" ADD COLUMN companion_name TEXT;
ALTER TABLE "person" ADD COLUMN companion_phone TEXT;
ALTER TABLE "person" ADD COLUMN v_companion INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "visit" (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, person_id INTEGER, visited_on TEXT, found TEXT, v_about INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX visit_person_id ON "visit" (person_id);
\`;
`,
  },
  {
    file: 'src-main/replica/store/migrate.ts',
    from: '  { sql: hub },\n',
    to: '  { sql: hub },\n  { sql: later },\n',
  },
  {
    file: 'src-main/replica/store/migrate.ts',
    from: "import { adoptFile } from '../sync/kept.ts';",
    to: "import { sql as later } from '../../../migrations/replica/9999_later.ts';\nimport { adoptFile } from '../sync/kept.ts';",
  },
  {
    file: 'migrations/central/9999_later.ts',
    to: `import { type Kysely, sql } from 'kysely';
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('ALTER TABLE "person" ADD COLUMN wechat text, ADD COLUMN companion_name text, ADD COLUMN companion_phone text, ADD COLUMN v_companion bigint NOT NULL DEFAULT 0').execute(db);
  await sql.raw('CREATE TABLE "visit" (scope bigint NOT NULL, id bigint NOT NULL, person_id bigint, visited_on date, found text, v_about bigint NOT NULL DEFAULT 0, PRIMARY KEY (scope, id))').execute(db);
}
`,
  },
];

const COMMANDS: readonly Edit[] = [
  {
    file: 'src-shared/domain/person.ts',
    from: "  'TEKUN',\n",
    to: "  'TEKUN',\n  'RETURNING',\n",
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: '  residenceAddress: optionalText.optional(),\n  /** The date',
    to: '  residenceAddress: optionalText.optional(),\n  wechat: shortText.nullable().optional(),\n  /** The date',
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: 'contact: ({ phone, residenceAddress, statedOn }, _person',
    to: 'contact: ({ phone, residenceAddress, wechat, statedOn }, _person',
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: '...(residenceAddress && { residenceAddress }) },',
    to: '...(residenceAddress && { residenceAddress }), ...(wechat && { wechat }) },',
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: '  version: 2,\n  upcasts: { 1: saysNoCare },',
    to: `  version: 4,
  upcasts: {
    1: saysNoCare,
    2: ({ reason = '', ...rest }) => ({ ...rest, words: reason }),
    3: (args) => ({ ...args, companion: null }),
  },`,
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: "    ...partsSchema,\n    reason: z.string().trim().max(300).default(''),",
    to: `    ...partsSchema,
    companion: z.strictObject({ companionName: shortText, companionPhone: shortText }).nullable(),
    words: z.string().trim().max(300),`,
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: "  renewalReceiptOn: ['TOWNSHIP'],\n}",
    to: "  renewalReceiptOn: ['TOWNSHIP'],\n  companion: ['TOWNSHIP', 'CIVIL_AFFAIRS'],\n}",
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: '  isIncapable: (isIncapable) => ({ isIncapable }),',
    to: '  isIncapable: (isIncapable) => ({ isIncapable }),\n  companion: (companion) => companion,',
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: 'args[part] !== undefined);',
    to: "args[part] !== undefined && (part !== 'companion' || args[part] !== null));",
  },
  {
    file: 'src-shared/domain/person-edit.ts',
    from: 'words: args.reason || null,',
    to: 'words: args.words || null,',
  },
  {
    file: 'src-shared/domain/visit.ts',
    to: `import { z } from 'zod';
import { create, defineCommand, firstOf, refuse } from './command.ts';
import { dateSchema, idSchema } from './person.ts';
export const visitRecord = defineCommand({
  name: 'visit.record',
  version: 1,
  args: z.strictObject({ personId: idSchema, visitedOn: dateSchema, found: z.string() }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'],
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [{ as: 'person', type: 'person', id: args.personId }],
  decide(records, args, context) {
    if (!firstOf(records, 'person', 'person')) return refuse('person/not-found');
    return { changes: [create('visit', context.newId(), args)] };
  },
});
`,
  },
  {
    file: 'src-shared/domain/commands.ts',
    from: 'const ALL = [\n',
    to: "import { visitRecord } from './visit.ts';\n\nconst ALL = [\n  visitRecord,\n",
  },
];

const SCHEMA: Edit = {
  file: 'src-shared/sync/protocol.ts',
  from: 'export const SCHEMA_VERSION = 1;',
  to: 'export const SCHEMA_VERSION = 3;',
};

const FRAMES: readonly Edit[] = [
  {
    file: 'src-shared/sync/protocol.ts',
    from: 'export const PROTOCOL_VERSION = 1;',
    to: 'export const PROTOCOL_VERSION = 3;',
  },
  {
    file: 'src-shared/sync/frames.ts',
    from: '  schema: int,\n',
    to: '  schema: int,\n  lease: z.string().nullable(),\n',
  },
  {
    file: 'src-shared/sync/frames.ts',
    from: '  own: int.nullable(),\n',
    to: '  own: int.nullable(),\n  by: int.nullable(),\n',
  },
  {
    file: 'src-shared/sync/frames.ts',
    from: '  later: z.array(int),\n',
    to: '  later: z.array(int),\n  notice: z.string().nullable(),\n',
  },
  {
    file: 'src-shared/sync/speak.ts',
    from: 'export const PROTOCOL_STEPS: Readonly<Record<number, ProtocolStep>> = {};',
    to: `export const PROTOCOL_STEPS: Readonly<Record<number, ProtocolStep>> = {
  1: { request: (request) => ({ ...request, ticket: null }), reply: (reply) => reply },
  2: { request: ({ ticket, ...request }) => ({ ...request, lease: ticket }), reply: (reply) => reply },
};`,
  },
  {
    file: 'src-shared/sync/wire.ts',
    from: "'truth', 'privacyNotice'],\n",
    to: "'truth', 'privacyNotice'],\n  ...['visit', 'companion', 'wechat'],\n",
  },
  {
    file: 'src-shared/sync/wire.ts',
    from: '= { 1: WIRE_WORDS };',
    to: '= { 1: WIRE_WORDS.slice(0, -3), 2: WIRE_WORDS.slice(0, -1) };',
  },
  {
    file: 'src-server/sync/exchange.ts',
    from: '    later: acts ? [] : later,\n',
    to: "    later: acts ? [] : later,\n    notice: '年底对账',\n",
  },
  {
    file: 'src-server/sync/pull.ts',
    from: 'frames.push({ commit, own: null, parts: [] })',
    to: 'frames.push({ commit, own: null, by: 7, parts: [] })',
  },
  {
    file: 'src-main/replica/sync/exchange.ts',
    from: '    schema: SCHEMA_VERSION,\n',
    to: '    schema: SCHEMA_VERSION,\n    lease: null,\n',
  },
];

export const LATER_RELEASE: readonly Edit[] = [...RECORDS, ...COMMANDS, SCHEMA, ...FRAMES];
/** A later program that still speaks today's protocol: only its records and commands are new (V4). */
export const LATER_SCHEMA: readonly Edit[] = [...RECORDS, ...COMMANDS, SCHEMA];
