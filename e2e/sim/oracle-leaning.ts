/** The oracle on acts that lean on others (SPEC LE1): an act about a record that an own earlier act made is parked when that one was not taken,
 *  whatever it would have come to by itself, so that its author is told of one mistake and not of two.                               */
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';

const NOT_TAKEN = ['refused', 'parked', 'quarantined'];
/** Said before anybody looks at what an act leans on. */
const EARLIER =
  /^(actor|pack|group|server)\/|^command\/(unknown|not-your-role|outside-your-scope|future-date|arguments)$/;

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(numbersIn);
}

/** `ownerOf` names the act that gave an id, as `device/number`. */
export function leaningFaults(
  device: string,
  { frame, outcome }: { readonly frame: CommandFrame; readonly outcome: OutcomeFrame },
  ownerOf: (id: number) => string,
  outcomeOf: (key: string) => OutcomeFrame | undefined,
): string[] {
  if (outcome.outcome === 'parked' || EARLIER.test(outcome.code ?? '')) return [];
  const makers = numbersIn(frame.args).map(ownerOf);
  return [...new Set(makers)]
    .filter((key) => key.startsWith(`${device}/`) && key !== `${device}/${frame.number}`)
    .filter((key) => NOT_TAKEN.includes(outcomeOf(key)?.outcome ?? ''))
    .map(
      (key) =>
        `${device}/${frame.number} is ${outcome.outcome} (${outcome.code}), and ${key}, which made what it is about, was not taken`,
    );
}

/** G1: of acts that stand or fall together all took effect, or none, and where none did one says why. */
export function groupFaults(
  device: string,
  { together }: CommandFrame,
  outcomeOf: (key: string) => OutcomeFrame | undefined,
): string[] {
  if (!together) return [];
  const [first, last] = together;
  const group = Array.from({ length: last - first + 1 }, (_, at) => outcomeOf(`${device}/${first + at}`));
  const words = `${device}/${first} to ${last} are ${group.map((each) => `${each?.outcome} (${each?.code})`).join(', ')}`;
  // A desk of ours sends a group whole (G4).
  if (group.some((each) => each?.code === 'group/torn')) return [words];
  const taken = group.filter((each) => each && !NOT_TAKEN.includes(each.outcome)).length;
  if (taken === group.length) return [];
  const isSaid = group.some((each) => each && each.code !== 'group/behind');
  return taken || !isSaid || group.some((each) => !each) ? [words] : [];
}
