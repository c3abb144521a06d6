import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type AnyFunction, fake } from './fixtures/fake.ts';
import { isTrustedSender, onTrusted } from './ipc.ts';

const OURS = 7;
const owns = (id: number): boolean => id === OURS;

function eventFrom(frame: Partial<WebFrameMain> | null, id = OURS): IpcMainEvent {
  const senderFrame =
    frame === null
      ? null
      : fake<WebFrameMain>({
          parent: null,
          origin: 'app://bundle',
          url: 'app://bundle/index.html#/today',
          ...frame,
        });
  return fake<IpcMainEvent>({ senderFrame, sender: fake<WebContents>({ id }) });
}

describe('IP1 who is heard', () => {
  it('our page’s main frame in our window', () => {
    expect(isTrustedSender(eventFrom({}), owns)).toBe(true);
  });

  it.each([
    ['a frame that is gone', eventFrom(null)],
    ['a frame within the page', eventFrom({ parent: fake<WebFrameMain>({}) })],
    ['another origin', eventFrom({ origin: 'https://evil.example' })],
    ['an opaque origin', eventFrom({ origin: 'null' })],
    [
      'a host that begins alike',
      eventFrom({ origin: 'app://bundle.evil', url: 'app://bundle.evil/index.html' }),
    ],
    ['another page', eventFrom({ url: 'app://bundle/other.html' })],
    ['an empty address', eventFrom({ url: '' })],
    ['a blank page', eventFrom({ url: 'about:blank' })],
    ['another window', eventFrom({}, OURS + 1)],
  ])('not %s', (_, event) => {
    expect(isTrustedSender(event, owns)).toBe(false);
  });
});

describe('what is heard', () => {
  function listen() {
    const ipcMain = new EventEmitter();
    const listener = vi.fn<AnyFunction>();
    onTrusted(
      ipcMain as unknown as IpcMain,
      'sumu:connect',
      z.strictObject({ text: z.string().optional() }),
      owns,
      listener,
    );
    const say = (event: IpcMainEvent, ...values: unknown[]): boolean =>
      ipcMain.emit('sumu:connect', event, ...values);
    return { listener, say };
  }

  it('comes with its sender', () => {
    const { listener, say } = listen();
    const event = eventFrom({});
    say(event, { text: 'x' });
    expect(listener).toHaveBeenCalledExactlyOnceWith({ text: 'x' }, event.sender);
  });

  it('IP1 nothing from a stranger', () => {
    const { listener, say } = listen();
    say(eventFrom({}, 99), {});
    say(eventFrom(null), {});
    expect(listener).not.toHaveBeenCalled();
  });

  const circle: Record<string, unknown> = {};
  circle['again'] = circle;
  it.each([
    ['nothing', []],
    ['null', [null]],
    ['a text', ['{}']],
    ['a field too many', [{ text: 'x', more: 1 }]],
    ['a wrong type', [{ text: 1 }]],
    ['a value too many', [{}, {}]],
    ['more than a million characters', [{ text: 'x'.repeat(1024 * 1024) }]],
    ['what has no end', [circle]],
  ])('IP2 not %s', (_, values) => {
    const { listener, say } = listen();
    say(eventFrom({}), ...values);
    expect(listener).not.toHaveBeenCalled();
  });
});
