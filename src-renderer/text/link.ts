/** What goes on between this computer and the county, in one sentence: what is done, how far it is, how long it takes, how slow the line is;
 *  and what happens next where nothing goes. Pure.
 *  LW1 a time is said only where it was measured; what nobody knows is said to be so.  LW2 who hears the screen is told when one thing
 *  becomes another, not how far each is.  LW3 one try that fails silently is not spoken of while nothing has come.          */
import type { z } from 'zod';
import type { linkStatus } from '#shared/rpc/session-shapes.ts';
import { sayCount } from './dates.ts';
import { t } from './i18n.ts';
import { sayTrouble } from './trouble.ts';

type Link = z.infer<typeof linkStatus>;

export type LinkDoing =
  | 'resting'
  | 'sending'
  | 'fetching'
  | 'firstSync'
  | 'trying'
  | 'silent'
  | 'cut'
  | 'troubled'
  | 'signIn';

/** Below this a line is slow: 64 kbit/s, as the sync reckons it. */
const SLOW_BYTES_PER_SECOND = 8_000;
const CRAWLING_BYTES_PER_SECOND = 100;
const FEW_SECONDS = 5;
const MINUTE = 60;
const HOUR = 3_600;

/** Why nothing goes that is not under way. */
function stoppedBy({ trouble, work }: Link): 'troubled' | 'cut' | 'silent' {
  if (trouble && trouble.kind !== 'no-answer') return 'troubled';
  return work?.doing === 'cut' ? 'cut' : 'silent';
}

export function doingOf(link: Link): LinkDoing {
  const { state, work, waiting } = link;
  if (state === 'sign-in-needed') return 'signIn';
  if (state === 'first-sync' || work?.doing === 'first-sync') return 'firstSync';
  const isAsking = work?.doing === 'sending' || work?.doing === 'fetching';
  if (state === 'offline' && !(isAsking && work.bytesDone > 0)) {
    // LW3
    const stopped = stoppedBy(link);
    return isAsking && stopped === 'silent' ? 'trying' : stopped;
  }
  if (state === 'sending' || (work?.doing === 'sending' && waiting > 0)) return 'sending';
  return work?.doing === 'fetching' ? 'fetching' : 'resting';
}

/** Whether something goes over the line, or could. */
export function isLinked(link: Link): boolean {
  return ['resting', 'sending', 'fetching', 'firstSync'].includes(doingOf(link));
}

/** 几秒钟, 约 40 秒, 约 3 分钟, 约 2 小时: never less than it takes. */
export function sayTimeLeft(seconds: number): string {
  if (seconds <= FEW_SECONDS) return t('link.time.few');
  const rounded = Math.ceil(seconds / FEW_SECONDS) * FEW_SECONDS;
  if (rounded < MINUTE) return t('link.time.seconds', { n: rounded });
  const minutes = Math.ceil(seconds / MINUTE);
  if (minutes < MINUTE) return t('link.time.minutes', { n: minutes });
  return t('link.time.hours', { n: Math.ceil(seconds / HOUR) });
}

/** Kilobytes with one decimal below ten, whole above. */
function sayKilobytes(bytes: number): string {
  const kb = bytes / 1_000;
  return kb < 10 ? String(Math.round(kb * 10) / 10) : sayCount(Math.round(kb));
}

function sayRate(bytesPerSecond: number | null): string {
  if (bytesPerSecond === null || bytesPerSecond >= SLOW_BYTES_PER_SECOND) return '';
  if (bytesPerSecond < CRAWLING_BYTES_PER_SECOND) return t('link.more.crawling');
  return t('link.more.slow', { kb: sayKilobytes(bytesPerSecond) });
}

/** How long and how slow (LW1). */
function sayMore({ work }: Link, doing: LinkDoing): string {
  if (!work) return '';
  const { secondsLeft, bytesDone, bytesPerSecond } = work;
  const isUnknown = doing === 'firstSync' && secondsLeft === null && bytesDone > 0;
  const left = secondsLeft !== null && t('link.more.left', { time: sayTimeLeft(secondsLeft) });
  const came = isUnknown && t('link.more.came', { kb: sayKilobytes(bytesDone) });
  return `${left || came || ''}${sayRate(bytesPerSecond)}`;
}

function sayNext({ nextTryAt }: Link, now: number): string {
  if (nextTryAt === null) return '';
  const seconds = Math.ceil((Date.parse(nextTryAt) - now) / 1_000);
  if (seconds <= 1) return t('link.next.soon');
  return seconds < 2 * MINUTE
    ? t('link.next.seconds', { n: seconds })
    : t('link.next.minutes', { n: Math.ceil(seconds / MINUTE) });
}

/** Rows or acts so far and in all, where they are counted. */
function countOf({ sending, firstSync, waiting }: Link, doing: LinkDoing): { done: number; total: number } {
  if (doing === 'firstSync') return firstSync ?? { done: 0, total: 0 };
  return sending && sending.done < sending.total ? sending : { done: 0, total: waiting };
}

type Counted = 'sending' | 'sendingPart' | 'firstSync' | 'firstSyncBegins';
type Sentence = Exclude<LinkDoing, 'sending' | 'firstSync'> | Counted;

function sentenceOf(link: Link): { key: Sentence; done: string; total: string } {
  const doing = doingOf(link);
  const { done, total } = countOf(link, doing);
  const counted = { done: sayCount(done), total: sayCount(total) };
  if (doing === 'sending') return { ...counted, key: done > 0 ? 'sendingPart' : 'sending' };
  if (doing === 'firstSync') return { ...counted, key: total > 0 ? 'firstSync' : 'firstSyncBegins' };
  return { ...counted, key: doing };
}

/** The sync page's sentence; `now` by the desk's clock. */
export function sayLink(link: Link, now: number): string {
  const { key, done, total } = sentenceOf(link);
  const what = link.trouble ? sayTrouble(link) : '';
  // What a newer program wrote waits for the centre while the rest goes.
  if (key === 'resting' && what) return what;
  const since = link.since ? sayTrouble({ since: link.since, trouble: null }) : t('link.noAnswer');
  const more = sayMore(link, doingOf(link));
  return t(`link.page.${key}`, { done, total, more, what, since, next: sayNext(link, now) });
}

/** The status bar's. */
export function sayLinkShort(link: Link): string {
  const { key, done, total } = sentenceOf(link);
  const words = t(`link.bar.${key}`, { done, total });
  const isCounted = ['sending', 'sendingPart', 'firstSync', 'fetching'].includes(key);
  const seconds = link.work?.secondsLeft ?? null;
  return isCounted && seconds !== null ? t('link.bar.left', { words, time: sayTimeLeft(seconds) }) : words;
}

/** LW2 */
export function sayLinkChange(link: Link): string {
  const doing = doingOf(link);
  return t(`link.said.${doing === 'trying' || doing === 'cut' ? 'silent' : doing}`);
}
