/** What JSON writes in another way than PostgreSQL's lists: everything else is quoted alike. */
const WRITTEN_OTHERWISE = /[\u0000-\u001f\p{Surrogate}]/u;

/** Ids, amounts, instants, names of things: nothing in them has to be looked at twice. */
const PLAIN = /^[\w.:/-]{0,80}$/;

/**
 * Texts as PostgreSQL reads a `text[]`. The driver takes every list apart with regular expressions; on the
 * hot path, with a few JSON texts a row, that costs more than the row itself.
 */
export function textArray(texts: readonly (string | null)[]): string {
  let list = '';
  for (const text of texts) {
    if (list !== '') list += ',';
    list += text === null ? 'NULL' : quoted(text);
  }
  return `{${list}}`;
}

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return WRITTEN_OTHERWISE.test(text)
    ? `"${text.replace(/[\\"]/g, '\\$&')}"`
    : JSON.stringify(text);
}
