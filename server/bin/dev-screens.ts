import { readFile } from 'node:fs/promises';
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Express } from 'express';
import { createServer } from 'vite';
import { isPage } from '../http/screens.ts';
import { viteConfig } from '../ui/vite.config.ts';

/** Serves the screens from their sources; what is saved is in the browser at once. */
export async function developedScreens(
  app: Express,
  server: HttpServer | HttpsServer,
): Promise<void> {
  const config = viteConfig('development');
  const vite = await createServer({
    ...config,
    appType: 'custom',
    server: { ...config.server, middlewareMode: true, hmr: { server: server as HttpServer } },
  });
  server.once('close', () => void vite.close());
  app.use(vite.middlewares);
  app.get(/.*/, (request, response, next) => {
    if (!isPage(request.path, request.headers.accept)) return next();
    readFile(`${String(config.root)}/index.html`, 'utf8')
      .then((page) => vite.transformIndexHtml(request.originalUrl, page))
      .then((page) => response.type('html').send(page), next);
  });
}
