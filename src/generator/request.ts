/** What a person tells us: the request, and the table its form, its CLI and its documentation come from. */
import type { Facility } from '../facility/schema.ts';

/** Where the data go: `wsl` is Windows with the Windows Subsystem for Linux, `windows` is Windows without. */
export type Computer = 'linux' | 'macos' | 'wsl' | 'windows';

/** What keeps the copy running when the terminal closes. */
export type Session = 'screen' | 'tmux' | 'none';

/** A pull with rsync, run on the computer that receives the data. */
export interface RsyncRequest {
  readonly method: 'rsync';
  /** The account on the storage server. */
  readonly account: string;
  /** The lab folder: one folder name. */
  readonly lab: string;
  /** The collection: one folder name. */
  readonly collection: string;
  /** The absolute path of the folder that the images land in. No slash at the end is needed. */
  readonly destination: string;
  readonly computer: Computer;
  readonly session: Session;
}

/** A request whose method and values have been checked. */
export type Request = RsyncRequest;

export type MethodId = Request['method'];
export type FieldName = Exclude<keyof Request, 'method'>;

/** What somebody typed, or a link carried: nothing in it is trusted. A field left out counts as empty. */
export type Draft = { readonly method: string } & { readonly [name in FieldName]?: string };

/** How one field is asked for. */
export interface Field {
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  /** The option of the CLI, without its dashes. */
  readonly flag: string;
  /** The values to choose from, the first being the default; absent for free text. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** How every field is asked for. */
export type Fields = Readonly<Record<FieldName, Field>>;

/** The order in which fields are asked for. */
export const fieldNames = ['account', 'lab', 'collection', 'computer', 'destination', 'session'] as const;

/** Every field, in that order. */
export const fields: Fields = {
  account: {
    label: 'Account',
    hint: 'Your user name on the storage server.',
    example: 'jdoe',
    flag: 'account',
  },
  lab: {
    label: 'Lab folder',
    hint: "Your lab's folder on the storage server.",
    example: 'luger-lab',
    flag: 'lab',
  },
  collection: {
    label: 'Collection',
    hint: 'The folder of the microscope session, inside the lab folder.',
    example: 'GRID1',
    flag: 'collection',
  },
  computer: {
    label: 'Your computer',
    hint: 'The one that receives the data. All commands are typed there.',
    example: 'linux',
    flag: 'computer',
    choices: {
      linux: 'Linux, such as a lab server',
      macos: 'macOS',
      wsl: 'Windows, with WSL',
      windows: 'Windows, without WSL',
    },
  },
  destination: {
    label: 'Destination',
    hint: 'The whole path of the folder the images go into. It is made if it is not there.',
    example: '/srv/data/GRID1',
    flag: 'to',
  },
  session: {
    label: 'Keep it running with',
    hint: 'Lets the copy go on when you close the terminal or the connection drops.',
    example: 'screen',
    flag: 'session',
    choices: { screen: 'screen', tmux: 'tmux', none: 'neither: I leave the terminal open' },
  },
};

const placeFields = ['account', 'lab', 'collection'] as const;

/**
 * Understands a place pasted into one field, `account@host:/path/to/LAB/COLLECTION/` or the path alone, and
 * spreads it over account, lab folder and collection. What is no such place, or contradicts another field, is left as
 * typed. Values are not trimmed here.
 */
export function spreadLocation(facility: Facility, draft: Draft): Draft {
  const { host, interim } = facility.storage;
  for (const from of placeFields) {
    const typed = draft[from] ?? '';
    const at = typed.indexOf(`${interim.path}/`);
    const before = at < 0 ? `${typed}:` : typed.slice(0, at);
    const account = before.endsWith(`@${host}:`) ? before.slice(0, -host.length - 2) : '';
    const isOurs = account || before === `${host}:` || (at === 0 && before === '');
    const [lab, collection, ...deeper] = at < 0 ? [] : typed.slice(at + interim.path.length + 1).split('/');
    if (!isOurs || (at >= 0 && !lab) || deeper.join('')) continue;
    const found = { account, lab, collection };
    const others = placeFields.filter((name) => name !== from && found[name]);
    if (others.some((name) => draft[name] && draft[name] !== found[name])) continue;
    return { ...draft, [from]: found[from] ?? '', ...Object.fromEntries(others.map((name) => [name, found[name]])) };
  }
  return draft;
}
