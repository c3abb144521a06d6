/** The command line of the browser host. Anything unknown or missing is refused in words, never guessed. */
import { parseArgs } from 'node:util';

export interface DeskArguments {
  readonly profile: string;
  readonly central: string;
  readonly host: string;
  readonly port: number;
  readonly computer: string | undefined;
  /** Instant at which the desk's clock starts (ISO, UTC), for classrooms; absent = the computer's time. */
  readonly startAt: string | undefined;
  readonly signIn: string | undefined;
  /** End when the process that started this one is gone. */
  readonly stopWithParent: boolean;
}

export const USAGE =
  '用法：--profile 文件夹 --central 网址 [--port 端口，0 为任意] [--host 地址] [--computer 电脑名称] [--sign-in 账号] [--start-at 时刻] [--stop-with-parent]';

const PORT_MAX = 65_535;

function isCentral(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:';
}

/** The arguments, or the line to show. */
export function parseDeskArguments(args: readonly string[]): DeskArguments | string {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      strict: true,
      options: {
        profile: { type: 'string' },
        central: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '0' },
        computer: { type: 'string' },
        'sign-in': { type: 'string' },
        'start-at': { type: 'string' },
        'stop-with-parent': { type: 'boolean', default: false },
      },
    }));
  } catch {
    return `参数有误。${USAGE}`;
  }
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const profile = text('profile');
  const central = text('central');
  const host = text('host') ?? '127.0.0.1';
  const port = Number(text('port'));
  if (profile === undefined) return `缺少 --profile。${USAGE}`;
  if (central === undefined) return `缺少 --central。${USAGE}`;
  if (!isCentral(central)) return '--central 应为 http:// 或 https:// 开头的网址。';
  if (!Number.isInteger(port) || port < 0 || port > PORT_MAX) return '--port 应为 0 到 65535 的整数。';
  const startAt = text('start-at');
  if (startAt !== undefined && Number.isNaN(Date.parse(startAt)))
    return '--start-at 应为 2026-11-23T02:00:00Z 这样的时刻。';
  if (host === '0.0.0.0' || host === '::') return '--host 请写本机的一个具体地址，不要写全部地址。';
  return {
    profile,
    central,
    host,
    port,
    computer: text('computer'),
    startAt,
    signIn: text('sign-in'),
    stopWithParent: values['stop-with-parent'] === true,
  };
}
