/** Explains what is pasted into a box of the page; what does so is fetched with the first use. */
import type * as seenBox from '../on-demand/seen-box.ts';
import { noteFailure } from './try-again.ts';

/** Listens to the boxes of the page, and to steps in which one belongs once they are opened. */
export function listenToSeenBoxes(): void {
  const use = (task: (program: typeof seenBox) => void): void => {
    import('../on-demand/seen-box.ts').then(task).catch((error: unknown) => {
      noteFailure(error, true);
    });
  };
  document.addEventListener('input', ({ target }) => {
    const box = (target as Element).closest<HTMLElement>('seen-box');
    if (box) use(({ answer }) => void answer(box, false));
  });
  // Before the form, whose buttons these are not.
  const press = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>('seen-box button');
    const box = button?.closest<HTMLElement>('seen-box');
    if (!button || !box) return;
    event.stopPropagation();
    use(({ answer, copyFrom }) => void (button.dataset.does ? answer(box, true) : copyFrom(button)));
  };
  document.addEventListener('click', press, true);
  const open = ({ target }: Event): void => {
    const details = target as HTMLDetailsElement;
    const link = details.open ? details.querySelector('.ask-seen') : null;
    if (link)
      use(({ putBox }) => {
        putBox(link, `seen-${details.id}`);
      });
  };
  document.addEventListener('toggle', open, true);
}
