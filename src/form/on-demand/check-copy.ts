/** What is fetched with the page that compares a copy with a list of checksums. Nothing that it reads is sent. */
import { fillText } from '../../generator/fill.ts';
import { nameKinds } from '../../whole/compare.ts';
import { decodeList } from '../../whole/decode-list.ts';
import { plural } from '../../whole/plural.ts';
import { readList } from '../../whole/read-list.ts';
import { listListFaults } from '../../whole/report.ts';
import { sentences } from '../../whole/sentences.ts';
import { noteFailure } from '../always/try-again.ts';
import { copyText } from '../live/copy-text.ts';
import { flag, say } from './check-elements.ts';
import type { Find, GivenFolder, GivenList } from './check-elements.ts';
import { sayBytes } from './check-html.ts';
import type { CheckRun } from './check-run.ts';
import { runCheck } from './check-steps.ts';
import { estimateBytes, learnSizes, listChosen, readDropped } from './chosen-files.ts';
import type { ChosenFile } from './chosen-files.ts';
import { saveFile } from './save-file.ts';

/** Makes the box of the page work. */
export function defineCheck(): void {
  customElements.define('check-copy', CheckCopy);
}

class CheckCopy extends HTMLElement {
  #given: GivenList | undefined;
  #folder: GivenFolder = { files: [], refused: [] };
  #run: CheckRun | undefined;
  #receipt = '';
  #isBusy = false;

  readonly #find: Find = (selector) => {
    const found = this.querySelector(selector);
    if (!found) throw new Error(`check-copy has no ${selector}`);
    return found as never;
  };

  connectedCallback(): void {
    this.addEventListener('change', ({ target }) => {
      this.#takeInput(target);
    });
    this.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLTextAreaElement) void this.#takeList(new Blob([target.value]), '');
    });
    for (const type of ['dragover', 'dragleave', 'drop'] as const) this.addEventListener(type, this.#drag);
    this.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#check();
    });
    this.addEventListener('click', ({ target }) => {
      const button = (target as Element).closest('button');
      if (button) this.#press(button);
    });
    this.#find<HTMLFieldSetElement>('fieldset').disabled = false;
    // What was chosen before this came.
    for (const input of this.querySelectorAll('input')) this.#takeInput(input);
    const { value } = this.#find<HTMLTextAreaElement>('textarea');
    if (value) void this.#takeList(new Blob([value]), '');
  }

  #takeInput(input: EventTarget | null): void {
    if (!(input instanceof HTMLInputElement)) return;
    const [file] = input.files ?? [];
    if (input.id === 'check-folder') this.#takeFolder(listChosen(input.files));
    else if (file) void this.#takeList(file, file.name);
  }

  async #takeList(bytes: Blob, name: string): Promise<void> {
    let given: GivenList | undefined;
    let problem: string;
    try {
      const text = decodeList(new Uint8Array(await bytes.arrayBuffer()));
      if (text || name) given = { name, bytes, list: readList(text, { isPasted: !name }) };
      problem = given ? findListProblem(given) : '';
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      problem = fillText(sentences.list.unreadable, { name });
    }
    this.#given = given;
    say(this.#find('#check-list-found'), given ? sayList(name, given) : '');
    flag(this.#find('#check-list-problem'), problem);
  }

  #takeFolder(files: readonly ChosenFile[], refused: readonly string[] = []): void {
    this.#folder = { files, refused };
    say(this.#find('#check-folder-found'), files.length > 0 ? sayFolder(files) : '');
    void this.#sayBytes(files);
    flag(this.#find('#check-folder-problem'), '');
  }

  async #sayBytes(files: readonly ChosenFile[]): Promise<void> {
    const isShown = (): boolean => this.#folder.files === files;
    const show = (bytes: number, about: string): void => {
      if (bytes > 0 && isShown())
        say(this.#find('#check-folder-found'), `${sayFolder(files)}, ${about}${sayBytes(bytes)}`);
    };
    const { bytes, isExact } = await estimateBytes(files);
    show(bytes, isExact ? '' : 'about ');
    const all = isExact ? undefined : await learnSizes(files, () => isShown() && !this.#isBusy);
    if (all !== undefined) show(all, '');
  }

  readonly #drag = (event: DragEvent): void => {
    event.preventDefault();
    const { type, target, dataTransfer } = event;
    this.toggleAttribute('data-over', type === 'dragover');
    if (type !== 'drop' || this.#isBusy || !dataTransfer) return;
    void this.#takeDropped(dataTransfer, this.#find('#check-folder-field').contains(target as Node));
  };

  /** Folders are the copy, wherever they are dropped; a file is the list, unless it is dropped on the other field. */
  async #takeDropped(data: DataTransfer, isOnFolder: boolean): Promise<void> {
    const { inFolders, alone, refused } = await readDropped(data);
    const hasFolder = inFolders.length > 0 || refused.length > 0;
    if (hasFolder) this.#takeFolder(inFolders, refused);
    else if (isOnFolder) this.#takeFolder(alone);
    const [file] = alone;
    if (file && (hasFolder || !isOnFolder)) await this.#takeList(await file.open(), file.name);
  }

  #press(button: HTMLButtonElement): void {
    const { does } = button.dataset;
    const status = this.#find('[role=status]');
    if (does === 'stop') this.#run?.stop();
    else if (does === 'save') saveFile(`${this.#given?.name ?? 'list'}.receipt.txt`, this.#receipt, 'text/plain');
    else if (does === 'copy') void copyText(button, this.#receipt, status);
    else if (does === 'pause') {
      const isPaused = button.textContent === 'Pause';
      say(button, isPaused ? 'Go on' : 'Pause');
      say(status, isPaused ? 'Paused' : 'Going on');
      this.#run?.pause(isPaused);
    }
  }

  async #check(): Promise<void> {
    if (this.#isBusy) return;
    const [given, folder] = [this.#given, this.#folder];
    const problem = given
      ? findListProblem(given)
      : this.#find('#check-list-problem').textContent || sentences.list.none;
    flag(this.#find('#check-list-problem'), problem);
    if (problem || !given) {
      this.#find('#check-list').focus();
      return;
    }
    if (folder.files.length === 0) {
      flag(this.#find('#check-folder-problem'), sentences.folder.empty);
      this.#find('#check-folder').focus();
      return;
    }
    this.#isBusy = true;
    try {
      const receipt = await runCheck(given, folder, this.#find, (run) => (this.#run = run));
      this.#receipt = receipt ?? this.#receipt;
      delete this.dataset.failed;
    } catch (error) {
      // The workers could not be had.
      noteFailure(error, true);
      this.dataset.failed = '';
    }
    this.#run = undefined;
    this.#isBusy = false;
  }
}

function sayList(name: string, { list: { entries } }: GivenList): string {
  return entries.length > 0
    ? `${name && `${name}: `}${plural(entries.length, 'file')}, by ${nameKinds(entries, new Set())}`
    : '';
}

function sayFolder(files: readonly ChosenFile[]): string {
  const [first] = files;
  const folder = first?.path.includes('/') ? `${first.path.split('/')[0] ?? ''}: ` : '';
  return `${folder}${plural(files.length, 'file')}`;
}

/** Why nothing can be compared with a list. */
function findListProblem({ bytes, list }: GivenList): string {
  if (list.entries.length > 0) return '';
  if (bytes.size === 0) return sentences.list.empty;
  return listListFaults({ ...list, hasEnd: true })[0]?.long ?? sentences.list.nothing;
}
