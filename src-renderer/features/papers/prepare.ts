/** A chosen file on its way to the replica: looked at by its bytes before anything decodes it, then, if it is a picture, decoded by the browser
 *  and drawn anew. What is drawn holds the picture and nothing else: no place, no camera, nothing behind its end.
 *  PP1 a picture too large or not whole is refused by its header; no decoder sees it.  PP2 turned as its camera says, at most 2,400 points
 *  long, on white.  PP3 a PDF is handed on as it is; it is never shown in the window. */
import { inspectPaper, type PaperFault } from '#shared/domain/paper-file.ts';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { readBase64 } from '../../data/base64.ts';

export type Prepared =
  | { readonly ok: true; readonly content: Blob; readonly thumbnailBase64: string | null }
  | { readonly ok: false; readonly code: PaperFault };

const DRAWN_TYPE = 'image/jpeg';
/** The first is what a page of print wants; the others are for what does not fit. */
const QUALITIES = [0.82, 0.7, 0.55] as const;
const THUMBNAIL_QUALITY = 0.7;

function draw(picture: ImageBitmap, longEdge: number): HTMLCanvasElement {
  const scale = Math.min(1, longEdge / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error('no canvas');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const taken = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('picture not encoded')));
    canvas.toBlob(taken, DRAWN_TYPE, quality);
  });
}

/** The picture as it is kept: the best that fits. */
async function drawnAnew(picture: ImageBitmap): Promise<Blob> {
  const canvas = draw(picture, PAPER_LIMITS.longEdge);
  let blob = await encode(canvas, QUALITIES[0]);
  for (const quality of QUALITIES.slice(1))
    if (blob.size > PAPER_LIMITS.pictureBytes) blob = await encode(canvas, quality);
  return blob;
}

async function smallOf(picture: ImageBitmap): Promise<string> {
  return readBase64(await encode(draw(picture, PAPER_LIMITS.thumbnailEdge), THUMBNAIL_QUALITY));
}

/** A small picture of a content that is a picture; null when the browser cannot open it. */
export async function thumbnailOf(content: Blob): Promise<string | null> {
  const picture = await createImageBitmap(content).catch(() => null);
  if (!picture) return null;
  try {
    return await smallOf(picture);
  } finally {
    picture.close();
  }
}

/** What goes to the replica, or why the file cannot be taken. Nothing is read of one that is too large. */
export async function preparePaper(file: Blob): Promise<Prepared> {
  if (file.size > PAPER_LIMITS.fileBytes) return { ok: false, code: 'paper/too-large' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const inspected = inspectPaper(bytes);
  if (!inspected.ok) return inspected;
  const { mediaType } = inspected.shape;
  if (mediaType === 'application/pdf') return { ok: true, content: file, thumbnailBase64: null };
  const picture = await createImageBitmap(new Blob([bytes], { type: mediaType })).catch(() => null);
  if (!picture) return { ok: false, code: 'paper/damaged' };
  try {
    return { ok: true, content: await drawnAnew(picture), thumbnailBase64: await smallOf(picture) };
  } finally {
    picture.close();
  }
}
