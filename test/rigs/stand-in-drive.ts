/** Stand-ins for network drives, which the kernel of the tests may not mount: what their kinds were seen to do. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { quoteWord } from '../../src/generator/command/quote.ts';
import type { Site } from './site.ts';

/** The path of a program. */
export const locate = (program: string): string =>
  execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();

/** Writes a program that takes the place of one of this name. Gives its folder, for PATH. */
export function putProgram(site: Site, name: string, text: string): string {
  const folder = mkdtempSync(join(site.folder, `stand-in ${name} `));
  writeFileSync(join(folder, name), text, { mode: 0o755 });
  return folder;
}

/** The folder of a mount that calls every disk one of this type; it is what a script asks. */
export function standInMount(site: Site, type: string): string {
  const real = locate('mount');
  const rename = `sed 's/ type [a-z0-9.]* (/ type ${type} (/'`;
  return putProgram(site, 'mount', `#!/bin/sh\n[ $# = 0 ] || exec ${real} "$@"\n${real} | ${rename}\n`);
}

/** What rsync says of such a drive, and what it leaves out there. */
export interface Refusal {
  /** A word of the command line that is there when it happens: of a copy, or of a check. */
  readonly when: '-P' | '-n';
  /** The file that has to be there as long as it happens. */
  readonly while?: string;
  /** What the real rsync, which does the rest, is handed besides. */
  readonly options: readonly string[];
  /** Lines of standard error, as they were recorded. */
  readonly said: readonly string[];
}

/** The folder of an rsync that meets these, and ends with 23 then. */
export function standInRsync(site: Site, refusals: readonly Refusal[]): string {
  const real = locate('rsync');
  const meet = ({ when, while: file, options, said }: Refusal): string => {
    const isMet = `case " $* " in *${quoteWord(when === '-P' ? ' -P ' : 'cn ')}*) true ;; *) false ;; esac`;
    const isThere = file ? ` && [ -e ${quoteWord(file)} ]` : '';
    const lines = said.map((line) => `printf '%s\\n' ${quoteWord(line)} >&2`);
    const words = options.map(quoteWord).join(' ');
    return `if ${isMet}${isThere}; then\n${real} ${words} "$@" || exit\n${lines.join('\n')}\nexit 23\nfi`;
  };
  return putProgram(site, 'rsync', `#!/bin/sh\n${refusals.map(meet).join('\n')}\nexec ${real} "$@"\n`);
}

/** What comes before a command that is to find these folders first. */
export const pathOf = (...folders: readonly string[]): string =>
  `PATH=${[...folders.map(quoteWord), '"$PATH"'].join(delimiter)}`;
