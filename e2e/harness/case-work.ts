/** A file taken from the counter to its determination by the lines of those who do it, for flows that are about something else. */
import { type DeskLine, issue, syncNow } from './desk-line.ts';

/** The people a file passes on its way. */
export interface Offices {
  readonly clerk: DeskLine;
  readonly reviewer: DeskLine;
  readonly federation: DeskLine;
  readonly county: DeskLine;
}

/** The file as a reviewer's screen shows it: the hash of what is judged. */
export async function judgedBy(
  { desk }: DeskLine,
  applicationId: number,
): Promise<{ applicationId: number; judged: string }> {
  const file = await desk.review.file({ applicationId });
  if (!file) throw new Error(`file ${applicationId} is not here`);
  return { applicationId, judged: file.judged };
}

/** Preliminary review, entry, federation, determination: everything that the file asks for is given. */
export async function determine(offices: Offices, applicationId: number): Promise<void> {
  const { clerk, reviewer, federation, county } = offices;
  await syncNow(reviewer);
  await issue(reviewer, 'review.passPreliminary', await judgedBy(reviewer, applicationId));
  await syncNow(reviewer);
  await syncNow(clerk);
  await issue(clerk, 'application.enter', { applicationId });
  await issue(clerk, 'application.sendToFederation', { applicationId });
  await syncNow(clerk);
  await syncNow(federation);
  await issue(federation, 'review.passFederation', await judgedBy(federation, applicationId));
  await syncNow(federation);
  await syncNow(county);
  const judged = await judgedBy(county, applicationId);
  const file = await county.desk.review.file({ applicationId });
  const approved = file?.application.benefits ?? [];
  await issue(county, 'review.determine', { ...judged, approved });
  await syncNow(county);
}
