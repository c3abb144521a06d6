/** The page for the net: only what the masked edition shows, whatever a name or a place holds. */
import { expect, test } from 'vitest';
import type { NoticePage } from '#shared/rpc/publicity-shapes.ts';
import { onlineFileOf, onlinePageOf } from './online-file.ts';

const line = (name: string, village: string | null = null) => ({
  ...{ name, village, benefitKind: 'NURSING' as const, standardFen: 10_000, paidSince: '2025-11' },
});
const page = {
  row: {
    placeName: '东风村',
    occasion: 'ALL',
    fromMonth: '2026-11',
    toMonth: '2026-11',
    lastDay: '2026-11-30',
  },
  board: [line('王树林')],
  online: [line('王*林', '东风村'), line('<script>alert(1)</script>'), line('阿**·**格')],
  people: [{ personId: 7, name: '王树林' }],
  objections: [{ contactPhone: '139****0001', text: '秘密' }],
} as unknown as NoticePage;

test('it shows name, kind, standard, month, and until when; nothing of the board edition, the people or the objections', () => {
  const html = onlinePageOf(page, '查干淖尔苏木民政办');
  for (const shown of [
    '王*林（东风村）',
    '重度残疾人护理补贴',
    '每月 100.00 元',
    '2025年11月',
    '公示至2026年11月30日',
  ])
    expect(html).toContain(shown);
  for (const hidden of ['王树林', '139', '秘密', 'personId']) expect(html).not.toContain(hidden);
});
test('what a name holds is text, and the page runs and loads nothing', () => {
  const html = onlinePageOf(page, '<b>');
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toMatch(/src=|href=|onerror|<b>/);
});
test('as a file it keeps its signs', () => {
  const { name, content } = onlineFileOf(page, '');
  expect(name).toBe('公示-东风村-2026-11.html');
  expect(Buffer.from(content, 'base64').toString('utf8')).toBe(onlinePageOf(page, ''));
});
