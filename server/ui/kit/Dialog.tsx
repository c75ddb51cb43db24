import { Modal } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../copy.ts';
import { kitCopy } from './copy.ts';

/**
 * A short task over the screen, 560 wide unless said otherwise. Never two at once. With `title` it has a
 * head and a cross; with `label` only, the content brings its own.
 */
export function Dialog({
  opened,
  onClose,
  title,
  label,
  size = 560,
  atTop = false,
  flush = false,
  children,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title?: string;
  /** Read aloud when there is no title to be seen. */
  readonly label?: string;
  readonly size?: number;
  readonly atTop?: boolean;
  /** Content up to the edges. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const t = useCopy(kitCopy);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      centered={!atTop}
      {...(atTop ? { yOffset: 64 } : {})}
      padding={flush ? 0 : title === undefined ? 24 : 20}
    >
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content radius={12} aria-label={title === undefined ? label : undefined}>
        {title !== undefined && (
          <Modal.Header>
            <Modal.Title>{title}</Modal.Title>
            <Modal.CloseButton aria-label={t('close')} size={40} iconSize={26} />
          </Modal.Header>
        )}
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
