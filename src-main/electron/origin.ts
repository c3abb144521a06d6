/** Where the screens live in Electron: a scheme of our own, standard and secure, so that they have one origin and
 *  nothing is ever loaded from file:// or from the network.                                                     */
export const SCHEME = 'app';
export const HOST = 'bundle';
export const ORIGIN = `${SCHEME}://${HOST}`;
export const PAGE = `${ORIGIN}/index.html`;

/** Whether a URL is the page itself; its router may have put a screen after `#`. */
export function isPage(url: string): boolean {
  return url === PAGE || url.startsWith(`${PAGE}#`);
}
