/** The two carriers as the screens meet them: a port asked for and lost, a token that leaves the address bar. */
import { expect, test, vi } from 'vitest';
import { CONNECT, GONE, PORT } from '#shared/rpc/window-port.ts';
import { portCarrier, takeToken } from './channel.ts';

/** A port of the page's own world: the one of Node would not take the page's events. */
function pretendedPort(): MessagePort {
  return Object.assign(new EventTarget(), {
    start: vi.fn(),
    close: vi.fn(),
    postMessage: vi.fn(),
  }) as unknown as MessagePort;
}

/** What the page says to its own window, answered as the preload would. */
function answerWith(port: MessagePort): void {
  const event = new MessageEvent('message', { data: { kind: PORT }, source: window, ports: [port] });
  window.dispatchEvent(event);
}

test('the page asks its window for a port, and hears at once when the replica behind it has died', async () => {
  const said: unknown[] = [];
  const post = vi
    .spyOn(window, 'postMessage')
    .mockImplementation((message: unknown) => void said.push(message));
  const opened = vi.fn();
  const closed = vi.fn();
  portCarrier(window).open(opened, closed);
  expect(said).toEqual([{ kind: CONNECT }]);

  answerWith(pretendedPort());
  expect(opened).toHaveBeenCalledOnce();
  expect(closed).not.toHaveBeenCalled();

  window.dispatchEvent(new MessageEvent('message', { data: { kind: GONE }, source: window }));
  expect(closed).toHaveBeenCalledOnce();
  post.mockRestore();
});

test('a port from another window is passed over', () => {
  vi.spyOn(window, 'postMessage').mockImplementation(() => undefined);
  const opened = vi.fn();
  portCarrier(window).open(opened, vi.fn());
  const event = new MessageEvent('message', {
    data: { kind: PORT },
    source: null,
    ports: [pretendedPort()],
  });
  window.dispatchEvent(event);
  expect(opened).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('the token leaves the address bar and stays for this window', () => {
  window.history.replaceState(null, '', '/#token=abcdefghijklmnopqrstuvwxyz');
  expect(takeToken(window)).toBe('abcdefghijklmnopqrstuvwxyz');
  expect(window.location.hash).toBe('');
  expect(takeToken(window)).toBe('abcdefghijklmnopqrstuvwxyz');
});
