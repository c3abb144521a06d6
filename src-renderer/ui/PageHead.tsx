/** Head of a screen: its one h1, a quiet sentence beside it, and acts at the right. The focus comes to the heading when the
 *  screen opens, unless the person is typing in the search field.                                                     */
import { type ReactNode, useEffect, useRef } from 'react';

interface PageHeadProps {
  readonly title: ReactNode;
  /** What the screen is about; a new value brings the focus to the heading again. */
  readonly about?: string | number;
  readonly note?: ReactNode;
  readonly before?: ReactNode;
  readonly acts?: ReactNode;
  /** A line under the head, as on screens without a docked pane head. */
  readonly ruled?: boolean;
}

export function PageHead({ title, about, note, before, acts, ruled = false }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const isTyping =
      document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'search';
    if (!isTyping) heading.current?.focus({ preventScroll: true });
  }, [about]);
  return (
    <header className={ruled ? 'page-head is-ruled' : 'page-head'}>
      {before}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {note && <div className="page-note">{note}</div>}
      {acts && <div className="page-acts">{acts}</div>}
    </header>
  );
}
