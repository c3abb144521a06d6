/** antd computes with numbers of its own; they must be those of ui/tokens.css. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { antdConfig } from './theme.ts';

const css = readFileSync(join(import.meta.dirname, '../ui/tokens.css'), 'utf8');

/** The tokens of one set, by name. */
function tokensOf(selector: string): Map<string, string> {
  const block = css.split(`${selector} {`)[1]?.split('}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value.toLowerCase(),
    ]),
  );
}

const NAMES = {
  colorPrimary: 'acc',
  colorLinkHover: 'acc-h',
  controlItemBgActive: 'acc-t',
  colorError: 'seal',
  colorWarning: 'amber',
  colorSuccess: 'green',
  colorText: 'ink',
  colorTextSecondary: 'ink-2',
  colorTextPlaceholder: 'ink-3',
  colorBorder: 'edge',
  colorBorderSecondary: 'line',
  colorBgLayout: 'desk',
  colorBgContainer: 'paper',
  colorFillAlter: 'sunk',
} as const;

describe('antd wears our tokens', () => {
  test.each([
    [false, 'body'],
    [true, 'body.hc'],
  ])('colours, high contrast %s', (highContrast, selector) => {
    const tokens = tokensOf(selector);
    expect(tokens.size).toBeGreaterThan(10);
    const { token } = antdConfig({ typeScale: 100, highContrast, motion: true }).theme ?? {};
    for (const [antd, ours] of Object.entries(NAMES)) {
      expect(String(token?.[antd as keyof typeof NAMES]).toLowerCase(), antd).toBe(tokens.get(ours));
    }
  });

  test.each([100, 125, 150, 200] as const)('heights and sizes at %i', (typeScale) => {
    const tokens = tokensOf(typeScale === 100 ? 'body' : `body.type-${typeScale}`);
    const { token } = antdConfig({ typeScale, highContrast: false, motion: false }).theme ?? {};
    expect(`${token?.controlHeight}px`).toBe(tokens.get('control'));
    expect(`${token?.controlHeightSM}px`).toBe(tokens.get('control-sm'));
    expect(token?.fontSize).toBe(14 * Number(tokens.get('scale')));
    expect(token?.motion).toBe(false);
  });
});
