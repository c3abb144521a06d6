/** The two carriers as the screens meet them: a port asked for and lost, a token that leaves the address bar. */
import { afterEach, expect, test, vi } from 'vitest';
import { CONNECT, GONE, PORT } from '#shared/rpc/window-port.ts';
import { portCarrier, takeToken } from './channel.ts';

/** A port of the page's own world: the one of Node would not take the page's events. */
class PretendedPort extends EventTarget {
  start(): void {}
  close(): void {}
  postMessage(): void {}
}

/** A message as the preload posts it into the page. */
function arrive(kind: string, source: Window | null, port?: PretendedPort): void {
  window.dispatchEvent(
    Object.assign(new Event('message'), { data: { kind }, source, ports: port ? [port] : [] }),
  );
}

function openCarrier() {
  const said: unknown[] = [];
  vi.spyOn(window, 'postMessage').mockImplementation((message: unknown) => void said.push(message));
  const told: string[] = [];
  portCarrier(window).open(
    () => told.push('opened'),
    () => told.push('closed'),
  );
  return { said, told };
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('the page asks its window for a port, and hears at once when the replica behind it has died', () => {
  const { said, told } = openCarrier();
  expect(said).toEqual([{ kind: CONNECT }]);
  arrive(PORT, window, new PretendedPort());
  expect(told).toEqual(['opened']);
  arrive(GONE, window);
  expect(told).toEqual(['opened', 'closed']);
});

test('a port from another window is passed over', () => {
  const { told } = openCarrier();
  arrive(PORT, null, new PretendedPort());
  expect(told).toEqual([]);
});

test('the token leaves the address bar and stays for this window', () => {
  window.history.replaceState(null, '', '/#token=abcdefghijklmnopqrstuvwxyz');
  expect(takeToken(window)).toBe('abcdefghijklmnopqrstuvwxyz');
  expect(window.location.hash).toBe('');
  expect(takeToken(window)).toBe('abcdefghijklmnopqrstuvwxyz');
});
