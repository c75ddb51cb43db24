import { dateAndTime } from './domain/words.ts';
import type { DocumentKind } from './document-kind.ts';

export interface TestPage {
  readonly printer: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly locationId: string;
  readonly zone: string;
}

/** Whether letters, lines, codes and the cut come out as they should. */
export const TEST_PAGE: DocumentKind<TestPage> = {
  id: 'base.test-page',
  title: { it: 'Pagina di prova', en: 'Test page' },
  role: 'receipt',
  about: ({ printer }) => printer,
  layout: ({ printer, by, at, locationId, zone }, language) => ({
    sheets: [
      {
        paper: 'receipt',
        blocks: [
          {
            kind: 'text',
            text: language === 'it' ? 'Pagina di prova' : 'Test page',
            size: 'title',
            align: 'center',
          },
          { kind: 'text', text: `${printer} · ${locationId}`, align: 'center' },
          { kind: 'rule', dashed: true },
          { kind: 'text', text: 'àèéìòù ÀÈÉÌÒÙ € äöüß çñ šžł' },
          { kind: 'pair', left: '1 × Cappotto Livia, **Cammello**, 42', right: '249,00 €' },
          { kind: 'rule' },
          { kind: 'code', symbology: 'code128', value: 'PROVA-1234', caption: 'PROVA-1234' },
          { kind: 'code', symbology: 'qr', value: 'BOTTEGA PROVA', heightMm: 22 },
          {
            kind: 'text',
            text: `${by} · ${dateAndTime(language, zone, at)}`,
            size: 'fine',
            align: 'center',
          },
        ],
      },
    ],
  }),
};
