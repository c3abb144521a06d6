/** The one preload: passes a single message port from the main process to the page, and nothing else crosses.
 *  Ports cannot go through contextBridge, so they travel as window messages, in the page's own world and origin.
 *  PL1 no function and no object of Electron reaches the page.  PL2 only the page's own request is passed on.    */
import { ipcRenderer } from 'electron';
import { CONNECT, GONE, PORT } from '#shared/rpc/window-port.ts';

/** «Only to a window of the same origin as mine.» */
const SAME_ORIGIN = '/';

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const { data, source } = event;
  if (source !== window || typeof data !== 'object' || data === null) return;
  if ('kind' in data && data.kind === CONNECT) ipcRenderer.send(CONNECT, {});
});

ipcRenderer.on(PORT, (event) => {
  const [port] = event.ports;
  if (port !== undefined) window.postMessage({ kind: PORT }, SAME_ORIGIN, [port]);
});

ipcRenderer.on(GONE, () => window.postMessage({ kind: GONE }, SAME_ORIGIN));
