/** From somebody who should receive to their application: the intake of a person whom the office knows; of whom only the list knows a draft with
 *  what the list says, for the clerk to go on with at the counter (S004 art.11: a finding is never an application). */
import type { FindingView } from '#shared/rpc/compare-shapes.ts';
import { desk } from '../../data/desk.ts';
import { newFormId } from '../../data/issue.ts';
import { goTo } from '../../ui/route.ts';
import { emptyForm, INTAKE_DRAFT } from '../intake/form.ts';

export async function beginIntake(finding: FindingView, today: string): Promise<void> {
  if (finding.personId !== null) return goTo({ screen: 'intake', personId: finding.personId });
  const holder = await desk().compare.holder({ findingId: finding.findingId });
  if (!holder) return;
  if (holder.personId !== null) return goTo({ screen: 'intake', personId: holder.personId });
  const { name, idNumber, phone, village, certificateNumber } = holder;
  const form = {
    ...emptyForm(today),
    ...{ name, idNumber, phone: phone ?? '', hukouVillage: village },
    certificateNumber: certificateNumber ?? '',
    benefits: finding.benefit ? [finding.benefit] : ['LIVING', 'NURSING'],
  };
  const key = newFormId();
  await desk().draft.save({ kind: INTAKE_DRAFT, key, body: JSON.stringify(form) });
  goTo({ screen: 'intake', draftKey: key });
}
