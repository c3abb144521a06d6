/** The files of a person: of one whom an intake found on record (person.ts `personNeeds`), and which of them counts. */
import type { Row } from '../records/rows.ts';
import type { Loaded, Need } from './command.ts';
import { PERSON_STEPS } from './person.ts';
import { type ApplicationState, ENDED_STATES } from './state.ts';

const MAX_APPLICATIONS_OF_A_PERSON = 50;

/** Reads the files of a person that an earlier step found. */
export function filesOf(step: (typeof PERSON_STEPS)[number]): Need {
  return {
    as: `files:${step}`,
    type: 'application',
    by: 'personId',
    valueFrom: { step, field: 'id' },
    limit: MAX_APPLICATIONS_OF_A_PERSON,
  };
}

export function openFilesOf(records: Loaded, personId: number | null): Row<'application'>[] {
  return PERSON_STEPS.flatMap((step) => (records[`files:${step}`] ?? []) as Row<'application'>[]).filter(
    ({ values }) => values.personId === personId && !ENDED_STATES.includes(values.state as ApplicationState),
  );
}

const LAST: Readonly<Partial<Record<ApplicationState, number>>> = {
  ...{ APPROVED: 1, REFUSED: 1, NOT_ACCEPTED: 1, WITHDRAWN: 1, MERGED: 2 },
};

/** Order of a person's files, the one that counts first: an open one, else the newest that was decided, merged ones last. Ids say which desk
 *  made a file, not when. */
export function byStanding(a: Row<'application'>, b: Row<'application'>): number {
  const rank = ({ values }: Row<'application'>) => LAST[values.state as ApplicationState] ?? 0;
  const day = ({ values }: Row<'application'>) => values.submittedOn ?? '';
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return day(a) === day(b) ? b.id - a.id : day(a) < day(b) ? 1 : -1;
}
