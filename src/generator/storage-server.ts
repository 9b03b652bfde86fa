/** How commands name the storage server, and the first thing to do with it. */
import type { Facility } from '../facility/schema.ts';
import type { Command, WordRow } from './argv.ts';
import { fillLook, lookRows, tellRows } from './look.ts';
import type { Place, Step } from './plan.ts';
import type { Part } from './quote.ts';
import {
  hostUnknownLine,
  keyChangedLine,
  noAnswerLine,
  passwordExpiredLine,
  refusedLine,
  remoteCommandLine,
} from './ssh-lines.ts';
import { fillText, makeStep, runRows } from './texts.ts';
import type { Texts } from './texts.ts';

// Rows that several commands share stand alone: a bundler drops an unused literal, but keeps what a literal spreads.
export const sshRow = ['utility', 'ssh', 'Runs a command on another computer.', 'ssh(1)'] as const satisfies WordRow;
export const nothingRow = [
  'operand',
  'true',
  'The command to run there: it does nothing.',
  'ssh(1)',
] as const satisfies WordRow;
export const loginRow = [
  'operand',
  '{login}',
  'Your account on the storage server.',
  'ssh(1)',
] as const satisfies WordRow;

export const jumpOptionRow = [
  'option',
  '-J',
  'Goes there through this computer:',
  'ssh(1) -J',
] as const satisfies WordRow;
export const jumpRow = [
  'option-argument',
  '{jump}',
  'the one that lets you through, under the same account.',
  'ssh(1) -J',
] as const satisfies WordRow;

