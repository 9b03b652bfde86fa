/**
 * A block that is marked `personal` → a command, whose words say which values they hold, and what a page needs to check
 * those.
 */
import type { Facility } from '../../facility/schema.ts';
import type { CheckTables } from '../../generator/check-tables.ts';
import { joinQuoted } from '../../generator/command/argv.ts';
import type { Role, Word } from '../../generator/command/argv.ts';
import { joinParts } from '../../generator/command/quote.ts';
import type { Span } from '../../generator/command/quote.ts';
import type { Field } from '../../generator/request.ts';
import { readBlockText } from './block-text.ts';
import type { Mistake, Piece, Written } from './block-text.ts';
import { findMeaning, knownFields, pickChecks } from './known-words.ts';

/** What a page shows of a block, and what its script needs. */
export interface PersonalBlock {
  /** The words, with placeholders in place of values. */
  readonly words: readonly Word[];
  /** The fields whose values it holds, each of them needed. */
  readonly fields: Readonly<Record<string, CheckedField>>;
  readonly check: CheckTables;
  /** What checks look at of the facility. */
  readonly facility: { readonly storage: { readonly interim: { readonly path: string } } };
}

/** What checks look at of a field that is needed and that Unix reads. */
type CheckedField = Pick<Field, 'label' | 'example' | 'kind'>;

/** What a block means, or every reason why it cannot be used, in the order of its lines. */
export type ReadBlock = { readonly block: PersonalBlock } | { readonly mistakes: readonly Mistake[] };

/** Reads the text of a block. The same text and facts give the same block. */
export function readPersonalBlock(text: string, facility: Facility): ReadBlock {
  const { words: written, mistakes } = readBlockText(text, facility);
  if (mistakes.length > 0) return { mistakes };
  const found: Mistake[] = [];
  const line = text.split('\n').findIndex((content) => content.trim());
  const leading = new Set<string>();
  const words = makeLine(written, {
    refuse: (message, fix) => {
      found.push({ line, message, fix });
    },
    leading,
  });
  const names = new Set(written.flatMap(({ pieces }) => pieces.flatMap(({ field }) => field ?? [])));
  if (found.length === 0 && !written.some(({ pieces }) => pieces.some(({ field, fact }) => field ?? fact))) {
    const message = 'The block holds no value.';
    found.push({ line, message, fix: 'Name one in braces, for example {lab}, or take “personal” away.' });
  }
  if (found.length > 0) return { mistakes: found };
  const fields = Object.fromEntries(
    [...names].map((name) => {
      const { label, example, kind = '' } = requireField(name);
      return [name, { label, example, kind }];
    }),
  );
  const { path } = facility.storage.interim;
  return {
    block: {
      words,
      fields,
      check: refuseOptions(pickChecks(fields), fields, leading),
      facility: { storage: { interim: { path } } },
    },
  };
}

/** What the words of a block are read with. */
interface Reading {
  readonly refuse: (message: string, fix: string) => void;
  /** The fields whose values begin a word where options may come. */
  readonly leading: Set<string>;
}

/** The kinds of fields whose values are names of plain characters, which no program takes for anything else. */
const plainKinds = ['account', 'host'];

// Programs that run their words, or what they read, as a command: there quoting once is not enough.
const shells = /^(?:(?:ba|z|da|a|k|mk|ya|c|tc|fi|pw)?sh[\d.]*|busybox|eval|exec|xargs|sudo|env|nohup)$/;
const runners =
  /^(?:source|\.|command|builtin|trap|alias|parallel|doas|su|runuser|setsid|nice|ionice|time|timeout|stdbuf|caffeinate|chroot|watch|script|screen|tmux|flock|crontab|at|batch|autossh|sshpass|mosh|rsh|pdsh)$/;
// Words of some shell's own language: nothing that is run.
const keywords =
  /^(?:and|or|not|begin|end|switch|foreach|repeat|coproc|nocorrect|noglob|declare|typeset|local|export|readonly|let|set|setenv|unset|function)$/;
const interpreters =
  /^(?:[gmn]?awk|g?sed|ed|ex|vim?|perl|python|ruby|node|lua|php|Rscript|tclsh|make|sqlite|psql|mysql)[\d.]*$/;
const copiers = /^(?:rsync|scp|sftp)$/;

