import type { ReactElement } from 'react';

/** What another module would put at the end of the gallery. */
export function GalleryAddition({ title }: { readonly title: string }): ReactElement {
  return (
    <section className="bt-panel" aria-label="Aggiunto">
      {title}, aggiunto da un altro modulo
    </section>
  );
}
