import { expect } from 'chai';
import writeXlsxFile from 'write-excel-file/node';
import { readMoney, readWhole } from '../../../modules/base/imports/domain/numbers.ts';
import { readMoment, RowReader } from '../../../modules/base/imports/domain/row-reader.ts';
import {
  cleanCell,
  csvLine,
  harmlessCell,
  missingColumns,
  plainHeader,
  readHeaders,
  readText,
  separatorOf,
} from '../../../modules/base/imports/domain/table.ts';
import { draftOf, givenTwice, saidBy } from '../../../modules/base/imports/ui/columns-draft.ts';
import { linesOf, UnreadableFile } from '../../../modules/base/imports/file.ts';
import { readRegion } from '../../../modules/base/locations/domain/regions.ts';
import { readDayHours } from '../../../modules/base/locations/domain/written-hours.ts';

async function cellsOf(file: Buffer): Promise<(readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const { cells } of linesOf(file)) rows.push(cells);
  return rows;
}

async function faultOf(file: Buffer): Promise<string> {
  const outcome = await cellsOf(file).catch((error: unknown) => error);
  if (outcome instanceof UnreadableFile) return outcome.reason.it;
  throw new Error('it should not be readable', { cause: outcome });
}

describe('a file of somebody’s', () => {
  const expected = [
    ['Codice', 'Città', 'Prezzo'],
    ['A1', 'Forlì; centro', '49,90'],
  ];

  it('is read whatever separates its cells', async () => {
    for (const separator of [';', ',', '\t']) {
      const text = ['Codice', 'Città', 'Prezzo'].join(separator);
      const line = ['A1', '"Forlì; centro"', '"49,90"'].join(separator);
      expect(await cellsOf(Buffer.from(`${text}\r\n${line}\r\n`)), separator).to.deep.equal(
        expected,
      );
    }
  });

  it('is read in the encodings that spreadsheets save', async () => {
    const text = 'Codice;Città;Prezzo\r\nA1;"Forlì; centro";49,90\r\n';
    const files = {
      utf8: Buffer.from(text),
      'utf-8 with its mark': Buffer.from(`\ufeff${text}`),
      'windows-1252': Buffer.from(text, 'latin1'),
      'utf-16': Buffer.from(`\ufeff${text}`, 'utf16le'),
    };
    for (const [name, file] of Object.entries(files)) {
      expect(await cellsOf(file), name).to.deep.equal(expected);
    }
    expect(readText(Buffer.from([0x80, 0x20, 0x31, 0x30]))).to.equal('€ 10');
  });

  it('is read when it is a spreadsheet, numbers included', async () => {
    const file = await writeXlsxFile(
      [
        ['Codice a barre', 'Nome', 'Prezzo'],
        [8009000000013, 'Cappotto', 49.9],
        [],
        [8009000000020, '', 0.1 + 0.2],
      ].map((row) => row.map((value) => ({ value }))),
    ).toBuffer();
    const lines = [];
    for await (const line of linesOf(file)) lines.push(line);
    expect(lines.map(({ cells }) => cells)).to.deep.equal([
      ['Codice a barre', 'Nome', 'Prezzo'],
      ['8009000000013', 'Cappotto', '49.9'],
      ['8009000000020', '', '0.3'],
    ]);
    expect(lines.map(({ line }) => line)).to.deep.equal([1, 2, 4]);
    expect(lines.map(({ numeric }) => [...numeric])).to.deep.equal([[], [0, 2], [0, 2]]);
  });

  it('is read with its dates, and with the time of day of those that have one', async () => {
    const file = await writeXlsxFile([
      [{ value: 'Giorno' }, { value: 'Momento' }],
      [
        { value: new Date('2026-11-22T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
        { value: new Date('2026-11-22T17:30:00Z'), type: Date, format: 'dd/mm/yyyy hh:mm' },
      ],
    ]).toBuffer();
    const lines = [];
    for await (const line of linesOf(file)) lines.push(line);
    expect(lines[1]!.cells).to.deep.equal(['2026-11-22', '2026-11-22T17:30:00']);
    expect(readMoment(lines[1]!.cells[1]!)).to.equal('2026-11-22T17:30');
  });

  it('keeps its line numbers over empty lines and breaks inside of a cell', async () => {
    const lines = [];
    for await (const { line, cells } of linesOf(Buffer.from('a;b\n\n"x\ny";1\n;;\nz;2\n'))) {
      lines.push([line, cells[0]]);
    }
    expect(lines).to.deep.equal([
      [1, 'a'],
      [3, 'x\ny'],
      [5, 'z'],
    ]);
  });

  it('is told to be unreadable when it is a broken spreadsheet or has an open quote, not served half', async () => {
    const broken = Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.alloc(40)]);
    expect(await faultOf(broken)).to.include('non è un foglio di calcolo');
    const endless = `a;b\n1;"2\n${'x'.repeat(1_200_000)}`;
    expect(await faultOf(Buffer.from(endless))).to.include('Dopo la riga 1');
  });

  it('that claims to unpack into more than memory is refused before it is unpacked', async () => {
    const file = await writeXlsxFile([[{ value: 'a' }]]).toBuffer();
    const at = file.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    file.writeUInt32LE(0xfffffff0, at + 24);
    expect(await faultOf(file)).to.include('troppo grande');
  });
});

