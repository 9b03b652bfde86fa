/**
 * Commands in blocks: signs that a shell reads as something else, copies without a destination, what deletes, names in
 * braces.
 */
import { listFacts } from '../facility/find-fact.ts';
import type { Mistake } from '../facility/mistake.ts';
import { closest } from '../facility/parse.ts';
import type { Facility } from '../facility/schema.ts';
import { knownFields } from '../markdown/personal-blocks/known-words.ts';
import { listCommands, readBare } from './shell-text.ts';
import type { Command } from './shell-text.ts';

/** What may not stand in the text that `of` names: all of it but comments, or also without what is in quotes. */
interface Refused {
  readonly of: 'line' | 'unquoted';
  readonly pattern: RegExp;
  /** `{found}` is what was found. */
  readonly message: string;
  readonly fix: string;
}

const placeholder = {
  message: '“{found}” is a redirection to a shell, not a place to fill in.',
  fix: 'Write it in capitals, such as YOUR-LAB; or mark the block “sh personal” and write {lab}.',
};

/** Spaces and signs that cannot be seen, and that a shell takes for a part of a word. */
export const oddSpace = /[\u00A0\u00AD\u1680\u2000-\u200F\u2028\u2029\u202F\u205F-\u2064\u3000\uFEFF]/;

/** What looks like a hyphen and is none: hyphens of word processors, dashes, the minus. */
const oddHyphen = /[\u2010-\u2015\u2043\u2212\uFE58\uFE63\uFF0D]/;

const refused: readonly Refused[] = [
  // “sort <in >out” is right: a redirection has its space before the sign, a place to fill in has none.
  { of: 'unquoted', pattern: /(?<![<\d&])<[a-z](?:[\w -]*\w)?>(?!\w)/i, ...placeholder },
  {
    of: 'line',
    pattern: new RegExp(`<(?:(?:your|my)\\b[^<>]*|${[...knownFields.keys()].join('|')})>`, 'i'),
    ...placeholder,
  },
  {
    of: 'line',
    pattern: /[“”„‟″]/,
    message: '“{found}” is a typographic quote, which is no quote to a shell.',
    fix: 'Write ".',
  },
  {
    of: 'line',
    pattern: /[‘’‚‛′´]/,
    message: '“{found}” is a typographic quote, which is no quote to a shell.',
    fix: "Write '.",
  },
  {
    of: 'line',
    pattern: new RegExp(`\\w*${oddHyphen.source}+\\w*`),
    message: '“{found}” has a dash, which is no hyphen to a shell.',
    fix: 'Write one hyphen or two.',
  },
  {
    of: 'line',
    pattern: oddSpace,
    message: 'There is a space here that a shell does not take for one.',
    fix: 'Delete it and press the space bar.',
  },
  {
    of: 'line',
    pattern: /\\[ \t]+$/,
    message: 'A space after the “\\” at the end of the line.',
    fix: 'Delete the space: the command ends here otherwise.',
  },
];

