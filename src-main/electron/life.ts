/** The life of the desktop application.
 *  LI1 one instance a profile, settled before anything else; the second only brings the first to the front, and nothing of
 *  its command line is used.  LI2 closing the window ends the application; the replica is stopped before it ends.
 *  LI3 a locked screen or a closed lid locks the replica at once.                                                       */
import type { App, PowerMonitor } from 'electron';
import type { LockReason } from '../host/messages.ts';

/** `false`: another instance has this profile; end at once and touch nothing. */
export function isOnlyInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on' | 'quit'>,
  show: () => void,
): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', () => show());
  return true;
}

export function endWithWindow(app: Pick<App, 'on' | 'quit'>, stopReplica: () => Promise<void>): void {
  let stage: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (stage === 'stopped') return;
    event.preventDefault();
    if (stage === 'stopping') return;
    stage = 'stopping';
    const quit = (): void => {
      stage = 'stopped';
      app.quit();
    };
    stopReplica().then(quit, quit);
  });
}

/** After the app is ready. */
export function lockWithScreen(
  powerMonitor: Pick<PowerMonitor, 'on'>,
  lock: (reason: LockReason) => void,
): void {
  powerMonitor.on('lock-screen', () => lock('screen-locked'));
  powerMonitor.on('suspend', () => lock('suspend'));
}
