import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type Express } from 'express';

/**
 * Serves the built screens. File names under `assets/` change with their content and may be kept for
 * ever; the page itself and the service worker are asked for again each time.
 */
export function builtScreens(folder: string): (app: Express) => void {
  const page = path.join(folder, 'index.html');
  if (!existsSync(page)) throw new Error(`there are no built screens in ${folder}`);
  return (app) => {
    app.use(
      '/assets',
      express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
    );
    app.use(
      express.static(folder, {
        index: false,
        setHeaders: (response) => void response.setHeader('Cache-Control', 'no-cache'),
      }),
    );
    app.get(/.*/, (request, response, next) => {
      if (!isPage(request.path, request.headers.accept)) return next();
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(page);
    });
  };
}

/** An address of a screen: the browser's router knows it, not we. A missing file stays missing. */
export function isPage(address: string, accept: string | undefined): boolean {
  if (/^\/(api|live|problems|assets)(\/|$)/.test(address)) return false;
  if (path.extname(address) !== '') return false;
  return accept === undefined || /text\/html|\*\/\*/.test(accept);
}
