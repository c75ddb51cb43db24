import { expect } from 'chai';
import fc from 'fast-check';
import { afterAttempt, rolesFor } from '../../../modules/base/printing/domain/job.ts';
import {
  columnsOf,
  pairLines,
  rowLines,
  wrapped,
} from '../../../modules/base/printing/domain/receipt-lines.ts';
import {
  bare,
  gridFor,
  PAPERS,
  placeInGrid,
  runsOf,
} from '../../../modules/base/printing/domain/sheet.ts';
import { barsOf } from '../../../modules/base/printing/pdf/bars.ts';
import { drawDocument } from '../../../modules/base/printing/pdf/draw-document.ts';
import { encodeReceipt } from '../../../modules/base/printing/receipt/encode-receipt.ts';
import { TEST_PAGE } from '../../../modules/base/printing/test-page.ts';
import { paperOf } from '../../support/receipt-printer.ts';

const AT = new Date('2026-11-21T15:31:00Z');
const PAGE = {
  printer: 'Cassa 1',
  by: 'Noemi Ferri',
  at: AT.toISOString(),
  locationId: 'MI01',
  zone: 'Europe/Rome',
};
const words = fc
  .array(fc.stringMatching(/^[A-Za-z0-9]{1,14}$/), { minLength: 1, maxLength: 12 })
  .map((w) => w.join(' '));
/** Every page of a PDF is named once. */
const pagesOf = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

describe('what a receipt printer is told', () => {
  it('comes out as it was written: accents, euro, amounts at the end of the line, codes, one cut', () => {
    const paper = paperOf(encodeReceipt(TEST_PAGE.layout(PAGE, 'it')));

    expect(paper).to.include('Pagina di prova');
    expect(paper).to.include('àèéìòù ÀÈÉÌÒÙ € äöüß çñ šžł');
    expect(paper).to.match(/1 × Cappotto Livia, Cammello, 42 +249,00 €\n/);
    expect(paper).to.include('[code BOTTEGA PROVA]');
    expect(paper).to.match(/\[code .*PROVA-1234\]/);
    expect(paper.split('[cut]')).to.have.lengthOf(2);
  });

  it('is there as often as copies were asked for', () => {
    const paper = paperOf(encodeReceipt(TEST_PAGE.layout(PAGE, 'it'), 3));
    expect(paper.split('[cut]')).to.have.lengthOf(4);
    expect(paper.split('Pagina di prova')).to.have.lengthOf(4);
  });

  it('never sets a line longer than the paper, and loses no word of it', () => {
    fc.assert(
      fc.property(words, fc.stringMatching(/^[0-9,.]{1,12}$/), (left, right) => {
        const lines = pairLines(left, right, 48);
        expect(lines.every((line) => line.length <= 48)).to.equal(true);
        expect(lines.join(' ').split(/ +/).filter(Boolean)).to.deep.equal([
          ...left.split(' '),
          right,
        ]);
        expect(lines.at(-1)!.length).to.equal(48);
      }),
    );
  });

  it('breaks texts between words, and words only when they are longer than the paper', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 3, max: 48 }), (text, width) => {
        const lines = wrapped(text, width);
        expect(lines.every((line) => line.length <= width)).to.equal(true);
        expect(lines.join('').replaceAll(' ', '')).to.equal(text.replaceAll(' ', ''));
      }),
    );
  });

  it('keeps the columns of a table within the paper, row by row', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 4 }), (cells) => {
        const columns = columnsOf(
          cells.map((_, place) => ({ parts: place + 1 })),
          48,
        );
        expect(rowLines(columns, cells).every((line) => line.length <= 48)).to.equal(true);
      }),
    );
  });
});

