/** What became of an intake after it was issued, read live: the act, its document, the file. */
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import type { IntakeResult } from './use-intake.ts';

/** The act itself, and the document it made. */
export function useActFacts({ number, applicationId, reading }: IntakeResult) {
  const act = useLive(['journal'], ['journal.act', number], () => desk().journal.act({ number })).data;
  const idNumber = reading.id.normalized ?? '';
  const page = useLive(['cases'], ['intake.result', number], async () => {
    const person = await desk().cases.byIdNumber({ idNumber });
    return person && desk().cases.open({ personId: person.personId });
  }).data;
  const entry = page?.history.find(({ lineId }) => lineId === act?.lineId);
  const application = page?.applications.find((one) => one.applicationId === applicationId);
  return {
    ...{ act, application, page: page ?? undefined },
    personId: page?.person.personId,
    documentNumber: entry?.documentNumber ?? null,
  };
}

/** What of an intake comes back from the replica. */
export type ActFacts = ReturnType<typeof useActFacts>;
