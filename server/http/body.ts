import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../kernel/refusal.ts';
import { bodyTooLarge, unsupportedMediaType } from '../kernel/problems.ts';
import type { Language } from '../kernel/text.ts';
import { malformed, parseJson } from './json.ts';

export const BODY_LIMIT = 100_000;

/** The caller went away while sending: nobody is left to answer. */
export class Gone extends Error {
  override readonly name = 'Gone';
}

const texts = new WeakMap<IncomingMessage, string>();

/** The body as it came, of an endpoint that keeps it: what a signature was made over. */
export function bodyTextOf(request: IncomingMessage): string {
  return texts.get(request) ?? '';
}

/** Reads and parses a JSON body of at most `limit` bytes; an absent body is an empty object. */
export async function readJson(
  request: IncomingMessage,
  limit: number,
  language: Language,
  { keepText = false }: { readonly keepText?: boolean } = {},
): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (length === '0' || (length === undefined && chunked === undefined)) return {};
  refuseOtherMedia(request);
  if (Number(length) > limit) throw new Refusal(bodyTooLarge, {});
  const bytes = await collect(request, limit);
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes)) throw malformed('', 'malformed', language);
  const text = bytes.toString('utf8');
  if (keepText) texts.set(request, text);
  return parseJson(text, language);
}

/** Also a defence: no form of another site can send this type without asking first. */
function refuseOtherMedia(request: IncomingMessage): void {
  const type = request.headers['content-type'] ?? '';
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const plain =
    type === 'application/json' || /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type);
  if (!plain || encoding !== 'identity') throw new Refusal(unsupportedMediaType, {});
}

function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        // What still comes is read and thrown away by Node once the answer is sent.
        request.removeAllListeners('data');
        reject(new Refusal(bodyTooLarge, {}));
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', () => reject(new Gone('the request broke off')));
    request.on('close', () => {
      // Every request is closed in the end; only one that was not complete matters.
      if (!request.complete) reject(new Gone('the request was closed before its end'));
    });
  });
}
