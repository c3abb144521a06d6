/** Acts that the county did not take, opened again: what was written, what came back, and the draft of the form that mends it.
 *  ME1 a mended form is one form however often it is opened: its draft goes by the number of the act, and so does the act that mends it, so
 *  that nobody types a thing twice and no act is mended twice.  ME2 a refusal stands at its field until that field says something else. */
import { useEffect, useState } from 'react';
import type { MendPage } from '#shared/rpc/mend-shapes.ts';
import type { Autosave } from './autosave.ts';
import { Autosave as Saving } from './autosave.ts';
import { desk } from './desk.ts';
import type { DraftName } from './issue.ts';

export const MEND_DRAFT = 'mend';
const KEY_SHAPE = /^mend-(\d{8,})$/;

/** Name of the form that mends an act: key of its draft, and id of its act where one form makes one act. */
export function mendKey(number: number): string {
  return `mend-${String(number).padStart(8, '0')}`;
}

/** The act that a draft mends; undefined for a draft of something new. */
export function mendedBy(key: string): number | undefined {
  const digits = KEY_SHAPE.exec(key)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function mendDraft(number: number): DraftName {
  return { kind: MEND_DRAFT, key: mendKey(number) };
}

export interface Mending {
  readonly page: MendPage;
  /** What was typed since, before the screen was left or the power went. */
  readonly kept: { readonly body: string; readonly savedAt: string } | null;
}

/** Null: nothing to mend; somebody has done it. */
export async function readMending(number: number): Promise<Mending | null> {
  const [page, kept] = await Promise.all([
    desk().journal.mend({ number }),
    desk().draft.read({ kind: MEND_DRAFT, key: mendKey(number) }),
  ]);
  return page && { page, kept };
}

/** What is to be mended, as it was when the screen opened; undefined while it is read. */
export function useMending(number: number | undefined): Mending | null | undefined {
  const [mending, setMending] = useState<Mending | null>();
  useEffect(() => {
    if (number === undefined) return undefined;
    let isCurrent = true;
    void readMending(number)
      .catch(() => null)
      .then((found) => {
        if (isCurrent) setMending(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [number]);
  return number === undefined ? null : mending;
}

/** What a form begins with: what is typed of the mended act, over what was written in it, over a fresh form. */
export function startOf<T extends object>(mending: Mending | undefined, fresh: T, written: Partial<T>): T {
  if (!mending) return fresh;
  const known = Object.keys(fresh);
  const ours = (given: object): object =>
    Object.fromEntries(
      Object.entries(given).filter(([name, value]) => known.includes(name) && value !== undefined),
    );
  return { ...fresh, ...ours(written), ...ours(parsed(mending.kept?.body)) };
}

function parsed(body: string | undefined): object {
  try {
    const value: unknown = JSON.parse(body ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function openSaving({ page, kept }: Mending): Autosave {
  const autosave = new Saving((body) => desk().draft.save({ ...mendDraft(page.number), body }));
  if (kept) autosave.resume(kept.body, kept.savedAt);
  return autosave;
}

export interface Typing<T> {
  readonly typed: T;
  readonly type: (change: Partial<T>) => void;
  /** Keeps what is typed of a mended form; undefined for any other. */
  readonly autosave: Autosave | undefined;
}

/** What is typed into a form. Of a mended one it is kept on the disk as it is typed. */
export function useTyping<T extends object>(
  mending: Mending | undefined,
  fresh: () => T,
  written: (args: never) => Partial<T>,
): Typing<T> {
  const [first] = useState(() =>
    startOf(mending, fresh(), mending ? written(mending.page.args as never) : {}),
  );
  const [typed, setTyped] = useState(first);
  const [autosave] = useState(() => mending && openSaving(mending));
  useEffect(() => {
    if (typed !== first) autosave?.write(JSON.stringify(typed));
  }, [typed, first, autosave]);
  useEffect(() => {
    const keep = (): void => autosave?.flush();
    window.addEventListener('pagehide', keep);
    window.addEventListener('blur', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      window.removeEventListener('blur', keep);
      keep();
    };
  }, [autosave]);
  return { typed, type: (change) => setTyped((now) => ({ ...now, ...change })), autosave };
}

/** Where a refusal points: the last part of its path that is a field of the form. */
export function fieldAt(path: readonly string[] | undefined, fields: readonly string[]): string | undefined {
  return path?.toReversed().find((part) => fields.includes(part));
}
