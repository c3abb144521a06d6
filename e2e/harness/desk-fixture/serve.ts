/** Serves the built screens under the product's own policy, with made-up answers over the product's own contract, for
 *  looking at them before the replica runs. `node e2e/harness/desk-fixture/serve.ts --dir out/renderer --role X --link offline`.
 *  Prints its address. Nothing of it ships; it goes when the real replica serves.                                    */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { securityHeaders } from '../../../src-main/host/policy.ts';
import { router, values } from './router.ts';

const handler = new RPCHandler(router);
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
  const file = join(values.dir, path === '/' ? 'index.html' : path);
  try {
    const body = await readFile(file);
    response
      .writeHead(200, {
        ...securityHeaders("'self'"),
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      })
      .end(body);
  } catch {
    response.writeHead(404, securityHeaders("'self'")).end();
  }
}

const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (opened) => void handler.upgrade(opened)),
);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(
    `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/#token=${'t'.repeat(43)}`,
  );
});
