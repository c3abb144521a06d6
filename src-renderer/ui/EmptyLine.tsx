/** Nothing here: one sentence and, where there is one, one act. No drawing. */
import type { ReactNode } from 'react';

export function EmptyLine({ children, act }: { children: ReactNode; act?: ReactNode }) {
  return (
    <p className="empty-line">
      {children}
      {act && <> {act}</>}
    </p>
  );
}
