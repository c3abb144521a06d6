/** Entry of the screens: opens the line to the replica, hands in clock and keyboard, draws the root.
 *  The style shim comes before everything that could make a style element.                                        */
import './app/style-shim.ts';
import './app/no-eval.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/ui.css';
import './ui/list/list.css';
import './app/frame/frame.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { Channel, carrierFor } from './data/channel.ts';
import { openDesk } from './data/desk.ts';
import { followChanges } from './data/live-query.ts';
import { followChannel } from './data/session.ts';
import './text/i18n.ts';
import { applyAppearance } from './ui/appearance.ts';
import { listenToKeys } from './ui/keys.ts';
import { followClock } from './ui/now.ts';
import { followWindowHistory, goTo } from './ui/route.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has a #root');

const channel = new Channel(carrierFor(window));
openDesk(channel);
followChannel(channel);
followChanges(channel);
channel.start();

followClock({ now: () => Date.now() });
applyAppearance();
listenToKeys();
followWindowHistory();
if (window.location.hash === '#gallery') goTo({ screen: 'gallery' }, true);

createRoot(root).render(<App />);
