/** The one door for messages from a page to the main process.
 *  IP1 only our own page's main frame, in our own window, is heard: the frame is there, has no parent, has our origin and
 *  shows our page, and the sender is the window we made. No exception for empty or blank addresses.
 *  IP2 what it says fits the schema and is small.  IP3 what is refused is dropped without an answer.
 *  Business calls do not come this way: they go through the port, to the replica.                                     */
import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import type { z } from 'zod';
import { isPage, ORIGIN } from './origin.ts';

export type OwnsSender = (webContentsId: number) => boolean;

const MESSAGE_MAX_CHARACTERS = 1024 * 1024;

export function isTrustedSender(
  { sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  owns: OwnsSender,
): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false;
  return senderFrame.origin === ORIGIN && isPage(senderFrame.url) && owns(sender.id);
}

function isSmall(value: unknown): boolean {
  try {
    return (JSON.stringify(value) ?? '').length <= MESSAGE_MAX_CHARACTERS;
  } catch {
    return false;
  }
}

export function onTrusted<Value>(
  ipcMain: Pick<IpcMain, 'on'>,
  channel: `sumu:${string}`,
  schema: z.ZodType<Value>,
  owns: OwnsSender,
  listener: (value: Value, sender: WebContents) => void,
): void {
  ipcMain.on(channel, (event, value: unknown, ...more: unknown[]) => {
    if (!isTrustedSender(event, owns) || more.length > 0 || !isSmall(value)) return;
    const parsed = schema.safeParse(value);
    if (parsed.success) listener(parsed.data, event.sender);
  });
}
