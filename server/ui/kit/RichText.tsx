import type { ReactElement } from 'react';
import './text.css';

/** A sentence in which `**something**` is strong: copy stays one sentence, and translatable. */
export function RichText({ text }: { readonly text: string }): ReactElement {
  return (
    <span className="bt-rich">
      {text
        .split('**')
        .map((piece, place) =>
          place % 2 === 1 ? <b key={`${place}-${piece}`}>{piece}</b> : piece,
        )}
    </span>
  );
}
