import { describe, expect, it } from 'vitest';
import { menuTemplate } from './menu.ts';
import { readSettings } from './settings.ts';

describe('the settings of the desktop application', () => {
  it('come from the command line, among Chromium’s switches', () => {
    const args = [
      '.',
      '--no-sandbox',
      '--profile',
      '/p',
      '--lang=zh-CN',
      '--central=https://county.example/',
    ];
    expect(readSettings(args, { SUMU_CENTRAL: 'https://other.example/' }, '/home/u/.config/sumu')).toEqual({
      profile: '/p/desk',
      windowFolder: '/p/window',
      central: 'https://county.example/',
    });
  });

  it('or from the environment and the user’s own folder', () => {
    expect(readSettings([], { SUMU_CENTRAL: 'http://127.0.0.1:1/' }, '/home/u/.config/sumu')).toEqual({
      profile: '/home/u/.config/sumu/desk',
      windowFolder: '/home/u/.config/sumu/window',
      central: 'http://127.0.0.1:1/',
    });
  });

  it.each([[[]], [['--central', 'file:///x']], [['--central=nonsense']], [['--central']]])(
    'have no county with %j',
    (args) => {
      expect(readSettings(args, {}, '/u').central).toBeUndefined();
    },
  );
});

describe('the menu', () => {
  const roles = (isPackaged: boolean): string[] =>
    JSON.stringify(menuTemplate(isPackaged)).match(/"role":"\w+"/g) ?? [];

  it('has developer tools only outside the installed application, and never a reload', () => {
    expect(roles(false)).toContain('"role":"toggleDevTools"');
    expect(roles(true)).not.toContain('"role":"toggleDevTools"');
    expect([...roles(true), ...roles(false)].filter((role) => /reload/i.test(role))).toEqual([]);
  });
});
