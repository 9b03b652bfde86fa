/**
 * The browser's own calendar for a field that days are typed into. The field stays a text: in one for dates alone, no
 * browser takes a pasted 2026-10-25 in every language.
 */

/** Opens the calendar at a field, and writes into it the day that is picked. */
export function pickDay(field: HTMLInputElement): void {
  const picker = document.createElement('input');
  picker.type = 'date';
  picker.value = field.value;
  picker.tabIndex = -1;
  picker.ariaHidden = 'true';
  // Where the button is, and not seen: the calendar opens beside it.
  picker.style.cssText = 'position: absolute; width: 1px; height: 2.5rem; opacity: 0; pointer-events: none';
  field.parentElement?.querySelector('[type=date]')?.remove();
  field.parentElement?.append(picker);
  for (const type of ['input', 'change']) {
    picker.addEventListener(type, (event) => {
      event.stopPropagation();
      field.value = picker.value;
      field.dispatchEvent(new Event(type, { bubbles: true }));
    });
  }
  picker.addEventListener('change', () => {
    field.focus();
  });
  picker.showPicker();
}
