import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import './camera.css';
import { kitCopy } from './copy.ts';
import { Dialog } from './Dialog.tsx';

/** Reads a bar code or a QR with the camera, once, and closes. The reader is loaded when it opens. */
export function Camera({
  opened,
  onRead,
  onClose,
}: {
  readonly opened: boolean;
  readonly onRead: (text: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(kitCopy);
  return (
    <Dialog opened={opened} onClose={onClose} title={t('scanWithCamera')}>
      {opened && <Viewfinder onRead={onRead} />}
    </Dialog>
  );
}

function Viewfinder({ onRead }: { readonly onRead: (text: string) => void }): ReactElement {
  const t = useCopy(kitCopy);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onRead);
  latest.current = onRead;
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let stop = () => {};
    let over = false;
    const begin = async () => {
      const { readCodes } = await import('./code-reader.ts');
      if (over || !video.current) return;
      stop = await readCodes(video.current, (text) => latest.current(text));
      if (over) stop();
    };
    begin().catch(() => setRefused(true));
    return () => {
      over = true;
      stop();
    };
  }, []);
  if (refused) return <p role="alert">{t('cameraRefused')}</p>;
  return (
    <div className="bt-camera">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- what the camera sees has no words */}
      <video ref={video} className="bt-camera-picture" playsInline muted />
      <span className="bt-camera-frame" aria-hidden="true" />
      <p className="bt-camera-hint">{t('cameraHint')}</p>
    </div>
  );
}
