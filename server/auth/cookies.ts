import type { IncomingHttpHeaders } from 'node:http';
import type { Response } from 'express';

/** The two cookies there are. */
export interface Cookies {
  readonly session: string;
  readonly device: string;
  readonly secure: boolean;
}

/**
 * Over TLS the `__Host-` prefix makes the browser refuse a cookie that another host or path planted.
 * Browsers do not separate ports: without TLS two installations on one machine need different names.
 */
export function cookieNames(options: { readonly secure: boolean; readonly port: number }): Cookies {
  if (options.secure) {
    return { session: '__Host-bottega_session', device: '__Host-bottega_device', secure: true };
  }
  const suffix = options.port === 0 ? '' : `_${options.port}`;
  return { session: `bottega_session${suffix}`, device: `bottega_device${suffix}`, secure: false };
}

/** The value of one cookie in a request, or null. */
export function cookieIn(headers: IncomingHttpHeaders, name: string): string | null {
  const { cookie } = headers;
  if (cookie === undefined) return null;
  for (const pair of cookie.split(';')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === name) {
      return pair.slice(equals + 1).trim() || null;
    }
  }
  return null;
}

/** Without `maxAgeSeconds` the browser forgets it when it is closed. */
export function setCookie(
  response: Response,
  cookies: Cookies,
  name: string,
  value: string,
  maxAgeSeconds?: number,
): void {
  response.cookie(name, value, {
    httpOnly: true,
    sameSite: 'strict',
    secure: cookies.secure,
    path: '/',
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds * 1000 }),
  });
}

export function dropCookie(response: Response, cookies: Cookies, name: string): void {
  response.clearCookie(name, {
    httpOnly: true,
    sameSite: 'strict',
    secure: cookies.secure,
    path: '/',
  });
}
