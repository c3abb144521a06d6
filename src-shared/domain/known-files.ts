/** The files of a person whom an intake found on record (person.ts `personNeeds`). */
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
