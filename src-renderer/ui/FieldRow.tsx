/** Facts: a label and what it says, one under the other in two columns. `FieldList` is the list around the rows.
 *  `pencil`: the machine filled it in; it gets the dashed line and may name its source.                              */
import type { ReactNode } from 'react';

export function FieldList({ children }: { children: ReactNode }) {
  return <dl className="field-list">{children}</dl>;
}

interface FieldRowProps {
  readonly label: string;
  readonly note?: ReactNode;
  readonly pencil?: boolean;
  /** For numbers too long for the second column: the label is for readers of the screen only. */
  readonly wide?: boolean;
  readonly children?: ReactNode;
}

export function FieldRow({ label, note, pencil = false, wide = false, children }: FieldRowProps) {
  return (
    <div className={wide ? 'field-row is-wide' : 'field-row'}>
      <dt className={wide ? 'sr' : ''}>{label}</dt>
      <dd>
        <span className={pencil ? 'pencil' : ''}>{children ?? '—'}</span>
        {note && <div className="faint">{note}</div>}
      </dd>
    </div>
  );
}
