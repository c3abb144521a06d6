/** The shell's own search field. Typing opens the cases; ↓ or Enter goes into the list, Esc empties the field and then
 *  leaves it. F3 comes here from anywhere.                                                                          */
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { goTo, useRoute, useSearch } from '../../ui/route.ts';

export function SearchField() {
  const { t } = useTranslation();
  const { text, setText } = useSearch();
  const { screen } = useRoute();
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
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('main [role=row][tabindex="0"]')?.focus(),
      );
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
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
        onKeyDown={press}
      />
      <KeyCap name="F3" />
    </search>
  );
}
