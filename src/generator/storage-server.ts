/** How commands name the storage server, and the first thing to do with it. */
import type { Facility } from '../facility/schema.ts';
import { word, wordOfWords } from './argv.ts';
import type { Command, Word } from './argv.ts';
import type { Place, Step } from './plan.ts';
import type { Part } from './quote.ts';
import type { RsyncRequest } from './request.ts';

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

/** Runs one command on the storage server. */
export function runThere(facility: Facility, request: RsyncRequest, shell: Command['shell'], there: Word[]): Command {
  return {
    shell,
    words: [
      word('utility', 'ssh', 'Runs a command on another computer.', 'ssh(1)'),
      word('operand', loginParts(facility, request), 'Your account on the storage server.', 'ssh(1)'),
      wordOfWords('operand', there, 'The command to run there:', 'ssh(1)'),
    ],
  };
}

/** The first step: it proves network, account and names in one go, and tells the size. */
export function planCheck(facility: Facility, request: RsyncRequest, place: Place, shell: Command['shell']): Step {
  const { storage, contact } = facility;
  return {
    id: 'check',
    title: 'Check that you can log in and the collection is there',
    place,
    action: {
      kind: 'command',
      command: runThere(facility, request, shell, [
        word('utility', 'du', 'Adds up the size of a folder', 'du(1)'),
        word('option', '-sh', 'in one sum (-s), in units that are easy to read (-h).', 'du(1) -s -h'),
        word('operand', collectionParts(facility, request), 'The collection.', 'du(1)'),
      ]),
    },
    expect: 'A size and the path. Remember the size. ssh may ask for your password first.',
    otherwise: [
      {
        see: 'Could not resolve hostname',
        means: `This network does not know the storage server. ${
          storage.vpn === 'required'
            ? 'Off campus, connect to the VPN first.'
            : storage.vpn
              ? 'Check your network connection.'
              : `The server is inside the institution's network: try from there or through its VPN, or ask ${contact.role}.`
        }`,
      },
      {
        see: "The authenticity of host … can't be established",
        means: `Your first contact. Type yes only if the fingerprint is ${
          storage.hostKeyFingerprints?.join(' or ') ?? `the one that ${contact.role} gives you`
        }.`,
      },
      {
        see: 'REMOTE HOST IDENTIFICATION HAS CHANGED',
        means: `Stop, and ask ${contact.role} before you do anything else.`,
      },
      {
        see: 'Permission denied',
        means: `Account or password is wrong, or you have no account. ${storage.accounts.grantedBy} gives accounts.`,
      },
      {
        see: 'No such file or directory',
        means: 'Lab folder or collection is spelt otherwise there, or has been deleted.',
      },
    ],
  };
}
