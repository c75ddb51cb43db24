import type { ReactElement, ReactNode } from 'react';
import { TopBar } from '../shell/TopBar.tsx';
import { ActionBar, type Actions } from './ActionBar.tsx';
import { ActionButton } from './Action.tsx';
import './frame.css';
import { useFrameKeys } from './frame-keys.ts';
import { useLayout } from './layout.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { OfflineBar } from './OfflineBar.tsx';

export interface FrameProps extends Actions {
  readonly title: string;
  /** «sabato 21 novembre · aperto fino alle 19:30»; under the title on handhelds. */
  readonly subtitle?: ReactNode;
  /** Where «Indietro» and Esc lead; without it handhelds show the menu. */
  readonly back?: string;
  /** On desktop in place of the title: the thing itself, with its own h1. Elsewhere the title stands. */
  readonly head?: ReactNode;
  /** At the right of the title: «Codice valido». */
  readonly badge?: ReactNode;
  /** Filters and searches of this screen: right of the title, on handhelds above the content. */
  readonly tools?: ReactNode;
  /** The right column on desktop and tablet; on handhelds it follows the content. */
  readonly aside?: ReactNode;
  /** Read aloud: «Negozi che ce l’hanno». */
  readonly asideLabel?: string;
  /** Where the buttons stand on desktop; `header` is for lists, `bottom` for forms. */
  readonly actionsAt?: 'header' | 'bottom' | 'aside';
  /** Between the title and the content, over the whole width: the steps of a task. */
  readonly steps?: ReactNode;
  /** On desktop a column of its own left of the thing that is open: an inbox. Elsewhere left out. */
  readonly list?: ReactNode;
  /** The age of what is shown, told when the network is gone. */
  readonly asOf?: Date | null;
  /** Content with its own edges: tables and lists that touch the frame. */
  readonly bleed?: boolean;
  /** Something is begun here and not saved: whatever leads away asks first. */
  readonly unsaved?: boolean;
  readonly children: ReactNode;
}

/**
 * The frame of every screen: title, content, buttons, in the place each belongs to on this device.
 * Alt+1…9 press the buttons in order, Enter the primary one, Esc goes back.
 */
export function ScreenFrame(props: FrameProps): ReactElement {
  const layout = useLayout();
  useFrameKeys(props);
  return (
    <>
      {layout === 'desktop' ? <Desktop {...props} /> : <Mobile {...props} layout={layout} />}
      {props.unsaved ? <LeaveGuard /> : null}
    </>
  );
}

function Desktop(props: FrameProps): ReactElement {
  const { list, asOf } = props;
  return (
    <>
      <OfflineBar asOf={asOf ?? null} />
      <div className="bt-sheet">
        {list === undefined ? (
          <Columns {...props} />
        ) : (
          <>
            <div className="bt-sheet-list">{list}</div>
            <div className="bt-sheet-open">
              <div className="bt-sheet-columns">
                <Columns {...props} actionsAt="header" />
              </div>
              <ActionBar {...props} place="bottom" />
            </div>
          </>
        )}
      </div>
    </>
  );
}

/** The content and, right of it, what belongs to it. */
function Columns(props: FrameProps): ReactElement {
  const { aside, asideLabel, title, bleed, steps, children, actionsAt = 'bottom' } = props;
  return (
    <>
      <div className="bt-sheet-main">
        {props.head ?? <Head {...props} />}
        {steps}
        <div className="bt-body" data-bleed={bleed ?? false}>
          {children}
        </div>
        {actionsAt === 'bottom' && <ActionBar {...props} place="bottom" />}
      </div>
      {aside !== undefined && (
        <aside className="bt-aside" aria-label={asideLabel ?? title}>
          <div className="bt-aside-body">{aside}</div>
          {actionsAt === 'aside' && <ActionBar {...props} place="aside" />}
        </aside>
      )}
    </>
  );
}

function Head(props: FrameProps): ReactElement {
  const { title, subtitle, badge, tools } = props;
  const { primary, secondary = [], actionsAt = 'bottom' } = props;
  return (
    <header className="bt-head">
      <h1 className="bt-head-title">{title}</h1>
      {badge}
      {subtitle !== undefined && <p className="bt-head-subtitle">{subtitle}</p>}
      <div className="bt-head-tools">
        {tools}
        {actionsAt === 'header' &&
          secondary.map((action) => <ActionButton key={action.id} action={action} />)}
        {actionsAt === 'header' && primary && <ActionButton action={primary} primary />}
      </div>
    </header>
  );
}

function Mobile(props: FrameProps & { readonly layout: 'tablet' | 'handheld' }): ReactElement {
  const { layout, title, subtitle, back, badge, tools, aside, asideLabel, asOf, bleed } = props;
  const columns = layout === 'tablet' && aside !== undefined;
  return (
    <div className="bt-mobile">
      <TopBar title={title} subtitle={subtitle} back={back} badge={badge} />
      <OfflineBar asOf={asOf ?? null} />
      {props.steps}
      <div className="bt-mobile-middle" data-columns={columns}>
        <div className="bt-mobile-body" data-bleed={bleed ?? false}>
          {tools !== undefined && <div className="bt-mobile-tools">{tools}</div>}
          {props.children}
          {aside !== undefined && !columns && (
            <aside className="bt-mobile-after" aria-label={asideLabel ?? title}>
              {aside}
            </aside>
          )}
        </div>
        {columns && (
          <aside className="bt-aside" aria-label={asideLabel ?? title}>
            <div className="bt-aside-body">{aside}</div>
            <ActionBar {...props} place="aside" />
          </aside>
        )}
      </div>
      {layout === 'handheld' ? (
        <ActionBar {...props} place="hand" />
      ) : (
        !columns && <ActionBar {...props} place="bottom" />
      )}
    </div>
  );
}
