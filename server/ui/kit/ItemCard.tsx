import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../copy.ts';
import { kitCopy } from './copy.ts';
import './item.css';
import { ItemPicture, type PictureSize } from './ItemPicture.tsx';

export interface ShownItem {
  readonly name: string;
  readonly colour: string;
  readonly colourHex: string | null;
  readonly size: string;
  readonly pictureUrl: string | null;
}

/** A round swatch; the colour's name stands beside it. */
export function ColourDot({ hex }: { readonly hex: string | null }): ReactElement {
  return (
    <span className="bt-dot" style={{ background: hex ?? 'transparent' }} aria-hidden="true" />
  );
}

/** «● Cammello · taglia 42», the size strong. */
export function ColourAndSize({
  item,
  named = true,
}: {
  readonly item: Pick<ShownItem, 'colour' | 'colourHex' | 'size'>;
  /** Writes the word «taglia» before it; handhelds leave it out. */
  readonly named?: boolean;
}): ReactElement {
  const t = useCopy(kitCopy);
  return (
    <span className="bt-variant">
      <ColourDot hex={item.colourHex} />
      <span>
        {item.colour} · {named && `${t('size').toLowerCase()} `}
        <b>{item.size}</b>
      </span>
    </span>
  );
}

/**
 * One item: picture, name, colour and size, and what the screen adds: at the right (price, quantity),
 * below (state, choice). `chosen` draws the ink frame of the thing in hand.
 */
export function ItemCard({
  item,
  picture = 'line',
  right,
  detail,
  chosen = false,
  muted = false,
  framed = true,
  children,
}: {
  readonly item: ShownItem;
  readonly picture?: PictureSize;
  readonly right?: ReactNode;
  readonly detail?: ReactNode;
  readonly chosen?: boolean;
  readonly muted?: boolean;
  /** False inside something that has a frame already. */
  readonly framed?: boolean;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className="bt-item-card" data-chosen={chosen} data-muted={muted} data-framed={framed}>
      <ItemPicture item={item} size={picture} beside />
      <div className="bt-item-words">
        <div className="bt-item-top">
          <span className="bt-item-name">{item.name}</span>
          {right !== undefined && <span className="bt-item-right">{right}</span>}
        </div>
        <ColourAndSize item={item} />
        {detail !== undefined && <span className="bt-quiet">{detail}</span>}
        {children !== undefined && <div className="bt-item-more">{children}</div>}
      </div>
    </div>
  );
}
