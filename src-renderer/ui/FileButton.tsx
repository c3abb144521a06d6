/** A button that asks for a file: the browser's own control says its words in the browser's language, so it stays hidden. The same file can be
 *  chosen again. */
import { useRef } from 'react';
import { ActButton } from './ActButton.tsx';
import type { IconName } from './icon/Icon.tsx';

interface FileButtonProps {
  readonly word: string;
  readonly accept: string;
  readonly icon?: IconName;
  readonly onFile: (file: File) => void;
}

export function FileButton({ word, accept, icon = 'page', onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={word}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
      <ActButton icon={icon} onClick={() => input.current?.click()}>
        {word}
      </ActButton>
    </>
  );
}
