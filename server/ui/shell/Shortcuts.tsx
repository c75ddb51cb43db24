import { Fragment, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { useText } from '../language.ts';
import { shellCopy } from './copy.ts';
import './palette.css';
import { useShell } from './shell.ts';

/** The sheet of keys: what works everywhere, and the screens of this person. */
export function Shortcuts({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(shellCopy);
  const say = useText();
  const { screens } = useShell();
  const everywhere = [
    ['Ctrl K', t('keyPalette')],
    ['F2', t('keyCamera')],
    ['Alt 1…9', t('keyButtons')],
    ['Invio', t('keyPrimary')],
    ['Esc', t('keyBack')],
    ['?', t('keyHelp')],
  ] as const;
  const own = screens.flatMap(({ title, navigation }) =>
    navigation?.key ? [[navigation.key, say(title)] as const] : [],
  );
  return (
    <Dialog opened={opened} onClose={onClose} title={t('shortcuts')}>
      <dl className="bt-shortcut-list">
        {[...everywhere, ...own].map(([key, words]) => (
          <Fragment key={key}>
            <dt>
              <kbd className="bt-key">{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
