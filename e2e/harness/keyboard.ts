/** A clerk's hands on the keys and nothing else: what is typed, where the focus is, and that it can be seen.
 *  KEY1 nothing here points or clicks.  KEY2 wherever the next key would go, something has the focus, it stands in sight, nothing lies over it,
 *  and, unless it is a heading that was only brought there to be read, it has a ring.                                     */
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { textsOf } from './intake-form.ts';
import type { DeskWindow } from './window.ts';

export interface Stop {
  /** What has the focus, in words for a message. */
  readonly what: string;
  readonly field: string;
  readonly type: string;
  /** Its place among all fields. */
  readonly at: number;
  /** What is wrong with the focus; empty when it is as it ought to be. */
  readonly wrong: string;
}

/** More stops than the form has. */
const STEPS_MAX = 60;
const LAST_FIELD = 'privacyNotice';
/** Two seconds of a window that draws sixty frames in one. */
const FRAMES_MAX = 120;

interface Looking {
  /** Where the focus was, when it ought to be elsewhere by now. */
  readonly before: Stop | null;
  /** How many frames the window has to put it right. */
  readonly frames: number;
}

/** Runs in the window: where the focus is and whether it can be seen, as soon as both are as they ought to be. */
async function lookForFocus({ before, frames }: Looking): Promise<Stop> {
  const hasRing = (element: Element | null): boolean => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  /** The control itself, what is drawn in its place, and the frames around it. */
  const near = (control: Element): (Element | null)[] => {
    const around = [control.parentElement];
    for (let step = 0; step < 3; step += 1) around.push(around.at(-1)?.parentElement ?? null);
    return [control, control.nextElementSibling, ...around];
  };
  const faultOf = (control: HTMLElement | null): string => {
    if (!control || control === document.body) return 'the focus is lost';
    const box = control.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + Math.min(box.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    if (!top || !(control.contains(top) || top.contains(control)))
      return `it is out of sight at ${Math.round(x)}, ${Math.round(y)}`;
    const isRead = control.matches('h1, h2, [data-region]');
    return isRead || near(control).some(hasRing) ? '' : 'it has no ring';
  };
  const look = (): Stop => {
    const control = document.activeElement as HTMLElement | null;
    const field = control?.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? '';
    const all = [...document.querySelectorAll('[data-field] input')];
    return {
      what: `${control?.tagName ?? ''} ${field} ${control?.textContent?.slice(0, 20) ?? ''}`.trim(),
      field,
      type: control instanceof HTMLInputElement ? control.type : '',
      at: control ? all.indexOf(control) : -1,
      wrong: faultOf(control),
    };
  };
  const isOld = (stop: Stop) => before !== null && stop.at === before.at && stop.what === before.what;
  let stop = look();
  for (let frame = 0; frame < frames && (isOld(stop) || stop.wrong); frame += 1) {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    stop = look();
  }
  return stop;
}

export class Hands {
  readonly window: DeskWindow;
  /** Every time that the focus was not as it ought to be. */
  readonly lost: string[] = [];
  #looked = 0;

  constructor(window: DeskWindow) {
    this.window = window;
  }

  /** How often the focus was looked at. */
  get looked(): number {
    return this.#looked;
  }

  /** Where the focus is now, whatever it is like. */
  stop(): Promise<Stop> {
    return this.window.page.evaluate(lookForFocus, { before: null, frames: 0 });
  }

  /** Where the next key goes, once it is not where it was; what is wrong with it is kept. */
  async settled(before: Stop | null = null): Promise<Stop> {
    const stop = await this.window.page.evaluate(lookForFocus, { before, frames: FRAMES_MAX });
    this.#looked += 1;
    if (stop.wrong) this.lost.push(`${stop.what}: ${stop.wrong}`);
    return stop;
  }

  async press(key: string): Promise<void> {
    await this.window.page.keyboard.press(key);
  }

  /** Digits and letters key by key; what an input method makes comes whole. */
  async type(text: string): Promise<void> {
    const { keyboard } = this.window.page;
    if (/^[\x20-\x7e]*$/.test(text)) await keyboard.type(text);
    else await keyboard.insertText(text);
  }

  /** Goes on from field to field by Enter until a field has the focus. */
  async goTo(field: string): Promise<Stop> {
    let stop = await this.settled();
    for (let steps = 0; steps < STEPS_MAX && stop.field !== field; steps += 1) {
      await this.press('Enter');
      stop = await this.settled(stop);
    }
    return stop;
  }

  /** Tab until what has the focus says so. */
  async tabTo(words: string): Promise<void> {
    let stop = await this.settled();
    for (let steps = 0; steps < STEPS_MAX && !stop.what.includes(words); steps += 1) {
      await this.press('Tab');
      stop = await this.settled(stop);
    }
  }

  /** Writes what stands in a field: what was there is selected when the focus comes. */
  async #fill(stop: Stop, text: string): Promise<void> {
    if (stop.type === 'checkbox') await this.press('Space');
    else if (stop.type === 'radio') {
      await this.press('ArrowDown');
      await this.press('ArrowUp');
    } else await this.type(text);
  }

  /** The form from the field that has the focus to `until`, as a person's papers say; `until` is filled too. */
  async fill(person: DemoPerson, until: string = LAST_FIELD): Promise<void> {
    const texts = textsOf(person);
    let stop = await this.settled();
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      await this.#fill(stop, texts[stop.field] ?? '');
      if (stop.field === until) return;
      await this.press('Enter');
      stop = await this.settled(stop);
    }
  }
}
