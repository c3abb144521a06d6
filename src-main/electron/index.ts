/** Entry of the desktop application: puts the parts together, in the order that their safety needs. The only file that takes
 *  values from Electron; every part gets what it needs handed in, and is tested with pretended ones.
 *  EL1 the instance lock comes before everything but the folder it belongs to.  EL2 scheme, sandbox and guards are set before
 *  the app is ready; session, protocol and messages before the window.                                                    */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron';
import { z } from 'zod';
import { CONNECT } from '#shared/rpc/window-port.ts';
import { PROFILE_IN_USE_EXIT } from '../host/messages.ts';
import { keepProfilePrivate } from '../host/profile-folder.ts';
import { type KeeperEnd, ReplicaKeeper, systemTiming } from '../host/replica-keeper.ts';
import { guardAllContents, guardSession } from './guards.ts';
import { onTrusted } from './ipc.ts';
import { type DeviceSecret, deviceSecret, secretFileAt } from './keys.ts';
import { endWithWindow, isOnlyInstance, lockWithScreen } from './life.ts';
import { setMenu } from './menu.ts';
import { PortBroker } from './port-broker.ts';
import { registerScheme, serveScreens } from './protocol.ts';
import { startUtilityReplica } from './replica-process.ts';
import { CENTRAL_VARIABLE, type DesktopSettings, readSettings } from './settings.ts';
import { askForUpdate } from './updater.ts';
import { MainWindow, PARTITION } from './window.ts';

const OUT = resolve(import.meta.dirname, '..');
const FAILED_EXIT = 1;

const END_LINES: Readonly<Record<Exclude<KeeperEnd, 'stopped'>, string>> = {
  'profile-in-use': '这台电脑上的苏木数据正被另一个程序使用。请先关掉它，再打开苏木。',
  'keeps-failing': '数据进程一分钟内多次退出，已停止重启。已保存的内容都在，请联系技术人员。',
};

const FOLDER_LINE = '苏木的数据文件夹用不了：它属于别的用户，或者别的用户也能看。请联系技术人员。';

function leaveWith(line: string, code: number): void {
  dialog.showErrorBox('苏木', line);
  app.exit(code);
}

function keepReplica(settings: DesktopSettings, central: string, secret: DeviceSecret) {
  const args = ['--profile', settings.profile, '--central', central];
  const keeper: ReplicaKeeper<MessagePortMain> = new ReplicaKeeper<MessagePortMain>(
    () => startUtilityReplica(utilityProcess, join(OUT, 'main', 'replica.js'), args),
    {
      ready: () => {
        if (secret.kind === 'secret') keeper.post({ kind: 'device-secret', secret: secret.secret });
        else keeper.post({ kind: 'device-secret-missing', reason: secret.reason });
        broker.replicaReady();
      },
      gone: () => broker.replicaGone(),
      message: () => undefined,
      ended: (why) => {
        if (why === 'stopped') return;
        leaveWith(END_LINES[why], why === 'profile-in-use' ? PROFILE_IN_USE_EXIT : FAILED_EXIT);
      },
    },
  );
  const broker = new PortBroker(MessageChannelMain, keeper);
  return { keeper, broker };
}

async function askWhenInstalled(): Promise<void> {
  if (!app.isPackaged) return;
  const configuration = await readFile(join(process.resourcesPath, 'app-update.yml'), 'utf8').catch(
    () => undefined,
  );
  const answer = await askForUpdate(
    async () => (await import('electron-updater')).default.autoUpdater,
    process.platform,
    configuration,
  );
  console.error(`update: ${answer.kind}`);
}

async function open(settings: DesktopSettings, central: string, window: () => MainWindow): Promise<void> {
  await app.whenReady();
  if (keepProfilePrivate(settings.profile) !== undefined) return leaveWith(FOLDER_LINE, FAILED_EXIT);
  const own = session.fromPartition(PARTITION, { cache: false });
  guardSession(own);
  serveScreens(own.protocol, join(OUT, 'renderer'));
  setMenu(Menu, app.isPackaged);
  const secret = await deviceSecret({
    safeStorage,
    platform: process.platform,
    file: secretFileAt(join(settings.profile, 'device-secret.json')),
    random: randomBytes,
  });
  const { keeper, broker } = keepReplica(settings, central, secret);
  endWithWindow(app, () => keeper.stop());
  lockWithScreen(powerMonitor, (reason) => keeper.post({ kind: 'lock', reason }));
  const owns = (id: number): boolean => window().owns(id);
  onTrusted(ipcMain, CONNECT, z.strictObject({}), owns, (_value, sender) => broker.connect(sender));
  keeper.start();
  window().open();
  await askWhenInstalled();
}

function main(): void {
  const settings = readSettings(process.argv.slice(1), process.env, app.getPath('userData'));
  mkdirSync(settings.windowFolder, { recursive: true, mode: 0o700 });
  for (const name of ['userData', 'sessionData']) app.setPath(name, settings.windowFolder);
  let window: MainWindow | undefined;
  const theWindow = (): MainWindow => {
    window ??= new MainWindow({
      BrowserWindow,
      session: session.fromPartition(PARTITION, { cache: false }),
      preload: join(OUT, 'preload', 'index.cjs'),
      isPackaged: app.isPackaged,
      timing: systemTiming,
    });
    return window;
  };
  if (!isOnlyInstance(app, () => window?.show())) return;
  app.enableSandbox();
  registerScheme(protocol);
  guardAllContents(app);
  const { central } = settings;
  if (central === undefined) {
    const line = `没有设置旗县服务器的网址。请用 --central 网址 启动，或设置环境变量 ${CENTRAL_VARIABLE}。`;
    void app.whenReady().then(() => leaveWith(line, FAILED_EXIT));
    return;
  }
  open(settings, central, theWindow).catch((error: unknown) => {
    console.error(error);
    leaveWith('苏木没能打开，请联系技术人员。', FAILED_EXIT);
  });
}

main();
