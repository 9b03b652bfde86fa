/** How commands name the storage server, and the first thing to do with it. */
import type { Facility } from '../facility/schema.ts';
import type { Command, WordRow } from './argv.ts';
import type { Place, Step } from './plan.ts';
import type { Part } from './quote.ts';
import type { RsyncRequest } from './request.ts';
import { fillText, makeStep, runRows } from './texts.ts';
import type { Texts } from './texts.ts';

// Rows that several commands share stand alone: a bundler drops an unused literal, but keeps what a literal spreads.
export const sshRow = ['utility', 'ssh', 'Runs a command on another computer.', 'ssh(1)'] as const satisfies WordRow;
export const loginRow = [
  'operand',
  '{login}',
  'Your account on the storage server.',
  'ssh(1)',
] as const satisfies WordRow;

export const storageServerTexts = {
  commands: {
    check: [
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
      title: 'Check that you can log in and the collection is there',
      expect: 'A size and the path. Remember the size. ssh may ask for your password first.',
      otherwise: [
        ['Could not resolve hostname', 'This network does not know the storage server. {vpn}'],
        [
          "The authenticity of host … can't be established",
          'Your first contact. Type yes only if the fingerprint is {fingerprint}.',
        ],
        ['REMOTE HOST IDENTIFICATION HAS CHANGED', 'Stop, and ask {manager} before you do anything else.'],
        ['Permission denied', 'Account or password is wrong, or you have no account: {granter} gives accounts.'],
        ['No such file or directory', 'Lab folder or collection is spelt otherwise there, or has been deleted.'],
      ],
    },
  },
  vpn: {
    required: 'Off campus, connect to the VPN first.',
    'not required': 'Check your network connection.',
    unknown: "The server is inside the institution's network: try from there or through its VPN, or ask {manager}.",
  },
  unknownFingerprint: 'the one that {manager} gives you',
} as const satisfies Texts & Record<string, unknown>;

/** `account@host`. */
export function loginParts(facility: Facility, { account }: RsyncRequest): Part[] {
  return [{ text: account, field: 'account' }, { text: `@${facility.storage.host}` }];
}

/** The collection's absolute path on the storage server, no slash at the end. */
export function collectionParts(facility: Facility, { lab, collection }: RsyncRequest): Part[] {
  return [
    { text: `${facility.storage.interim.path}/` },
    { text: lab, field: 'lab' },
    { text: '/' },
    { text: collection, field: 'collection' },
  ];
}

/** The first step: it proves network, account and names in one go, and tells the size. */
export function planCheck(
  facility: Facility,
  request: RsyncRequest,
  place: Place,
  shell: Command['shell'],
  { commands, steps, vpn, unknownFingerprint }: typeof storageServerTexts,
): Step {
  const { storage, contact } = facility;
  const manager = contact.role;
  const slots = { login: loginParts(facility, request), collection: collectionParts(facility, request) };
  return makeStep('check', steps.check, { place }, runRows(commands.check, slots, shell), {
    manager,
    granter: storage.accounts.grantedBy,
    vpn: fillText(vpn[storage.vpn ?? 'unknown'], { manager }),
    fingerprint: storage.hostKeyFingerprints?.join(' or ') ?? fillText(unknownFingerprint, { manager }),
  });
}
