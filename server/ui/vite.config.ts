import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';
import { REPOSITORY } from './repository.ts';

const PUBLIC_FILES = ['/logo.svg', '/bottega.webmanifest'];
const UI = fileURLToPath(new URL('.', import.meta.url));

/**
 * How the screens are built and served in development. The page starts from `modules/screens.ts`, the
 * list of what the modules show; the shell around it knows no module.
 */
export function viteConfig(build: string): InlineConfig {
  return {
    configFile: false,
    root: UI,
    base: '/',
    appType: 'spa',
    clearScreen: false,
    logLevel: 'warn',
    publicDir: `${UI}public`,
    cacheDir: `${REPOSITORY}node_modules/.vite`,
    plugins: [entry(build), react(), listOfFiles()],
    define: { __BUILD__: JSON.stringify(build) },
    resolve: {
      alias: [
        // Domain files assert; in the browser the same sentence throws the same way.
        { find: 'node:assert/strict', replacement: `${UI}assert.ts` },
      ],
    },
    server: { fs: { allow: [REPOSITORY] } },
    build: {
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      // Inline preload helpers would be inline scripts to the content policy.
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
      rolldownOptions: {
        input: { index: `${UI}index.html`, worker: `${UI}offline/worker.ts` },
        output: {
          entryFileNames: ({ name }) =>
            name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js',
        },
      },
    },
  };
}

/** The page asks for `/screens.ts`: the list of the modules, which stands outside of this folder. */
function entry(build: string): Plugin {
  const file = build.startsWith('gallery')
    ? `${UI}gallery/entry.ts`
    : `${REPOSITORY}modules/screens.ts`;
  return {
    name: 'bottega-entry',
    enforce: 'pre',
    resolveId: (id) => (id === '/screens.ts' ? file : null),
  };
}

/** Writes `files.json`: what the service worker keeps for the time without network. */
function listOfFiles(): Plugin {
  return {
    name: 'bottega-list-of-files',
    apply: 'build',
    // The last word: the page and the styles are made by plugins of their own.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle)
          .filter((name) => /\.(js|css)$/.test(name) && name !== 'worker.js')
          .map((name) => `/${name}`)
          .sort();
        this.emitFile({
          type: 'asset',
          fileName: 'files.json',
          source: JSON.stringify({ files: ['/', ...PUBLIC_FILES, ...files] }),
        });
      },
    },
  };
}
