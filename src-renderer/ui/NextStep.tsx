/** The one next step of a file: what, with which consequence, until when, and the button that does it (F9).
 *  When it is somebody else's turn the line says whose, and has no button.                                          */
import type { ReactNode } from 'react';
import type { DeadlineView } from '#shared/rpc/desk-shapes.ts';
import { t } from '../text/i18n.ts';
import { Deadline } from './Deadline.tsx';

interface NextStepProps {
  readonly heading?: string;
  readonly children: ReactNode;
  readonly deadline?: DeadlineView;
  readonly act?: ReactNode;
  /** Quiet when it is not this desk's turn. */
  readonly quiet?: boolean;
}

export function NextStep({ heading, children, deadline, act, quiet = false }: NextStepProps) {
  return (
    <div className={quiet ? 'next-step is-quiet' : 'next-step'}>
      <b className="next-head">{heading ?? t('ui.next.heading')}</b>
      <div className="next-words">{children}</div>
      {deadline && <Deadline deadline={deadline} withDate={false} />}
      {act}
    </div>
  );
}
