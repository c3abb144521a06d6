/** Opens the form in which an act was made, filled; the page of the act where there is no form, or what it is about is not here. */
import { desk } from '../../data/desk.ts';
import { goTo } from '../../ui/route.ts';
import { mendRoute } from './routes.ts';

export async function openMend(number: number): Promise<void> {
  const page = await desk().journal.mend({ number });
  goTo((page && mendRoute(page)) ?? { screen: 'sync', act: number });
}
