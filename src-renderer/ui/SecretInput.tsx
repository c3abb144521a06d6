/** A number of a person while it is typed: whole while the focus is in it, masked as soon as the focus leaves. 显示 shows
 *  what the person typed a moment ago; nothing is fetched, so nothing is recorded.                                   */
import { Input } from 'antd';
import { useState } from 'react';
import { t } from '../text/i18n.ts';
import type { ControlProps } from './FormField.tsx';
import { TextLink } from './TextLink.tsx';

interface SecretInputProps extends ControlProps {
  readonly value: string;
  readonly mask: (value: string) => string;
  readonly onType: (value: string) => void;
  readonly onLeave?: () => void;
  readonly onFocused?: (isFocused: boolean) => void;
  readonly isPencil?: boolean;
  readonly off?: boolean;
  readonly maxLength?: number;
  readonly inputMode?: 'numeric' | 'text' | 'tel';
}

export function SecretInput(props: SecretInputProps) {
  const {
    value,
    mask,
    onType,
    onLeave,
    onFocused,
    isPencil = false,
    off = false,
    inputMode = 'text',
  } = props;
  const [isFocused, setFocused] = useState(false);
  const [isShown, setShown] = useState(false);
  const turn = (now: boolean): void => {
    setFocused(now);
    onFocused?.(now);
  };
  return (
    <Input
      id={props.id}
      className={isPencil ? 'is-pencil' : ''}
      aria-invalid={props['aria-invalid']}
      aria-describedby={props['aria-describedby']}
      status={props['aria-invalid'] ? 'error' : ''}
      value={isFocused || isShown ? value : mask(value)}
      maxLength={props.maxLength ?? 40}
      inputMode={inputMode}
      autoComplete="off"
      spellCheck={false}
      disabled={off}
      // The caret would stand inside the mask: the whole number is selected, so typing replaces it and arrows keep it.
      onFocus={(event) => {
        turn(true);
        const { currentTarget } = event;
        // Selecting focuses: whoever has gone on within the frame, as a card reader does, must not be fetched back.
        requestAnimationFrame(() => {
          if (document.activeElement === currentTarget) currentTarget.select();
        });
      }}
      onBlur={() => {
        turn(false);
        setShown(false);
        onLeave?.();
      }}
      onChange={(event) => onType(event.target.value)}
      suffix={
        !isFocused && value !== '' ? (
          <TextLink onClick={() => setShown(!isShown)}>
            {t(isShown ? 'ui.masked.hide' : 'ui.masked.show')}
          </TextLink>
        ) : (
          // Never without: the control is another element with a suffix than without one, and would lose the focus.
          <span />
        )
      }
    />
  );
}
