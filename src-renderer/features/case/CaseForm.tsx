/** The form that is open on the case page, if one is: a correction, or what the next step needs to know. In the middle
 *  column, above what it changes; the right pane never takes input. The form of an act that is to be mended opens filled. */
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { ActForm } from './ActForm.tsx';
import { isActForm } from './acts.ts';
import { BankForm } from './BankForm.tsx';
import { CertificateForm } from './CertificateForm.tsx';
import { HouseholdForm } from './HouseholdForm.tsx';
import { MoveForm } from './MoveForm.tsx';
import { NotifyRefusalForm } from './NotifyRefusalForm.tsx';
import { PhoneForm } from './PhoneForm.tsx';
import { SupplementForm } from './SupplementForm.tsx';
import type { CaseWork } from './use-case-work.ts';

export function CaseForm({ page, work }: { page: CasePage; work: CaseWork }) {
  const mending = work.form === work.mendedForm ? work.mending : undefined;
  const wanted = mending?.page.target.applicationId;
  const application =
    page.applications.find(({ applicationId }) => applicationId === wanted) ?? page.applications[0];
  const ends = { onDone: work.done, onCancel: work.close, mending };
  switch (work.form) {
    case 'bank':
      return <BankForm person={page.person} {...ends} />;
    case 'phone':
      return <PhoneForm person={page.person} {...ends} />;
    case 'household':
      return <HouseholdForm person={page.person} {...ends} />;
    case 'certificate':
      return <CertificateForm person={page.person} {...ends} />;
    case 'supplement':
      return application ? <SupplementForm person={page.person} application={application} {...ends} /> : null;
    case 'notifyRefusal':
      return application ? <NotifyRefusalForm application={application} {...ends} /> : null;
    case 'move':
      return <MoveForm page={page} {...ends} />;
    default:
      return isActForm(work.form) ? (
        <ActForm key={work.form} name={work.form} page={page} subject={work.subject} {...ends} />
      ) : null;
  }
}