export const storageServerTexts = {
  commands: {
    jump: [jumpOptionRow, jumpRow],
    check: [sshRow, loginRow, ['operand', lookRows, 'The command to run there:', 'ssh(1)']],
    tell: tellRows,
    // PowerShell has nothing to add up with.
    checkWindows: [
      sshRow,
      loginRow,
      [
        'operand',
        [
          ['utility', 'du', 'Adds up the size of a folder', 'du(1)'],
          ['option', '-sh', 'in one sum (-s), in units that are easy to read (-h).', 'du(1) -s -h'],
          ['operand', '{collection}', 'The collection.', 'du(1)'],
        ],
        'The command to run there:',
        'ssh(1)',
      ],
    ],
  },
  steps: {
    check: {
      script: 'check',
      title: 'Check that you can log in and the collection is there',
      expect:
        'A line that begins with `FOUND`, with the size: remember it. ssh may ask for your password first. A line that begins with `leads out` names a link to what is not in the collection: choose under Links what becomes of it.',
      otherwise: [
        [
          'Could not resolve hostname',
          'This network does not know the storage server. {vpn}',
          'host-unknown',
          { text: hostUnknownLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          "The authenticity of host … can't be established",
          'Your first contact. Type yes only if the fingerprint is {fingerprint}.',
          'host-key-unknown',
        ],
        [
          'REMOTE HOST IDENTIFICATION HAS CHANGED',
          'Stop, and ask {manager} before you do anything else.',
          'host-key-changed',
          {
            text: keyChangedLine,
            then: 'stop',
            seen: 'OpenSSH 9.2',
          },
        ],
        [
          'your password has expired',
          'Log in with ssh, set a new one, then come back.',
          'password-expired',
          {
            text: passwordExpiredLine,
            then: 'stop',
            seen: 'OpenSSH 9.2',
          },
        ],
        [
          'Permission denied (publickey, Permission denied, please try again',
          'Account or password is wrong, or you have no account: {granter} gives accounts.',
          'permission-denied',
          { text: refusedLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          'Connection refused, Connection timed out, No route to host',
          'The storage server does not answer from here. {vpn}',
          'connection-refused',
          {
            text: noAnswerLine,
            then: 'stop',
            seen: 'OpenSSH 9.2',
          },
        ],
        [
          'Cannot execute command-line and remote command',
          'Your settings of ssh, in ~/.ssh/config, have a RemoteCommand for this server: take it out.',
          'remote-command',
          { text: remoteCommandLine, then: 'stop', seen: 'OpenSSH 9.2' },
        ],
        [
          'No such file or directory',
          'Lab folder or collection is spelt otherwise there, or has been deleted.',
          'no-such-folder',
          { text: '^find: .*: No such file or directory$', then: 'stop', seen: 'GNU find 4.9, busybox 1.35' },
        ],
        [
          'find … Permission denied',
          'You may not read all of it. Ask {manager} to change its permissions: what you cannot read cannot be copied.',
          'partial-transfer',
          { text: '^(find|ls): .*: Permission denied$', then: 'check', seen: 'GNU find 4.9, busybox 1.35' },
        ],
        ['NOTHING FOUND', 'The lines above say why.'],
      ],
    },
  },
  // For PowerShell.
  size: 'A size and the path. Remember the size. ssh may ask for your password first.',
  vpn: {
    required: 'Off campus, connect to the VPN first.',
    'not required': 'Check your network connection.',
    unknown: "The server is inside the institution's network: try from there or through its VPN, or ask {manager}.",
  },
  unknownFingerprint: 'the one that {manager} gives you',
  jumpFingerprint: '{fingerprint}, or, where it asks about {jumpHost}, the one that {manager} gives you',
} as const satisfies Texts & Record<string, unknown>;

/** Which collection. */
export interface Collection {
  readonly lab: string;
  readonly collection: string;
}

/** `account@host`. */
export function loginParts(facility: Facility, { account }: { readonly account: string }): Part[] {
  return [{ text: account, field: 'account' }, { text: `@${facility.storage.host}` }];
}

/** The collection's absolute path on the storage server, no slash at the end. `field` is where its name came from. */
export function collectionParts(facility: Facility, { lab, collection }: Collection, field = 'collection'): Part[] {
  return [
    { text: `${facility.storage.interim.path}/` },
    { text: lab, field: 'lab' },
    { text: '/' },
    { text: collection, field },
  ];
}

/** The jump host as `ssh -J` takes it, `account@host`; empty when the facts name none. */
export function jumpParts({ storage: { jumpHost } }: Facility, { account }: { readonly account: string }): Part[] {
  return jumpHost ? [{ text: account, field: 'account' }, { text: `@${jumpHost}` }] : [];
}

/** The rows of a command to the storage server, through the jump host if the facts name one: it needs the slot `jump`. */
export function throughJump(
  { storage }: Facility,
  rows: readonly WordRow[],
  { commands: { jump } }: { readonly commands: { readonly jump: readonly WordRow[] } },
): readonly WordRow[] {
  return storage.jumpHost ? [...rows.slice(0, 1), ...jump, ...rows.slice(1)] : rows;
}

/** What sentences say of the storage server: whom to ask, who gives accounts, how to reach it, which key it shows. */
export function describeServer(
  { storage, contact }: Facility,
  { vpn, unknownFingerprint, jumpFingerprint }: typeof storageServerTexts,
): Readonly<Record<'manager' | 'granter' | 'vpn' | 'fingerprint', string>> {
  const { jumpHost } = storage;
  const manager = contact.role;
  const fingerprint = storage.hostKeyFingerprints?.join(' or ') ?? fillText(unknownFingerprint, { manager });
  return {
    manager,
    granter: storage.accounts.grantedBy,
    vpn: fillText(vpn[storage.vpn ?? 'unknown'], { manager }),
    fingerprint: jumpHost ? fillText(jumpFingerprint, { fingerprint, jumpHost, manager }) : fingerprint,
  };
}

/** The first step: it proves network, account and names in one go, and tells the size, and which links lead out. */
export function planCheck(
  facility: Facility,
  request: Collection & { readonly account: string },
  place: Place,
  shell: Command['shell'],
  texts: typeof storageServerTexts,
  field?: string,
): Step {
  const collection = collectionParts(facility, request, field);
  const slots = {
    login: loginParts(facility, request),
    collection,
    jump: jumpParts(facility, request),
    ...fillLook(collection),
  };
  const { commands, steps, size } = texts;
  const isWindows = shell === 'powershell';
  const rows = isWindows
    ? throughJump(facility, commands.checkWindows, texts)
    : [...throughJump(facility, commands.check, texts), ...commands.tell];
  const text = isWindows ? { ...steps.check, expect: size } : steps.check;
  return makeStep('check', text, { place }, runRows(rows, slots, shell), describeServer(facility, texts));
}
