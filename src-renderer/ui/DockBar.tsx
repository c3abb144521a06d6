/** The bar at the foot of a sheet: at the left what is true now (draft kept, nothing written yet), at the right the acts,
 *  the main one last. It stays in sight; only what is above it scrolls.                                             */
import type { ReactNode } from 'react';

export function DockBar({
  children,
  note,
  acts,
}: {
  children?: ReactNode;
  note?: ReactNode;
  acts: ReactNode;
}) {
  return (
    <div className="dock-bar">
      <div className="dock-words">{children}</div>
      {note && <div className="dock-note">{note}</div>}
      <div className="dock-acts">{acts}</div>
    </div>
  );
}