/** A line: commands with operators between them. */
function makeLine(written: readonly Written[], reading: Reading): Word[] {
  const words: Word[] = [];
  let command: Written[] = [];
  const endCommand = (next: string): void => {
    if (command.length > 0) words.push(...makeCommand(command, reading));
    else reading.refuse(`There is no command ${next}.`, 'Write one, or leave the operator out.');
    command = [];
  };
  for (const word of written) {
    if (word.kind === 'word') {
      command.push(word);
      continue;
    }
    const { text = '' } = word.pieces[0] ?? {};
    endCommand(`before “${text}”`);
    const meaning =
      text === '|' ? 'Hands what the command before it writes to the one after it.' : 'Only if that went well:';
    words.push({
      role: 'operator',
      parts: [{ text }],
      meaning,
      source: text === '|' ? 'POSIX XCU 2.9.2' : 'POSIX XCU 2.9.3',
    });
  }
  endCommand('at the end');
  return words;
}

function makeCommand(written: readonly Written[], reading: Reading): Word[] {
  const [first, ...rest] = written;
  const utility = textOf(first);
  const name = utility.replace(/^.*\//, '');
  const fieldsHeld = rest.flatMap(({ pieces }) => pieces.flatMap(({ field }) => field ?? []));
  const [odd] = fieldsHeld.filter((field) => !plainKinds.includes(requireField(field).kind ?? ''));
  const later = rest.map(textOf).find((text) => {
    const inner = text.replace(/^.*\//, '');
    return shells.test(inner) || copiers.test(inner) || inner === 'ssh';
  });
  if (first?.pieces.some(({ field, fact }) => field ?? fact)) {
    reading.refuse(`The program, ${sourceOf(first)}, is a value.`, 'Write the name of a program.');
  } else if (/^\w+=/.test(utility)) {
    reading.refuse(`“${utility}” sets a variable, which not every shell writes like this.`, 'Leave it out.');
  } else if (!/^[\w./+-]+$/.test(utility) || utility.startsWith('-')) {
    reading.refuse(
      `“${utility}” is not the name of a program.`,
      'Begin with one, and write its words without quotes around all of them: the page quotes each word.',
    );
  } else if (shells.test(name) || runners.test(name)) {
    reading.refuse(
      `“${utility}” runs its words, or what it reads, as a command: a value in it could be run too.`,
      'Write the command itself, without it.',
    );
  } else if (keywords.test(name)) {
    reading.refuse(`“${utility}” is a word of the shell, and not of every one.`, 'Write the command itself.');
  } else if (interpreters.test(name) && fieldsHeld.length > 0) {
    reading.refuse(
      `“${utility}” may read a value as a program.`,
      'Use a program that takes names as they are, or leave the value out.',
    );
  } else if (copiers.test(name) && odd !== undefined) {
    reading.refuse(
      `“${utility}” reads {${odd}} a second time, and takes what is before a colon for a computer.`,
      'Use <Plan method="rsync" />, whose commands are made for that and tested.',
    );
  } else if (name !== 'ssh' && fieldsHeld.length > 0 && later !== undefined) {
    reading.refuse(`“${utility}” may run “${later}”, which reads a value once more.`, 'Write the command itself.');
  } else if (name === 'find' && fieldsHeld.length > 0 && rest.some((word) => /^-(?:exec|ok)/.test(textOf(word)))) {
    reading.refuse('“find” with “-exec” or “-ok” runs what it finds.', 'Let it only list.');
  }
  return name === 'ssh' ? makeSsh(written, reading) : makeWords(written, name, reading);
}

/** The words of one program: it, then options and operands. */
function makeWords(written: readonly Written[], utility: string, { leading }: Reading): Word[] {
  let mayBeOption = true;
  return written.map((word, index) => {
    const text = textOf(word);
    const [piece] = word.pieces;
    if (index === 0) return makeWord('utility', word, findMeaning(utility));
    const isOption = mayBeOption && /^-./.test(text) && !piece?.field;
    if (mayBeOption && piece?.field) leading.add(piece.field);
    if (text === '--') mayBeOption = false;
    return isOption ? makeWord('option', word, findMeaning(utility, text)) : makeWord('operand', word);
  });
}

// ssh(1), SYNOPSIS, OpenSSH 10: the letters of options without a value, and with one.
const sshFlags = /^-[46AaCfGgKkMNnqsTtVvXxYy]+$/;
const sshOptions = /^-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOoPpQRSWw]/;

/**
 * The words of ssh. It joins those after the destination by spaces and a shell over there reads them again: so they are
 * one word here, with the words of the command there inside, each quoted once more.
 */
function makeSsh(written: readonly Written[], reading: Reading): Word[] {
  const [utility, ...rest] = written as [Written, ...Written[]];
  const { words, at } = readSshOptions(rest, reading);
  const [destination, ...there] = rest.slice(at);
  if (!destination) {
    reading.refuse('“ssh” has no destination.', 'Write one, for example {account}@{storage.host}.');
    return words;
  }
  refuseDisguised(rest.slice(0, at + 1), reading);
  if (there[0] && textOf(there[0]).startsWith('-')) {
    reading.refuse(
      `“${textOf(there[0])}” after the destination is an option of ssh.`,
      'Write it before the destination.',
    );
    return words;
  }
  const isCommand = there.length > 0;
  const inner = isCommand ? makeCommand(there, reading) : [];
  return [
    makeWord('utility', utility, {
      meaning: isCommand ? 'Runs a command on another computer.' : 'Logs in to another computer.',
      source: 'ssh(1)',
    }),
    ...words,
    makeWord('operand', destination),
    ...(isCommand
      ? [
          {
            role: 'operand',
            parts: joinQuoted(inner),
            meaning: 'The command to run there:',
            source: 'ssh(1)',
            inner,
          } as const,
        ]
      : []),
  ];
}

/** The options of ssh, each with its value, and how many of the words they are. */
function readSshOptions(rest: readonly Written[], reading: Reading): { words: Word[]; at: number } {
  const words: Word[] = [];
  let at = 0;
  for (let word = rest[at]; word; at += 1, word = rest[at]) {
    const text = textOf(word);
    if (!text.startsWith('-') || word.pieces[0]?.field) break;
    words.push(makeWord('option', word, findMeaning('ssh', text)));
    if (text === '--') {
      at += 1;
      break;
    }
    if (sshFlags.test(text)) continue;
    const [option] = sshOptions.exec(text) ?? [];
    if (option === undefined) reading.refuse(`ssh has no option “${text}”.`, 'See ssh(1).');
    const value = rest[at + 1];
    if (option === text && value) {
      words.push(makeWord('option-argument', value));
      at += 1;
    }
  }
  return { words, at };
}

/** Refuses values that could be taken for options of ssh: it runs what some of those say. */
function refuseDisguised(words: readonly Written[], reading: Reading): void {
  for (const { pieces } of words) {
    for (const { field = '' } of pieces) {
      if (!field || plainKinds.includes(requireField(field).kind ?? '')) continue;
      const plain = [...knownFields].filter(([, { kind = '' }]) => plainKinds.includes(kind)).map(([name]) => name);
      reading.refuse(
        `{${field}} stands before the command that ssh runs.`,
        `Only names of accounts and computers may stand there: ${plain.sort().join(', ')}.`,
      );
    }
  }
}

function makeWord(role: Role, { pieces }: Written, known = describePieces(pieces)): Word {
  const parts: Span[] = [];
  for (const { text, field } of pieces) {
    const last = parts.at(-1);
    // Constant text beside constant text is one part: pages carry the parts.
    if (last && !last.field && !field) parts.splice(-1, 1, { text: last.text + text });
    else parts.push({ text, ...(field && { field }) });
  }
  return { role, parts, ...known };
}

/** What can be said of a word that no method uses: whose values it holds. */
function describePieces(pieces: readonly Piece[]): { meaning: string; source: string } {
  const known = pieces.flatMap(({ field, fact }) => {
    if (field) return [`A value of yours: ${requireField(field).label}.`];
    return fact ? [`A fact of the facility: ${fact}.`] : [];
  });
  return { meaning: [...new Set(known)].join(' ') || "Written by the page's author.", source: '' };
}

/** Adds to the patterns that the value of a word where options may come does not look like one. */
function refuseOptions(check: CheckTables, fields: PersonalBlock['fields'], leading: ReadonlySet<string>): CheckTables {
  const kinds = [...leading].map((name) => fields[name]?.kind ?? '').filter((kind) => !plainKinds.includes(kind));
  if (kinds.length === 0) return check;
  const patterns: Record<string, readonly unknown[]> = { ...check.patterns };
  for (const kind of kinds) patterns[kind] = [['^-', 'option'], ...(patterns[kind] ?? [])];
  const option = [
    '{label} {value} begins with “-”: this command would take it for an option.',
    'Type the command yourself, with “./” before the name.',
  ];
  return { ...check, patterns, problems: { ...check.problems, option } } as unknown as CheckTables;
}

function requireField(name: string): Field {
  const field = knownFields.get(name);
  if (!field) throw new RangeError(`There is no field ${name}`);
  return field;
}

function textOf(word?: Written): string {
  return joinParts(word?.pieces ?? []);
}

/** A word as its author wrote it. */
function sourceOf({ pieces }: Written): string {
  return pieces.map(({ text, field, fact }) => (field || fact ? `{${field ?? fact ?? ''}}` : text)).join('');
}
