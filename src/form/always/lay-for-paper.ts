import { breakForPaper, countColumns } from '../../generator/command/paper.ts';

/**
 * Breaks the commands of a page into lines again whenever it is printed: values may have changed. Calling it twice is
 * calling it once.
 */
export function layForPaper(): void {
  addEventListener('beforeprint', layAll);
}

function layAll(): void {
  for (const shown of document.querySelectorAll<HTMLElement>(':is(.command, .text) > pre')) {
    let text = shown.textContent;
    // A command for PowerShell is one line.
    if ('paper' in shown.dataset) shown.dataset.paper = text = breakForPaper(text);
    shown.style.setProperty('--columns', String(countColumns(text)));
  }
}
