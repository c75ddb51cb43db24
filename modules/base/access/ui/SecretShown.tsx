import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCopy } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { accessCopy } from './access-copy.ts';
import './access.css';

export interface Secret {
  /** «Prima password di Noemi Ferri» */
  readonly title: string;
  readonly value: string;
  /** What to do with it. */
  readonly text: string;
}

/** A password, PIN, code or key that is shown this once. */
export function SecretShown({
  secret,
  onClose,
}: {
  readonly secret: Secret;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(accessCopy);
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(secret.value).then(() => setCopied(true));
  };
  return (
    <Dialog opened onClose={onClose} title={secret.title}>
      <div className="ba-form">
        <p>{secret.text}</p>
        <code className="ba-secret">{secret.value}</code>
        <Notice role="attesa" icon={IconAlertTriangle}>
          {t('onlyNow')}
        </Notice>
        <div className="bt-dialog-actions">
          <Button leftSection={<IconCopy size={20} stroke={1.8} aria-hidden />} onClick={copy}>
            {copied ? t('copied') : t('copy')}
          </Button>
          <Button variant="filled" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
