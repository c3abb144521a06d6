/** `npm run desk -- --profile DIR --central URL --port N`: builds when the sources are newer, then becomes the
 *  browser host; every argument is that host's (src-main/browser).                                          */
import { buildIfStale } from './build.ts';
import { handOver } from './setup.mjs';

await buildIfStale();
handOver('out/main/browser.js', process.argv.slice(2));
