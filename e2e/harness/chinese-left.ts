/** What a window still says in Chinese. The desk's data is Chinese in every language — names, villages, units, what people
 *  wrote — and all of it comes over the line from the replica, so the line is listened to: whatever Chinese stands on the
 *  screen without having come over it is a word that was not translated.
 *  CL1 a whole sentence is data only where a person wrote it: the replica sends codes, and the screens have the words.
 *  CL2 what is marked `lang="zh-CN"` is Chinese on purpose: documents of law, and the name of the language itself.   */
import { DEMO_DIVISIONS } from '#shared/domain/division.ts';
import type { DeskWindow } from './window.ts';

const CHINESE = /[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]/u;
const SENTENCE = /[。；]/u;
/** Fields of the desk's contract that hold what a person wrote. */
const WRITTEN = new Set(['words', 'reason', 'reasonWords', 'note', 'body']);

/** The Chinese in a message that may stand on a screen in any language. */
export function dataIn(value: unknown, field = ''): string[] {
  if (typeof value === 'string')
    return CHINESE.test(value) && (WRITTEN.has(field) || !SENTENCE.test(value)) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => dataIn(one, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => dataIn(inner, name));
}

/** Every line of text a person reads or hears, and what is marked as Chinese on purpose. */
function linesOnPage(): { lines: string[]; marked: string[] } {
  const marked = [...document.querySelectorAll<HTMLElement>('[lang="zh-CN"]:not(html)')].flatMap((one) =>
    one.innerText.split('\n'),
  );
  const spoken = [...document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')]
    .filter((one) => one.checkVisibility() && !one.closest('[lang="zh-CN"]:not(html)'))
    .flatMap((one) => ['aria-label', 'placeholder', 'title', 'alt'].map((name) => one.getAttribute(name)));
  const lines = [document.title, ...document.body.innerText.split('\n'), ...spoken];
  return { lines: lines.filter((line) => line !== null), marked };
}

export class ChineseData {
  readonly #known = new Set<string>(DEMO_DIVISIONS.map(({ name }) => name));

  /** Listens from the start: call it before the window goes to its desk, or open the window again afterwards. */
  constructor({ page }: DeskWindow) {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        for (const text of dataIn(JSON.parse(String(payload)))) this.know(text);
      }),
    );
  }

  /** Typed by the flow itself. */
  know(text: string): void {
    this.#known.add(text);
  }

  get size(): number {
    return this.#known.size;
  }

  /** The lines with Chinese in them that no data explains; empty is the only good answer. */
  async left({ page }: DeskWindow): Promise<string[]> {
    const { lines, marked } = await page.evaluate(linesOnPage);
    const known = [...this.#known, ...marked.filter((line) => line !== '')];
    const longestFirst = known.toSorted((a, b) => b.length - a.length);
    const rest = (line: string): string =>
      CHINESE.test(line) ? longestFirst.reduce((text, data) => text.replaceAll(data, ''), line) : '';
    return [...new Set(lines)].filter((line) => CHINESE.test(rest(line)));
  }
}
