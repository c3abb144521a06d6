/** What an act of a reviewing body is called on its button, its key and its result. */
import type { JudgingBody } from '#shared/domain/state.ts';
import { useLink } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';

const ACT_WORDS = {
  TOWNSHIP: { pass: 'passPreliminary', return: 'refusePreliminary' },
  FEDERATION: { pass: 'passFederation', return: 'returnToTownship' },
  CIVIL_AFFAIRS: { pass: 'determine', return: 'returnToFederation' },
} as const;

/** The words of an act; «预备…（待上报生效）» at a county desk without the server. */
export function useActWords(
  body: JudgingBody,
  township: string,
): (act: 'pass' | 'return' | 'forward') => string {
  const isPrepared = useLink()?.state === 'offline' && body !== 'TOWNSHIP';
  return (act) => {
    const words = t(`review.acts.${act === 'forward' ? 'forwardReturn' : ACT_WORDS[body][act]}`, {
      township,
    });
    return isPrepared ? t('review.acts.prepared', { act: words }) : words;
  };
}
