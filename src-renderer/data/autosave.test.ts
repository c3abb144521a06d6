/** The order of saves: what AS1–AS4 in autosave.ts promise. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave, AUTOSAVE_DELAY_MS } from './autosave.ts';

interface Save {
  readonly body: string;
  answer(savedAt: string): void;
  fail(): void;
}

function recorded() {
  const saves: Save[] = [];
  const autosave = new Autosave(
    (body) =>
      new Promise((resolve, reject) => {
        saves.push({
          body,
          answer: (savedAt) => resolve({ savedAt }),
          fail: () => reject(new Error('line')),
        });
      }),
  );
  return { saves, autosave };
}

const tick = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('autosave', () => {
  it('saves the newest text within a second of the last key, once', async () => {
    const { saves, autosave } = recorded();
    autosave.write('乌');
    await tick(300);
    autosave.write('乌云');
    expect(AUTOSAVE_DELAY_MS).toBeLessThanOrEqual(1_000);
    await tick(AUTOSAVE_DELAY_MS);
    expect(saves.map(({ body }) => body)).toEqual(['乌云']);
  });

  it('AS1 says saved only after the answer', async () => {
    const { saves, autosave } = recorded();
    autosave.write('a');
    await tick(AUTOSAVE_DELAY_MS);
    expect(autosave.state).toEqual({ savedAt: null, isFailing: false, isBehind: true });
    saves[0]?.answer('2026-11-23T02:42:16.000Z');
    await tick(0);
    expect(autosave.state).toEqual({
      savedAt: '2026-11-23T02:42:16.000Z',
      isFailing: false,
      isBehind: false,
    });
  });

  it('AS2 waits for a save under way and then saves only the newest', async () => {
    const { saves, autosave } = recorded();
    autosave.write('a');
    autosave.flush();
    await tick(0);
    autosave.write('b');
    autosave.write('c');
    await tick(5_000);
    expect(saves.map(({ body }) => body)).toEqual(['a']);
    saves[0]?.answer('t1');
    await tick(AUTOSAVE_DELAY_MS);
    expect(saves.map(({ body }) => body)).toEqual(['a', 'c']);
    expect(autosave.state.isBehind).toBe(true);
  });

  it('saves at once when the focus leaves', async () => {
    const { saves, autosave } = recorded();
    autosave.write('a');
    autosave.flush();
    await tick(0);
    expect(saves).toHaveLength(1);
  });

  it('AS3 settle saves what is left, and nothing starts after it', async () => {
    const { saves, autosave } = recorded();
    autosave.write('a');
    autosave.flush();
    await tick(0);
    autosave.write('b');
    let isSettled = false;
    const settled = autosave.settle().then(() => {
      isSettled = true;
    });
    await tick(10_000);
    expect(isSettled).toBe(false);
    saves[0]?.answer('t1');
    await tick(0);
    expect(saves.map(({ body }) => body)).toEqual(['a', 'b']);
    expect(isSettled).toBe(false);
    saves[1]?.answer('t2');
    await settled;
    autosave.write('c');
    autosave.flush();
    await tick(10_000);
    expect(saves).toHaveLength(2);
  });

  it('AS3 a refused act opens it again', async () => {
    const { saves, autosave } = recorded();
    const settled = autosave.settle();
    await settled;
    autosave.open();
    autosave.write('a');
    await tick(AUTOSAVE_DELAY_MS);
    expect(saves.map(({ body }) => body)).toEqual(['a']);
  });

  it('AS4 tries again after a failed save, with the newest text', async () => {
    const { saves, autosave } = recorded();
    autosave.write('a');
    await tick(AUTOSAVE_DELAY_MS);
    saves[0]?.fail();
    await tick(0);
    expect(autosave.state.isFailing).toBe(true);
    await tick(5_000);
    expect(saves).toHaveLength(2);
    saves[1]?.answer('t2');
    await tick(0);
    expect(autosave.state).toEqual({ savedAt: 't2', isFailing: false, isBehind: false });
  });

  it('does not save again what came from the disk', async () => {
    const { saves, autosave } = recorded();
    autosave.resume('a', 't0');
    autosave.write('a');
    autosave.flush();
    await tick(5_000);
    expect(saves).toHaveLength(0);
    expect(autosave.state.savedAt).toBe('t0');
  });
});
