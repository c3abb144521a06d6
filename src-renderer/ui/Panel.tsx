/** A titled block. `flat` is a heading and its content on the page; `card` has a frame (right panes); a tone marks what
 *  must be looked at. The heading may carry an icon, a count and a quiet note.                                       */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon/Icon.tsx';

interface PanelProps {
  readonly title: string;
  readonly icon?: IconName;
  readonly count?: number;
  readonly note?: ReactNode;
  readonly shape?: 'flat' | 'card';
  readonly tone?: 'amber' | 'seal';
  readonly children?: ReactNode;
}

export function Panel({ title, icon, count, note, shape = 'flat', tone, children }: PanelProps) {
  return (
    <section className={`panel panel-${shape} ${tone ? `tone-${tone}` : ''}`}>
      <header className="panel-head">
        {icon && <Icon name={icon} />}
        <h2>
          {title}
          {count !== undefined && <span className="panel-count"> {count}</span>}
        </h2>
        {note && <span className="faint">{note}</span>}
      </header>
      {children}
    </section>
  );
}
