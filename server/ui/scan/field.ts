type Field = HTMLInputElement | HTMLTextAreaElement;

const TYPED_INTO: ReadonlySet<string> = new Set([
  'text',
  'search',
  'tel',
  'url',
  'email',
  'password',
  'number',
  '',
]);

/** The field that keys pressed there would go into; null for buttons, choices and the page itself. */
export function editableIn(target: EventTarget | null): Field | null {
  if (target instanceof HTMLTextAreaElement) return target.readOnly ? null : target;
  if (!(target instanceof HTMLInputElement) || target.readOnly) return null;
  return TYPED_INTO.has(target.type) ? target : null;
}

export interface Snapshot {
  readonly element: Field;
  restore(): void;
}

/** What a field holds now, to be put back. */
export function snapshotOf(element: Field): Snapshot {
  const { value } = element;
  const { selectionStart, selectionEnd } = element;
  return {
    element,
    restore() {
      if (element.value !== value) write(element, value);
      // Number fields have no caret to ask for or to set.
      if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
    },
  };
}

/** Sets the value the way a person would: React listens for the event and asks the element itself. */
function write(element: Field, value: string): void {
  const prototype =
    element instanceof HTMLTextAreaElement
      ? HTMLTextAreaElement.prototype
      : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Types text at the caret. */
export function insert(element: Field, text: string): void {
  element.focus();
  // Deprecated, and the only way that keeps the caret, the undo list and number fields right.
  // oxlint-disable-next-line typescript/no-deprecated -- there is no successor that does this
  if (document.execCommand('insertText', false, text)) return;
  write(element, element.value + text);
}
