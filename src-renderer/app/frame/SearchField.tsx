/** The shell's own search field. Typing opens the cases; ↓ or Enter goes into the list, Esc empties the field and then
 *  leaves it. F3 comes here from anywhere. What an input method has not finished is not searched for yet.          */
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { goTo, useRoute } from '../../ui/route.ts';
import { useHiddenNumbers, useSearch } from '../../ui/search.ts';

export function SearchField() {
  const { t } = useTranslation();
  const { text, isHidden, setText, goToList } = useSearch();
  const { screen } = useRoute();
  const [composed, setComposed] = useState<string>();
  useHiddenNumbers();
  const field = useRef<HTMLInputElement>(null);
  useKeys([{ key: 'F3', run: () => field.current?.select() }], 'frame');

  const change = (value: string): void => {
    setText(value);
    if (screen !== 'cases') goTo({ screen: 'cases' });
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      if (screen !== 'cases') goTo({ screen: 'cases' });
      goToList();
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      if (text) setText('');
      else field.current?.blur();
    }
  };
  return (
    <search className="search-field">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label={t('frame.search.label')}
        placeholder={t('frame.search.placeholder')}
        value={composed ?? (isHidden ? '' : text)}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target, nativeEvent }) => {
          const isComposing = nativeEvent instanceof InputEvent && nativeEvent.isComposing;
          if (isComposing) setComposed(target.value);
          else change(target.value);
        }}
        onCompositionEnd={({ currentTarget }) => {
          setComposed(undefined);
          change(currentTarget.value);
        }}
        onKeyDown={press}
      />
      <KeyCap name="F3" />
    </search>
  );
}
