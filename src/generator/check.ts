import type { Facility } from '../facility/schema.ts';
import { findUncarriable, formatCodePoint } from './quote.ts';
import { fieldNames, fields } from './request.ts';
import type { Draft, FieldName, Request } from './request.ts';

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

/**
 * Turns a draft into a request, or into every problem it has, in the order of the field table.
 * Choices left empty take their default; nothing typed is trimmed or changed.
 */
export function checkRequest(facility: Facility, draft: Draft): { request: Request } | { problems: Problem[] } {
  if (draft.method !== 'rsync') {
    return {
      problems: [{ field: 'method', message: `There is no method ${show(draft.method)}.`, fix: 'Use rsync.' }],
    };
  }
  const problems: Problem[] = [];
  const values: Record<string, string> = { method: draft.method };
  for (const field of fieldNames) {
    const { choices } = fields[field];
    const value = (draft[field] ?? '') || (choices ? (Object.keys(choices)[0] ?? '') : '');
    values[field] = field === 'destination' ? dropLastSlashes(value, draft.computer) : value;
    const found = findProblem(facility, field, value, draft);
    if (found) problems.push({ field, message: found[0], fix: found[1] });
  }
  // Every field has been checked against its own rules above.
  return problems.length > 0 ? { problems } : { request: values as unknown as Request };
}

/** Shows a value inside a sentence: quoted, cut after 60 characters, what cannot be seen by its code point. */
export function show(value: string): string {
  const characters = [...value].map((character) =>
    findUncarriable(character) ? `⟨${formatCodePoint(character)}⟩` : character,
  );
  return `“${characters.slice(0, 60).join('')}${characters.length > 60 ? '…' : ''}”`;
}

/** What a person should know about the characters of a value that is carried as it is. */
export function noticeDeceivingCharacters(field: FieldName, value: string): Notice[] {
  const { label } = fields[field];
  const notice = (what: string): Notice => ({
    field,
    text: `${label} ${show(value)} ${what}. It is used exactly as it is: check that the folder really has this name.`,
  });
  const hidden = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u.exec(value)?.[0];
  const foreign = /\p{Script=Latin}/u.test(value) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.exec(value)?.[0];
  return [
    ...(hidden ? [notice(`has a character that cannot be seen, ${formatCodePoint(hidden)}`)] : []),
    ...(foreign ? [notice(`mixes alphabets: “${foreign}” is ${formatCodePoint(foreign)}`)] : []),
    ...(value === value.normalize('NFC')
      ? []
      : [notice('has letters made of two characters (it is not in Unicode NFC)')]),
    ...(value === value.trim() ? [] : [notice('begins or ends with a space')]),
  ];
}

type Finding = readonly [message: string, fix: string];

function findProblem(facility: Facility, field: FieldName, value: string, draft: Draft): Finding | undefined {
  const { label, example, choices } = fields[field];
  const name = label.toLowerCase();
  if (choices) {
    return Object.hasOwn(choices, value)
      ? undefined
      : [`${label}: ${show(value)} is not one of the choices.`, `Choose one of: ${Object.keys(choices).join(', ')}.`];
  }
  if (!value) {
    const shownExample = field === 'destination' && draft.computer === 'windows' ? 'D:\\cryoem\\GRID1' : example;
    return [`Enter your ${name}.`, `For example ${shownExample}`];
  }
  const bad = findUncarriable(value);
  if (bad) {
    return [
      `${label} ${show(value)} has ${bad.kind} (${bad.codePoint}) as character ${String(bad.place)}.`,
      'No command can carry it safely. Type the name anew; if it is really part of the name, rename the folder.',
    ];
  }
  if (field === 'account') {
    return /^[A-Za-z0-9_](?:[A-Za-z0-9._@-]*[A-Za-z0-9._-])?$/.test(value)
      ? undefined
      : [`Account ${show(value)} ${describeBadAccount(value)}.`, `Enter only the user name, for example ${example}`];
  }
  if (field === 'destination') return findDestinationProblem(facility, value, draft);
  if (value.includes('/')) {
    return [`${label} ${show(value)} has a slash.`, `Enter one folder name, for example ${example}`];
  }
  if (value === '.' || value === '..') {
    return [`${label} ${show(value)} is not the name of a folder.`, `Enter its name, for example ${example}`];
  }
  if (byteLength(value) > 255) {
    return [
      `${label} ${show(value)} is longer than any folder name can be.`,
      'Enter one folder name, at most 255 bytes.',
    ];
  }
  if (draft.computer === 'windows' && /[^\w.-]|^[-.]/.test(value)) {
    return [
      `${label} ${show(value)} has characters that scp on Windows may not carry.`,
      'Use WSL, or ask for the folder to be renamed with letters, digits, “_”, “-” and “.” only.',
    ];
  }
  return undefined;
}

