import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type AnyFunction = (...values: unknown[]) => unknown;
const ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn<AnyFunction>() });
vi.mock('electron', () => ({ ipcRenderer }));

interface Page {
  postMessage: ReturnType<typeof vi.fn>;
  hear(data: unknown, source?: unknown): void;
}

describe('the preload', () => {
  let page: Page;

  beforeEach(async () => {
    let listener: ((event: { data: unknown; source: unknown }) => void) | undefined;
    page = {
      postMessage: vi.fn<AnyFunction>(),
      hear: (data, source = page) => listener?.({ data, source }),
    };
    Object.assign(page, {
      addEventListener: (name: string, given: typeof listener) => {
        if (name === 'message') listener = given;
      },
    });
    vi.stubGlobal('window', page);
    ipcRenderer.removeAllListeners();
    ipcRenderer.send.mockClear();
    vi.resetModules();
    await import('./index.ts');
  });
  afterEach(() => vi.unstubAllGlobals());

  it('PL2 passes on the page’s one request, without anything in it', () => {
    page.hear({ kind: 'sumu:connect', more: 'x' });
    expect(ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('sumu:connect', {});
  });

  it('PL2 passes on nothing else, and nothing from elsewhere', () => {
    for (const data of [null, undefined, 'sumu:connect', 7, {}, { kind: 'sumu:port' }, { kind: 'quit' }])
      page.hear(data);
    page.hear({ kind: 'sumu:connect' }, {});
    page.hear({ kind: 'sumu:connect' }, null);
    expect(ipcRenderer.send).not.toHaveBeenCalled();
  });

  it('PL1 hands the page one port and nothing of the event', () => {
    const [port, second] = [{ name: 'port' }, { name: 'second' }];
    ipcRenderer.emit('sumu:port', { ports: [port, second], sender: ipcRenderer });
    expect(page.postMessage.mock.calls).toEqual([[{ kind: 'sumu:port' }, '/', [port]]]);
    ipcRenderer.emit('sumu:port', { ports: [] });
    expect(page.postMessage).toHaveBeenCalledOnce();
  });

  it('tells the page that the replica is gone', () => {
    ipcRenderer.emit('sumu:gone', { ports: [], sender: ipcRenderer });
    expect(page.postMessage.mock.calls).toEqual([[{ kind: 'sumu:gone' }, '/']]);
  });
});
