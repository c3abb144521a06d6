/** How a page in Electron comes by its connection to the replica. The page posts `{kind: CONNECT}` to its own window;
 *  the preload passes it on; the answer is a window message `{kind: PORT}` with one MessagePort. When the replica process
 *  dies the page gets `{kind: GONE}`: every open and every later call on the old port must fail at once (a dead
 *  MessagePort is silent), and the page asks again. Used by src-renderer, the preload and the Electron host only.    */
export const CONNECT = 'sumu:connect';
export const PORT = 'sumu:port';
export const GONE = 'sumu:gone';