/** What a terminal writes before a command: a sign; a name and a folder with one; a drive of Windows. */
const prompt =
  /^\s*(?:\([\w.-]+\)\s*)?(?:(?:~[\w/.-]* ?)?[$%❯]|\[?[\w.-]+@[\w.-]+[^$#%>\n]{0,60}[$#%>]|(?:ba|z)?sh-[\d.]+[$#]|(?:PS )?[A-Z]:\\[^>\n]*>)(?= +[A-Za-z./~])|^\s*\$(?=(?:rsync|ssh|scp|ls|cd|aws|globus) )/;

/** What is wrong with the commands of a block; its text begins on the line `first`. */
export function checkCommands(value: string, first: number, facility: Facility): Mistake[] {
  const texts = {
    line: readBare(value, { quotes: 'kept' }).split('\n'),
    unquoted: readBare(value, { quotes: 'emptied' }).split('\n'),
  };
  const inLines = texts.line.flatMap((text, index) => {
    const line = first + index;
    const found = refused.flatMap(({ of, pattern, message, fix }) => {
      const [sign] = pattern.exec(texts[of][index] ?? '') ?? [];
      return sign === undefined ? [] : [{ line, message: message.replace('{found}', sign.trim()), fix }];
    });
    // A place to fill in is told once, in quotes or not.
    const once = found.filter(({ message }, at) => found.findIndex((other) => other.message === message) === at);
    const goesOn = texts.line[index - 1]?.endsWith('\\') ?? false;
    return [...once, ...checkPrompt(text, line, 'Delete it.', goesOn), ...checkBraces(text, line, facility)];
  });
  return [...inLines, ...listCommands(value, first).flatMap(checkCopy), ...checkDeletes(value, first)];
}

/** A prompt at the beginning of a line that is copied. `>` is one too, except where a command goes on. */
export function checkPrompt(text: string, line: number, fix = 'Delete it.', goesOn = true): Mistake[] {
  const [found] = prompt.exec(text) ?? (goesOn ? null : /^\s*>(?= \S)/.exec(text)) ?? [];
  const message = `“${found?.trim() ?? ''}” is a prompt: whoever copies the line copies it too.`;
  return found === undefined ? [] : [{ line, message, fix }];
}

/**
 * The name of a value in braces, which only a personal block fills in. A shell's own braces have a `$` before them, or
 * more in them. In quotes stand programs of awk and jq, so no name there is taken for a misspelt one.
 */
export function checkBraces(text: string, line: number, facility: Facility): Mistake[] {
  const facts = listFacts(facility).filter((path) => path.includes('.'));
  const unquoted = readBare(text, { quotes: 'emptied' });
  return [...text.matchAll(/(?<![$%^\\'{])\{([A-Za-z][\w.]*)\}/g)].flatMap(([found, name = '']) => {
    const isKnown = knownFields.has(name) || facts.includes(name);
    const mayBeMisspelt = !isKnown && (name.includes('.') || (name.length > 3 && unquoted.includes(found)));
    const near = mayBeMisspelt ? closest(name, [...knownFields.keys(), ...facts]) : undefined;
    if (!isKnown && near === undefined) return [];
    const message = `“${found}” stays as it is: only a block marked “sh personal” fills in values.`;
    return [{ line, message, fix: `Mark it “sh personal”${near === undefined ? '' : ` and write {${near}}`}.` }];
  });
}

/**
 * Copies need a source and a destination. rsync(1), scp(1), cp(1): the letters of options whose value is the next word.
 */
const copiers = new Map<string, RegExp>(
  Object.entries({
    rsync: /^-\w*[efTBM@]$/,
    scp: /^-\w*[cDFiJloPSX]$/,
    cp: /^-\w*[tS]$/,
  }),
);

/** With these a program lists or explains, and copies nothing. */
const listing = /^(?:--list-only|--help|--version|-V|--daemon|--target-directory.*)$/;

function checkCopy({ line, utility, words }: Command): Mistake[] {
  const withValue = copiers.get(utility);
  if (!withValue || words.some((word) => listing.test(word))) return [];
  const operands = words.filter((word, index) => !/^-./.test(word) && !withValue.test(words[index - 1] ?? ''));
  const [source = ''] = operands;
  // rsync(1): one operand that names a daemon, without a folder, lists what is there.
  if (
    operands.length !== 1 ||
    /^rsync:|::$/.test(source) ||
    words.some((word) => /^-\w*t$/.test(word) && utility === 'cp')
  )
    return [];
  const message = `“${utility}” is told one place only, ${source}: it copies nothing.`;
  return [{ line, message, fix: 'Write the destination after it, for example /srv/data/YOUR-COLLECTION.' }];
}

/** What deletes, by the name of the program: all it does, or what it does with such words. */
const deleting = new Map<string, RegExp | 'always'>(
  Object.entries<RegExp | 'always'>({
    rm: 'always',
    unlink: 'always',
    shred: 'always',
    'Remove-Item': 'always',
    del: /^[/\w]/,
    erase: /^[/\w]/,
    rd: /^\/s$/i,
    rmdir: /^\/s$/i,
    rsync: /^--(?:del$|delete|remove-s)/,
    find: /^-delete$|^rm$|^['"]rm\s/,
    aws: /^(?:--delete|rm|rb|mv)$/,
    rclone: /^(?:sync|move|moveto|delete|deletefile|purge|cleanup)$/,
    globus: /^(?:--delete.*|rm|delete)$/,
    robocopy: /^\/(?:mir|purge|mov|move)$/i,
    lftp: /--delete/,
  }),
);

/** With these a program only says what it would do. */
const harmless = /^(?:-n|--dry-?run|-WhatIf|--help|--version)$/;

/**
 * Commands that delete, in the text of any block. In a block that is none of a shell (`isText`), only what cannot be a
 * sentence.
 */
export function checkDeletes(value: string, first: number, { isText = false } = {}): Mistake[] {
  const text = value.replaceAll(new RegExp(prompt, 'gm'), '');
  return listCommands(text, first).flatMap(({ line, utility, words }) => {
    const which = deleting.get(utility);
    if (which === undefined || words.some((word) => harmless.test(word))) return [];
    if (utility === 'rsync' && words.some((word) => /^-\w*n/.test(word))) return [];
    const found = which === 'always' ? utility : words.find((word) => which.test(word));
    if (found === undefined || (isText && !words.some((word) => /^-\w|[/*]/.test(word)))) return [];
    const message = `“${found === utility ? utility : `${utility} ${found}`}” deletes: whoever copies it cannot take it back.`;
    return [{ line, message, fix: 'Leave it out, and say in a sentence what may be deleted, and when.' }];
  });
}
