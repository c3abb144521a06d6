/** One desk on the browser host: its replica process, kept alive, and its web server, started and ended together.
 *  DK1 `startDesk` answers only when a page can work.  DK2 `ended` comes when the replica will not run again, after
 *  everything else has been closed.  DK3 a demonstration's sign-in is repeated after each restart of the replica.
 *  DK4 aborting the signal ends it at any moment.
 *  Elsewhere: command line, signals and exit codes (index.ts).                                                     */
import { randomBytes } from 'node:crypto';
import { PROFILE_IN_USE_EXIT, type ReplicaMessage } from '../host/messages.ts';
import { type KeeperEnd, ReplicaKeeper, type ReplicaRun } from '../host/replica-keeper.ts';
import { makeLaunchToken } from './launch-token.ts';
import { Sockets } from './sockets.ts';
import { startWebServer, type WebServer } from './web-server.ts';

export interface DeskOptions {
  readonly startReplica: () => ReplicaRun;
  readonly rendererRoot: string;
  readonly host: string;
  readonly port: number;
  readonly signIn: { readonly account: string; readonly password: string } | undefined;
  /** Ends the desk, also while it is still starting. */
  readonly signal: AbortSignal;
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void;
}

export interface Desk {
  /** With the launch token in its fragment. */
  readonly url: string;
  readonly replicaPid: () => number | undefined;
  readonly ended: Promise<KeeperEnd>;
}

export class DeskNotStarted extends Error {
  readonly why: KeeperEnd;

  constructor(why: KeeperEnd) {
    super(`the replica did not start: ${why}`);
    this.why = why;
  }
}

const SIGN_IN_WAIT_MS = 30_000;

interface Running {
  readonly keeper: ReplicaKeeper;
  readonly sockets: Sockets;
  /** Ready, and signed in where that was asked for. */
  readonly usable: Promise<void>;
  readonly ended: Promise<KeeperEnd>;
}

function runReplica(options: DeskOptions): Running {
  const usable = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<KeeperEnd>();
  const sockets = new Sockets((message) => keeper.post(message));
  const receive = (message: ReplicaMessage): void => {
    if (message.kind === 'sign-in-refused') options.say(`没有登录成功：${message.reason}`);
    if (message.kind === 'signed-in' || message.kind === 'sign-in-refused') usable.resolve();
    else sockets.receive(message);
  };
  const keeper = new ReplicaKeeper(options.startReplica, {
    ready: () => {
      if (options.signIn === undefined) return usable.resolve();
      keeper.post({ kind: 'sign-in', ...options.signIn });
      setTimeout(() => usable.resolve(), SIGN_IN_WAIT_MS).unref();
    },
    gone: (code) => {
      sockets.closeAll();
      if (code !== 0 && code !== PROFILE_IN_USE_EXIT) options.say(`数据进程已退出（${code ?? '被终止'}）。`);
    },
    message: receive,
    ended: (why) => {
      usable.reject(new DeskNotStarted(why));
      ended.resolve(why);
    },
  });
  usable.promise.catch(() => undefined);
  return { keeper, sockets, usable: usable.promise, ended: ended.promise };
}

export async function startDesk(options: DeskOptions): Promise<Desk> {
  const token = makeLaunchToken(randomBytes);
  const running = runReplica(options);
  const { keeper, sockets } = running;
  let server: WebServer | undefined;
  const close = async (): Promise<void> => {
    sockets.terminateAll();
    await Promise.all([keeper.stop(), server?.close()]);
  };
  options.signal.addEventListener('abort', () => void keeper.stop(), { once: true });
  try {
    server = await startWebServer({
      root: options.rendererRoot,
      host: options.host,
      port: options.port,
      token,
      isReady: () => keeper.isReady,
      onSocket: (socket) => sockets.add(socket),
    });
    keeper.start();
    await running.usable;
  } catch (error) {
    await close();
    throw error;
  }
  const ended = running.ended.then(async (why) => {
    await close();
    return why;
  });
  return { url: `${server.origin}/#token=${token}`, replicaPid: () => keeper.pid, ended };
}
