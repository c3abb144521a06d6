/** What a host and its replica process say to each other, apart from the calls of the screens.
 *  Carried by the IPC channel of a fork (browser host) or by a utility process's port (Electron).
 *  HM1 a message of an unknown kind is passed over, so that host and replica of neighbouring versions get along.
 *  HM2 connection numbers are never used twice in the life of a host, restarts of the replica included.
 *  Elsewhere: what the screens call (src-shared/rpc/desk.ts).                                                */

/** What travels on one connection: oRPC's own messages, which nobody here looks into. */
export type ConnectionData = string | Uint8Array;

/** Why the desk has to be locked at once. */
export type LockReason = 'screen-locked' | 'suspend';

export type HostMessage =
  | { readonly kind: 'open'; readonly connection: number }
  | { readonly kind: 'data'; readonly connection: number; readonly data: ConnectionData }
  | { readonly kind: 'close'; readonly connection: number }
  /** Electron: the one port that came with this message is a connection. */
  | { readonly kind: 'port' }
  /** A convenience of the command line for demonstrations; sent after each `ready`. */
  | { readonly kind: 'sign-in'; readonly account: string; readonly password: string }
  /** 32 bytes kept by the operating system's own key store. Absent where that store is only a pretence. */
  | { readonly kind: 'device-secret'; readonly secret: Uint8Array }
  | { readonly kind: 'device-secret-missing'; readonly reason: string }
  | { readonly kind: 'lock'; readonly reason: LockReason }
  | { readonly kind: 'stop' };

export type ReplicaMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'profile-in-use' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'sign-in-refused'; readonly reason: string }
  | { readonly kind: 'data'; readonly connection: number; readonly data: ConnectionData }
  | { readonly kind: 'close'; readonly connection: number };

/** The replica process ends with this code when another desk holds the profile. */
export const PROFILE_IN_USE_EXIT = 3;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isConnection = (value: unknown): value is number => Number.isSafeInteger(value);
const isData = (value: unknown): value is ConnectionData =>
  typeof value === 'string' || value instanceof Uint8Array;

/** `undefined` for anything this version does not know. */
export function parseReplicaMessage(value: unknown): ReplicaMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, connection, data, reason } = value;
  switch (kind) {
    case 'ready':
    case 'profile-in-use':
    case 'signed-in':
      return { kind };
    case 'sign-in-refused':
      return { kind, reason: typeof reason === 'string' ? reason : '' };
    case 'data':
      return isConnection(connection) && isData(data) ? { kind, connection, data } : undefined;
    case 'close':
      return isConnection(connection) ? { kind, connection } : undefined;
    default:
      return undefined;
  }
}

/** `undefined` for anything this version does not know. */
export function parseHostMessage(value: unknown): HostMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, connection, data, account, password, secret, reason } = value;
  switch (kind) {
    case 'port':
    case 'stop':
      return { kind };
    case 'open':
    case 'close':
      return isConnection(connection) ? { kind, connection } : undefined;
    case 'data':
      return isConnection(connection) && isData(data) ? { kind, connection, data } : undefined;
    case 'sign-in':
      return typeof account === 'string' && typeof password === 'string'
        ? { kind, account, password }
        : undefined;
    case 'device-secret':
      return secret instanceof Uint8Array ? { kind, secret } : undefined;
    case 'device-secret-missing':
      return { kind, reason: typeof reason === 'string' ? reason : '' };
    case 'lock':
      return { kind, reason: reason === 'suspend' ? 'suspend' : 'screen-locked' };
    default:
      return undefined;
  }
}
