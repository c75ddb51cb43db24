import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { useSpeaking } from './use-order.ts';

/** One thing to decide, alone on the page; “back” leads to the order. */
export function PartFrame({
  title,
  refusal,
  onClose,
  children,
}: {
  readonly title: string;
  readonly refusal: string | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactElement {
  const { t } = useSpeaking();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <>
      <button type="button" className="co-plain co-back" onClick={onClose}>
        <IconArrowLeft size={22} stroke={1.8} aria-hidden /> {t('back')}
      </button>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {refusal !== null && (
        <p className="co-note" data-tone="bad" role="alert">
          {refusal}
        </p>
      )}
      {children}
    </>
  );
}
