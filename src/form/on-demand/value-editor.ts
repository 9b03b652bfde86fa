/** Changes a value where it stands: a mark becomes a field. */
import { formatNames, readNames } from '../../generator/names.ts';
import { currentValues, setValues } from '../always/values.ts';

/** Puts a field in the place of a mark, if that is still there. */
export function openMark(mark: HTMLElement): void {
  const { field } = mark.dataset;
  if (field === undefined || !mark.isConnected) return;
  const marks = (): NodeListOf<HTMLElement> => document.querySelectorAll(`mark[data-field=${field}]`);
  const index = [...marks()].indexOf(mark);
  const input = document.createElement('input');
  const value = currentValues()[field] ?? '';
  // It has one line: of several it would make one name.
  input.value = value.includes('\n') ? formatNames(readNames(value)) : value;
  const shown = input.value;
  input.size = Math.max(input.value.length, mark.textContent.length, 8);
  input.ariaLabel = mark.title;
  input.spellcheck = false;
  input.autocapitalize = 'none';
  let isOpen = true;
  const close = (isKept: boolean): void => {
    if (!isOpen) return;
    isOpen = false;
    input.replaceWith(mark);
    // What nobody has changed is kept to the letter.
    if (isKept) setValues(input.value === shown ? {} : { [field]: input.value.trim() }, field);
  };
  input.addEventListener('keydown', ({ key }) => {
    if (key !== 'Enter' && key !== 'Escape') return;
    close(key === 'Enter');
    marks()[index]?.focus();
  });
  input.addEventListener('blur', () => {
    close(true);
  });
  mark.replaceWith(input);
  input.select();
}
