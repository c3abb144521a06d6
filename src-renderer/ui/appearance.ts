/** How big the type is, how strong the contrast, whether anything moves, and the language: chosen by the person at this
 *  computer and kept with the window, because it belongs to their eyes and not to the case. Written to body classes that
 *  ui/tokens.css reads; the language to `<html lang>`, the title and text/i18n.ts, without loading anything again.    */
import { create } from 'zustand';
import { i18n, LANGUAGES, type Language, t } from '../text/i18n.ts';

export const TYPE_SCALES = [100, 125, 150, 200] as const;
export type TypeScale = (typeof TYPE_SCALES)[number];

export interface Looks {
  readonly typeScale: TypeScale;
  readonly highContrast: boolean;
  /** False in the old-computer mode: nothing fades either. */
  readonly motion: boolean;
}

export interface Appearance extends Looks {
  readonly language: Language;
}

const STORAGE_KEY = 'sumu.appearance';
const PLAIN: Appearance = { typeScale: 100, highContrast: false, motion: true, language: 'zh-CN' };

function parseAppearance(text: string | null): Appearance {
  try {
    const kept = JSON.parse(text ?? '{}') as Partial<Record<keyof Appearance, unknown>>;
    return {
      typeScale: TYPE_SCALES.find((scale) => scale === kept.typeScale) ?? PLAIN.typeScale,
      highContrast: kept.highContrast === true,
      motion: kept.motion !== false,
      language: LANGUAGES.find((language) => language === kept.language) ?? PLAIN.language,
    };
  } catch {
    return PLAIN;
  }
}

function readKept(): Appearance {
  try {
    return parseAppearance(window.localStorage.getItem(STORAGE_KEY));
  } catch {
    return PLAIN;
  }
}

function dress({ typeScale, highContrast, language }: Appearance): void {
  const { classList } = document.body;
  classList.toggle('hc', highContrast);
  for (const scale of TYPE_SCALES) classList.toggle(`type-${scale}`, scale === typeScale && scale !== 100);
  if (i18n.language !== language) void i18n.changeLanguage(language);
  document.documentElement.lang = language;
  document.title = t('frame.product');
}

interface AppearanceStore extends Appearance {
  choose(change: Partial<Appearance>): void;
}

export const useAppearance = create<AppearanceStore>((set, get) => ({
  ...readKept(),
  choose: (change) => {
    const { typeScale, highContrast, motion, language } = { ...get(), ...change };
    const kept: Appearance = { typeScale, highContrast, motion, language };
    // Before the screens hear of it, so that they draw with the new words.
    dress(kept);
    set(kept);
    try {
      window.localStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
    } catch {
      // A window that may not keep anything still shows what was chosen.
    }
  },
}));

/** Applies what was kept; once, before the first paint. */
export function applyAppearance(): void {
  dress(useAppearance.getState());
}
