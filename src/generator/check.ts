/** Draft → request, or every problem it has. */
import type { Facility } from '../facility/schema.ts';
import { demand } from './argv.ts';
import { isFarAhead } from './deletion.ts';
import type { MethodTexts, Rules } from './method.ts';
import { byteLength, findUncarriable, formatCodePoint } from './quote.ts';
import { findWords, isAsked, isOptional, readField } from './request.ts';
import type { Draft, Field } from './request.ts';
import { fillText } from './texts.ts';

/** Why no command can be given. Read together, message and fix are what a person is told. */
export interface Problem {
  /** The name of the field, or `method`. */
  readonly field: string;
  /** What is wrong, with the value. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** Something to know that does not stop the plan. */
export interface Notice {
  readonly text: string;
  readonly field?: string;
}

/** The two sentences of a problem; `{value}`, `{label}` and `{example}` are filled in. */
export type ProblemText = readonly [message: string, fix: string];

/**
 * What values must not match, by the kind of their field: the first pattern that one does names the problem. `KIND COMPUTER`
 * stands before `KIND` where the computer matters, and `all` before any kind but `line`. The RegExp has the flag "i" but not "u", under which [a-z] and \w match
 * the Kelvin sign too.
 */
export type RuleTable = Readonly<Record<string, readonly (readonly [pattern: string, problem: string])[]>>;

/** What is wrong with a field: the name of a problem, and what its sentences need besides label, value and example. */
export interface Finding {
  readonly field: string;
  readonly problem: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

const enter = 'Enter one folder name, for example {example}';

const pathRules = [
  ['^[^/]*:', 'elsewhere'],
  ['^[^/]', 'relative'],
  ['^/+$', 'root'],
  ['//|/\\.\\.?(?:/|$)', 'detour'],
] as const;

export const checkTexts = {
  problems: {
    method: ['There is no method {value}.', 'Use one of: {methods}.'],
    unused: ['{label} {value} has no meaning here.', 'Leave it out.'],
    choice: ['{label}: {value} is not one of the choices.', 'Choose one of: {choices}.'],
    empty: ['Enter your {name}.', 'For example {example}'],
    uncarriable: [
      '{label} {value} has {kind} ({codePoint}) as character {place}.',
      'No command can carry it safely. Type the name anew; if it is really part of the name, ask for the folder to be renamed.',
    ],
    accountCharacter: [
      '{label} {value} has the character “{bad}” ({codePoint}), which user names do not have.',
      'Enter only the user name, for example {example}',
    ],
    accountEnds: [
      '{label} {value} must begin with a letter or a digit, and not end with “@”.',
      'Enter only the user name, for example {example}',
    ],
    quoted: ['{label} {value} has quote marks around it.', 'Enter it without them: {meant}'],
    halfQuoted: [
      '{label} {value} begins or ends with a curly quote mark.',
      'Word processors write them. Enter the value without it.',
    ],
    blank: ['{label} {value} has a word in angle brackets, which stands for a value of yours.', 'Enter that value.'],
    variable: [
      '{label} {value} has a variable of a shell, which nothing fills in here.',
      'Enter what it stands for: “echo” prints it.',
    ],
    escaped: [
      '{label} {value} has a backslash before a sign, as a shell writes it.',
      'Enter it as the folder is called: {meant}',
    ],
    below: [
      '{label} {value} is a path, of a folder inside {first}.',
      'Enter one folder name. {first} brings all that is in it.',
    ],
    slash: ['{label} {value} has a slash.', enter],
    dots: ['{label} {value} is not the name of a folder.', enter],
    longName: ['{label} {value} is longer than a folder name can be, 255 bytes.', enter],
    wslDrive: [
      '{label} {value} is how Windows writes it.',
      'In WSL drive D: is /mnt/d, for example /mnt/d/cryoem/GRID1',
    ],
    drive: [
      '{label} {value} is a Windows path.',
      'Choose Windows as your computer, or enter a path that starts with /',
    ],
    elsewhere: [
      '{label} {value} names another computer.',
      'The commands run on the computer that receives the data: enter only the path there, starting with /',
    ],
    relative: [
      '{label} {value} is not an absolute path.',
      'Start with /, for example {example}. “pwd” prints the path of the folder you are in.',
    ],
    detour: ['{label} {value} has “//”, “/./” or “/../” in it.', 'Write the path without them.'],
    root: ['{label} {value} is the whole computer.', 'Enter a folder, for example {example}'],
    source: [
      '{label} {value} is on the storage server, where images are deleted.',
      'Enter a folder on your own computer.',
    ],
    windowsPath: ['{label} {value} is not a whole Windows path.', 'Start with the drive, for example {example}'],
    windowsCharacter: [
      '{label} {value} has the character “{bad}”, which Windows does not allow in names.',
      'For example {example}',
    ],
    windowsFolder: ['{label} {value} has a folder name that Windows does not allow.', 'For example {example}'],
    host: ['{label} {value} is not the name of a computer.', 'Enter its full name, for example {example}'],
    uuid: ['{label} {value} is not the id of a collection.', 'An id looks like this: {example}'],
    emailCharacter: [
      '{label} {value} has the character “{bad}”, with which a mail program would write to others.',
      'Enter one address alone, for example {example}',
    ],
    email: ['{label} {value} is not an e-mail address.', 'For example {example}'],
    date: ['{label} {value} is not a day.', 'Write year, month and day, for example {example}'],
    noDay: ['{label} {value} is not in the calendar.', 'Look at the day again, for example {example}'],
    future: ['{label} {value} is more than a year ahead.', 'Look at the year again, for example {example}'],
    order: ['{label} {value} is before {first}, the first day.', 'Enter the last day of the session.'],
    comma: [
      '{label} {value} has a comma.',
      'Write a point before decimals and nothing between thousands: 1.2 TB, 4000 GB.',
    ],
    unit: ['{label} {value} has no unit.', 'Write MB, GB or TB after the number, for example {example}'],
    size: ['{label} {value} is not a size.', 'Write a number and MB, GB or TB, for example {example}'],
    hours: [
      '{label} {value} is a time, and nobody has stated how much the microscopes write in an hour.',
      'Enter the size, for example {example}. “du -sh” prints it.',
    ],
    speed: ['{label} {value} is not a speed.', 'Write the number of MB/s alone, for example {example}'],
    noName: [
      '{label} {value} has a slash with no name beside it.',
      'One slash between two names, for example {example}',
    ],
    twice: [
      '{label} {value} has {name} twice, or it is the first collection.',
      'Each has a folder of its own: name each once, for example {example}',
    ],
    tooLong: [
      'The names are too long: with them a command has a line that some shells cut off.',
      'Use a shorter path, or ask for the folder to be renamed.',
    ],
  },
  rules: {
    // What a shell, a word processor or a manual wrote, and nobody calls a folder.
    all: [
      ['^(?:(["\'`]).*\\1|[“”„‟‘’‚‛«»].*[“”„‟‘’‚‛«»])$', 'quoted'],
      ['^[“”„‟«»‘‚‛]|[“”„‟«»]$', 'halfQuoted'],
      ['(?:^|[/\\\\@:])<[^<>/\\\\@]+>(?:$|[/\\\\@:])', 'blank'],
      ['\\$\\{\\w+\\}|\\$env:|%[a-z_]{2,}%|(?:^|[-_./\\\\])\\$[a-z_]\\w*(?:$|[-_./\\\\])', 'variable'],
      // A shell writes one before every such sign; a name that has one without is called so.
      ["^(?![a-z]:|\\\\\\\\)(?=.*\\\\[ ()[\\]{}&';*?<>|])(?:[^\\\\ ()[\\]{}&';*?<>|\"$`]|\\\\.)*$", 'escaped'],
    ],
    account: [
      ['[^a-z0-9._@-]', 'accountCharacter'],
      ['^[.@-]|@$', 'accountEnds'],
    ],
    folder: [
      ['^(?!\\.\\.?/)[^/]+/', 'below'],
      ['/', 'slash'],
      ['^\\.\\.?$', 'dots'],
    ],
    path: [['^[a-z]:', 'drive'], ...pathRules],
    'path wsl': [['^[a-z]:', 'wslDrive'], ...pathRules],
    'path windows': [
      ['^(?![a-z]:\\\\[^\\\\])', 'windowsPath'],
      ['(?<!^[a-z])[<>:"/|?*]', 'windowsCharacter'],
      ['[. \\\\](?:\\\\|$)|\\\\(?:con|prn|aux|nul|com\\d|lpt\\d)(?:[.\\\\]|$)', 'windowsFolder'],
    ],
    host: [['^(?![a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$)|\\.\\.', 'host']],
    uuid: [['^(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$)', 'uuid']],
    email: [
      ['[?&%,;:<>()[\\]\\\\#]', 'emailCharacter'],
      ['^(?![^@\\s"]+@[^@\\s"]+\\.[^@\\s".]+$)', 'email'],
    ],
    date: [
      ['^(?!\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$)', 'date'],
      // A month with fewer days; the 29th of February, but in a leap year.
      ['-(?:02-3.|(?:0[469]|11)-31)', 'noDay'],
      ['^(?!(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-).*-02-29', 'noDay'],
    ],
    size: [
      [',', 'comma'],
      ['^[\\d.]+$', 'unit'],
      [
        '^(?!(?:(?=\\d*[1-9])\\d{1,9} ?[x×*] ?)?(?=[\\d.]*[1-9])\\d{1,9}(?:\\.\\d{1,9})? ?(?:[mgtp](?:i?b)?|h|hours?)$)',
        'size',
      ],
      ['h', 'hours'],
    ],
    speed: [['^(?!(?=[\\d.]*[1-9])\\d{1,6}(?:\\.\\d{1,6})?$)', 'speed']],
    names: [
      ['^/|//|/$', 'noName'],
      ['(?:^|/)\\.\\.?(?:/|$)', 'dots'],
    ],
    // Any text on one line: what no shell carries is refused before.
    line: [],
  },
  kinds: {
    lineBreak: 'a line break',
    tab: 'a tab',
    control: 'an invisible control character',
    private: 'a private character, which only some programs can show',
    broken: 'half a character, left over from a broken copy',
  },
  notices: {
    all: '{label} {value} {what}. It is used exactly as it is: check that the folder really has this name.',
    hidden: 'has a character that cannot be seen, {codePoint}',
    foreign: 'mixes alphabets: “{character}” is {codePoint}',
    typeset: 'has {character} ({codePoint}), which word processors write in place of a plain sign',
    decomposed: 'has letters made of two characters (it is not in Unicode NFC)',
    spaces: 'begins or ends with a space',
  },
} as const satisfies {
  problems: Record<string, ProblemText>;
  rules: RuleTable;
  kinds: Record<string, string>;
  notices: Record<string, string>;
};

export type CheckTexts = typeof checkTexts;

/** The checked values by field, or every reason why there are none, in the order of the fields. */
type CheckedDraft = { readonly values: Readonly<Record<string, string>> } | { readonly problems: readonly Problem[] };

/**
 * Checks a draft against the fields of a method. Choices left empty take their default; nothing typed is trimmed or
 * changed, but for slashes at the end of a path or name, and a size in a line that a command printed. `today`, an ISO 8601 date, tells which days are too far ahead.
 */
export function checkDraft(
  facility: Facility,
  draft: Draft,
  { texts, rules }: { readonly texts: MethodTexts; readonly rules: Rules<never> },
  check: CheckTexts,
  today?: string,
): CheckedDraft {
  const { fields } = texts;
  const values: Record<string, string> = {};
  const found: Finding[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const typed = readField(fields, draft, name);
    if (!isAsked(fields, draft, name)) {
      if (draft[name] && !field.choices) found.push({ field: name, problem: 'unused' });
      values[name] = '';
      continue;
    }
    const value = readTyped(field, typed, draft);
    values[name] = value;
    if (!value && isOptional(fields, draft, name)) continue;
    const problem = value
      ? (findProblem(facility, field, value, draft, texts, check) ??
        findOrder(field, value, values) ??
        (field.kind === 'date' && today && isFarAhead(value, today) ? { problem: 'future' } : undefined))
      : { problem: 'empty' };
    if (problem) found.push({ field: name, ...problem });
  }
  // The rules between fields index tables with choices. The tables are the ones that came with the rules.
  const areChosen = Object.entries(fields).every(
    ([name, { choices }]) => !choices || !values[name] || Object.hasOwn(choices, values[name]),
  );
  const more = areChosen
    ? (rules.find?.({ facility, request: values as never, texts: texts as never, check }) ?? [])
    : [];
  const problems = Object.keys(fields).flatMap((name) => {
    const finding = [...found, ...more].find(({ field }) => field === name);
    return finding ? makeProblem(finding, draft, texts, check) : [];
  });
  return problems.length > 0 ? { problems } : { values };
}

/** Makes a problem from its sentences. */
export function makeProblem(
  { field, problem, values }: Finding,
  draft: Draft,
  { fields, problems }: Pick<MethodTexts, 'fields' | 'problems'>,
  check: CheckTexts,
): Problem {
  const asked = fields[field];
  const label = asked?.label ?? field;
  const filled = {
    label,
    name: /^.[A-Z]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1),
    value: showValue(draft[field] ?? ''),
    example: asked ? findWords(asked, draft).example : '',
    ...values,
  };
  const all: Readonly<Record<string, ProblemText>> = { ...check.problems, ...problems };
  const [message, fix] = demand(all, problem);
  return { field, message: fillText(message, filled), fix: fillText(fix, filled) };
}

/** What a person should know about the characters of a value that is carried as it is. */
export function noticeDeceivingCharacters(
  field: string,
  label: string,
  value: string,
  { notices }: CheckTexts,
): Notice[] {
  const notice = (which: keyof CheckTexts['notices'], character = ''): Notice => {
    const what = fillText(notices[which], { character, codePoint: formatCodePoint(character) });
    return { field, text: fillText(notices.all, { label, value: showValue(value), what }) };
  };
  const hidden = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u.exec(value)?.[0];
  const mixed = value.split(/[/\\]/).find((name) => /\p{Script=Latin}/u.test(name) && foreignLetter.test(name));
  const foreign = mixed && foreignLetter.exec(mixed)?.[0];
  const typeset = /[‐-―−‘-‟]/.exec(value)?.[0];
  return [
    ...(hidden ? [notice('hidden', hidden)] : []),
    ...(foreign ? [notice('foreign', foreign)] : []),
    ...(typeset ? [notice('typeset', typeset)] : []),
    ...(value === value.normalize('NFC') ? [] : [notice('decomposed')]),
    ...(value === value.trim() ? [] : [notice('spaces')]),
  ];
}

const foreignLetter = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** Shows a value inside a sentence: quoted, cut after 60 characters, what cannot be seen by its code point. */
function showValue(value: string): string {
  const characters = [...value.slice(0, 200)].map((character) =>
    findUncarriable(character) ? `⟨${formatCodePoint(character)}⟩` : character,
  );
  return `“${characters.slice(0, 60).join('')}${characters.length > 60 ? '…' : ''}”`;
}

type Found = Omit<Finding, 'field'> | undefined;

function findProblem(
  facility: Facility,
  { choices, flag, kind = '' }: Field,
  value: string,
  { computer = '', lab = '' }: Draft,
  texts: MethodTexts,
  { kinds, rules }: CheckTexts,
): Found {
  if (choices) {
    const isOne = Object.hasOwn(choices, value);
    return isOne ? undefined : { problem: 'choice', values: { choices: Object.keys(choices).join(', ') } };
  }
  const bad = findUncarriable(value);
  if (bad) {
    return { problem: 'uncarriable', values: { codePoint: bad.codePoint, kind: kinds[bad.kind], place: bad.place } };
  }
  if (/folder|names/.test(kind) && value.split('/').some((name) => byteLength(name) > 255))
    return { problem: 'longName' };
  const leftover = kind === 'line' ? undefined : findBrokenRule(rules.all, value);
  if (leftover)
    return { ...leftover, values: { ...leftover.values, meant: showValue(unwrap(value, leftover.problem)) } };
  const table: RuleTable = { ...rules, ...texts.rules };
  const found = findBrokenRule(table[`${kind} ${computer}`] ?? demand(table, kind), value);
  if (found?.problem === 'below') {
    if (flag !== 'collection') return { problem: 'slash' };
    const names = value.split('/').filter(Boolean);
    return { ...found, values: { first: showValue((names[0] === lab ? names[1] : names[0]) ?? '') } };
  }
  // A time is a size where the facts say how much is written in an hour.
  if (found) return found.problem === 'hours' && facility.microscopes ? undefined : found;
  const isSource = kind === 'path' && `${value}/`.startsWith(`${facility.storage.interim.path}/`);
  return isSource ? { problem: 'source' } : undefined;
}

/** Days compare as their texts do. */
function findOrder({ notBefore = '' }: Field, value: string, values: Readonly<Record<string, string>>): Found {
  const first = values[notBefore] ?? '';
  return /^[\d-]+$/.test(first) && value < first ? { problem: 'order', values: { first } } : undefined;
}

function findBrokenRule(rules: RuleTable[string], value: string): Found {
  for (const [pattern, problem] of rules) {
    const match = new RegExp(pattern, 'i').exec(value);
    if (!match) continue;
    const bad = String.fromCodePoint(value.codePointAt(match.index) ?? 0);
    return { problem, values: { bad, codePoint: formatCodePoint(bad) } };
  }
  return undefined;
}

/** What is meant by what was typed: tab completion ends names with a slash, and sizes are pasted with the line they stand in. */
function readTyped({ kind = '' }: Field, typed: string, { computer }: Draft): string {
  if (/^(?:path|folder|names)$/.test(kind)) return dropLastSlashes(typed, kind === 'path' ? computer : '');
  return kind === 'size' ? readPrintedSize(typed) : typed;
}

/** The path without slashes at its end; Windows writes them the other way round. */
function dropLastSlashes(path: string, computer?: string): string {
  return path.replace(computer === 'windows' ? /(?<=[^\\])\\+$/ : /(?<=[^/])\/+$/, '');
}

/** The size in a line of du, in the last line of the first command, or the text itself. */
function readPrintedSize(text: string): string {
  const [, size, du, found] =
    /^\s*(?:(\d[\d.,]*[kmgtp](?:i?b)?)|(\d{4,}))\s+[/.~][^]*$|^\s*FOUND: .*\((\d+) bytes\)[^]*$/i.exec(text) ?? [];
  if (size) return size;
  const bytes = Number(du ?? found);
  if (!(bytes > 0)) return text;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(3)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** The value without quote marks around it, or without the backslashes of a shell. */
function unwrap(value: string, problem: string): string {
  return problem === 'quoted' ? value.slice(1, -1) : value.replace(/\\(.)/gu, '$1');
}
