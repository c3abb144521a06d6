/** Whoever imports this has digests worked out by Node's own SHA-256: an entry file of a process or thread. */
import { createHash } from 'node:crypto';
import { installSha256 } from '#shared/base/canonical.ts';

installSha256((text) => createHash('sha256').update(text).digest('hex'));