function describeBadAccount(value: string): string {
  const bad = /[^A-Za-z0-9._@-]/u.exec(value)?.[0];
  if (bad) return `has ${bad === ' ' ? 'a space' : `the character “${bad}”`}, which user names do not have`;
  return `must begin with a letter or a digit, and not end with “@”`;
}

function findDestinationProblem(facility: Facility, value: string, draft: Draft): Finding | undefined {
  const shown = `Destination ${show(value)}`;
  if (draft.computer === 'windows') return findWindowsDestinationProblem(value, shown, draft.collection ?? '');
  const drive = /^([A-Za-z]):[\\/]?(.*)$/.exec(value);
  if (drive && draft.computer === 'wsl') {
    const inWsl = `/mnt/${(drive[1] ?? '').toLowerCase()}/${(drive[2] ?? '').replaceAll('\\', '/')}`;
    return [`${shown} is how Windows writes it.`, `In WSL the same folder is ${inWsl}`];
  }
  if (drive)
    return [`${shown} is a Windows path.`, 'Choose Windows as your computer, or enter a path that starts with /'];
  if (/^[^/]*:/.test(value)) {
    return [
      `${shown} names another computer.`,
      'The commands run on the computer that receives the data: enter only the path there, starting with /',
    ];
  }
  if (!value.startsWith('/')) {
    return [
      `${shown} is not an absolute path.`,
      'Start with /, for example /srv/data/GRID1. “pwd” prints the path of the folder you are in.',
    ];
  }
  if (/^\/+$/.test(value)) return [`${shown} is the whole computer.`, 'Enter a folder, for example /srv/data/GRID1'];
  const { path } = facility.storage.interim;
  if (value === path || value.startsWith(`${path}/`)) {
    return [`${shown} is on the storage server, where images are deleted.`, 'Enter a folder on your own computer.'];
  }
  return undefined;
}

function findWindowsDestinationProblem(value: string, shown: string, collection: string): Finding | undefined {
  const example = `D:\\cryoem\\${collection || 'GRID1'}`;
  if (!/^[A-Za-z]:\\[^\\]/.test(value)) {
    return [`${shown} is not a whole Windows path.`, `Start with the drive, for example ${example}`];
  }
  const bad = /[<>:"/|?*]/.exec(value.slice(2))?.[0];
  if (bad)
    return [`${shown} has the character “${bad}”, which Windows does not allow in names.`, `For example ${example}`];
  const folders = dropLastSlashes(value, 'windows').split('\\').slice(1);
  if (folders.some((folder) => /[. ]$|^$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(folder))) {
    return [`${shown} has a folder name that Windows does not allow.`, `For example ${example}`];
  }
  if (folders.at(-1) !== collection && collection) {
    return [
      `${shown} does not end with the collection.`,
      `scp names the folder after the collection: end with \\${collection}`,
    ];
  }
  return undefined;
}

/** The path without slashes at its end; Windows writes them the other way round. */
function dropLastSlashes(path: string, computer?: string): string {
  return path.replace(computer === 'windows' ? /(?<=[^\\])\\+$/ : /(?<=[^/])\/+$/, '');
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
