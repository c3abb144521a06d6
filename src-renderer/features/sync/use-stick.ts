/** The way without a network: writing a packet, reading one. What came of it stays in words until the next step. */
import { useRef, useState } from 'react';
import type { PacketRead, PacketRow } from '#shared/rpc/packet-shapes.ts';
import { readBase64 } from '../../data/base64.ts';
import { isLineLost } from '../../data/channel.ts';
import { desk } from '../../data/desk.ts';
import { download } from '../exports/download.ts';

export type StickState =
  | { readonly at: 'rest' | 'writing' | 'reading' }
  | { readonly at: 'written'; readonly packet: PacketRow }
  | { readonly at: 'read'; readonly read: Exclude<PacketRead, { kind: 'refused' }> }
  | { readonly at: 'refused'; readonly code: string };

async function writeOne(): Promise<StickState> {
  const written = await desk().packets.write();
  if (!written.ok) return { at: 'refused', code: written.code };
  download(written.file.fileName, written.file.contentBase64);
  return { at: 'written', packet: written.packet };
}

async function readOne(file: Blob): Promise<StickState> {
  const read = await desk().packets.read({ contentBase64: await readBase64(file) });
  if (read.kind === 'refused') return { at: 'refused', code: read.code };
  if (read.kind === 'carried') download(read.file.fileName, read.file.contentBase64);
  return { at: 'read', read };
}

export function useStick() {
  const [state, setState] = useState<StickState>({ at: 'rest' });
  const isBusy = useRef(false);
  const run = async (at: 'writing' | 'reading', work: () => Promise<StickState>): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ at });
    try {
      setState(await work());
    } catch (error) {
      setState({ at: 'refused', code: isLineLost(error) ? 'desk/no-answer' : 'packet/failed' });
    } finally {
      isBusy.current = false;
    }
  };
  return {
    state,
    write: () => void run('writing', writeOne),
    read: (file: Blob) => void run('reading', () => readOne(file)),
  };
}
