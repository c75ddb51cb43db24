import { IconLock, IconMap2, IconMoodEmpty } from '@tabler/icons-react';
import { Component, type ReactElement, type ReactNode } from 'react';
import { useGo } from '../address.ts';
import { useCopy } from '../copy.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { ErrorState } from '../kit/ErrorState.tsx';
import { LoadingRows } from '../kit/LoadingRows.tsx';
import { ScreenFrame } from '../kit/ScreenFrame.tsx';
import { useText } from '../language.ts';
import { problemOf } from '../problem.ts';
import type { Screen } from '../screen.ts';
import { shellCopy } from './copy.ts';

function useHome() {
  const t = useCopy(shellCopy);
  const go = useGo();
  return { id: 'home', label: t('home'), onPress: () => go('/') };
}

export function NotFoundPage(): ReactElement {
  const t = useCopy(shellCopy);
  return (
    <ScreenFrame title={t('notFoundTitle')}>
      <EmptyState title={t('notFoundTitle')} icon={IconMap2} role="neutro" action={useHome()}>
        {t('notFoundText')}
      </EmptyState>
    </ScreenFrame>
  );
}

export function NotAllowedPage({ screen }: { readonly screen: Screen }): ReactElement {
  const t = useCopy(shellCopy);
  const say = useText();
  return (
    <ScreenFrame title={say(screen.title)}>
      <EmptyState title={t('notAllowedTitle')} icon={IconLock} role="neutro" action={useHome()}>
        {t('notAllowedText')}
      </EmptyState>
    </ScreenFrame>
  );
}

export function NothingPage(): ReactElement {
  const t = useCopy(shellCopy);
  return (
    <ScreenFrame title="Bottega">
      <EmptyState title={t('nothingTitle')} icon={IconMoodEmpty} role="neutro">
        {t('nothingText')}
      </EmptyState>
    </ScreenFrame>
  );
}

/** The frame of a screen whose code is on its way. */
export function LoadingPage({ screen }: { readonly screen: Screen }): ReactElement {
  const say = useText();
  return (
    <ScreenFrame title={say(screen.title)}>
      <LoadingRows />
    </ScreenFrame>
  );
}

interface CatchProps {
  readonly screen: Screen;
  readonly children: ReactNode;
}

/** A screen that broke: said in words, with a way on; the rest of the page goes on working. */
export class CatchBroken extends Component<CatchProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <BrokenPage screen={this.props.screen} error={error} />;
  }
}

function BrokenPage({
  screen,
  error,
}: {
  readonly screen: Screen;
  readonly error: unknown;
}): ReactElement {
  const t = useCopy(shellCopy);
  const say = useText();
  return (
    <ScreenFrame title={say(screen.title)}>
      <ErrorState
        problem={problemOf(error)}
        what={`${t('screenFailed')}.`}
        onRetry={() => window.location.reload()}
      />
    </ScreenFrame>
  );
}