describe('the headers of a file', () => {
  const columns = [
    {
      key: 'price',
      title: { it: 'Prezzo di listino', en: 'List price' },
      headers: ['Prezzo'],
      required: true,
    },
    { key: 'city', title: { it: 'Città', en: 'City' }, headers: [], required: true },
  ];

  it('are known in Italian and English, without minding accents, case and punctuation', () => {
    for (const header of ['PREZZO', 'prezzo di listino', 'List-Price', ' Prezzo: ']) {
      expect(readHeaders([header], columns)[0]?.key, header).to.equal('price');
    }
    expect(readHeaders(['CITTA’'], columns)[0]?.key).to.equal('city');
    expect(readHeaders(['Note'], columns)[0]?.key).to.equal(null);
  });

  it('name a column once: the first that means it', () => {
    const headers = readHeaders(['Prezzo', 'List price'], columns);
    expect(headers.map(({ key }) => key)).to.deep.equal(['price', null]);
    expect(missingColumns(headers, columns).map(({ key }) => key)).to.deep.equal(['city']);
  });

  it('are what somebody said they are, before what their names look like', () => {
    const said = new Map([
      ['pvp', 'price'],
      ['prezzo', null],
    ]);
    const keys = (headers: string[]) => readHeaders(headers, columns, said).map(({ key }) => key);
    expect(keys(['Prezzo di listino', 'P.V.P.'])).to.deep.equal([null, 'price']);
    expect(keys(['PVP', 'pvp'])).to.deep.equal(['price', null]);
    expect(keys(['Prezzo']), 'said to be none of ours').to.deep.equal([null]);
    expect(keys(['Città']), 'of which nothing was said').to.deep.equal(['city']);
    const signs = readHeaders(['%', '€', ''], columns, new Map([[plainHeader('€'), 'price']]));
    expect(signs.map(({ key }) => key)).to.deep.equal([null, 'price', null]);
  });

  it('are said by what differs from what the file was taken for', () => {
    const headers = [
      { header: 'P.V.P.', key: null },
      { header: 'Prezzo', key: 'price' },
      { header: 'Città', key: 'city' },
    ];
    const draft = draftOf(headers);
    expect(saidBy(draft, headers)).to.deep.equal([]);
    expect(saidBy({ ...draft, price: 'P.V.P.' }, headers)).to.deep.equal([
      { header: 'P.V.P.', key: 'price' },
      { header: 'Prezzo', key: null },
    ]);
    expect(givenTwice({ ...draft, city: 'Prezzo' })).to.equal('Prezzo');
    expect(givenTwice(draft)).to.equal(null);
  });

  it('show what separates them, also when a title holds another separator', () => {
    expect(separatorOf('Nome;"Prezzo, IVA inclusa";Taglia')).to.equal(';');
    expect(separatorOf('Nome,Prezzo,Taglia')).to.equal(',');
    expect(separatorOf('Nome\tPrezzo')).to.equal('\t');
    expect(separatorOf('Nome')).to.equal(';');
  });
});

