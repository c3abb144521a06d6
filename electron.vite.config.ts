/** What is built: the two hosts, the replica process with its threads that write and export
 *  and its parser of workbooks, the preload and the screens.
 *  The replica and the browser host must run under plain Node as built, so their dependencies stay outside
 *  the bundle and nothing here may pull `electron` into them (npm run check looks).                      */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

const mainEntries: Record<string, string> = {
  electron: at('src-main/electron/index.ts'),
  browser: at('src-main/browser/index.ts'),
  replica: at('src-main/replica/index.ts'),
  writer: at('src-main/replica/writer.ts'),
  parser: at('src-main/replica/import/parser.ts'),
  exporter: at('src-main/replica/export/exporter.ts'),
  comparer: at('src-main/replica/compare/comparer.ts'),
};

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      sourcemap: true,
      // The calendar's days are data: the bundler drops the attribute that Node asks of a JSON import from outside.
      externalizeDeps: { exclude: ['chinese-days'] },
      rolldownOptions: {
        input: mainEntries,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      rolldownOptions: {
        input: { index: at('src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: 'oxc',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: at('src-renderer/index.html') } },
    },
  },
});
