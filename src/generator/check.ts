import type { Facility } from '../facility/schema.ts';
import { byteLength, findUncarriable, formatCodePoint } from './quote.ts';
import { fieldNames, fields } from './request.ts';
import type { Draft, Fields, FieldName, Request } from './request.ts';
import { fillText } from './texts.ts';

/** Why no command can be given. Read together, message and fix are what a person is told. */
export interface Problem {
  readonly field: FieldName | 'method';
  /** What is wrong, with the value. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** Something to know that does not stop the plan. */
export interface Notice {
  readonly text: string;
  readonly field?: FieldName;
}

type ProblemText = readonly [message: string, fix: string];

const enter = 'Enter one folder name, for example {example}';

const pathRules = [
  ['^[^/]*:', 'elsewhere'],
  ['^[^/]', 'relative'],
  ['^/+$', 'root'],
  ['//|/\\.\\.?(?:/|$)', 'detour'],
] as const;

export const checkTexts = {
  fields,
  problems: {
    method: ['There is no method {value}.', 'Use rsync.'],
    choice: ['{label}: {value} is not one of the choices.', 'Choose one of: {choices}.'],
    empty: ['Enter your {name}.', 'For example {example}'],
    uncarriable: [
      '{label} {value} has {kind} ({codePoint}) as character {place}.',
      'No command can carry it safely. Type the name anew; if it is really part of the name, rename the folder, or use Globus.',
    ],
    accountCharacter: [
      'Account {value} has the character “{bad}” ({codePoint}), which user names do not have.',
      'Enter only the user name, for example {example}',
    ],
    accountEnds: [
      'Account {value} must begin with a letter or a digit, and not end with “@”.',
      'Enter only the user name, for example {example}',
    ],
    slash: ['{label} {value} has a slash.', enter],
    dots: ['{label} {value} is not the name of a folder.', enter],
    longName: ['{label} {value} is longer than a folder name can be, 255 bytes.', enter],
    windowsName: [
      '{label} {value} has characters that scp on Windows may not carry.',
      'Use WSL, or ask for the folder to be renamed with letters, digits, “_”, “-” and “.” only.',
    ],
    wslDrive: [
      'Destination {value} is how Windows writes it.',
      'In WSL drive D: is /mnt/d, for example /mnt/d/cryoem/GRID1',
    ],
    drive: [
      'Destination {value} is a Windows path.',
      'Choose Windows as your computer, or enter a path that starts with /',
    ],
    elsewhere: [
      'Destination {value} names another computer.',
      'The commands run on the computer that receives the data: enter only the path there, starting with /',
    ],
    relative: [
      'Destination {value} is not an absolute path.',
      'Start with /, for example {example}. “pwd” prints the path of the folder you are in.',
    ],
    detour: ['Destination {value} has “//”, “/./” or “/../” in it.', 'Write the path without them.'],
    root: ['Destination {value} is the whole computer.', 'Enter a folder, for example {example}'],
    source: [
      'Destination {value} is on the storage server, where images are deleted.',
      'Enter a folder on your own computer.',
    ],
    windowsPath: ['Destination {value} is not a whole Windows path.', 'Start with the drive, for example {example}'],
    windowsCharacter: [
      'Destination {value} has the character “{bad}”, which Windows does not allow in names.',
      'For example {example}',
    ],
    windowsFolder: ['Destination {value} has a folder name that Windows does not allow.', 'For example {example}'],
    windowsEnd: [
      'Destination {value} does not end with the collection.',
      'scp names the folder after the collection: end the destination with the same name.',
    ],
    tooLong: [
      'The names are too long: with them a command has a line that some shells cut off.',
      'Use a shorter destination, or ask for the folder to be renamed.',
    ],
  },
  // What a value must not match: the first pattern that it does names the problem. The RegExp has the flag "i"
  // but not "u", under which [a-z] and \w match the Kelvin sign too.
  rules: {
    account: [
      ['[^a-z0-9._@-]', 'accountCharacter'],
      ['^[.@-]|@$', 'accountEnds'],
    ],
    folder: [
      ['/', 'slash'],
      ['^\\.\\.?$', 'dots'],
    ],
    windowsFolder: [['[^\\w.-]|^[-.]', 'windowsName']],
    path: [['^[a-z]:', 'drive'], ...pathRules],
    wslPath: [['^[a-z]:', 'wslDrive'], ...pathRules],
    windowsPath: [
      ['^(?![a-z]:\\\\[^\\\\])', 'windowsPath'],
      ['(?<!^[a-z])[<>:"/|?*]', 'windowsCharacter'],
      ['[. \\\\](?:\\\\|$)|\\\\(?:con|prn|aux|nul|com\\d|lpt\\d)(?:[.\\\\]|$)', 'windowsFolder'],
    ],
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
    decomposed: 'has letters made of two characters (it is not in Unicode NFC)',
    spaces: 'begins or ends with a space',
  },
} as const satisfies {
  fields: Fields;
  problems: Record<string, ProblemText>;
  rules: Record<string, readonly (readonly [pattern: string, problem: string])[]>;
  kinds: Record<string, string>;
  notices: Record<string, string>;
};

export type CheckTexts = typeof checkTexts;

/** A request, or every reason why there is none, in the order of the field table. */
export type Checked = { readonly request: Request } | { readonly problems: readonly Problem[] };

/**
 * Turns a draft into a request, or into every problem it has.
 * Choices left empty take their default; nothing typed is trimmed or changed, but for slashes at the end of the destination.
 */
export function checkRequest(facility: Facility, draft: Draft): Checked {
  return checkWithTexts(facility, draft, checkTexts);
}

/** Does what {@link checkRequest} does, with sentences that are handed in. */
export function checkWithTexts(facility: Facility, draft: Draft, texts: CheckTexts): Checked {
  if (draft.method !== 'rsync') {
    return { problems: [makeProblem(texts, 'method', 'method', { value: show(draft.method) })] };
  }
  const problems: Problem[] = [];
  const values: Record<string, string> = { method: draft.method };
  for (const field of fieldNames) {
    const { choices, label, example } = texts.fields[field];
    const typed = (draft[field] ?? '') || (Object.keys(choices ?? {})[0] ?? '');
    const value = field === 'destination' ? dropLastSlashes(typed, draft.computer) : typed;
    values[field] = value;
    const found = findProblem(facility, field, value, draft, texts);
    if (!found) continue;
    const [which, more] = found;
    problems.push(
      makeProblem(texts, field, which, {
        label,
        name: label.toLowerCase(),
        value: show(typed),
        example: field === 'destination' && draft.computer === 'windows' ? 'D:\\cryoem\\GRID1' : example,
        ...more,
      }),
    );
  }
  // Every field has been checked against its own rules above.
  return problems.length > 0 ? { problems } : { request: values as unknown as Request };
}

/** Makes a problem from its sentences. */
export function makeProblem(
  { problems }: CheckTexts,
  field: Problem['field'],
  which: keyof CheckTexts['problems'],
  values: Readonly<Record<string, string | number>> = {},
): Problem {
  const [message, fix] = problems[which];
  return { field, message: fillText(message, values), fix: fillText(fix, values) };
}

/** What a person should know about the characters of a value that is carried as it is. */
export function noticeDeceivingCharacters(field: FieldName, value: string, { fields, notices }: CheckTexts): Notice[] {
  const notice = (which: keyof CheckTexts['notices'], character = ''): Notice => {
    const what = fillText(notices[which], { character, codePoint: formatCodePoint(character) });
    return { field, text: fillText(notices.all, { label: fields[field].label, value: show(value), what }) };
  };
  const hidden = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u.exec(value)?.[0];
  const mixed = value.split(/[/\\]/).find((name) => /\p{Script=Latin}/u.test(name) && foreignLetter.test(name));
  const foreign = mixed && foreignLetter.exec(mixed)?.[0];
  return [
    ...(hidden ? [notice('hidden', hidden)] : []),
    ...(foreign ? [notice('foreign', foreign)] : []),
    ...(value === value.normalize('NFC') ? [] : [notice('decomposed')]),
    ...(value === value.trim() ? [] : [notice('spaces')]),
  ];
}

const foreignLetter = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** Shows a value inside a sentence: quoted, cut after 60 characters, what cannot be seen by its code point. */
function show(value: string): string {
  const characters = [...value.slice(0, 200)].map((character) =>
    findUncarriable(character) ? `⟨${formatCodePoint(character)}⟩` : character,
  );
  return `“${characters.slice(0, 60).join('')}${characters.length > 60 ? '…' : ''}”`;
}

type Finding =
  readonly [which: keyof CheckTexts['problems'], more?: Readonly<Record<string, string | number>>] | undefined;

function findProblem(
  facility: Facility,
  field: FieldName,
  value: string,
  { computer, collection }: Draft,
  { fields, kinds, rules }: CheckTexts,
): Finding {
  const { choices } = fields[field];
  if (choices)
    return Object.hasOwn(choices, value) ? undefined : ['choice', { choices: Object.keys(choices).join(', ') }];
  if (!value) return ['empty'];
  const bad = findUncarriable(value);
  if (bad) return ['uncarriable', { codePoint: bad.codePoint, kind: kinds[bad.kind], place: bad.place }];
  const isWindows = computer === 'windows';
  if (field === 'account') return findBrokenRule(rules.account, value);
  if (field === 'destination') {
    if (isWindows) {
      const isElsewhere = collection && !value.endsWith(`\\${collection}`);
      return findBrokenRule(rules.windowsPath, value) ?? (isElsewhere ? ['windowsEnd'] : undefined);
    }
    const isSource = `${value}/`.startsWith(`${facility.storage.interim.path}/`);
    return (
      findBrokenRule(computer === 'wsl' ? rules.wslPath : rules.path, value) ?? (isSource ? ['source'] : undefined)
    );
  }
  if (byteLength(value) > 255) return ['longName'];
  return findBrokenRule([...rules.folder, ...(isWindows ? rules.windowsFolder : [])], value);
}

function findBrokenRule(
  rules: readonly (readonly [pattern: string, problem: keyof CheckTexts['problems']])[],
  value: string,
): Finding {
  for (const [pattern, problem] of rules) {
    const match = new RegExp(pattern, 'i').exec(value);
    if (!match) continue;
    const bad = String.fromCodePoint(value.codePointAt(match.index) ?? 0);
    return [problem, { bad, codePoint: formatCodePoint(bad) }];
  }
  return undefined;
}

/** The path without slashes at its end; Windows writes them the other way round. */
function dropLastSlashes(path: string, computer?: string): string {
  return path.replace(computer === 'windows' ? /(?<=[^\\])\\+$/ : /(?<=[^/])\/+$/, '');
}
