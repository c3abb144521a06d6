/** 中文 or English, each in its own words, so that whoever reads only one finds it. Kept with the window, applied at once. */
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../text/i18n.ts';
import { useAppearance } from './appearance.ts';

export function LanguageChoice({ labelledBy }: { labelledBy: string }) {
  const { t } = useTranslation();
  const language = useAppearance((appearance) => appearance.language);
  const choose = useAppearance((appearance) => appearance.choose);
  return (
    <Radio.Group
      aria-labelledby={labelledBy}
      value={language}
      onChange={(event) => choose({ language: event.target.value as Language })}
      options={LANGUAGES.map((value) => ({
        value,
        label: <span lang={value}>{t(`ui.languages.${value}`)}</span>,
      }))}
    />
  );
}
