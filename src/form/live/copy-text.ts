/**
 * Copies a text, and says so for two seconds on the button that was pressed and in `status`, which a screen reader
 * reads out.
 */
export async function copyText(button: HTMLButtonElement, text: string, status: HTMLElement): Promise<void> {
  const label = (button.dataset.label ??= button.textContent);
  let said = 'Copied';
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    said = 'Could not copy. Select the text and press Ctrl/⌘+C';
    if (button.nextElementSibling?.tagName !== 'PRE') button.after(document.createElement('pre'));
    const shown = button.nextElementSibling ?? button;
    shown.textContent ||= text;
    getSelection()?.selectAllChildren(shown);
  }
  button.textContent = said;
  status.textContent = said;
  setTimeout(() => {
    button.textContent = label;
    status.textContent = '';
  }, 2000);
}
