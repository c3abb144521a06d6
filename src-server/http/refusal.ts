/** Refusals of the HTTP side: each code with its status and its words. A code never changes its meaning; the words may. */
import type { FaultResponse } from '#shared/sync/access-frames.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';

const table = {
  'request/not-found': [404, '没有这个地址'],
  'request/wrong-method': [405, '这个地址不接受这种请求'],
  'request/not-json': [415, '请求内容必须是 JSON'],
  'request/bad-encoding': [415, '请求内容无法解压'],
  'request/too-large': [413, '请求内容太大'],
  'request/invalid': [400, '请求内容有误'],
  'request/unknown-field': [400, '请求中有不认识的内容'],
  'request/newer-protocol': [409, '旗服务器的程序比这台电脑的旧，请先更新服务器'],
  'session/missing': [401, '请先登录'],
  'session/ended': [401, '登录已失效，请重新登录'],
  'sign-in/refused': [401, '账号或密码不正确'],
  'sign-in/locked': [429, '输错次数过多，请稍后再试'],
  'device/not-enrolled': [403, '本机尚未登记'],
  'device/not-yours': [403, '请求与本次登录的电脑不符'],
  'device/unknown': [404, '没有这台电脑的登记'],
  'device/other-unit': [403, '这台电脑属于其他单位'],
  'device/already-bound': [409, '本次登录已登记在另一台电脑上'],
  'chunk/not-found': [404, '数据已更新，请重新同步'],
  'paper/not-found': [404, '没有这份材料'],
  'paper/wrong-offset': [409, '这一份传到的地方和这里记的不一样'],
  'paper/wrong-range': [416, '这一份没有这么长'],
  'paper/tus-version': [412, '续传的协议版本不对'],
  'paper/hash-mismatch': [400, '收到的内容和它的名字对不上'],
  'paper/not-a-paper': [400, '收到的内容不是照片，也不是 PDF'],
  'packet/not-a-packet': [400, '这个文件不是办件包，或者是更新的程序写的'],
  'packet/damaged': [400, '办件包不完整，或者被改动过'],
  'packet/not-for-us': [400, '这个包不是交给旗服务器的'],
  'packet/unknown-device': [404, '写这个包的电脑没有在这里登记'],
  'statistics/not-yours': [403, '只能看本级和下级的统计'],
  'server/fault': [500, '服务器出错，请稍后再试'],
  'server/busy': [503, '服务器正忙，请稍后再试'],
  'server/too-slow': [503, '服务器没有及时完成，请稍后再试'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof table;

/** Refusals that a newer program may meet: they tell it whom it speaks to (SPEC V3). */
const NOT_UNDERSTOOD: readonly RefusalCode[] = [
  'request/newer-protocol',
  'request/bad-encoding',
  'request/unknown-field',
  'request/invalid',
];

/** Ends the handling of a request with an answer other than 2xx. */
export class HttpRefusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly details: Pick<FaultResponse, 'fields' | 'retryAfterSeconds'>;

  constructor(code: RefusalCode, details: HttpRefusal['details'] = {}) {
    super(code);
    this.code = code;
    this.status = table[code][0];
    this.details = details;
  }

  /** What goes over the wire. */
  toFrame(): FaultResponse {
    const isMisread = NOT_UNDERSTOOD.includes(this.code);
    const protocol = isMisread ? { protocol: PROTOCOL_VERSION } : {};
    return { code: this.code, message: table[this.code][1], ...protocol, ...this.details };
  }
}
