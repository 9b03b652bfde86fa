/** The text of a block, as far as a shell is read here: its comments, its quotes, and the programs that it starts. */

/** One program with its words, as they were written. */
export interface Command {
  /** The line that it begins on, counted from 0. */
  readonly line: number;
  /** The name of the program, without its folder. */
  readonly utility: string;
  /** The words after it. */
  readonly words: readonly string[];
}

const piece =
  /(?<comment>(?<=^|[\s;&|(])#.*)|(?<space>(?:[ \t]|\\\n)+)|(?<text>&>|[<>]&|(?<quoted>'[^']*'|"(?:\\[^]|[^"\\])*")|\\[^\n]|[^ \t\n'"\\;|&<>]+|[<>'"\\])|(?<end>&&|\|\|?|[;&\n])/gm;

type Kind = 'comment' | 'space' | 'text' | 'quoted' | 'end';

/** The text without its comments and, if so asked, with nothing in its quotes. The lines stay what they are. */
export function readBare(text: string, { quotes }: { quotes: 'kept' | 'emptied' }): string {
  return [...text.matchAll(piece)]
    .map(({ 0: found, groups = {} }) => {
      const { comment, quoted } = groups as Partial<Record<Kind, string>>;
      if (comment !== undefined) return '';
      return quoted !== undefined && quotes === 'emptied' ? `""${found.replaceAll(/[^\n]/g, '')}` : found;
    })
    .join('');
}

/** Programs and signs that run the words after them, and variables that are set for them. */
const wrappers =
  /^(?:sudo|doas|nohup|time|nice|ionice|env|exec|eval|command|coproc|caffeinate|parallel|xargs|srun|if|then|elif|else|while|until|do|!|\{|\(+|\w+=(?!\$\().*)$/;

/** The programs that a text starts, in its order; those that ssh starts on another computer too. */
export function listCommands(text: string, first = 0): Command[] {
  const commands: Command[] = [];
  let line = first;
  let begun = first;
  let words: string[] = [];
  let isOpen = false;
  const endCommand = (): void => {
    if (words.length > 0) commands.push(...readCommand(words, begun));
    [words, isOpen] = [[], false];
  };
  for (const { 0: found, groups = {} } of text.matchAll(piece)) {
    const { text: part, end } = groups as Partial<Record<Kind, string>>;
    if (end !== undefined) endCommand();
    else if (part === undefined) isOpen = false;
    else if (isOpen) words.push(`${words.pop() ?? ''}${part}`);
    else {
      if (words.length === 0) begun = line;
      words.push(part);
      isOpen = true;
    }
    line += found.split('\n').length - 1;
  }
  endCommand();
  return commands;
}

// ssh(1): the letters of options whose value is the next word.
const sshValue = /^-\w*[BbcDEeFIiJLlmOoPpQRSWw]$/;

function readCommand(words: readonly string[], line: number): Command[] {
  const at = words.findIndex(
    (word, index) =>
      !wrappers.test(word) && !(index > 0 && (/^-|^\d+$/.test(word) || /^-[ug]$/.test(words[index - 1] ?? ''))),
  );
  const [name = '', ...rest] = words.slice(Math.max(at, 0));
  const utility = name
    .replace(/^\w+=(?=\$\()/, '')
    .replace(/^['"($`]+|['"`)]+$/g, '')
    .replace(/^.*\//, '');
  const command = { line, utility, words: rest };
  const options = rest.slice(0, rest.findIndex((word) => /^-\w*c$/.test(word)) + 1);
  if (/^(?:ba|z|da|k)?sh$/.test(utility) && options.length > 0 && options.every((word) => word.startsWith('-')))
    return [command, ...listQuoted(rest.slice(options.length, options.length + 1), line)];
  if (utility !== 'ssh') return [command];
  const host = rest.findIndex((word, index) => !word.startsWith('-') && !sshValue.test(rest[index - 1] ?? ''));
  const there = host < 0 ? [] : rest.slice(host + 1).filter((word, index) => index > 0 || word !== '--');
  return [command, ...listQuoted(there, line)];
}

/** The programs that words start which another shell reads. */
function listQuoted(words: readonly string[], line: number): Command[] {
  return listCommands(words.join(' ').replaceAll(/^(['"])(.*)\1$/gs, '$2'), line);
}
