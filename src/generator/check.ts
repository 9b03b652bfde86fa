import type { Facility } from '../facility/schema.ts';
import { findUncarriable, formatCodePoint } from './quote.ts';
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
      'Account {value} has the character “{bad}”, which user names do not have.',
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
    wslDrive: ['Destination {value} is how Windows writes it.', 'In WSL the same folder is {inWsl}'],
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
      'scp names the folder after the collection: end with \\{collection}',
    ],
    tooLong: [
      'The names are too long: with them a command has a line that some shells cut off.',
      'Use a shorter destination, or ask for the folder to be renamed.',
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
    const value = (draft[field] ?? '') || (Object.keys(choices ?? {})[0] ?? '');
    values[field] = field === 'destination' ? dropLastSlashes(value, draft.computer) : value;
    const found = findProblem(facility, field, value, draft, choices);
    if (!found) continue;
    const [which, more] = found;
    problems.push(
      makeProblem(texts, field, which, {
        label,
        name: label.toLowerCase(),
        value: show(value),
        example: field === 'destination' && draft.computer === 'windows' ? 'D:\\cryoem\\GRID1' : example,
        ...more,
        ...(more?.kind && { kind: texts.kinds[more.kind as keyof CheckTexts['kinds']] }),
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
  const foreign = /\p{Script=Latin}/u.test(value) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.exec(value)?.[0];
  return [
    ...(hidden ? [notice('hidden', hidden)] : []),
    ...(foreign ? [notice('foreign', foreign)] : []),
    ...(value === value.normalize('NFC') ? [] : [notice('decomposed')]),
    ...(value === value.trim() ? [] : [notice('spaces')]),
  ];
}

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
  draft: Draft,
  choices: Fields[FieldName]['choices'],
): Finding {
  if (choices)
    return Object.hasOwn(choices, value) ? undefined : ['choice', { choices: Object.keys(choices).join(', ') }];
  if (!value) return ['empty'];
  const bad = findUncarriable(value);
  if (bad) return ['uncarriable', { codePoint: bad.codePoint, kind: bad.kind, place: bad.place }];
  if (field === 'account') return findAccountProblem(value);
  if (field === 'destination') {
    return draft.computer === 'windows'
      ? findWindowsPathProblem(value, draft)
      : findPathProblem(facility, value, draft);
  }
  if (value.includes('/')) return ['slash'];
  if (value === '.' || value === '..') return ['dots'];
  if (new TextEncoder().encode(value).length > 255) return ['longName'];
  return draft.computer === 'windows' && /[^\w.-]|^[-.]/.test(value) ? ['windowsName'] : undefined;
}

function findAccountProblem(value: string): Finding {
  const bad = /[^A-Za-z0-9._@-]/u.exec(value)?.[0];
  if (bad) return ['accountCharacter', { bad }];
  return /^[A-Za-z0-9_]/.test(value) && !value.endsWith('@') ? undefined : ['accountEnds'];
}

function findPathProblem(facility: Facility, value: string, { computer }: Draft): Finding {
  const [, letter, rest] = /^([A-Za-z]):[\\/]?(.*)$/u.exec(value) ?? [];
  if (letter) {
    const inWsl = `/mnt/${letter.toLowerCase()}/${(rest ?? '').replaceAll('\\', '/')}`;
    return computer === 'wsl' ? ['wslDrive', { inWsl }] : ['drive'];
  }
  if (/^[^/]*:/.test(value)) return ['elsewhere'];
  if (!value.startsWith('/')) return ['relative'];
  if (/^\/+$/.test(value)) return ['root'];
  return `${value}/`.startsWith(`${facility.storage.interim.path}/`) ? ['source'] : undefined;
}

function findWindowsPathProblem(value: string, { collection }: Draft): Finding {
  if (!/^[A-Za-z]:\\[^\\]/.test(value)) return ['windowsPath'];
  const bad = /[<>:"/|?*]/.exec(value.slice(2))?.[0];
  if (bad) return ['windowsCharacter', { bad }];
  const folders = dropLastSlashes(value, 'windows').split('\\').slice(1);
  if (folders.some((folder) => /[. ]$|^$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(folder)))
    return ['windowsFolder'];
  return collection && folders.at(-1) !== collection ? ['windowsEnd', { collection }] : undefined;
}

/** The path without slashes at its end; Windows writes them the other way round. */
function dropLastSlashes(path: string, computer?: string): string {
  return path.replace(computer === 'windows' ? /(?<=[^\\])\\+$/ : /(?<=[^/])\/+$/, '');
}
