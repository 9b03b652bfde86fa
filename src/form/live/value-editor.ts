/** Changes a value where it stands: a click, or Enter, on a marked value turns the mark into a field. */
import { formatNames, readNames } from '../../generator/names.ts';
import { currentValues, setValues } from '../always/values.ts';

let isReady = false;

/** Lets every mark of the page that names a field be changed. */
export function editMarks(): void {
  if (isReady) return;
  isReady = true;
  document.addEventListener('click', ({ target }) => {
    openMark(target as Element);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (openMark(event.target as Element)) event.preventDefault();
  });
}

/** Puts a field in the place of a mark. Says whether `target` is one. */
function openMark(target: Element): boolean {
  const mark = target.closest<HTMLElement>('mark[data-field]');
  const { field } = mark?.dataset ?? {};
  if (!mark || field === undefined) return false;
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
  return true;
}
