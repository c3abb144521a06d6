/** The form that is open on the case page, if one is: a correction, or what the next step needs to know. In the middle
 *  column, above what it changes; the right pane never takes input.                                                */
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { BankForm } from './BankForm.tsx';
import { NotifyRefusalForm } from './NotifyRefusalForm.tsx';
import { PhoneForm } from './PhoneForm.tsx';
import { SupplementForm } from './SupplementForm.tsx';
import type { CaseWork } from './use-case-work.ts';

export function CaseForm({ page, work }: { page: CasePage; work: CaseWork }) {
  const [application] = page.applications;
  const ends = { onDone: work.done, onCancel: work.close };
  switch (work.form) {
    case 'bank':
      return <BankForm person={page.person} {...ends} />;
    case 'phone':
      return <PhoneForm person={page.person} {...ends} />;
    case 'supplement':
      return application ? <SupplementForm person={page.person} application={application} {...ends} /> : null;
    case 'notifyRefusal':
      return application ? <NotifyRefusalForm application={application} {...ends} /> : null;
    default:
      return null;
  }
}
