/** Figure «in a window»: from a key to the rows painted, in a real Chromium on a real desk. The page itself takes the times: when the key
 *  reaches the field, and when the frame that shows the answer to this very text has been painted. */
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.ts';
import type { BigDesk } from './big-desk.ts';
import { readingsOf } from '../../src-main/replica/store/pinyin.ts';
import type { Known } from './typed.ts';

const VIEWPORT = { width: 1366, height: 768 };
const LETTER = /^[a-z0-9]$/;
/** As playwright.config.ts starts it. */
const BROWSER_ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

declare global {
  /** Resolves with the milliseconds from the last key to the painted rows of a text. */
  var rowsPainted: (text: string) => Promise<number>;
}

/** Runs in the page. The head of the list says which text it answers, in the same render as its rows. */
function watchRows(): void {
  let keyAt = 0;
  document.addEventListener('beforeinput', () => (keyAt = performance.now()), true);
  const answers = (text: string) =>
    document.querySelector('main')?.textContent.includes(`“${text}”`) ?? false;
  const afterPaint = (done: () => void): void => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
  globalThis.rowsPainted = (text) =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!answers(text)) return;
        observer.disconnect();
        afterPaint(() => resolve(performance.now() - keyAt));
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    });
}

async function typeText(page: Page, text: string): Promise<number[]> {
  const took: number[] = [];
  let typed = '';
  for (const letter of text) {
    typed += letter;
    if (LETTER.test(letter)) await page.keyboard.press(letter);
    else await page.keyboard.insertText(letter);
    took.push(await page.evaluate((shown) => globalThis.rowsPainted(shown), typed));
  }
  await page.keyboard.press('Escape');
  return took;
}

/** Names, initials and whole pinyin of some people, typed key by key; null where no browser is. */
export async function windowKeys(desk: BigDesk, known: readonly Known[]): Promise<number[] | null> {
  const found = findBrowser();
  if ('missing' in found) return null;
  const browser = await chromium.launch({ executablePath: found.path, args: BROWSER_ARGS });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT, locale: 'zh-CN' });
    await page.goto(desk.url);
    await page.getByRole('searchbox').waitFor();
    await page.evaluate(watchRows);
    await page.keyboard.press('F3');
    await typeText(page, known[0]?.name ?? '王');
    const took: number[] = [];
    for (const { name } of known) {
      const [reading] = readingsOf(name);
      for (const text of [name, reading?.initials ?? '', reading?.syllables.join('') ?? ''])
        took.push(...(await typeText(page, text)));
    }
    return took;
  } finally {
    await browser.close();
  }
}
