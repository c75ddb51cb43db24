import type { IncomingMessage } from 'node:http';
import helmet from 'helmet';
import type { RequestHandler } from 'express';
import { Refusal } from '../kernel/refusal.ts';
import { crossSite } from '../kernel/problems.ts';

/**
 * Did a page of another site send this? Browsers say so themselves; older ones only name the origin,
 * which must then be the host they are talking to. Programs send neither and hold no cookie.
 */
export function comesFromElsewhere(headers: IncomingMessage['headers'], host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** A session cookie travels with whatever makes the browser send it; only our own pages may use it to write. */
export function refuseCrossSite(headers: IncomingMessage['headers'], host: string): void {
  if (comesFromElsewhere(headers, host)) throw new Refusal(crossSite, {});
}

/**
 * Headers of pages. Scripts only from ourselves (`wasm-unsafe-eval` is the barcode reader); styles may be
 * inline, because a nonce does not survive a page cached for offline use.
 */
export function pageHeaders(options: {
  readonly secure: boolean;
  readonly scripts: 'strict' | 'development';
}): RequestHandler {
  const inline = options.scripts === 'development' ? ["'unsafe-inline'"] : [];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'", ...inline],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.secure,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: options.secure ? { policy: 'same-origin' } : false,
  });
}
