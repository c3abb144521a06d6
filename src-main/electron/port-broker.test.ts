import type {
  MessageChannelMain,
  MessagePortMain,
  UtilityProcess,
  utilityProcess,
  WebContents,
} from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { ReplicaKeeper } from '../host/replica-keeper.ts';
import { type AnyFunction, fake, fakeEmitter } from './fixtures/fake.ts';
import { PortBroker } from './port-broker.ts';
import { startUtilityReplica } from './replica-process.ts';

const named = (name: string): MessagePortMain => fake<MessagePortMain>({ start: name });

/** The keeper, the adapter and the broker as in the application, on a pretended utility process. */
function start() {
  let channels = 0;
  class Channel {
    readonly port1: MessagePortMain;
    readonly port2: MessagePortMain;

    constructor() {
      channels += 1;
      this.port1 = named(`replica ${channels}`);
      this.port2 = named(`page ${channels}`);
    }
  }
  const runs: (UtilityProcess & NodeJS.EventEmitter)[] = [];
  const fork = vi.fn<AnyFunction>(() => {
    const run = fakeEmitter<UtilityProcess>({
      pid: 40 + runs.length,
      postMessage: vi.fn<AnyFunction>(),
      kill: vi.fn<AnyFunction>(() => true),
    });
    runs.push(run);
    return run;
  });
  const later: (() => void)[] = [];
  const keeper: ReplicaKeeper<MessagePortMain> = new ReplicaKeeper<MessagePortMain>(
    () =>
      startUtilityReplica(fake<typeof utilityProcess>({ fork }), '/out/main/replica.js', [
        '--profile',
        '/p',
        '--central',
        'https://county.example',
      ]),
    {
      ready: () => broker.replicaReady(),
      gone: () => broker.replicaGone(),
      message: () => undefined,
      ended: () => undefined,
    },
    {
      elapsedMs: () => 0,
      after: (_delayMs, callback) => {
        later.push(callback);
        return () => undefined;
      },
    },
  );
  const broker = new PortBroker(Channel as unknown as new () => MessageChannelMain, keeper);
  keeper.start();
  const run = (): UtilityProcess & NodeJS.EventEmitter => {
    const latest = runs.at(-1);
    if (latest === undefined) throw new Error('nothing was started');
    return latest;
  };
  const restart = (): void => {
    for (const callback of later.splice(0)) callback();
  };
  return { broker, keeper, fork, run, restart };
}

const page = (isDestroyed = false) =>
  fake<WebContents>({ postMessage: vi.fn<AnyFunction>(), isDestroyed: () => isDestroyed });

describe('the replica as a utility process', () => {
  it('is started with its file, its arguments and a name, and no switches of ours', () => {
    const { fork, keeper } = start();
    expect(fork).toHaveBeenCalledExactlyOnceWith(
      '/out/main/replica.js',
      ['--profile', '/p', '--central', 'https://county.example'],
      { serviceName: 'sumu-replica', execArgv: [], stdio: 'inherit' },
    );
    expect(keeper.pid).toBe(40);
  });

  it('is told to stop, and is over when it exits', async () => {
    const { keeper, run } = start();
    const stopped = keeper.stop();
    expect(run().postMessage).toHaveBeenCalledExactlyOnceWith({ kind: 'stop' }, undefined);
    run().emit('exit', 0);
    await stopped;
  });
});

describe('the port broker', () => {
  it('gives each side one end of a channel, and keeps none', () => {
    const { broker, run } = start();
    run().emit('message', { kind: 'ready' });
    const asking = page();
    broker.connect(asking);
    expect(run().postMessage).toHaveBeenCalledExactlyOnceWith({ kind: 'port' }, [named('replica 1')]);
    expect(asking.postMessage).toHaveBeenCalledExactlyOnceWith('sumu:port', null, [named('page 1')]);
  });

  it('PB1 lets a page wait until the replica is there, unless it goes away', () => {
    const { broker, run } = start();
    const waiting = page();
    const gone = page(true);
    broker.connect(waiting);
    broker.connect(waiting);
    broker.connect(gone);
    expect(waiting.postMessage).not.toHaveBeenCalled();
    run().emit('message', { kind: 'ready' });
    expect(waiting.postMessage).toHaveBeenCalledOnce();
    expect(gone.postMessage).not.toHaveBeenCalled();
  });

  it('PB2 tells the page of the replica’s death, once, and PB3 connects it anew', () => {
    const { broker, run, restart } = start();
    run().emit('message', { kind: 'ready' });
    const asking = page();
    broker.connect(asking);
    run().emit('exit', 1);
    expect(asking.postMessage).toHaveBeenLastCalledWith('sumu:gone', null);
    broker.connect(asking);
    restart();
    run().emit('message', { kind: 'ready' });
    expect(asking.postMessage).toHaveBeenLastCalledWith('sumu:port', null, [named('page 2')]);
    expect(asking.postMessage).toHaveBeenCalledTimes(3);
    expect(run().postMessage).toHaveBeenCalledExactlyOnceWith({ kind: 'port' }, [named('replica 2')]);
  });
});
