import { expect } from 'chai';
import { filesOfTar } from '../../support/tar.ts';

/** One entry as POSIX writes it: a header of 512 bytes, the content filled up to a whole block. */
function entry(path: string, content: string, kind = '0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000755\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(kind, 156);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}
const END = Buffer.alloc(1024);

describe('reading a tar archive', () => {
  it('gives every file with its whole content, and makes folders follow from paths', () => {
    const long = 'x'.repeat(513);
    const archive = [entry('lib/', '', '5'), entry('lib/a.so', 'abc'), entry('b', long), END];
    const files = filesOfTar(Buffer.concat(archive));
    expect(files.map(({ path, content }) => [path, content.toString()])).to.deep.equal([
      ['lib/a.so', 'abc'],
      ['b', long],
    ]);
  });

  it('refuses a path that leaves the folder, and links', () => {
    const refused = (archive: Buffer) => () => filesOfTar(Buffer.concat([archive, END]));
    expect(refused(entry('../etc/passwd', 'x'))).to.throw('unsafe path');
    expect(refused(entry('/etc/passwd', 'x'))).to.throw('unsafe path');
    expect(refused(entry('link', '', '2'))).to.throw('unexpected entry of kind 2');
  });
});