describe('what is drawn as PDF', () => {
  it('is the same file for the same document of the same instant, with its fonts inside', async () => {
    const draw = () => drawDocument(TEST_PAGE.layout(PAGE, 'it'), { title: 'Prova', at: AT });
    const [one, other] = [await draw(), await draw()];
    expect(one.equals(other)).to.equal(true);
    expect(one.subarray(0, 5).toString()).to.equal('%PDF-');
    expect(one.toString('latin1')).to.match(/\/FontFile2|\/FontFile3/);
    expect(one.length).to.be.lessThan(60_000);
  });

  it('goes on overleaf when a list is long, and keeps a label on one piece of paper', async () => {
    const row = ['Donna', 'Cappotto Livia'];
    const list = (rows: number) =>
      drawDocument(
        {
          sheets: [
            {
              paper: 'A4',
              blocks: [
                {
                  kind: 'table',
                  columns: [
                    { title: 'Reparto', parts: 1 },
                    { title: 'Articolo', parts: 2 },
                  ],
                  rows: Array.from({ length: rows }, () => row),
                },
              ],
            },
          ],
        },
        { title: 'Lista', at: AT },
      );
    expect(pagesOf(await list(10))).to.equal(1);
    expect(pagesOf(await list(100))).to.equal(3);
    const label = await drawDocument(
      {
        sheets: [
          {
            paper: 'shelf-label',
            blocks: [
              { kind: 'text', text: 'B3', size: 'huge' },
              { kind: 'text', text: 'C4', size: 'huge' },
              { kind: 'code', symbology: 'qr', value: 'B3' },
            ],
          },
        ],
      },
      { title: 'Scaffale', at: AT },
    );
    expect(pagesOf(label)).to.equal(1);
  });

  it('places labels on A4 without one touching another or the edge', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('bag-label' as const, 'shelf-label' as const),
        fc.nat(200),
        fc.nat(6),
        (label, count, gap) => {
          const grid = gridFor(label, gap);
          const { widthMm, heightMm } = PAPERS[label];
          const places = Array.from({ length: count + 1 }, (_, nth) =>
            placeInGrid(grid, label, nth),
          );
          for (const { xMm, yMm } of places) {
            expect(xMm).to.be.at.least(10);
            expect(xMm + widthMm).to.be.at.most(200.01);
            expect(yMm).to.be.at.least(10);
            expect(yMm + heightMm).to.be.at.most(287.01);
          }
          const spots = new Set(places.map(({ page, xMm, yMm }) => `${page}/${xMm}/${yMm}`));
          expect(spots.size).to.equal(places.length);
        },
      ),
    );
  });

  it('writes codes with room around them, and refuses a barcode whose check digit is wrong', () => {
    const qr = barsOf('qr', 'B3');
    expect(Math.min(...qr.bars.map(({ x }) => x))).to.equal(4);
    expect(Math.max(...qr.bars.map(({ x }) => x + 1))).to.equal(qr.width - 4);
    const lines = barsOf('code128', '48198-1');
    expect(lines.bars[0]!.x).to.equal(10);
    expect(() => barsOf('ean13', '8052345600018')).to.throw();
    expect(bare('**a** b')).to.equal('a b');
    expect(runsOf('a **b**')).to.deep.equal([
      { text: 'a ', bold: false },
      { text: 'b', bold: true },
    ]);
  });
});

describe('what becomes of a document after an attempt', () => {
  it('is tried again by itself only when nothing was sent', () => {
    const offline = afterAttempt({ outcome: 'nothing-sent', fault: 'offline' }, 1, AT);
    expect(offline).to.include({ state: 'queued', maybePrinted: false });
    expect(offline.nextTryAt).to.deep.equal(new Date(+AT + 5_000));
    const patient = afterAttempt({ outcome: 'nothing-sent', fault: 'offline' }, 50, AT);
    expect(patient.nextTryAt).to.deep.equal(new Date(+AT + 120_000));
    const cut = afterAttempt({ outcome: 'maybe-printed', fault: 'cut' }, 1, AT);
    expect(cut).to.include({ state: 'failed', maybePrinted: true, nextTryAt: null });
  });

  it('goes to the next best printer where a shop has none for it', () => {
    expect(rolesFor('label')).to.deep.equal(['label', 'receipt', 'a4']);
    expect(rolesFor('a4')[0]).to.equal('a4');
  });
});
