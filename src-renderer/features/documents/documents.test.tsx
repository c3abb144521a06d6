// @vitest-environment jsdom
/** Every document as it is drawn: no value is lost, no hole is left, no class is shown that is not held; and its QR reads back. */
import decodeQR from 'qr/decode.js';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DocumentContent, qrText, readCode } from '#shared/domain/document-code.ts';
import { DOCUMENT_DEFINITIONS } from '#shared/domain/document-definitions.ts';
import type { DocumentKind } from '#shared/domain/document-kind.ts';
import { DOCUMENT_FIELDS, type DocumentField } from '#shared/domain/document-fields.ts';
import { PRINTED, PRINTED_SHEET } from '../../text/zh/printed.ts';
import { Sheet, type SheetProps } from './Sheet.tsx';
import { contentFrom } from './values.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root;
let box: HTMLElement;
beforeEach(() => {
  box = document.body.appendChild(document.createElement('div'));
  root = createRoot(box);
});
afterEach(() => {
  act(() => root.unmount());
  box.remove();
});

const KINDS = Object.keys(DOCUMENT_DEFINITIONS) as DocumentKind[];
const HASH = '9f3a0c7712345678'.repeat(4);

/** A value of its own for every field, so that each can be found on the sheet. */
const sample = (kind: DocumentKind): DocumentContent =>
  contentFrom(kind, (field: DocumentField) => {
    const shape = DOCUMENT_DEFINITIONS[kind].tables?.[field];
    return shape ? [Array.from({ length: shape.columns }, (_, at) => `${field}-${at}`)] : `<${field}>`;
  });

function draw(kind: DocumentKind, more: Partial<SheetProps> = {}): HTMLElement {
  const props: SheetProps = {
    ...{
      kind,
      content: sample(kind),
      office: '查干淖尔苏木',
      number: '12-0417',
      date: '2026年11月23日',
      foot: '脚',
    },
    ...more,
  };
  act(() => root.render(<Sheet {...props} />));
  return box.querySelector('article') as HTMLElement;
}

describe.each(KINDS)('%s', (kind) => {
  const { fields, tables, signs, opinions, hasSeal } = DOCUMENT_DEFINITIONS[kind];
  test('shows every value, and nothing that is not filled in', () => {
    const text = draw(kind).textContent ?? '';
    const missing = fields.filter((field) => !text.includes(tables?.[field] ? `${field}-0` : `<${field}>`));
    expect(missing).toEqual([]);
    expect(text).not.toMatch(/\{\{|undefined|@\w/);
    expect(text).toContain(PRINTED[kind].title);
    expect(text).toContain('12-0417');
  });
  test('its words name only fields and tables that it has', () => {
    const holes = PRINTED[kind].body.flatMap((line) =>
      [...line.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name),
    );
    expect(holes.filter((name) => !fields.includes(name as DocumentField))).toEqual([]);
    const heads = Object.entries(PRINTED[kind].columns ?? {}).map(([field, all]) => [field, all.length]);
    const shapes = Object.entries(tables ?? {}).map(([field, shape]) => [field, shape.columns]);
    expect(Object.fromEntries(heads)).toEqual(Object.fromEntries(shapes));
  });
  test('has its places for signatures, opinions and the seal', () => {
    const sheet = draw(kind);
    expect(sheet.querySelectorAll('.document-signs li')).toHaveLength(signs.length);
    expect(sheet.querySelectorAll('.document-opinions tr')).toHaveLength(opinions?.length ?? 0);
    expect(sheet.querySelectorAll('.paper-seal')).toHaveLength(hasSeal ? 1 : 0);
  });
  test.each(['money', 'health', 'identity'] as const)(
    'shows nothing of %s to who may not hold it',
    (part) => {
      const text = draw(kind, { content: { ...sample(kind), [part]: null } }).textContent ?? '';
      const hidden = fields.filter((field) => DOCUMENT_FIELDS[field].audience === part);
      expect(hidden.filter((field) => text.includes(`<${field}>`))).toEqual([]);
      if (hidden.length) expect(text).toContain(PRINTED_SHEET.hidden);
    },
  );
});

test('values of health and money are salted, the others need not be', () => {
  const first = sample('APPLICATION_FORM');
  const second = sample('APPLICATION_FORM');
  expect(first.health.salt).toMatch(/^[0-9a-f]{16}$/);
  expect(first.health.salt).not.toBe(second.health.salt);
  expect(first.money.salt).not.toBe(second.money.salt);
  expect(first.case.salt).toBeUndefined();
});

test('a second print says which it is and that the first stays valid', () => {
  expect(draw('REFUSAL_NOTICE', { ordinal: 2 }).textContent).toContain('第 2 次打印，原件仍有效');
  expect(draw('REFUSAL_NOTICE', { ordinal: 1 }).textContent).not.toContain('原件仍有效');
});

test('a void one says so', () => {
  expect(draw('REFUSAL_NOTICE', { isVoid: true }).textContent).toContain(PRINTED_SHEET.voided);
});

const MODULE_PX = 4;

/** The squares of the drawn path as a picture. */
function pictureOf(svg: SVGElement): { width: number; height: number; data: Uint8Array } {
  const side = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
  const width = side * MODULE_PX;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x = '', y = ''] of (svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(
    /M(\d+) (\d+)h1v1h-1z/g,
  ))
    for (let dy = 0; dy < MODULE_PX; dy++)
      for (let dx = 0; dx < MODULE_PX; dx++) {
        const at = ((Number(y) * MODULE_PX + dy) * width + Number(x) * MODULE_PX + dx) * 4;
        data.fill(0, at, at + 3);
      }
  return { width, height: width, data };
}

test.each([7, 12_884_955_264, 9_007_199_254_740_991])(
  'the QR of document %i reads back as what it is of',
  (documentId) => {
    const sheet = draw('REFUSAL_NOTICE', { code: { documentId, hash: HASH } });
    const read = decodeQR(pictureOf(sheet.querySelector('.document-qr') as SVGElement));
    expect(read).toBe(qrText(documentId, HASH));
    expect(readCode(read)).toEqual({ by: 'id', documentId, hash: HASH });
  },
);
