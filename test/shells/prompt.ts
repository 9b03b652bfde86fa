import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPty } from '../rigs/pty.ts';
import { openFolder, readRecords } from './shell.ts';

/** The shells with a line editor that knows bracketed paste, started at a prompt without configuration. */
const promptShells = {
  bash: 'bash --norc --noprofile -i',
  zsh: 'zsh -f -i',
  // --no-config would leave bracketed paste off; HOME is empty.
  fish: 'fish -i',
} as const;

export type PromptShell = keyof typeof promptShells;
export const promptShellNames = Object.keys(promptShells) as PromptShell[];

/** How a terminal hands over the clipboard: marked as a paste, or as if typed. */
export const pastes = {
  bracketed: (text: string) => `\u001b[200~${text}\u001b[201~`,
  raw: (text: string) => text,
} as const;

/** An interactive shell that waits for a paste. */
export interface Prompt {
  /**
   * Pastes a text that runs `show-argv`, presses Enter, waits for the next prompt and gives the arguments.
   * A terminal pastes a line break as Enter.
   */
  paste(text: string, how: keyof typeof pastes): Promise<string[] | undefined>;
  /** The files that were made meanwhile. */
  readonly listMade: () => string[];
  close(): Promise<void>;
}

// The line editor asks for bracketed paste each time it begins to read: no prompt text says so as surely.
const ready = '\u001b[?2004h';

/** Starts the shell in a terminal of its own and waits for its prompt. */
export async function openPrompt(shell: PromptShell): Promise<Prompt> {
  const place = openFolder();
  const records = join(place.folder, '.records');
  // Without this folder fish would begin to read all manual pages.
  mkdirSync(join(place.folder, '.local/share/fish/generated_completions'), { recursive: true });
  const pty = openPty(`exec ${promptShells[shell]}`, {
    cwd: place.folder,
    env: { ...place.env, SHOW_ARGV_FILE: records, HISTFILE: '/dev/null', XDG_CONFIG_HOME: '', XDG_DATA_HOME: '' },
  });
  await pty.waitFor(ready);
  return {
    async paste(text, how) {
      pty.write(`${pastes[how](text.replaceAll('\n', '\r'))}\r`);
      await pty.waitFor('=shown=\r\n');
      await pty.waitFor(ready);
      return readRecords(records).at(-1);
    },
    listMade: place.listMade,
    async close() {
      await pty.close();
      place.remove();
    },
  };
}
