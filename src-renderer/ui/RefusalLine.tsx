/** Why an act was refused, beside the act: what happened, what is kept, what to do. Takes the focus when it appears, so a
 *  person who does not see the screen hears it.                                                                       */
import { useEffect, useRef } from 'react';
import { sayRefusal } from '../text/codes.ts';
import { Icon } from './icon/Icon.tsx';

export function RefusalLine({ code, id }: { code: string | undefined; id?: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (code) line.current?.focus();
  }, [code]);
  if (!code) return null;
  return (
    <p className="refusal-line" id={id} ref={line} tabIndex={-1}>
      <Icon name="alert" />
      <span>{sayRefusal(code)}</span>
    </p>
  );
}
