/** What the writer does with packets: writes one, reads an answer in, and at a computer with a line hands somebody else's to the county. */
import type { Clock } from '#shared/base/clock.ts';
import {
  PACKET_BYTES_MAX,
  packetInput,
  type PacketRead,
  type PacketWritten,
} from '#shared/rpc/packet-shapes.ts';
import { PacketError, readPacketHeader } from '#shared/sync/seal.ts';
import type { Statements } from '../store/statements.ts';
import {
  CentralRefusal,
  LinkError,
  readWhole,
  refusalOf,
  SessionEndedError,
} from '../sync/central-client.ts';
import { LyingServerError } from '../sync/lies.ts';
import { os } from '../writer-os.ts';
import { packetKind, packetRows, type PacketTarget, takeAnswer, writePacket } from './packets.ts';

export interface PacketWriterSettings {
  readonly statements: Statements;
  readonly clock: Clock;
  /** Like the token, it may become another one. */
  readonly device: number;
  readonly classes: readonly string[];
  readonly key: Uint8Array;
  readonly centralUrl: string;
  /** Null when this person has not signed in at the centre from here. */
  readonly token: string | null;
  readonly onTaken: () => void;
  readonly onWritten: () => void;
}

const TIMEOUT_MS = 300_000;
const ROWS_SHOWN = 20;

function computerName(statements: Statements, device: number): string | null {
  const row = statements.get<{ computer_name: string }>(
    'SELECT computer_name FROM computer WHERE id = ?',
    device,
  );
  return row?.computer_name ?? null;
}

/** Safe as a file name wherever it goes. */
function fileName(what: string, computer: string | null, device: number, serial: number): string {
  const name = (computer ?? String(device)).replaceAll(/[^\p{L}\p{N}·-]/gu, '_').slice(0, 40);
  return `苏木${what}-${name}-${String(serial).padStart(4, '0')}.sumu`;
}

function faultCode(error: unknown): string {
  if (error instanceof PacketError) return `packet/${error.fault}`;
  if (error instanceof LyingServerError) return 'packet/damaged';
  if (error instanceof SessionEndedError) return 'packet/sign-in-needed';
  if (error instanceof CentralRefusal) return error.code;
  if (error instanceof LinkError) return 'packet/no-line';
  throw error;
}

/** Hands a packet to the centre; its answer. */
async function deliver(centralUrl: string, token: string, file: Uint8Array): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(new URL('/api/packet', centralUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(file),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
  } catch (error) {
    throw new LinkError('no answer', { cause: error });
  }
  if (!response.ok) throw await refusalOf(response);
  return readWhole(response, PACKET_BYTES_MAX * 4);
}

async function carry(settings: PacketWriterSettings, file: Uint8Array): Promise<PacketRead> {
  const { statements, centralUrl, token } = settings;
  const { device, serial, acts } = readPacketHeader(file);
  if (!token) throw new SessionEndedError();
  const answer = await deliver(centralUrl, token, file);
  const name = computerName(statements, device);
  return {
    ...{ kind: 'carried', device, computerName: name, serial, acts },
    file: {
      fileName: fileName('回执包', name, device, serial),
      contentBase64: Buffer.from(answer).toString('base64'),
    },
  };
}

function write(target: PacketTarget): PacketWritten {
  const written = writePacket(target);
  if (!written) return { ok: false, code: 'packet/no-centre-key' };
  const { bytes, row } = written;
  const name = computerName(target.statements, target.device);
  return {
    ok: true,
    packet: row,
    file: {
      fileName: fileName('上报包', name, target.device, row.serial),
      contentBase64: Buffer.from(bytes).toString('base64'),
    },
  };
}

/** The writer's part on packets. */
export function packetProcedures(settings: PacketWriterSettings) {
  const { statements, onTaken, onWritten } = settings;
  const read = async (file: Uint8Array): Promise<PacketRead> => {
    const kind = packetKind(file, settings.device);
    if (kind === 'up') return carry(settings, file);
    if (kind === 'other') throw new PacketError('not-for-us');
    const taken = takeAnswer(settings, file);
    onTaken();
    return { kind: 'answer', ...taken };
  };
  return {
    writePacket: os.handler((): PacketWritten => {
      const result = write(settings);
      if (result.ok) onWritten();
      return result;
    }),
    readPacket: os.input(packetInput).handler(async ({ input }): Promise<PacketRead> => {
      try {
        return await read(Buffer.from(input.contentBase64, 'base64'));
      } catch (error) {
        return { kind: 'refused', code: faultCode(error) };
      }
    }),
    listPackets: os.handler(() => packetRows(statements, ROWS_SHOWN)),
  };
}
