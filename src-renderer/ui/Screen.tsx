/** The three column patterns of the product and no more: `pane` list and pane, `file` queue, file and judgement, `form`
 *  contents, form and checks; `plain` is one column. Head and foot span all columns and always stay in sight: only the
 *  columns scroll. A `Pane` is the right column: explanation or consequence. Below 1280 and in large type it folds under
 *  a button.                                                                                                        */
import { type ReactNode, useState } from 'react';
import { t } from '../text/i18n.ts';
import { Icon } from './icon/Icon.tsx';

interface ScreenProps {
  readonly layout: 'plain' | 'pane' | 'file' | 'form';
  readonly head?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

export function Screen({ layout, head, foot, children }: ScreenProps) {
  return (
    <div className="screen">
      <div className="screen-head">{head}</div>
      <div className={`screen-body layout-${layout}`}>{children}</div>
      {foot && <div className="screen-foot">{foot}</div>}
    </div>
  );
}

interface PaneProps {
  /** What the pane is about, for the landmark and its folding button. */
  readonly label: string;
  readonly children: ReactNode;
  /** Docked under the scrolling part, as the buttons of a judgement. */
  readonly foot?: ReactNode;
  readonly width?: 'narrow' | 'wide';
  /** A judgement is input of first rank: where panes fold it begins unfolded. */
  readonly startsOpen?: boolean;
}

export function Pane({ label, children, foot, width = 'narrow', startsOpen = false }: PaneProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <section
      className={`pane pane-${width} ${isOpen ? 'is-open' : ''}`}
      aria-label={label}
      data-region
      tabIndex={-1}
    >
      <button type="button" className="pane-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name={isOpen ? 'right' : 'left'} />
        {t(isOpen ? 'frame.pane.close' : 'frame.pane.open')}
      </button>
      {/* Reachable by Tab, so that it can be scrolled without a mouse. */}
      <div className="pane-body" tabIndex={0}>
        {children}
      </div>
      {foot && <div className="pane-foot">{foot}</div>}
    </section>
  );
}

/** F7: brings the focus to the explanation at the right, unfolding it where it is folded. */
export function goPane(): void {
  const pane = document.querySelector<HTMLElement>('.pane');
  const toggle = pane?.querySelector<HTMLElement>('.pane-toggle');
  if (toggle?.offsetParent && toggle.getAttribute('aria-expanded') === 'false') toggle.click();
  pane?.focus();
}
