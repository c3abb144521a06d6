/** How big the type is, how strong the contrast, whether anything moves: chosen by the person at this computer and kept
 *  with the window, because it belongs to their eyes and not to the case. Written to body classes that ui/tokens.css reads. */
import { create } from 'zustand';

export const TYPE_SCALES = [100, 125, 150, 200] as const;
export type TypeScale = (typeof TYPE_SCALES)[number];

export interface Appearance {
  readonly typeScale: TypeScale;
  readonly highContrast: boolean;
  /** False in the old-computer mode: nothing fades either. */
  readonly motion: boolean;
}

const STORAGE_KEY = 'sumu.appearance';
const PLAIN: Appearance = { typeScale: 100, highContrast: false, motion: true };

function parseAppearance(text: string | null): Appearance {
  try {
    const kept = JSON.parse(text ?? '{}') as Partial<Record<keyof Appearance, unknown>>;
    return {
      typeScale: TYPE_SCALES.find((scale) => scale === kept.typeScale) ?? PLAIN.typeScale,
      highContrast: kept.highContrast === true,
      motion: kept.motion !== false,
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

function dressBody({ typeScale, highContrast }: Appearance): void {
  const { classList } = document.body;
  classList.toggle('hc', highContrast);
  for (const scale of TYPE_SCALES) classList.toggle(`type-${scale}`, scale === typeScale && scale !== 100);
}

interface AppearanceStore extends Appearance {
  choose(change: Partial<Appearance>): void;
}

export const useAppearance = create<AppearanceStore>((set, get) => ({
  ...readKept(),
  choose: (change) => {
    set(change);
    const { typeScale, highContrast, motion } = get();
    const kept = { typeScale, highContrast, motion };
    dressBody(kept);
    try {
      window.localStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
    } catch {
      // A window that may not keep anything still shows what was chosen.
    }
  },
}));

/** Applies what was kept; once, before the first paint. */
export function applyAppearance(): void {
  dressBody(useAppearance.getState());
}
