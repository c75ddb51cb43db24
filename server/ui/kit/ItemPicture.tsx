import type { ReactElement } from 'react';
import './item.css';

export interface PicturedItem {
  /** Null shows an empty tile: a picture that is missing is no error for a clerk. */
  readonly pictureUrl: string | null;
  /** «Cappotto a vestaglia Livia» */
  readonly name: string;
  readonly colour?: string;
}

/** `row` 34×42, `card` 56×67, `line` 84×100, `large` 170×204: the tile stays light in the dark theme. */
export type PictureSize = 'grid' | 'row' | 'card' | 'line' | 'large';

const WIDTHS: Readonly<Record<PictureSize, readonly [number, number]>> = {
  grid: [28, 34],
  row: [34, 42],
  card: [56, 67],
  line: [84, 100],
  large: [170, 204],
};

/** The picture of an item; its name and colour are read aloud. */
export function ItemPicture({
  item,
  size = 'row',
  beside = false,
}: {
  readonly item: PicturedItem;
  readonly size?: PictureSize;
  /** The name stands beside it as text: then the picture says nothing of its own. */
  readonly beside?: boolean;
}): ReactElement {
  const [width, height] = WIDTHS[size];
  const words = beside ? '' : [item.name, item.colour].filter(Boolean).join(', ');
  if (item.pictureUrl === null) {
    const spoken = words === '' ? ({ 'aria-hidden': true } as const) : { role: 'img' };
    return (
      <span
        className="bt-picture"
        style={{ width, height }}
        aria-label={words === '' ? undefined : words}
        {...spoken}
      />
    );
  }
  return (
    <img
      className="bt-picture"
      src={item.pictureUrl}
      alt={words}
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
    />
  );
}

/** Up to `most` thumbnails and «+2»; the number of pieces in words stands beside it. */
export function ItemPictures({
  items,
  most = 3,
  words,
}: {
  readonly items: readonly PicturedItem[];
  readonly most?: number;
  readonly words?: string;
}): ReactElement {
  const shown = items.length > most ? items.slice(0, most - 1) : items;
  const hidden = items.length - shown.length;
  return (
    <span className="bt-pictures">
      {shown.map((item, place) => (
        <ItemPicture key={`${place}-${item.name}`} item={item} />
      ))}
      {hidden > 0 && <span className="bt-pictures-more">+{hidden}</span>}
      {words !== undefined && <span className="bt-quiet bt-nowrap">{words}</span>}
    </span>
  );
}
