/** Reads the words of a command as Apple's rsync does. */
import { longOptions } from './recordings.ts';
import type { Kind } from './recordings.ts';

/** What is asked for, as far as it matters to what is printed. */
export interface Asked {
  /** The letters of the options, `-a` in its parts; an option without a letter goes by its long name. */
  readonly flags: ReadonlySet<string>;
  /** The options for the real rsync: those that say what is copied. What is shown is ours. */
  readonly passed: readonly string[];
  /** The command that reaches the other computer. */
  readonly remoteShell: string;
  readonly source: string;
  readonly destination: string;
}

const letters: Readonly<Record<string, string>> = {
  archive: 'a',
  recursive: 'r',
  links: 'l',
  times: 't',
  checksum: 'c',
  'dry-run': 'n',
  'itemize-changes': 'i',
  verbose: 'v',
  'copy-links': 'L',
  rsh: 'e',
};
/** Options that only say what is shown. */
const forShow = ['n', 'i', 'v', 'P', 'progress', 'stats'];
const withValue = 'BTef';

/** Takes the words apart. Gives the option, as it was written, that this rsync does not know. */
export function readWords(words: readonly string[], kind: Kind): Asked | { readonly unknown: string } {
  const known = longOptions[kind].split(' ');
  const flags = new Set<string>();
  const passed: string[] = [];
  const operands: string[] = [];
  let remoteShell = 'ssh';
  const take = (flag: string, word: string, value?: string): void => {
    for (const one of flag === 'a' ? 'rlptgoD' : [flag]) flags.add(one);
    if (flag === 'e') remoteShell = value ?? '';
    else if (flag === 'P') passed.push('--partial');
    else if (!forShow.includes(flag)) passed.push(...(value === undefined ? [word] : [word, value]));
  };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') operands.push(...rest.splice(0));
    else if (word.startsWith('--')) {
      const [name, given] = splitOnce(word.slice(2), '=');
      const isKnown =
        known.includes(name) || known.includes(`${name}=`) || (kind === '2.6.9' && name.startsWith('no-'));
      if (!isKnown) return { unknown: word };
      const value = known.includes(`${name}=`) ? (given ?? rest.shift() ?? '') : undefined;
      take(letters[name] ?? name, value === undefined ? word : `--${name}`, value);
    } else if (word.startsWith('-') && word !== '-') {
      for (let at = 1; at < word.length; at += 1) {
        const letter = word.charAt(at);
        const takesValue = withValue.includes(letter);
        const value = takesValue ? word.slice(at + 1) || (rest.shift() ?? '') : undefined;
        take(letter, `-${letter}`, value);
        if (takesValue) break;
      }
    } else operands.push(word);
  }
  const [source, destination, ...more] = operands;
  if (source === undefined || destination === undefined || more.length > 0) {
    throw new Error(`The stand-in plays one source and one destination, not ${operands.join(' ')}`);
  }
  return { flags, passed, remoteShell, source, destination };
}

/** Whether an operand names another computer: a colon before any slash. */
export function isRemote(operand: string): boolean {
  return /^[^/]*:/.test(operand);
}

function splitOnce(text: string, by: string): [string, string?] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}
