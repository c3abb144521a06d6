/** A number of a person while it is typed: whole while the focus is in it, masked as soon as the focus leaves. 显示 shows
 *  what the person typed a moment ago; nothing is fetched, so nothing is recorded.                                   */
import { Input, type InputRef } from 'antd';
import { useLayoutEffect, useRef, useState } from 'react';
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
  const control = useRef<InputRef>(null);
  // The caret would stand inside the mask: the whole number is selected, so typing replaces it and arrows keep it; at once,
  // because the first key may follow within the same frame.
  useLayoutEffect(() => {
    if (isFocused) control.current?.select();
  }, [isFocused]);
  const turn = (now: boolean): void => {
    setFocused(now);
    onFocused?.(now);
  };
  return (
    <Input
      ref={control}
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
      onFocus={(event) => {
        turn(true);
        // A click sets the caret after this; a key that has come since must not be selected away, nor the focus fetched back.
        const { currentTarget } = event;
        requestAnimationFrame(() => {
          const isUntouched = document.activeElement === currentTarget && currentTarget.value === value;
          if (isUntouched) currentTarget.select();
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
