/** Papers as applicants bring them, and as somebody might slip in: a photo of a phone with its place and held sideways, a scan, and files that
 *  must not be taken, each with the sentence a clerk reads. And the screens on which papers are added and looked at.            */
import { expect, type Locator, type Page } from '@playwright/test';
import {
  bytesOf,
  exifWithPlace,
  madeUpJpeg,
  madeUpPdf,
  madeUpPng,
  withSegment,
} from '#shared/domain/made-up-papers.ts';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import type { DeskWindow } from './window.ts';

export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const given = (name: string, mimeType: string, bytes: Uint8Array): GivenFile => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
});

/** Colours of the corners of the photo as it is to be seen: top left, top right, bottom left, bottom right. */
export const CORNERS = ['red', 'green', 'blue', 'yellow'] as const;
/** Turned by a quarter to the right when it is shown. */
const SIDEWAYS = 6;

/** A photo of 3,000 × 4,000 points with four coloured corners, taken with the phone held sideways: its points lie 4,000 × 3,000. */
export async function phonePhoto(page: Page): Promise<GivenFile> {
  const base64 = await page.evaluate((corners) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4_000, 3_000];
    const pen = canvas.getContext('2d');
    if (!pen) return '';
    // Drawn as it lies on the sensor: turned by a quarter to the left.
    pen.translate(0, canvas.height);
    pen.rotate(-Math.PI / 2);
    corners.forEach((colour, at) => {
      pen.fillStyle = colour;
      pen.fillRect((at % 2) * 1_500, Math.floor(at / 2) * 2_000, 1_500, 2_000);
    });
    return canvas.toDataURL('image/jpeg', 0.92).split(',')[1] ?? '';
  }, CORNERS);
  const photo = withSegment(Buffer.from(base64, 'base64'), exifWithPlace(SIDEWAYS));
  return given('IMG_20261123_101502.jpg', 'image/jpeg', photo);
}

export const scan = (): GivenFile =>
  given('户口页.pdf', 'application/pdf', madeUpPdf({ words: 'BT /F1 12 Tf (hukou) Tj ET' }));

/** Another width is another file: the same bytes, once at the centre, count as there for everybody (flows share one). */
export const screenshot = (width = 200): GivenFile => given('截图.png', 'image/png', madeUpPng(width, 100));

const box = (brand: string) => bytesOf([0, 0, 0, 24], 'ftyp', brand, new Uint8Array(64));

/** What is not taken, and the words that say so. */
export function hostileFiles(): readonly (readonly [file: GivenFile, words: string])[] {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("http://x")</script></svg>';
  return [
    [given('大.png', 'image/png', madeUpPng(8, 8, { declared: [30_000, 30_000] })), '超过四千万像素'],
    [given('大.jpg', 'image/jpeg', madeUpJpeg(8, 8, { declared: [30_000, 30_000] })), '超过四千万像素'],
    [given('画.svg', 'image/svg+xml', bytesOf(svg)), '网页代码'],
    [given('画.jpg', 'image/jpeg', bytesOf(svg)), '网页代码'],
    [given('苹果.HEIC', 'image/heic', box('heic')), 'HEIC'],
    [given('动图.gif', 'image/gif', bytesOf('GIF89a', new Uint8Array(64))), '另存为 JPG'],
    [given('证明.jpg', 'image/jpeg', bytesOf('PK\x03\x04', new Uint8Array(64))), 'Word'],
    [given('空.jpg', 'image/jpeg', new Uint8Array()), '什么都没有'],
    [given('半张.jpg', 'image/jpeg', madeUpJpeg(640, 480).subarray(0, 200)), '不完整'],
    [given('有密码.pdf', 'application/pdf', madeUpPdf({ trailer: '/Encrypt 9 0 R' })), '有密码'],
    [
      given('会动.pdf', 'application/pdf', madeUpPdf({ objects: ['<< /S /JavaScript /JS (1) >>'] })),
      '自己动',
    ],
    [given('..\\..\\autoexec.bat', 'text/plain', bytesOf('@echo off')), '不是照片，也不是 PDF'],
  ];
}

/** The panel of papers on a case page. */
export class PapersDesk {
  readonly window: DeskWindow;

  constructor(window: DeskWindow) {
    this.window = window;
  }

  get cards(): Locator {
    return this.window.sheet.locator('.paper-card');
  }

  card(material: string): Locator {
    return this.cards.filter({ hasText: material });
  }

  get outcome(): Locator {
    return this.window.sheet.locator('.paper-outcome');
  }

  get faults(): Locator {
    return this.window.sheet.locator('.paper-faults');
  }

  async chooseMaterial(material: string): Promise<void> {
    const { page } = this.window;
    await page.locator('[data-field="paperMaterial"] .ant-select').click();
    await page.locator(`.ant-select-item-option[title="${material}"]`).first().click();
  }

  /** Hands files to the chooser, as if they had been chosen. */
  async give(...files: readonly GivenFile[]): Promise<void> {
    await this.window.page.locator('[data-paper-input="file"]').setInputFiles([...files]);
  }

  async add(material: string, file: GivenFile): Promise<void> {
    await this.chooseMaterial(material);
    await this.give(file);
    await expect(this.outcome).toContainText(`已存在本机：${material}`);
  }

  /** Drops a file of a byte too many; made in the window, for it is long. */
  async dropTooLarge(): Promise<void> {
    await this.window.page.evaluate((length) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(length)], '超.jpg', { type: 'image/jpeg' }));
      const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector('.paper-add')?.dispatchEvent(drop);
    }, PAPER_LIMITS.fileBytes + 1);
  }

  /** Pastes a file, or drops it onto the place for it. */
  async hand(how: 'paste' | 'drop', { name, mimeType, buffer }: GivenFile): Promise<void> {
    await this.window.page.evaluate(
      ([event, fileName, type, base64]) => {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], fileName, { type }));
        const options = { bubbles: true, cancelable: true };
        if (event === 'paste')
          document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, ...options }));
        else
          document
            .querySelector('.paper-add')
            ?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, ...options }));
      },
      [how, name, mimeType, buffer.toString('base64')] as const,
    );
  }
}

/** The colour in the middle of each corner of a picture on the screen, by its name among CORNERS. */
export async function cornersOf(picture: Locator): Promise<string[]> {
  return picture.evaluate((element, corners) => {
    const image = element as HTMLImageElement;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) return [];
    const read = (x: number, y: number) => [...pen.getImageData(x, y, 1, 1).data].slice(0, 3);
    const wanted = corners.map((colour) => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      return read(0, 0);
    });
    pen.drawImage(image, 0, 0);
    const distance = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0);
    return [0.25, 0.75].flatMap((down) =>
      [0.25, 0.75].map((across) => {
        const seen = read(Math.round(canvas.width * across), Math.round(canvas.height * down));
        const at = wanted.findIndex((colour) => distance(colour, seen) < 60);
        return corners[at] ?? seen.join();
      }),
    );
  }, CORNERS);
}
