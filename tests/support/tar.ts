export interface PackedFile {
  readonly path: string;
  readonly content: Buffer;
}

const BLOCK = 512;

/**
 * The regular files of a POSIX tar archive. Folders follow from the paths; links and paths that
 * leave the folder are refused, because no archive we unpack has any.
 */
export function filesOfTar(archive: Buffer): PackedFile[] {
  const files: PackedFile[] = [];
  let at = 0;
  while (at + BLOCK <= archive.length && archive[at] !== 0) {
    const header = archive.subarray(at, at + BLOCK);
    const prefix = text(header, 345, 155);
    const path = `${prefix ? `${prefix}/` : ''}${text(header, 0, 100)}`;
    const size = Number.parseInt(text(header, 124, 12), 8);
    const kind = String.fromCharCode(header[156]!);
    if (path.split('/').includes('..') || path.startsWith('/'))
      throw new Error(`unsafe path in archive: ${path}`);
    if (kind === '0' || kind === '\0') {
      files.push({ path, content: archive.subarray(at + BLOCK, at + BLOCK + size) });
    } else if (kind !== '5') {
      throw new Error(`unexpected entry of kind ${kind} in archive: ${path}`);
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end).trim();
}
