/** What `decide` may know of an act, read off its frame: the same at the centre and when a waiting act is decided again (SPEC C1). */
import { shanghaiDate } from '../base/clock.ts';
import { idsOfCommand } from '../base/id.ts';
import type { DecideContext } from '../domain/command.ts';
import { EMPTY_BOOK, type PackBook } from '../domain/pack-book.ts';
import type { Role } from '../domain/state.ts';
import type { CommandFrame } from './frames.ts';

/** `role` is what the records say of the frame's actor, never what the frame says; `packs` are those that this side holds. */
export function contextOf(
  frame: Pick<CommandFrame, 'actor' | 'madeAt' | 'number' | 'scope' | 'pack'>,
  device: number,
  role: Role,
  packs: PackBook = EMPTY_BOOK,
): DecideContext {
  return {
    actor: { accountId: frame.actor, role },
    madeAt: frame.madeAt,
    madeOn: shanghaiDate(Date.parse(frame.madeAt)),
    device,
    number: frame.number,
    scope: frame.scope,
    packVersion: frame.pack,
    pack: packs.byVersion(frame.pack),
    newId: idsOfCommand(device, frame.number),
  };
}