describe('a price in a cell', () => {
  it('is read as Italians, English speakers and spreadsheets write it', () => {
    const written = {
      '49,90': 4_990,
      '49.90': 4_990,
      '49.9': 4_990,
      '49': 4_900,
      '€ 49,90': 4_990,
      '1.234,50': 123_450,
      '1,234.50': 123_450,
      '1.234.567': 123_456_700,
      '0,000': 0,
      '1234,500': 123_450,
      '1234567,89': 123_456_789,
      '12 345,00 EUR': 1_234_500,
      '0': 0,
    };
    for (const [text, minor] of Object.entries(written)) {
      expect(readMoney({ text, isNumber: false }), text).to.equal(minor);
    }
  });

  it('is not guessed when it could be two things or none', () => {
    const flaws = {
      ambiguous: ['1.234', '42,415', '€ 42.415', '100.000'],
      finer: ['49,9050', '0.125', '1234.567', '1.234,567'],
      none: ['', 'gratis', '49,9,0', '1.23.4', '-5', '12.34,5.6', '1,234,56', '1.234.50', '∞'],
    };
    for (const [flaw, texts] of Object.entries(flaws)) {
      for (const text of texts) {
        expect(readMoney({ text, isNumber: false }), text).to.equal(flaw);
      }
    }
  });

  it('is the number that a spreadsheet reckoned, or refused when that is finer than a cent', async () => {
    const file = await writeXlsxFile(
      [
        ['Prezzo', 'Pezzi'],
        [42.415, 1_000],
        [49.900000000000006, 2.5],
        [1_234.5, 12],
      ].map((row) => row.map((value) => ({ value }))),
    ).toBuffer();
    const read = [];
    for await (const { cells, numeric } of linesOf(file)) {
      const written = cells.map((text, place) => ({ text, isNumber: numeric.has(place) }));
      read.push([readMoney(written[0]!), readWhole(written[1]!)]);
    }
    expect(read.slice(1)).to.deep.equal([
      ['finer', 1_000],
      [4_990, 'none'],
      [123_450, 12],
    ]);
  });
});

describe('a date with its time in a file', () => {
  it('is read as Italians write it, and as an instant where it says its offset', () => {
    const read: Readonly<Record<string, string | null>> = {
      '22/11/2026 10:15': '2026-11-22T10:15',
      '5/3/2026 9.05': '2026-03-05T09:05',
      '2026-11-22 10:15:30': '2026-11-22T10:15',
      '2026-11-22T10:15:30+01:00': '2026-11-22T09:15:30.000Z',
      '2026-11-22T10:15:30Z': '2026-11-22T10:15:30.000Z',
      // The eleventh month, never the twenty-second.
      '11/22/2026 10:15': null,
      '31/02/2026 10:15': null,
      '22/11/2026 24:15': null,
      '22/11/2026': null,
      ieri: null,
    };
    for (const [text, moment] of Object.entries(read)) {
      expect(readMoment(text), text).to.equal(moment);
    }
  });
});

describe('a line of a file', () => {
  it('is told every fault it has, each at its column', () => {
    const row = new RowReader(
      new Map([
        ['gtin', '8009000000014'],
        ['price', 'gratis'],
        ['quantity', '2,5'],
        ['seasonal', 'forse'],
      ]),
    );
    row.gtin('gtin');
    row.money('price');
    row.whole('quantity', { min: 0, max: 99 });
    row.yes('seasonal', true);
    row.required('name');
    expect(row.errors.map(({ column }) => column)).to.deep.equal([
      'gtin',
      'price',
      'quantity',
      'seasonal',
      'name',
    ]);
    expect(row.errors.every(({ message }) => message.it !== '' && message.en !== '')).to.equal(
      true,
    );
  });

  it('is read when it is right', () => {
    const row = new RowReader(
      new Map([
        ['gtin', '8009 0000 00012'],
        ['quantity', '12,00'],
        ['seasonal', 'SÌ'],
      ]),
    );
    expect(row.gtin('gtin')).to.equal('8009000000012');
    expect(row.whole('quantity', { min: 0, max: 99 })).to.equal(12);
    expect(row.yes('seasonal', false)).to.equal(true);
    expect(row.yes('active', true)).to.equal(true);
    expect(row.errors).to.deep.equal([]);
  });
});

