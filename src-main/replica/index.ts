/** Entry of the replica process, started by either host: `--profile DIR --central URL [--computer NAME] [--start-at INSTANT]`. Locks the
 *  profile, answers every window's connection with the desk's contract, ends with the host. */
import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { EventPublisher } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { startingAt } from '#shared/base/clock.ts';
import { endWithHost, onConnection, onHostMessage, tellHost } from '../host/connections.ts';
import { PROFILE_IN_USE_EXIT } from '../host/messages.ts';
import './native-sha256.ts';
import { lockProfile } from './profile-lock.ts';
import { type ChangePublisher, deskRouter } from './router.ts';
import { Desk } from './session.ts';

const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    central: { type: 'string' },
    computer: { type: 'string' },
    'start-at': { type: 'string' },
  },
});
if (!values.profile || !values.central) throw new Error('--profile and --central are needed');

const lock = lockProfile(values.profile);
if (!lock) {
  tellHost({ kind: 'profile-in-use' });
  process.exit(PROFILE_IN_USE_EXIT);
}

const changes: ChangePublisher = new EventPublisher();
const instant = values['start-at'] ?? null;
const desk = new Desk({
  profile: values.profile,
  centralUrl: values.central,
  computerName: values.computer ?? hostname(),
  clock: startingAt({ now: Date.now }, instant),
  startAt: instant,
  writerFile: new URL('./writer.js', import.meta.url),
  onChanged: (topics) => changes.publish('changed', { topics: [...topics] }),
  onBroken: (error) => {
    console.error(error);
    process.exit(1);
  },
});

const handler = new RPCHandler(deskRouter(desk, changes));
onConnection((port) => handler.upgrade(port));
onHostMessage((message) => {
  if (message.kind === 'device-secret') desk.useDeviceSecret(message.secret);
  if (message.kind === 'lock') void desk.signOut();
  if (message.kind === 'sign-in') {
    void desk
      .signIn(message.account, message.password)
      .then((result) =>
        tellHost(result.ok ? { kind: 'signed-in' } : { kind: 'sign-in-refused', reason: result.code }),
      );
  }
});
await desk.hub.start();
endWithHost(async () => {
  await desk.hub.close();
  await desk.signOut();
  lock.close();
});
tellHost({ kind: 'ready' });
