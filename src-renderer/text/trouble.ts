/** Why nothing goes to the county now, in a sentence: what is wrong, and where. */
import type { LinkTroubleView } from '#shared/rpc/session-shapes.ts';
import { sayTime } from './dates.ts';
import { t } from './i18n.ts';

interface Troubled {
  readonly since: string | null;
  readonly trouble: LinkTroubleView | null;
}

export function sayTrouble({ since, trouble }: Troubled): string {
  if (trouble && trouble.kind !== 'no-answer')
    return t(`frame.strip.trouble.${trouble.kind}`, { code: trouble.code ?? '' });
  return since ? t('frame.strip.since', { time: sayTime(since) }) : '';
}
