/** The main act of what is open, on F9 as on every screen; nothing else here has the key. */
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';

interface MainActProps {
  readonly word: string;
  readonly isBusy: boolean;
  readonly off?: boolean;
  readonly onPress: () => void;
}

export function MainAct({ word, isBusy, off = false, onPress }: MainActProps) {
  useKeys([{ key: 'F9', label: word, run: onPress, off: off || isBusy }]);
  return (
    <ActButton main keyName="F9" isBusy={isBusy} off={off} onClick={onPress}>
      {word}
    </ActButton>
  );
}
