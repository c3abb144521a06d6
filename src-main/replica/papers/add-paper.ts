/** A paper onto a case or a notice: looked at, kept, and told of by an act, in this order. The screen says 本机已存 only after all three.
 *  AD1 a file that is refused leaves nothing: no record, no file.  AD2 the bytes are on the disk before the act that names them; record of the
 *  file and act are one transaction.  AD3 what the act says of the file is what was found in it. */
import { createHash } from 'node:crypto';
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import type { PaperFault } from '#shared/domain/paper-file.ts';
import type { PaperMediaType } from '#shared/domain/paper-limits.ts';
import type { Issued, IssueInput } from '../executor.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import type { Statements } from '../store/statements.ts';
import { checkPaper, thumbnailType } from './check-paper.ts';
import type { PaperFiles } from './paper-files.ts';
import { contentOf, writeKept, writeThumbnail } from './paper-rows.ts';

/** What it hangs on. */
type PaperPlace =
  | { readonly personId: number; readonly applicationId: number | null }
  | { readonly noticeId: number };

export type AddPaper = PaperPlace & {
  readonly material: string;
  readonly fileName: string | null;
  readonly thumbnailBase64: string | null;
  readonly formId: string;
};

export interface AddPorts {
  readonly statements: Statements;
  readonly files: PaperFiles;
  readonly clock: Clock;
  /** Issues one act; `alongside` runs in its transaction when it was taken. */
  readonly issue: (input: IssueInput, alongside: () => void) => Issued;
}

const CODE_OF_DISK: Readonly<Record<string, string>> = {
  'disk-full': 'paper/disk-full',
  'read-only': 'desk/disk-read-only',
};

const FILE_NAME_MAX = 120;
/** What a name shown on a screen must not hold: controls, and signs that turn the direction of writing. */
// oxlint-disable-next-line no-control-regex
const UNSHOWN = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The last part of a name, for people to read; it is never a path. */
export function shownFileName(fileName: string | null): string | null {
  const last = fileName?.split(/[\\/]/).at(-1)?.replace(UNSHOWN, '').trim() ?? '';
  return [...last].slice(0, FILE_NAME_MAX).join('') || null;
}

interface Found {
  readonly sha256: string;
  readonly mediaType: PaperMediaType;
  readonly bytes: Buffer;
}

interface Kept {
  readonly fileId: string;
  /** False for bytes that were here already. */
  readonly isNew: boolean;
}

/** The file that holds these bytes: one that is here and whole, or a new one. */
async function keepOnce({ statements, files }: AddPorts, { sha256, bytes }: Found): Promise<Kept> {
  const known = contentOf(statements, sha256)?.fileId;
  const isWhole = known && (await files.readWhole(known))?.equals(bytes);
  return isWhole ? { fileId: known, isNew: false } : { fileId: await files.keep(bytes), isNew: true };
}

function noteKept(
  { statements, clock }: AddPorts,
  { sha256, mediaType, bytes }: Found,
  fileId: string,
): void {
  const keptAt = instantText(clock.now());
  writeKept(statements, { sha256, mediaType, byteCount: bytes.length, fileId, keptAt, uploadedAt: null });
}

function issueAttach(ports: AddPorts, input: AddPaper, found: Found, fileId: string): Issued {
  const { fileName, thumbnailBase64, formId, ...about } = input;
  const { sha256, mediaType, bytes } = found;
  const file = { fileName: shownFileName(fileName), mediaType, byteCount: bytes.length, sha256 };
  const name = 'noticeId' in input ? 'paper.attachToNotice' : 'paper.attach';
  return ports.issue({ name, args: { ...about, ...file }, formId }, () => {
    noteKept(ports, found, fileId);
    if (thumbnailBase64) keepThumbnail(ports.statements, sha256, thumbnailBase64);
  });
}

/** Keeps a small picture of a content, if it is one. */
export function keepThumbnail(statements: Statements, sha256: string, base64: string): void {
  const bytes = Buffer.from(base64, 'base64');
  const type = thumbnailType(bytes);
  if (type) writeThumbnail(statements, sha256, type, bytes);
}

const TWICE = ['paper/already-there', 'notice/photo-twice'];

/** An act that was refused leaves no file, unless a paper stands there whose bytes this computer had lost. */
async function afterRefusal(ports: AddPorts, found: Found, fileId: string, code: string): Promise<void> {
  const isLost = TWICE.includes(code) && !contentOf(ports.statements, found.sha256)?.fileId;
  if (isLost) noteKept(ports, found, fileId);
  else await ports.files.remove(fileId);
}

const fault = (code: PaperFault): Issued => ({ ok: false, code });

/** Adds a paper, or says why not. */
export async function addPaper(ports: AddPorts, input: AddPaper, bytes: Buffer): Promise<Issued> {
  const checked = checkPaper(bytes);
  if (!checked.ok) return fault(checked.code);
  const { mediaType } = checked.shape;
  const found = { sha256: createHash('sha256').update(bytes).digest('hex'), mediaType, bytes };
  let kept: Kept | null = null;
  try {
    kept = await keepOnce(ports, found);
    const issued = issueAttach(ports, input, found, kept.fileId);
    if (!issued.ok && kept.isNew) await afterRefusal(ports, found, kept.fileId, issued.code);
    return issued;
  } catch (error) {
    if (kept?.isNew) await ports.files.remove(kept.fileId);
    const code = CODE_OF_DISK[diskFaultOf(error) ?? ''];
    if (code) return { ok: false, code };
    throw error;
  }
}
