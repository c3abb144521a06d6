/** Programs of different ages in one history (SPEC V, ADR 20): some desks are the program two releases on, built from today's sources by the list
 *  of edits of e2e/versions and loaded beside today's, and so is the centre, from the beginning (`ages`) or after some of its desks
 *  (`ahead`); the other desks are today's program, which is the old one here.
 *  What people do at a newer desk is written as that program writes it, with things that the old one does not know.                */
import { join } from 'node:path';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { LATER_RELEASE, LATER_SCHEMA } from '../../versions/later-release.ts';
import { CHECKOUT, type Edit, makeOverlay } from '../../versions/overlay.ts';
import type { Release } from '../release.ts';
import type { DrawnAct } from '../scene.ts';

const ours = (file: string): string => JSON.stringify(join(CHECKOUT, file));

/** One link and one kind of power cut for both programs; a visit is told in the history, as the
 *  oracle wants it of every act.                                                                                                  */
const OF_THE_SIMULATOR: readonly Edit[] = [
  { file: 'e2e/sim/link.ts', to: `export * from ${ours('e2e/sim/link.ts')};\n` },
  {
    file: 'e2e/sim/fused-statements.ts',
    from: 'export class PowerCut extends Error {}',
    to: `import { PowerCut } from ${ours('e2e/sim/fused-statements.ts')};\nexport { PowerCut };`,
  },
  {
    file: 'src-shared/domain/visit.ts',
    from: "[create('visit', context.newId(), args)]",
    to: `[create('visit', context.newId(), args), historyLine(context, { personId: args.personId, action: 'visit.record' })]`,
  },
  {
    file: 'src-shared/domain/visit.ts',
    from: 'import { dateSchema',
    to: "import { historyLine } from './history.ts';\nimport { dateSchema",
  },
];

type Later = 'protocol' | 'schema';
const RELEASES: Readonly<Record<Later, readonly Edit[]>> = { protocol: LATER_RELEASE, schema: LATER_SCHEMA };
const opened = new Map<Later, Promise<Release>>();

async function load(edits: readonly Edit[]): Promise<Release> {
  const { folder, remove } = makeOverlay([...edits, ...OF_THE_SIMULATOR]);
  process.once('exit', remove);
  const { TODAY: later } = (await import(join(folder, 'e2e/sim/release.ts'))) as { TODAY: Release };
  return { ...later, typed: asTypedThere };
}

/** The release two on, with a protocol of its own or with today's; built once a process. */
export function openLater(later: Later = 'protocol'): Promise<Release> {
  const known = opened.get(later) ?? load(RELEASES[later]);
  opened.set(later, known);
  return known;
}

type Args = Record<string, unknown> & { readonly contact?: object; readonly reason?: string };

const COMPANIONS = ['巴特尔', '乌云'];
const CHATS = ['wx-1', 'wx-2'];

/** The same form in the later program: its own names, and now and then what only it has. */
function asTypedThere(act: DrawnAct, turn: number): DrawnAct {
  const { name, account } = act;
  if (name !== 'person.edit') return act;
  const { reason = '', ...rest } = act.args as Args;
  if (turn % 5 === 0 && account.role.startsWith('TOWNSHIP')) {
    const args = { personId: rest.personId, visitedOn: '2026-03-01', found: '在家' };
    return { ...act, name: 'visit.record', args };
  }
  const hasCompanion = turn % 3 === 0 && account.role !== 'COUNTY_FEDERATION_REVIEWER';
  const companion = { companionName: COMPANIONS[turn % 2], companionPhone: '13900000001' };
  const contact =
    rest.contact && turn % 2 === 0 ? { ...rest.contact, wechat: CHATS[turn % 4 && 1] } : rest.contact;
  const args = {
    ...{ ...rest, ...(contact && { contact }), words: reason },
    companion: hasCompanion ? companion : null,
  };
  return { ...act, args };
}

/** I18: an old act as a person who knows both programs would write it in the later one; worked out here, not by its up-casters. */
export function writtenLater(frame: CommandFrame): CommandFrame {
  if (frame.name !== 'person.edit' || frame.version > 2) return frame;
  const { reason, ...rest } = frame.args as Args;
  return { ...frame, version: 4, args: { ...rest, words: reason ?? '', companion: null } as never };
}

/** Whether today's program cannot read an act. */
export function isOnlyOfLater({ name, version }: CommandFrame): boolean {
  return name === 'visit.record' || (name === 'person.edit' && version > 2);
}

/** What the later program writes of a field that only it has where nobody has filled it in: a centre that judged before it was brought up to
 *  date does not mention it.                                                                                                      */
export const UNSAID = /,"wechat":null/g;
