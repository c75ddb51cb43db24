/// <reference lib="webworker" />
/**
 * The service worker: keeps the page and its files, so that the screens open without network. Data is not
 * its matter (`kept-queries.ts`): an answer of the API is never served from here.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const KEPT = `bottega-${__BUILD__}`;
const NOT_PAGES = /^\/(api|live|problems|shop)(\/|$)/;

async function keepFiles(): Promise<void> {
  const answer = await fetch('/files.json', { cache: 'no-store' });
  const { files } = (await answer.json()) as { files: string[] };
  const cache = await caches.open(KEPT);
  await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith('bottega-') && name !== KEPT)
      .map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

/** The page: the newest if the network brings it, otherwise the kept one. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match('/', { cacheName: KEPT });
    if (kept) return kept;
    throw error;
  }
}

/** A file: its name changes with its content, so the kept one is right. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: KEPT });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) {
    const cache = await caches.open(KEPT);
    await cache.put(request, answer.clone());
  }
  return answer;
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepFiles().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== worker.location.origin) return;
  if (NOT_PAGES.test(address.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (address.pathname !== '/files.json') event.respondWith(file(request));
});
