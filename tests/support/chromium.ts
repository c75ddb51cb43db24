import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress, createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { filesOfTar } from './tar.ts';

/** Rises when what is unpacked, or how, changes; the version of Chromium's package is part of it too. */
const LAYOUT = 2;

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--font-render-hinting=none',
  '--no-proxy-server',
];

/**
 * A real headless Chromium that needs nothing from the machine but the C library: program, shared
 * libraries and fonts come out of one npm package. The package has Linux on x64 only; elsewhere the
 * installed Chrome is driven, or the browser that `BROWSER_PATH` names.
 */
export async function launchChromium(): Promise<Browser> {
  if (!isOwnChromium()) {
    const chosen = process.env['BROWSER_PATH'];
    return chromium.launch({
      ...(chosen ? { executablePath: chosen } : { channel: 'chrome' }),
      args: ARGUMENTS,
    });
  }
  const folder = await unpackedChromium();
  return launchedPatiently({
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    // Only this: neither libraries nor fonts nor proxies of the machine change what a test sees.
    env: {
      LD_LIBRARY_PATH: join(folder, 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      HOME: folder,
      LANG: 'C.UTF-8',
    },
  });
}

const LAUNCHES = 3;

/**
 * On a busy machine Chromium has been seen to crash while it starts, before any page: that says nothing
 * of what is tested, so it is started again. A crash in a test stays a failure.
 */
async function launchedPatiently(options: LaunchOptions, left = LAUNCHES): Promise<Browser> {
  try {
    return await chromium.launch(options);
  } catch (error) {
    if (left <= 1) throw error;
    return launchedPatiently(options, left - 1);
  }
}

/** Whether the tests drive the Chromium of the npm package, and not one of the machine's. */
export function isOwnChromium(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && !process.env['BROWSER_PATH'];
}

/**
 * The folder with `chromium`, `lib/` and `fonts/`, unpacked on first use. Filled beside its final
 * place and renamed into it, so that parallel runs never see half of it.
 */
export async function unpackedChromium(): Promise<string> {
  const packed = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../..');
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const user = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `bottega-chromium-${version}-${LAYOUT}-${user}`);
  const found = await stat(folder).catch(() => null);
  if (found) {
    // The temporary folder is open to all: a program that somebody else put there is not run.
    if (found.uid !== user) throw new Error(`${folder} belongs to another user: remove it`);
    return folder;
  }
  const fresh = await mkdtemp(`${folder}-`);
  try {
    await unpack(join(packed, 'bin'), fresh, folder);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another run came first: its folder is as good as ours.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return folder;
}

async function unpack(packed: string, into: string, finalPlace: string): Promise<void> {
  await Promise.all([
    pipeline(
      createReadStream(join(packed, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(into, 'chromium')),
    ),
    unpackTar(join(packed, 'al2023.tar.br'), into),
    unpackTar(join(packed, 'fonts.tar.br'), into),
  ]);
  await chmod(join(into, 'chromium'), 0o755);
  // The package's own configuration names folders of the place it was built for.
  await writeFile(join(into, 'fonts.conf'), fontConfiguration(finalPlace));
}

async function unpackTar(file: string, into: string): Promise<void> {
  const archive = await promisify(brotliDecompress)(await readFile(file));
  for (const { path, content } of filesOfTar(archive)) {
    const target = join(into, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content, { mode: 0o755 });
  }
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
}
