/** An act or a way to another screen that reads as a link in running text. A real button: nothing here has an address. */
import type { ReactNode } from 'react';

interface TextLinkProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly danger?: boolean;
}

export function TextLink({ children, onClick, danger = false }: TextLinkProps) {
  return (
    <button type="button" className={danger ? 'text-link is-danger' : 'text-link'} onClick={onClick}>
      {children}
    </button>
  );
}
