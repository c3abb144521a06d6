/** One icon. It always stands beside a word, so it is hidden from readers of the screen. */
import { type IconName, PATHS } from './paths.ts';

export type { IconName };

export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
