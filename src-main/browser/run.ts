/** The life of the browser host's process: reads the command line, starts one desk, prints `READY <url>` as its last line
 *  on standard output, and ends cleanly with its desk, at a signal, or with the process that started it.
 *  Exit codes: 0 ended as asked, 1 the replica keeps failing or the port is taken, 2 wrong arguments or folder,
 *  3 another desk holds the profile.                                                                            */
import { resolve } from 'node:path';
import { PROFILE_IN_USE_EXIT } from '../host/messages.ts';
import type { KeeperEnd } from '../host/replica-keeper.ts';
import { type DeskArguments, parseDeskArguments } from './arguments.ts';
import { DeskNotStarted, startDesk } from './desk.ts';
import { forkReplica, PASSWORD_VARIABLE } from './forked-replica.ts';
import { keepProfilePrivate, type ProfileRefusal } from '../host/profile-folder.ts';

const FAILED_EXIT = 1;
const USAGE_EXIT = 2;
const PARENT_CHECK_MS = 1_000;

const FOLDER_LINES: Readonly<Record<ProfileRefusal, string>> = {
  'not-a-folder': '--profile 指的不是文件夹。',
  'not-ours': '--profile 的文件夹属于别的用户，请换一个。',
  'open-to-others':
    '--profile 的文件夹里已有文件，而且别的用户也能看。请换一个空文件夹，或先把它改为仅本人可读。',
  'cannot-be-made': '--profile 的文件夹建不了，请换一个位置。',
};

const END_LINES: Readonly<Record<KeeperEnd, string | undefined>> = {
  stopped: undefined,
  'profile-in-use': '这个文件夹正被另一个苏木窗口使用。请先关掉那个窗口，或换一个 --profile。',
  'keeps-failing': '数据进程一分钟内多次退出，已停止重启。已保存的内容都在，请把上面的提示发给技术人员。',
};

const END_CODES: Readonly<Record<KeeperEnd, number>> = {
  stopped: 0,
  'profile-in-use': PROFILE_IN_USE_EXIT,
  'keeps-failing': FAILED_EXIT,
};

const say = (line: string): void => console.error(line);

function leave(code: number, line: string | undefined): never {
  if (line !== undefined) say(line);
  process.exit(code);
}

function replicaArguments({ profile, central, computer, startAt }: DeskArguments): string[] {
  const args = ['--profile', resolve(profile), '--central', central];
  if (startAt !== undefined) args.push('--start-at', startAt);
  return computer === undefined ? args : [...args, '--computer', computer];
}

function failureLine(error: unknown): [code: number, line: string | undefined] {
  if (error instanceof DeskNotStarted) return [END_CODES[error.why], END_LINES[error.why]];
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return [FAILED_EXIT, '端口已被占用，请换一个 --port。'];
  if (code === 'EACCES') return [FAILED_EXIT, '没有权限使用这个端口，请换一个 --port。'];
  if (code === 'EADDRNOTAVAIL') return [FAILED_EXIT, '--host 不是本机的地址。'];
  return [FAILED_EXIT, String(error)];
}

/** Calls back once when the process that started this one is gone. A fork notices by its channel. */
function onParentGone(stopWithParent: boolean, callback: () => void): void {
  if (process.connected) process.on('disconnect', callback);
  if (!stopWithParent) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) callback();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Aborts when a signal asks, or when the parent is gone. */
function endSignal(stopWithParent: boolean): AbortSignal {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  onParentGone(stopWithParent, end);
  return controller.signal;
}

export interface DeskFiles {
  readonly replica: string;
  readonly renderer: string;
}

/** Runs a desk to its end; the process ends with it. */
export async function runDesk(args: readonly string[], files: DeskFiles): Promise<never> {
  const parsed = parseDeskArguments(args);
  if (typeof parsed === 'string') leave(USAGE_EXIT, parsed);
  process.umask(0o077);
  const refusal = keepProfilePrivate(resolve(parsed.profile));
  if (refusal !== undefined) leave(USAGE_EXIT, FOLDER_LINES[refusal]);
  const password = process.env[PASSWORD_VARIABLE];
  delete process.env[PASSWORD_VARIABLE];
  if (parsed.signIn !== undefined && password === undefined) {
    leave(USAGE_EXIT, `--sign-in 需要在环境变量 ${PASSWORD_VARIABLE} 里给出密码。`);
  }
  try {
    const desk = await startDesk({
      startReplica: () => forkReplica(files.replica, replicaArguments(parsed)),
      rendererRoot: files.renderer,
      host: parsed.host,
      port: parsed.port,
      signIn:
        parsed.signIn === undefined || password === undefined
          ? undefined
          : { account: parsed.signIn, password },
      signal: endSignal(parsed.stopWithParent),
      say,
    });
    console.log(`READY ${desk.url}`);
    const why = await desk.ended;
    leave(END_CODES[why], END_LINES[why]);
  } catch (error) {
    leave(...failureLine(error));
  }
}
