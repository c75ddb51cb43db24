import { IconCornerDownLeft, IconScan } from '@tabler/icons-react';
import { useEffect, useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Text } from '../../kernel/text.ts';
import { useGo } from '../address.ts';
import { useCopy } from '../copy.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { useText } from '../language.ts';
import type { SearchSource } from '../scan/search.ts';
import { shellCopy } from './copy.ts';
import './palette.css';
import { usePaletteEntries, type PaletteEntry } from './palette-entries.ts';

/**
 * Scan or search: type a name, an order, a code, a screen. Arrows move, Enter opens; a whole code that is
 * typed and entered does what scanning it does.
 */
export function Palette({
  opened,
  initial,
  sources,
  onClose,
  onCode,
}: {
  readonly opened: boolean;
  /** What was scanned and found nowhere else. */
  readonly initial: string;
  readonly sources: readonly SearchSource[];
  readonly onClose: () => void;
  /** A typed code: true when somebody took it. */
  readonly onCode: (text: string) => boolean;
}): ReactElement {
  const t = useCopy(shellCopy);
  return (
    <Dialog opened={opened} onClose={onClose} label={t('scanOrSearch')} size={640} atTop flush>
      {opened && (
        <PaletteBody initial={initial} sources={sources} onClose={onClose} onCode={onCode} />
      )}
    </Dialog>
  );
}

function PaletteBody({
  initial,
  sources,
  onClose,
  onCode,
}: {
  readonly initial: string;
  readonly sources: readonly SearchSource[];
  readonly onClose: () => void;
  readonly onCode: (text: string) => boolean;
}): ReactElement {
  const t = useCopy(shellCopy);
  const go = useGo();
  const listId = useId();
  const [text, setText] = useState(initial);
  const [place, setPlace] = useState(0);
  const { entries, searching } = usePaletteEntries(text, sources);
  useEffect(() => setPlace(0), [text]);
  const open = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    go(entry.to);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const count = Math.max(1, entries.length);
      setPlace((before) => (before + step + count) % count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (onCode(text)) onClose();
      else open(entries[place]);
    }
  };
  const nothing = text.trim().length > 1 && entries.length === 0 && !searching;
  return (
    <>
      <div className="bt-palette-top">
        <IconScan size={24} stroke={1.6} aria-hidden="true" />
        <input
          className="bt-palette-input"
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-activedescendant={entries.length > 0 ? `${listId}-${place}` : undefined}
          aria-label={t('scanOrSearch')}
          placeholder={t('scanOrSearch')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      </div>
      <Results entries={entries} place={place} listId={listId} onOpen={open} />
      <p className="bt-palette-foot" role="status">
        {nothing
          ? t('nothingFound', { text: text.trim() })
          : searching
            ? t('searching')
            : text === ''
              ? t('searchHint')
              : t('results', { count: entries.length })}
      </p>
    </>
  );
}

function Results({
  entries,
  place,
  listId,
  onOpen,
}: {
  readonly entries: readonly PaletteEntry[];
  readonly place: number;
  readonly listId: string;
  readonly onOpen: (entry: PaletteEntry) => void;
}): ReactElement {
  const t = useCopy(shellCopy);
  const say = useText();
  useEffect(() => {
    document.getElementById(`${listId}-${place}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, place]);
  const groups = groupsOf(entries, say);
  return (
    <div className="bt-palette-list" id={listId} role="listbox" aria-label={t('scanOrSearch')}>
      {[...groups].map(([group, members]) => (
        <div key={group} role="group" aria-label={group}>
          <div className="bt-palette-heading" aria-hidden="true">
            {group}
          </div>
          {members.map(({ entry, index }) => (
            <Option
              key={entry.id}
              id={`${listId}-${index}`}
              entry={entry}
              chosen={index === place}
              onOpen={onOpen}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The entries under the headings they have, each with its place in the whole list. */
function groupsOf(
  entries: readonly PaletteEntry[],
  say: (text: Text) => string,
): Map<string, { entry: PaletteEntry; index: number }[]> {
  const groups = new Map<string, { entry: PaletteEntry; index: number }[]>();
  entries.forEach((entry, index) => {
    const name = say(entry.group);
    groups.set(name, [...(groups.get(name) ?? []), { entry, index }]);
  });
  return groups;
}

function Option({
  id,
  entry,
  chosen,
  onOpen,
}: {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly chosen: boolean;
  readonly onOpen: (entry: PaletteEntry) => void;
}): ReactElement {
  const { icon: Shape } = entry;
  return (
    // The keyboard stays in the field above: arrows and Enter are handled there.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- see the line above
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className="bt-palette-option"
      onClick={() => onOpen(entry)}
    >
      {entry.pictureUrl === undefined ? (
        <Shape size={20} stroke={1.6} aria-hidden="true" />
      ) : (
        <img className="bt-picture" src={entry.pictureUrl} alt="" width={28} height={34} />
      )}
      <span className="bt-palette-words">
        <span className="bt-clip">{entry.title}</span>
        {entry.detail !== undefined && (
          <span className="bt-palette-detail bt-clip">{entry.detail}</span>
        )}
      </span>
      {entry.key !== undefined && <kbd className="bt-key">{entry.key}</kbd>}
      {chosen && <IconCornerDownLeft size={18} stroke={1.6} aria-hidden="true" />}
    </div>
  );
}
