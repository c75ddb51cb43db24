import type { Express } from 'express';
import { isPage, builtScreens } from '../http/screens.ts';
import { pageHeaders } from '../http/security.ts';
import { buildScreens } from './build.ts';
import { viteConfig } from './vite.config.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Hangs the screens into the application, after the API and the pages of the modules. */
export type MountScreens = (app: Express) => void;

/** The screens as they are shipped: built first if something changed. */
export async function shippedScreens(options: { readonly secure: boolean }): Promise<MountScreens> {
  const { folder } = await buildScreens();
  return builtScreens(folder, options.secure);
}

/** The screens in development: every change is on the page a moment later. */
export async function screensInDevelopment(): Promise<{
  readonly mount: MountScreens;
  readonly close: () => Promise<void>;
}> {
  const { createServer } = await import('vite');
  const config = viteConfig('development');
  const vite = await createServer({
    ...config,
    appType: 'custom',
    server: { ...config.server, middlewareMode: true, hmr: { port: 0 } },
  });
  const page = path.join(config.root ?? '.', 'index.html');
  const mount: MountScreens = (app) => {
    app.use(pageHeaders({ secure: false, scripts: 'development' }), vite.middlewares);
    app.get(/.*/, (request, response, next) => {
      if (!isPage(request.path, request.headers.accept)) return next();
      readFile(page, 'utf8')
        .then((html) => vite.transformIndexHtml(request.originalUrl, html))
        .then((html) => response.type('html').send(html))
        .catch(next);
    });
  };
  return { mount, close: () => vite.close() };
}
