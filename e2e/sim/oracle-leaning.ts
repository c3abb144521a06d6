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
