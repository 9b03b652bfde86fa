/** What a person tells us, and how it is asked for: forms, CLI and documentation come from the tables of fields. */
import type { Facility } from '../facility/schema.ts';
import { chooseServer, listServers } from './choose-server.ts';

/** What somebody typed, or a link carried: nothing in it is trusted. A field left out counts as empty. */
export type Draft = { readonly method: string } & { readonly [field: string]: string | undefined };

/** How one field is asked for. */
export interface Field {
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  /** What a worked example has in its place: valid, and harmless when pasted. Absent for choices. */
  readonly placeholder?: string;
  /** Both, where the computer is one with Windows and without WSL. */
  readonly onWindows?: { readonly example: string; readonly placeholder: string };
  /** The option of the CLI, without its dashes. */
  readonly flag: string;
  /** The rules that a text is held to, by their name in `checkTexts.rules` or in the method's own; absent for choices. */
  readonly kind?: string;
  /** The values to choose from, the first being the default; absent for free text. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Whether it may be left empty: always, or under a condition. */
  readonly optional?: true | Condition;
  /** Asked for only under this condition. */
  readonly when?: Condition;
  /** The field of a day that this one may not come before. */
  readonly notBefore?: string;
  /** Whether it is the person's own and the same each time: it may be remembered on their computer, if they ask for it. */
  readonly isOwn?: true;
}

/** That another field, which stands before this one, has one of these values, or any at all. */
type Condition = readonly [field: string, values: readonly string[] | 'any'];

/** The fields of a method, by name, in the order they are asked for. A name means the same in every method. */
export type Fields = Readonly<Record<string, Field>>;

/** The checked values of such fields: one of the choices, or a text; empty when it may be and is, or is not asked for. */
export type Values<Asked extends Fields> = {
  readonly [Name in keyof Asked]: Asked[Name] extends { readonly choices: infer Choices }
    ? keyof Choices & string
    : string;
};

// Fields that several methods ask for.
export const accountField = {
  label: 'Account',
  hint: 'Your user name on the storage server.',
  example: 'jdoe',
  placeholder: 'YOUR-ACCOUNT',
  flag: 'account',
  isOwn: true,
  kind: 'account',
} as const satisfies Field;
export const labField = {
  label: 'Lab folder',
  hint: "Your lab's folder on the storage server.",
  example: 'curie-lab',
  placeholder: 'YOUR-LAB',
  flag: 'lab',
  isOwn: true,
  kind: 'folder',
} as const satisfies Field;
export const collectionField = {
  label: 'Collection',
  hint: 'The folder of the microscope session, inside the lab folder.',
  example: 'GRID1',
  placeholder: 'YOUR-COLLECTION',
  flag: 'collection',
  kind: 'folder',
} as const satisfies Field;
export const moreField = {
  label: 'Further collections',
  hint: 'Folders beside the first one, in the same lab folder, with a slash between them.',
  example: 'GRID2/GRID3',
  placeholder: 'YOUR-OTHER-COLLECTION',
  flag: 'more',
  kind: 'names',
  optional: true,
  // scp on Windows copies one at a time.
  when: ['computer', ['linux', 'macos', 'wsl']],
} as const satisfies Field;
export const computerField = {
  label: 'Your computer',
  hint: 'The one that receives the data. All commands are typed there.',
  example: 'linux',
  flag: 'computer',
  isOwn: true,
  choices: {
    linux: 'Linux, such as a lab server',
    macos: 'macOS',
    wsl: 'Windows, with WSL',
    windows: 'Windows, without WSL',
  },
} as const satisfies Field;
/** The same where there are no commands for Windows alone. */
export const unixComputerField = {
  label: 'Your computer',
  hint: 'The one that receives the data. All commands are typed there.',
  example: 'linux',
  flag: 'computer',
  choices: { linux: 'Linux, such as a lab server', macos: 'macOS', wsl: 'Windows, with WSL' },
} as const satisfies Field;
export const destinationField = {
  label: 'Destination',
  hint: 'The whole path of the folder the images go into. It is made if it is not there.',
  example: '/srv/data/GRID1',
  placeholder: '/YOUR-DESTINATION/YOUR-COLLECTION',
  onWindows: { example: 'D:\\cryoem\\GRID1', placeholder: 'D:\\YOUR-DESTINATION\\YOUR-COLLECTION' },
  flag: 'to',
  isOwn: true,
  kind: 'path',
} as const satisfies Field;
export const sessionField = {
  label: 'Keep it running with',
  hint: 'Lets the copy go on when you close the terminal or the connection drops.',
  example: 'screen',
  flag: 'session',
  choices: { screen: 'screen', tmux: 'tmux', none: 'neither: I leave the terminal open' },
} as const satisfies Field;

export const linksField = {
  label: 'Links',
  hint: 'What a link leads to outside of the collection is not copied, and may be deleted with it. The first step names such links.',
  example: 'copy',
  flag: 'links',
  choices: {
    inside: 'keep them, and warn of those that lead out of the collection',
    copy: 'bring what they lead to, as files: also for a disk that keeps no links',
    keep: 'keep them, wherever they lead: I do without what is outside',
  },
  when: ['computer', ['linux', 'macos', 'wsl']],
} as const satisfies Field;

