/** A button that names its act and its key. `main` is the one filled button of a screen. Pressing the key is registered by
 *  the screen (ui/keys.ts), so that it works and is shown in the status bar from one place.                           */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { KeyCap } from './KeyCap.tsx';
import { Icon, type IconName } from './icon/Icon.tsx';

interface ActButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly main?: boolean;
  readonly danger?: boolean;
  readonly keyName?: string;
  readonly icon?: IconName;
  readonly isBusy?: boolean;
  readonly off?: boolean;
  readonly size?: 'small' | 'middle';
  readonly describedBy?: string;
}

export function ActButton(props: ActButtonProps) {
  const {
    children,
    onClick,
    main = false,
    danger = false,
    keyName,
    icon,
    isBusy = false,
    off = false,
  } = props;
  return (
    <Button
      className="act-button"
      type={main ? 'primary' : 'default'}
      danger={danger}
      size={props.size ?? 'middle'}
      // Busy is not disabled: the focus stays where the hand is.
      aria-busy={isBusy}
      aria-describedby={props.describedBy}
      disabled={off}
      onClick={isBusy ? undefined : onClick}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {keyName && <KeyCap name={keyName} />}
    </Button>
  );
}
