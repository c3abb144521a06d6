/** Figure «in a window»: from a key to the rows painted, in a real Chromium on a real desk. The page itself takes the times: when the key
 *  reaches the field, and when the frame that shows the answer to this very text has been painted. */
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.ts';
import type { BigDesk } from './big-desk.ts';
import { readingsOf } from '../../src-main/replica/store/pinyin.ts';
import { workedMs } from './processes.ts';
import type { Known } from './typed.ts';

const VIEWPORT = { width: 1366, height: 768 };
const LETTER = /^[a-z0-9]$/;
/** As playwright.config.ts starts it. */
const BROWSER_ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

interface Keys {
  readonly values: number[];
  /** What the page and the replica worked for a key, together. */
  readonly worked: number[];
}

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

interface Typist {
  readonly page: Page;
  /** Milliseconds that the page's process and the replica have worked. */
  readonly worked: () => Promise<number>;
}

async function startTypist(page: Page, { replica }: BigDesk): Promise<Typist> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const worked = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const seconds = metrics.find(({ name }) => name === 'ProcessTime')?.value ?? 0;
    return seconds * 1_000 + (workedMs(replica) ?? 0);
  };
  return { page, worked };
}

async function typeText({ page, worked }: Typist, text: string, taken: Keys): Promise<void> {
  let typed = '';
  for (const letter of text) {
    typed += letter;
    const before = await worked();
    if (LETTER.test(letter)) await page.keyboard.press(letter);
    else await page.keyboard.insertText(letter);
    taken.values.push(await page.evaluate((shown) => globalThis.rowsPainted(shown), typed));
    taken.worked.push((await worked()) - before);
  }
  await page.keyboard.press('Escape');
}

/** Names, initials and whole pinyin of some people, typed key by key; null where no browser is. */
export async function windowKeys(desk: BigDesk, known: readonly Known[]): Promise<Keys | null> {
  const found = findBrowser();
  if ('missing' in found) return null;
  const browser = await chromium.launch({ executablePath: found.path, args: BROWSER_ARGS });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT, locale: 'zh-CN' });
    await page.goto(desk.url);
    await page.getByRole('searchbox').waitFor();
    await page.evaluate(watchRows);
    await page.keyboard.press('F3');
    const typist = await startTypist(page, desk);
    await typeText(typist, known[0]?.name ?? '王', { values: [], worked: [] });
    const taken: Keys = { values: [], worked: [] };
    for (const { name } of known) {
      const [reading] = readingsOf(name);
      for (const text of [name, reading?.initials ?? '', reading?.syllables.join('') ?? ''])
        await typeText(typist, text, taken);
    }
    return taken;
  } finally {
    await browser.close();
  }
}
