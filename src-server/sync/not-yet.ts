/** Acts of a newer desk than this centre: a command, a version of one or a policy pack that only a later program knows. To refuse them for good
 *  would throw away work because the county's server was brought up to date last; so they get no outcome, stay on their desk and are
 *  judged when this centre can read them (SPEC V4). What writes the same records, or leans on what they make, waits with them, so that
 *  nobody's acts change places. From a desk that is no newer, such an act is no future one but a mistake, and is judged as that.        */
import { readAct } from '#shared/domain/commands.ts';
import type { PackBook } from '#shared/domain/pack-book.ts';
import type { CommandFrame, SyncRequest } from '#shared/sync/frames.ts';
import { SCHEMA_VERSION } from '#shared/sync/protocol.ts';

/** `packs` are those that the centre holds. */
function isOfLaterProgram(frame: CommandFrame, packs: PackBook): boolean {
  return !readAct(frame) || !packs.byVersion(frame.pack);
}

const recordsOf = ({ groups }: CommandFrame): string[] => groups.map(([type, id]) => `${type}:${id}`);

/** Whether an act has to stay behind one that waits. */
function isBoundTo(frame: CommandFrame, waiting: CommandFrame): boolean {
  if (frame.together && waiting.together && frame.together[0] === waiting.together[0]) return true;
  if (frame.number < waiting.number) return false;
  if (frame.after.includes(waiting.number)) return true;
  const theirs = recordsOf(waiting);
  return recordsOf(frame).some((record) => theirs.includes(record));
}

/** Numbers of the acts of a request that have to wait for a newer centre, in their order. */
export function actsForLater(
  { schema, commands }: Pick<SyncRequest, 'schema' | 'commands'>,
  packs: PackBook,
): number[] {
  if (schema <= SCHEMA_VERSION) return [];
  const waiting = commands.filter((frame) => isOfLaterProgram(frame, packs));
  // Those that are added while it runs are visited too.
  for (const each of waiting) {
    for (const frame of commands) if (!waiting.includes(frame) && isBoundTo(frame, each)) waiting.push(frame);
  }
  return waiting.map(({ number }) => number).sort((a, b) => a - b);
}