// When a collection was made, and how much it is. They come last: all may be left empty, and most are asked for only when one is not.
export const collectedField = {
  label: 'Collected on',
  hint: 'The first day of the session. Tells when the first images are deleted.',
  example: '2026-10-25',
  placeholder: 'YOUR-DAY',
  flag: 'collected',
  kind: 'date',
  optional: true,
} as const satisfies Field;
export const collectedUntilField = {
  label: 'Collected until',
  hint: 'The last day of the session, if it had several.',
  example: '2026-10-28',
  placeholder: 'YOUR-LAST-DAY',
  flag: 'collected-until',
  kind: 'date',
  optional: true,
  when: ['collected', 'any'],
  notBefore: 'collected',
} as const satisfies Field;
export const sizeField = {
  label: 'Size',
  hint: 'Tells how long it will take. As people write it, 1.2 TB; as du -sh prints it, 1.2T; or images and their size, 4000 x 700 MB.',
  example: '1.2 TB',
  placeholder: 'YOUR-SIZE',
  flag: 'size',
  kind: 'size',
  optional: true,
} as const satisfies Field;
export const linkField = {
  label: 'Network',
  hint: 'What connects the computer that receives the data.',
  example: 'wired1',
  flag: 'link',
  choices: {
    unknown: 'I do not know: no estimate',
    home: 'at home',
    wifi: 'Wi-Fi on campus',
    wired1: 'a cable, 1 Gb/s',
    wired10: 'a cable, 10 Gb/s',
    measured: 'I measure it',
  },
  when: ['size', 'any'],
} as const satisfies Field;
export const speedField = {
  label: 'Measured speed',
  hint: "In MB/s. The plan of a copy to your lab's server begins with a command that measures it.",
  example: '85',
  placeholder: 'YOUR-SPEED',
  flag: 'speed',
  kind: 'speed',
  optional: true,
  when: ['link', ['measured']],
} as const satisfies Field;

/** The value a field has in a draft: what was typed, or the first choice. */
export function readField(fields: Fields, draft: Draft, name: string): string {
  return (draft[name] ?? '') || (Object.keys(fields[name]?.choices ?? {})[0] ?? '');
}

/**
 * The draft of a worked example: the choices of `draft` and its texts that are `kept`, and for the others their placeholder; empty where
 * a text may be, and where it is not asked for.
 */
export function draftExample(fields: Fields, draft: Draft, kept: readonly string[] = []): Draft {
  const example: Record<string, string | undefined> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.choices || kept.includes(name)) example[name] = draft[name];
    else if (!isOptional(fields, draft, name) && isAsked(fields, draft, name)) {
      example[name] = findWords(field, draft).placeholder;
    }
  }
  return { ...example, method: draft.method };
}

/** The example and the placeholder of a field, for the computer of a draft. */
export function findWords(field: Field, { computer }: Draft): Pick<Field, 'example' | 'placeholder'> {
  return computer === 'windows' ? (field.onWindows ?? field) : field;
}

/**
 * Whether a field is asked for, given what the others have.
 *
 * @example
 * const fields = fieldsOf('rsync');
 * isAsked(fields, { method: 'rsync' }, 'collectedUntil'); // false
 * isAsked(fields, { method: 'rsync', collected: '2026-11-20' }, 'collectedUntil'); // true
 */
export function isAsked(fields: Fields, draft: Draft, name: string): boolean {
  const { when } = fields[name] ?? {};
  return !when || isMet(fields, draft, when);
}

/** Whether a field may be left empty, given what the others have. */
export function isOptional(fields: Fields, draft: Draft, name: string): boolean {
  const { optional } = fields[name] ?? {};
  return optional === true || (optional !== undefined && isMet(fields, draft, optional));
}

function isMet(fields: Fields, draft: Draft, [name, values]: Condition): boolean {
  const value = readField(fields, draft, name);
  return isAsked(fields, draft, name) && (values === 'any' ? value !== '' : values.includes(value));
}

const placeFields = ['account', 'lab', 'collection'] as const;

/**
 * Understands a place pasted into one field, `account@host:/path/to/LAB/COLLECTION/` or the path alone, and
 * spreads it over account, lab folder and collection. What is no such place, or contradicts another field, is left as
 * typed. Where the facts name several storage servers, the place says which one, whichever was chosen. Values are not trimmed here.
 *
 * @example
 * const { host, interim } = facility.storage;
 * const draft = spreadLocation(facility, { method: 'rsync', account: `jdoe@${host}:${interim.path}/curie-lab/GRID1` });
 * [draft.account, draft.lab, draft.collection].join(' '); // jdoe curie-lab GRID1
 */
export function spreadLocation(facility: Facility, draft: Draft): Draft {
  const servers = listServers(facility, draft.method);
  // The same path may be that of several: the one that was chosen comes first.
  const all = [chooseServer(facility, draft).storage, ...servers];
  for (const { host, interim } of all) {
    const spread = spreadOver(host, interim.path, draft);
    if (spread) return servers.length > 1 ? { ...spread, storage: host } : spread;
  }
  return draft;
}

/** The draft with the parts of a place on this server in their fields; nothing when it has none. */
function spreadOver(host: string, root: string, draft: Draft): Draft | undefined {
  for (const from of placeFields) {
    const typed = draft[from] ?? '';
    const at = typed.indexOf(`${root}/`);
    const before = at < 0 ? `${typed}:` : typed.slice(0, at);
    const account = before.endsWith(`@${host}:`) ? before.slice(0, -host.length - 2) : '';
    const isOurs = account || before === `${host}:` || (at === 0 && before === '');
    const [lab, collection, ...deeper] = at < 0 ? [] : typed.slice(at + root.length + 1).split('/');
    if (!isOurs || (at >= 0 && !lab) || deeper.join('')) continue;
    const found = { account, lab, collection };
    const others = placeFields.filter((name) => name !== from && found[name]);
    if (others.some((name) => draft[name] && draft[name] !== found[name])) continue;
    return { ...draft, [from]: found[from] ?? '', ...Object.fromEntries(others.map((name) => [name, found[name]])) };
  }
  return undefined;
}
