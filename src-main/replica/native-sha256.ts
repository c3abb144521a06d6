/** Whoever imports this has digests worked out by Node's own SHA-256: an entry file of a process or thread. */
import { hash } from 'node:crypto';
import { installSha256 } from '#shared/base/canonical.ts';

installSha256((text) => hash('sha256', text, 'hex'));
