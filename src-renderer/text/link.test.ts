/** The sentences about the line: what goes on, how far, how long, how slow. */
import { afterEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { linkStatus, lineWork } from '#shared/rpc/session-shapes.ts';
import { i18n } from './i18n.ts';
import { isLinked, sayLink, sayLinkChange, sayLinkShort, sayTimeLeft } from './link.ts';

type Link = z.infer<typeof linkStatus>;
type Work = z.infer<typeof lineWork>;

const NOW = Date.parse('2026-11-23T00:30:00.000Z');
const in_ = (seconds: number): string => new Date(NOW + seconds * 1_000).toISOString();
const work = (more: Partial<Work>): Work => ({
  ...{ doing: 'sending', bytesDone: 0, bytesTotal: null, bytesPerSecond: null, secondsLeft: null },
  ...more,
});
const link = (more: Partial<Link>): Link => ({
  ...{
    state: 'online',
    since: '2026-11-23T00:12:00.000Z',
    lastReceivedAt: null,
    nextTryAt: null,
    waiting: 0,
  },
  ...{ oldestWaitingAt: null, needsYou: 0, sending: null, packVersion: '2026-07', trouble: null },
  ...{ work: null, firstSync: null },
  ...more,
});
const silent = { kind: 'no-answer', code: null } as const;

afterEach(() => void i18n.changeLanguage('zh-CN'));

describe('the sync page', () => {
  const SENTENCES: readonly [string, Partial<Link>, string][] = [
    ['at rest', {}, '连着旗服务器。有新的自己传，不用守着这一页。'],
    [
      'sending over a slow line',
      { waiting: 12, work: work({ bytesPerSecond: 2_000, secondsLeft: 37 }) },
      '正在上传 12 条，还要约 40 秒（线路很慢：每秒 2 千字节）。传着也能照常办。',
    ],
    [
      'a part of it sent',
      {
        state: 'sending',
        waiting: 8,
        sending: { done: 4, total: 12 },
        work: work({ bytesPerSecond: 90_000, secondsLeft: 2 }),
      },
      '正在上传：4 / 12 条，还要几秒钟。传着也能照常办。',
    ],
    ['LW1 nothing measured yet', { waiting: 12, work: work({}) }, '正在上传 12 条。传着也能照常办。'],
    [
      'a line that hardly moves',
      { waiting: 3, work: work({ bytesPerSecond: 60 }) },
      '正在上传 3 条（线路极慢：每秒不到 0.1 千字节）。传着也能照常办。',
    ],
    [
      'what is new at the county',
      { work: work({ doing: 'fetching', bytesDone: 900, bytesPerSecond: 2_500, secondsLeft: 140 }) },
      '正在收旗里的新内容，还要约 3 分钟（线路很慢：每秒 2.5 千字节）。照常办，不用等。',
    ],
    [
      'a first sync whose length is known',
      {
        state: 'first-sync',
        firstSync: { done: 1_200, total: 3_900 },
        work: work({ doing: 'first-sync', bytesDone: 60_000, bytesPerSecond: 40_000, secondsLeft: 161 }),
      },
      '正在下载本机资料：1,200 / 3,900 条，还要约 3 分钟。收到的已经能看。',
    ],
    [
      'LW1 a first sync whose length nobody knows yet',
      {
        state: 'first-sync',
        firstSync: { done: 0, total: 3_900 },
        work: work({ doing: 'first-sync', bytesDone: 12_345, bytesPerSecond: 2_100 }),
      },
      '正在下载本机资料：0 / 3,900 条，已收 12 千字节，要多久还说不准（线路很慢：每秒 2.1 千字节）。收到的已经能看。',
    ],
    [
      'a first sync that has only begun',
      { state: 'first-sync', work: work({ doing: 'first-sync' }) },
      '正在下载本机资料。收到的已经能看。',
    ],
    [
      'no answer',
      { state: 'offline', nextTryAt: in_(18), trouble: silent, work: work({ doing: 'waiting' }) },
      '08:12 起连不上旗服务器。18 秒后再试。你照常办，不用守着这一页。',
    ],
    [
      'no answer, never yet',
      { state: 'offline', since: null, trouble: silent, work: work({ doing: 'waiting' }) },
      '现在连不上旗服务器。你照常办，不用守着这一页。',
    ],
    [
      'LW3 trying, nothing has come',
      { state: 'offline', nextTryAt: in_(-1), trouble: silent, work: work({}) },
      '连不上旗服务器，正在试。写好的都在本机。',
    ],
    [
      'a line that broke under way',
      { state: 'offline', nextTryAt: in_(2.4), trouble: silent, work: work({ doing: 'cut' }) },
      '线路断了，3 秒后再试。从断的地方接着传，传到的不重来。',
    ],
    [
      'the moment before the next try',
      { state: 'offline', nextTryAt: in_(0.4), trouble: silent, work: work({ doing: 'cut' }) },
      '线路断了，马上再试。从断的地方接着传，传到的不重来。',
    ],
    [
      'a line that is not said to be up and carries something',
      { state: 'offline', waiting: 5, work: work({ bytesDone: 700, bytesPerSecond: 900, secondsLeft: 60 }) },
      '正在上传 5 条，还要约 1 分钟（线路很慢：每秒 0.9 千字节）。传着也能照常办。',
    ],
    [
      'a centre that asks for time',
      { state: 'offline', nextTryAt: in_(290), trouble: { kind: 'busy', code: null } },
      '旗服务器说现在办不了，多半在维护。约 5 分钟后再试。写好的都在本机。',
    ],
    [
      'a refusal, with its code',
      { state: 'offline', nextTryAt: in_(30), trouble: { kind: 'refused', code: 'device/closed' } },
      '旗服务器不收这台电脑传的。请把代号告诉旗里：device/closed。30 秒后再试。写好的都在本机。',
    ],
    [
      'what waits for a newer centre',
      { waiting: 2, trouble: { kind: 'centre-older', code: null } },
      '旗服务器的程序比本机旧，有些还收不了；等旗里更新后自己上传，不用重做。',
    ],
    [
      'a password is wanted',
      { state: 'sign-in-needed', work: work({ doing: 'waiting' }) },
      '要重新登录才能上传。写好的都在本机，登录后自己传。',
    ],
  ];
  test.each(SENTENCES)('%s', (_, more, words) => expect(sayLink(link(more), NOW)).toBe(words));

  test.each(SENTENCES)('%s, in English: whole, with the same numbers', async (_, more, words) => {
    await i18n.changeLanguage('en');
    const said = sayLink(link(more), NOW);
    expect(said).not.toMatch(/[\u3000-\u9fff\uff00-\uffef{}]/);
    const numbers = (text: string) =>
      [...text.replace(/本机|0\.1/g, '').matchAll(/\d[\d.,:]*\d|\d/g)].map(String);
    expect(numbers(said).toSorted()).toEqual(numbers(words).toSorted());
  });
});

describe('how long', () => {
  test.each([
    [0, '几秒钟'],
    [5, '几秒钟'],
    [6, '约 10 秒'],
    [37, '约 40 秒'],
    [56, '约 1 分钟'],
    [60, '约 1 分钟'],
    [61, '约 2 分钟'],
    [3_500, '约 59 分钟'],
    [3_600, '约 1 小时'],
    [3_601, '约 2 小时'],
  ])('%d s: %s', (seconds, words) => expect(sayTimeLeft(seconds)).toBe(words));
});

describe('the status bar', () => {
  test.each([
    [{}, '已连上旗服务器'],
    [{ waiting: 8, sending: { done: 4, total: 12 }, state: 'sending' }, '正在传 4 / 12'],
    [{ waiting: 12, work: work({ secondsLeft: 37 }) }, '正在传 12 条 · 还要约 40 秒'],
    [{ work: work({ doing: 'fetching', secondsLeft: 4 }) }, '正在收旗里的新内容 · 还要几秒钟'],
    [{ state: 'offline', work: work({ doing: 'waiting' }) }, '离线工作中 · 可继续办理'],
    [{ state: 'offline', work: work({}) }, '离线工作中 · 可继续办理'],
    [{ state: 'offline', work: work({ doing: 'cut' }) }, '线路断了，会自己接上 · 可继续办理'],
  ] as const)('%o', (more, words) => expect(sayLinkShort(link(more as Partial<Link>))).toBe(words));

  test('LW2 what is read out has no number in it and does not move with one', () => {
    const far = (done: number) =>
      link({ state: 'first-sync', firstSync: { done, total: 3_900 }, work: work({ secondsLeft: done }) });
    expect(sayLinkChange(far(1))).toBe('正在下载本机资料');
    expect(sayLinkChange(far(2_000))).toBe(sayLinkChange(far(1)));
  });

  test('the mark of a line that stands is shown while something goes', () => {
    expect(
      [{}, { work: work({}), waiting: 1 }, { state: 'first-sync' }].map((one) =>
        isLinked(link(one as Partial<Link>)),
      ),
    ).toEqual([true, true, true]);
    expect(isLinked(link({ state: 'offline', work: work({ doing: 'cut' }) }))).toBe(false);
  });
});
