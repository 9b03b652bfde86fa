/** A click, or Enter, on a marked value makes it a field: what does so comes with the pointer or the focus. */
import { noteFailure } from '../always/try-again.ts';

let isReady = false;

/** Lets every mark of the page that names a field be changed. */
export function editMarks(): void {
  if (isReady) return;
  isReady = true;
  for (const type of ['pointerover', 'focusin', 'click', 'keydown']) document.addEventListener(type, turn);
}

function turn(event: Event): void {
  const mark = (event.target as Element).closest<HTMLElement>('mark[data-field]');
  if (!mark) return;
  const isKey = event instanceof KeyboardEvent && /^(?:Enter| )$/.test(event.key);
  const opens = isKey || event.type === 'click';
  if (isKey) event.preventDefault();
  import('../on-demand/value-editor.ts')
    .then(({ openMark }) => {
      if (opens) openMark(mark);
    })
    .catch((error: unknown) => {
      noteFailure(error, opens);
    });
}
