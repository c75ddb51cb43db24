import type { Read, Tx } from '../../../../server/db/transaction.ts';

/** A style as it is written; its id counts only when no style has the code yet. */
export interface StyleRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly brand: string;
  readonly supplier: string;
  readonly line: string;
  readonly season: string;
  readonly category: string;
  readonly department: string;
  readonly composition: string;
  readonly seasonal: boolean;
  readonly perishable: boolean;
  readonly returnExclusion: boolean;
  readonly ownWords: readonly string[];
}

/** An item as it is written; its id counts only when no item has the barcode yet. */
export interface ItemRow {
  readonly id: string;
  readonly styleCode: string;
  readonly gtin: string;
  readonly size: string;
  readonly sizeOrder: number;
  readonly colour: string;
  readonly colourHex: string | null;
  readonly listPriceMinor: number;
  readonly vatRate: number;
  readonly pictureUrl: string | null;
  readonly active: boolean;
  readonly words: readonly string[];
}

/** Writes styles by their code, in its order. What has not changed is not written again. */
export async function upsertStyles(tx: Tx, styles: readonly StyleRow[]): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_style as s (id, code, name, brand, supplier, line, season, category, department,
      composition, seasonal, perishable, return_exclusion, own_words)
    select id, code, name, brand, supplier, line, season, category, department, composition,
      seasonal, perishable, "returnExclusion", "ownWords"
    from jsonb_to_recordset(?::jsonb) as n (
      id uuid, code text, name text, brand text, supplier text, line text, season text,
      category text, department text, composition text, seasonal boolean, perishable boolean,
      "returnExclusion" boolean, "ownWords" text[])
    order by code
    on conflict (code) do update set
      name = excluded.name, brand = excluded.brand, supplier = excluded.supplier,
      line = excluded.line, season = excluded.season, category = excluded.category,
      department = excluded.department, composition = excluded.composition,
      seasonal = excluded.seasonal, perishable = excluded.perishable,
      return_exclusion = excluded.return_exclusion, own_words = excluded.own_words,
      version = s.version + 1
    where (s.name, s.brand, s.supplier, s.line, s.season, s.category, s.department, s.composition,
        s.seasonal, s.perishable, s.return_exclusion, s.own_words)
      is distinct from (excluded.name, excluded.brand, excluded.supplier, excluded.line,
        excluded.season, excluded.category, excluded.department, excluded.composition,
        excluded.seasonal, excluded.perishable, excluded.return_exclusion, excluded.own_words)`,
    [JSON.stringify(styles)],
  );
}

/** The codes of the styles that have these items, by barcodes of fourteen digits. */
export async function selectStyleCodes(read: Read, gtins14: readonly string[]): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { code: string }[] }>(
    `
    select distinct s.code
    from base_item i join base_style s on s.id = i.style_id where i.gtin14 = any(?::text[])`,
    [[...gtins14]],
  );
  return rows.map(({ code }) => code);
}

/** Writes items by their barcode, in its order. What has not changed is not written again. */
export async function upsertItems(tx: Tx, items: readonly ItemRow[]): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_item as i (id, style_id, gtin, size, size_order, colour, colour_hex,
      list_price_minor, vat_rate, picture_url, active, words)
    select n.id, s.id, n.gtin, n.size, n."sizeOrder", n.colour, n."colourHex",
      n."listPriceMinor", n."vatRate", n."pictureUrl", n.active, n.words
    from jsonb_to_recordset(?::jsonb) as n (
      id uuid, "styleCode" text, gtin text, size text, "sizeOrder" smallint, colour text,
      "colourHex" text, "listPriceMinor" bigint, "vatRate" numeric, "pictureUrl" text,
      active boolean, words text[])
    join base_style s on s.code = n."styleCode"
    order by n.gtin
    on conflict (gtin14) do update set
      style_id = excluded.style_id, size = excluded.size, size_order = excluded.size_order,
      colour = excluded.colour, colour_hex = coalesce(excluded.colour_hex, i.colour_hex),
      list_price_minor = excluded.list_price_minor, vat_rate = excluded.vat_rate,
      picture_url = coalesce(excluded.picture_url, i.picture_url), active = excluded.active,
      words = excluded.words, version = i.version + 1
    where (i.style_id, i.size, i.size_order, i.colour, i.list_price_minor, i.vat_rate, i.active)
        is distinct from (excluded.style_id, excluded.size, excluded.size_order, excluded.colour,
          excluded.list_price_minor, excluded.vat_rate, excluded.active)
      or excluded.colour_hex is distinct from i.colour_hex and excluded.colour_hex is not null
      or excluded.picture_url is distinct from i.picture_url and excluded.picture_url is not null`,
    [JSON.stringify(items)],
  );
}

/** Lets search find these styles by their own words and those of all their items. Gives back their ids. */
export async function indexStyles(tx: Tx, codes: readonly string[]): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(
    `
    with touched as (
      select id, own_words from base_style where code = any(:codes::text[])
    ), leads as (
      select id, word, bool_or(own) as own
      from (
        select id, unnest(own_words) as word, true as own from touched
        union all
        select t.id, unnest(i.words), false from touched t join base_item i on i.style_id = t.id) w
      group by id, word
    ), worded as (
      update base_style as s set words = w.words
      from (select id, array_agg(word order by word) as words from leads group by id) as w
      where s.id = w.id and s.words <> w.words
    ), gone as (
      delete from base_style_word sw using touched t
      where sw.style_id = t.id
        and not exists (select from leads l where l.id = sw.style_id and l.word = sw.word)
    ), led as (
      insert into base_style_word as sw (style_id, word, own)
      select id, word, own from leads
      on conflict (style_id, word) do update set own = excluded.own where sw.own <> excluded.own
    ), learnt as (
      insert into base_search_word (word)
      select distinct word from leads order by 1
      on conflict do nothing
    )
    select id from touched`,
    { codes: [...codes] },
  );
  return rows.map(({ id }) => id);
}

/** Which of these size-and-colour places of a style are already taken, and by which barcode. */
export async function selectTakenVariants(
  read: Read,
  variants: readonly {
    line: number;
    styleCode: string;
    colour: string;
    size: string;
    gtin14: string;
  }[],
): Promise<{ line: number; gtin: string }[]> {
  const { rows } = await read.sql.raw<{ rows: { line: number; gtin: string }[] }>(
    `
    -- The style first: by colour and size alone thousands of items are the same.
    with wanted as materialized (
      select v.*, s.id as style_id
      from jsonb_to_recordset(?::jsonb) as v (
        line integer, "styleCode" text, colour text, size text, gtin14 text)
      join base_style s on s.code = v."styleCode")
    select w.line, i.gtin from wanted w
    join base_item i on i.style_id = w.style_id and i.colour = w.colour and i.size = w.size
    where i.gtin14 <> w.gtin14`,
    [JSON.stringify(variants)],
  );
  return rows;
}
