import type { App, PowerMonitor } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { type AnyFunction, fakeEmitter, isStopped } from './fixtures/fake.ts';
import { endWithWindow, isOnlyInstance, lockWithScreen } from './life.ts';

const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('LI1 one instance', () => {
  it('goes on when it is the first, and comes to the front for a second, whose command line it ignores', () => {
    const app = fakeEmitter<App>({ requestSingleInstanceLock: () => true, quit: vi.fn<AnyFunction>() });
    const show = vi.fn<AnyFunction>();
    expect(isOnlyInstance(app, show)).toBe(true);
    app.emit('second-instance', {}, ['--central', 'http://evil.example'], '/', {});
    expect(show).toHaveBeenCalledExactlyOnceWith();
    expect(app.quit).not.toHaveBeenCalled();
  });

  it('ends at once when it is the second', () => {
    const app = fakeEmitter<App>({ requestSingleInstanceLock: () => false, quit: vi.fn<AnyFunction>() });
    expect(isOnlyInstance(app, vi.fn<AnyFunction>())).toBe(false);
    expect(app.quit).toHaveBeenCalledOnce();
    expect(app.eventNames()).toEqual([]);
  });
});

describe('LI2 the end', () => {
  it('stops the replica before it quits, once', async () => {
    const order: string[] = [];
    const app = fakeEmitter<App>({ quit: () => order.push('quit') });
    const stopped = Promise.withResolvers<void>();
    endWithWindow(app, async () => {
      order.push('stopping');
      await stopped.promise;
      order.push('stopped');
    });
    app.emit('window-all-closed');
    expect(order.splice(0)).toEqual(['quit']);
    expect(isStopped(app, 'before-quit')).toBe(true);
    expect(isStopped(app, 'before-quit')).toBe(true);
    await settle();
    expect(order).toEqual(['stopping']);
    stopped.resolve();
    await settle();
    expect(order).toEqual(['stopping', 'stopped', 'quit']);
    expect(isStopped(app, 'before-quit')).toBe(false);
  });

  it('quits also when stopping fails', async () => {
    const app = fakeEmitter<App>({ quit: vi.fn<AnyFunction>() });
    endWithWindow(app, () => Promise.reject(new Error('it hangs')));
    expect(isStopped(app, 'before-quit')).toBe(true);
    await settle();
    expect(app.quit).toHaveBeenCalledOnce();
  });
});

it('LI3 locks with the screen and with the lid', () => {
  const powerMonitor = fakeEmitter<PowerMonitor>({});
  const lock = vi.fn<AnyFunction>();
  lockWithScreen(powerMonitor, lock);
  for (const event of ['resume', 'on-battery', 'lock-screen', 'suspend', 'unlock-screen'])
    powerMonitor.emit(event);
  expect(lock.mock.calls).toEqual([['screen-locked'], ['suspend']]);
});