describe('a stock of a thousand pieces', () => {
  const range = { min: 0, max: 100_000 };
  const read = (text: string, numeric: readonly string[] = []) => {
    const row = new RowReader(new Map([['quantity', text]]), new Set(numeric));
    return [row.whole('quantity', range), row.errors[0]?.message.it ?? null];
  };

  it('is never taken for one piece', () => {
    for (const text of ['1.000', '1,000', '1.234', '12.000']) {
      const [, told] = read(text);
      expect(told, text).to.include(`«${text}»`).and.include('due modi');
    }
    expect(read('1000')).to.deep.equal([1_000, null]);
    expect(read('1.000,00')).to.deep.equal([1_000, null]);
    expect(read('1000', ['quantity'])).to.deep.equal([1_000, null]);
    expect(read('0,000')).to.deep.equal([0, null]);
    expect(read('12.0000')).to.deep.equal([12, null]);
  });

  it('has its price named when it is finer than a cent', () => {
    const row = new RowReader(new Map([['price', '42.415']]), new Set(['price']));
    row.money('price');
    expect(row.errors[0]?.message.it).to.include('«42,415»').and.include('centesimo');
  });
});

describe('a file given back', () => {
  it('runs nothing when a spreadsheet opens it', () => {
    for (const cell of ['=1+1', '+39 347', '-cmd', '@SUM(A1)', '\t=1']) {
      expect(harmlessCell(cell)).to.equal(`'${cell}`);
    }
    expect(harmlessCell('-12,50')).to.equal('-12,50');
    expect(harmlessCell('Cappotto')).to.equal('Cappotto');
  });

  it('comes back as it was: what was put before a formula is no part of a cell', async () => {
    const cells = ['+39 02 1234567', '-', '@nora', '=1+1', 'l’altro', "'s-Hertogenbosch", '-12,50'];
    expect(await cellsOf(Buffer.from(csvLine(cells)))).to.deep.equal([cells]);
  });

  it('has its cells where they were, quotes and separators included', async () => {
    const cells = ['a;b', 'c "d"', 'e\nf', 'è', ''];
    expect(await cellsOf(Buffer.from(csvLine(cells)))).to.deep.equal([cells]);
  });

  it('holds no character that a database refuses', () => {
    expect(cleanCell('a\u0000b\ud800c\u00a0')).to.equal('a b\ufffdc');
  });
});

describe('hours and regions in a cell', () => {
  const at = (opensMinute: number, closesMinute: number) => ({ opensMinute, closesMinute });

  it('are read as people write them', () => {
    expect(readDayHours('9:30-13, 15:30-19:30')).to.deep.equal([at(570, 780), at(930, 1_170)]);
    expect(readDayHours('10.00 – 19.30')).to.deep.equal([at(600, 1_170)]);
    expect(readDayHours('9-13 e 15-19')).to.deep.equal([at(540, 780), at(900, 1_140)]);
    expect(readDayHours('9-13 15-19')).to.deep.equal([at(540, 780), at(900, 1_140)]);
    expect(readDayHours('Chiuso')).to.deep.equal([]);
    expect(readDayHours('18-24')).to.deep.equal([at(1_080, 1_440)]);
  });

  it('are refused when they overlap, run backwards or say something else', () => {
    for (const text of ['13-9', '9-13, 12-19', '25-26', 'mattina', '9:75-10']) {
      expect(readDayHours(text), text).to.equal(null);
    }
  });

  it('name a region however it is spelt', () => {
    expect(readRegion('VALLE D’AOSTA')).to.equal('Valle d’Aosta');
    expect(readRegion("Valle d'Aosta")).to.equal('Valle d’Aosta');
    expect(readRegion('emilia romagna')).to.equal('Emilia-Romagna');
    expect(readRegion('Friuli Venezia Giulia')).to.equal('Friuli-Venezia Giulia');
    expect(readRegion('Padania')).to.equal(null);
  });
});
