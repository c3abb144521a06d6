/** Decisions that demand that the papers of their file have arrived at the centre: what leads to money is decided on papers that can be looked
 *  at. A file without papers waits for none (∴, dossier c.7).
 *  PA3 such a decision is refused with `paper/not-arrived` and the papers it waits for, on the desk before it is made and at the centre when a paper
 *  was put on meanwhile; the same decision is taken once they have come. */
import type { Row } from '../records/rows.ts';
import { type Loaded, type Need, type Refusal, refuse } from './command.ts';
import { isStanding } from './paper.ts';

/** Whose acts demand it. */
export const DEMANDS_PAPERS: readonly string[] = ['review.determine'];

/** As many as a person may ever have had. */
const PAPERS_OF_FILE_MAX = 400;

/** What an act reads for it; nothing for acts that demand nothing. */
export function papersNeeds(name: string, applicationId: number): Need[] {
  if (!DEMANDS_PAPERS.includes(name)) return [];
  return [
    { as: 'papers', type: 'paper', by: 'applicationId', value: applicationId, limit: PAPERS_OF_FILE_MAX },
  ];
}

/** Whether the centre awaits a paper's bytes. */
export function isAwaited(paper: Pick<Row<'paper'>, 'values'>): boolean {
  return isStanding(paper) && paper.values.arrivedAt === null;
}

/** The refusal that names the papers which have not come; null when all have. */
export function papersNotArrived(records: Loaded): Refusal | null {
  const awaited = ((records.papers ?? []) as readonly Row<'paper'>[]).filter(isAwaited);
  if (!awaited.length) return null;
  const papers = awaited.map(({ id, values }) => ({ id, material: values.material }));
  return refuse('paper/not-arrived', undefined, { papers });
}
