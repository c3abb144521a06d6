/** What a case page says about a person being registered twice. */
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';

export function useOfPerson(personId: number) {
  return useLive(['cases', 'conflicts'], ['duplicates.ofPerson', personId], () =>
    desk().duplicates.ofPerson({ personId }),
  ).data;
}
