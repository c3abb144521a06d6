/** The masked edition as one page of a website: no script, nothing loaded from elsewhere, nothing but what the edition shows; it says until when it
 *  stands. Chinese, as every document is. */
import type { NoticePage } from '#shared/rpc/publicity-shapes.ts';
import { sayLongDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { cellsOf, sayScope } from './notice-words.ts';

const CHINESE = 'zh-CN';
const COLUMNS = ['at', 'name', 'kind', 'standard', 'since'] as const;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const plain = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');
const cell = (tag: 'th' | 'td', text: string): string => `<${tag}>${plain(text)}</${tag}>`;
const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;

/** The page itself. */
export function onlinePageOf({ row: notice, online }: NoticePage, unit: string): string {
  const title = t('prints.publicNotice.title');
  const until = notice.lastDay
    ? t('prints.publicNotice.comesDown', { to: sayLongDate(notice.lastDay, CHINESE) })
    : '';
  const opening = t('prints.publicNotice.opening', { scope: sayScope(notice, online.length) });
  const lines = online.map((line, at) => row(cellsOf(line, at).map((text) => cell('td', text))));
  const head = row(COLUMNS.map((column) => cell('th', t(`prints.publicNotice.columns.${column}`))));
  return [
    `<!doctype html><html lang="${CHINESE}"><head><meta charset="utf-8"><meta name="robots" content="noindex">`,
    `<title>${plain(title)}</title></head><body><h1>${plain(title)}</h1>`,
    `<p>${plain(opening)}${plain(until)}</p><table border="1">${head}${lines.join('')}</table>`,
    `<p>${plain(t('prints.publicNotice.objection', { unit }))}</p></body></html>`,
  ].join('\n');
}

function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

/** As a file to hand out: its name, and its content for data/download. */
export function onlineFileOf(
  page: NoticePage,
  unit: string,
): { readonly name: string; readonly content: string } {
  const { placeName, toMonth } = page.row;
  return {
    name: t('prints.publicNotice.fileName', { place: placeName, month: toMonth }),
    content: base64Of(onlinePageOf(page, unit)),
  };
}
