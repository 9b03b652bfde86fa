/**
 * What one clicks in WinSCP and in Cyberduck, as far as their makers have written it down: winscp.net (session_url,
 * task_download, resume, ui_pref_resume, ui_synchronize) and docs.cyberduck.io (bookmarks, connection, download,
 * transfer, sync, sftp), read on 2026-11-30. Nothing of it was run.
 */
import type { StepText } from '../../step.ts';

type Clicks = Readonly<Record<string, readonly string[]>>;
type Steps = Readonly<Record<string, StepText>>;

const folder = {
  title: 'See that the folder is there that the collection comes into; if it is not, make it',
  phase: 'prepare',
  expect: 'This folder, in the window with your files, with room for the whole collection.',
  otherwise: [],
} as const satisfies StepText;

const refused = [
  [
    'Authentication failed',
    'Account or password is wrong, or you have no account: {granter} gives accounts.',
    'filezilla-login',
  ],
  ['it is not reached, or times out', 'The server does not answer from here. {vpn}', 'filezilla-connection'],
] as const;

export const winscpCyberduckTables = {
  winscp: {
    name: 'WinSCP',
    get: ['Get WinSCP from its makers', 'https://winscp.net/eng/download.php'],
    clicks: {
      connect: ['Login'],
      download: ['right panel: click on {collection}', 'press F5', 'in the window: see that it says {parent}', 'OK'],
      resume: ['right panel: click on {collection}', 'press F5', 'OK', 'where it asks whether to resume: Yes'],
      open: ['left panel: double-click on {here}', 'right panel: double-click on {collection}'],
      sizes: [
        'Commands > Synchronize…',
        'Direction: Local',
        'untick Delete files',
        'tick Preview changes',
        'Comparison criteria: File size, and not Modification time',
        'OK',
        'read the list, then Cancel',
      ],
      fetchList: ['right panel: double-click on ..', 'right panel: click on {listName}', 'press F5', 'OK'],
    } satisfies Clicks,
    steps: {
      install: {
        title: 'Install WinSCP',
        phase: 'prepare',
        expect:
          'The program WinSCP, with its Commander interface: your files at the left, those of the server at the right.',
        otherwise: [],
      },
      folder,
      address: {
        title: 'Paste this address into the window Login of WinSCP',
        phase: 'prepare',
        expect: 'Host name, port and user name are filled in. It has no password. The slash at its end belongs to it.',
        otherwise: [],
      },
      connect: {
        title: 'In WinSCP: connect',
        phase: 'prepare',
        expect:
          'It asks for your password{code}. At your first contact it asks whether to trust the server: only if the fingerprint is {fingerprint}, which WinSCP shows without `SHA256:`, click Accept.',
        otherwise: [
          ...refused,
          [
            'The host key does not match the one WinSCP has cached',
            'Click Cancel, and ask {manager} before you do anything else.',
            'host-key-changed',
          ],
          ['Cannot initialize SFTP protocol', 'The server may not take SFTP: ask {manager}.', 'filezilla-turned-away'],
        ],
      },
      look: {
        title: 'Look, before you download: the right folder on both sides',
        phase: 'prepare',
        expect:
          'Above the right panel stands the path that you can copy here, and in it there is a row {collection}. In the left panel, open {parent}.',
        otherwise: [
          [
            'Error changing directory',
            'The lab folder is spelt otherwise there, or you may not look into it. Ask {manager}.',
            'filezilla-folder',
          ],
          ['no row {collection}', 'The collection is spelt otherwise there, or has been deleted. Ask {manager} now.'],
        ],
      },
      download: {
        title: 'In WinSCP: download the collection, as one row',
        phase: 'copy',
        expect:
          'A window with the progress, until it closes. Leave the computer on. A file of more than 100 KiB is called `.filepart` until it is whole, so a cut one does not bear its name; a smaller one that is cut does.',
        otherwise: [
          ['Do you want to resume file transfer?', 'Click Yes: it goes on where it was cut.', 'filezilla-filepart'],
          [
            'Destination directory already contains file',
            'Choose Overwrite, unless you know that file.',
            'filezilla-exists',
          ],
          ['Delete, or F8', 'Never: in the right panel it deletes on the server.'],
        ],
      },
      resume: {
        title: 'If it broke off: connect, and download once more',
        phase: 'resume',
        ifNeeded: true,
        expect: 'WinSCP reconnects by itself for some time. Afterwards, what was cut goes on from its `.filepart`.',
        otherwise: [['the same error three times', 'Send it to {manager}.']],
      },
      open: {
        title: 'In WinSCP: open the collection on both sides',
        phase: 'verify',
        expect: 'Above both panels the last folder is that of the collection.',
        otherwise: [],
      },
      sizes: {
        title: 'In WinSCP: compare all names and sizes',
        phase: 'verify',
        expect:
          'It finds nothing to synchronize. By size it sees what is missing and what was cut, and no byte. Its `Checksum` needs a server that computes one, which OpenSSH does not.',
        otherwise: [
          ['rows in the list', 'Those files are missing here, or have another size. Click OK there: it fetches them.'],
          ['files that end in .filepart', 'They were cut. Download the collection once more.'],
        ],
      },
    } satisfies Steps,
  },
  cyberduck: {
    name: 'Cyberduck',
    // Of a property list: a reader that finds none takes it for something else.
    head: '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    get: ['Get Cyberduck from its makers', 'https://cyberduck.io/download/'],
    clicks: {
      bookmark: [
        'Bookmarks > Toggle Bookmarks',
        'drag {file} from your downloads into the list',
        'Preferences > Transfers > Timestamps: tick Preserve modification date, at Downloads',
      ],
      connect: ['double-click on the bookmark {title}'],
      download: ['right-click on {collection}', 'Download'],
      resume: ['Window > Transfers', 'click on the line of {collection}', 'Resume'],
      fetchList: ['right-click on {listName}', 'Download'],
    } satisfies Clicks,
    steps: {
      install: {
        title: 'Install Cyberduck',
        phase: 'prepare',
        expect: 'The program Cyberduck.',
        otherwise: [],
      },
      folder,
      file: {
        title: 'Save the bookmark for Cyberduck',
        phase: 'prepare',
        expect: '`{file}` among your downloads. It has no password.',
        otherwise: [],
      },
      bookmark: {
        title: 'In Cyberduck: add the bookmark, and let files keep their times',
        phase: 'prepare',
        expect: 'A bookmark {title} in the list. Its files come into {parent}.',
        otherwise: [['it connects at once', 'You double-clicked on the file, which is right too.']],
      },
      connect: {
        title: 'In Cyberduck: connect',
        phase: 'prepare',
        expect:
          'It asks for your password{code}. At your first contact it asks whether you trust the server: only if the fingerprint is {fingerprint}, allow it.',
        otherwise: [
          ...refused,
          [
            'it says that the fingerprint has changed',
            'Deny it, and ask {manager} before you do anything else.',
            'host-key-changed',
          ],
          ['Invalid packet: indicated length', 'The server may not take SFTP: ask {manager}.', 'filezilla-turned-away'],
        ],
      },
      look: {
        title: 'Look, before you download: the right folder',
        phase: 'prepare',
        expect: 'The folder at the top is the path that you can copy here{byHand}, and there is a row {collection}.',
        otherwise: [
          ['no row {collection}', 'The collection is spelt otherwise there, or has been deleted. Ask {manager} now.'],
        ],
      },
      download: {
        title: 'In Cyberduck: download the collection, as one row',
        phase: 'copy',
        expect:
          'A line for the collection in the window Transfers, until it is complete, and the folder {here} in {parent}. Leave the computer on. That it is complete proves nothing.',
        otherwise: [
          [
            'it comes into another folder',
            'Stop it, delete what came, and set Download Folder by Bookmark > Edit Bookmark.',
          ],
          ['Delete, in the same menu', 'Never: it deletes on the server.'],
        ],
      },
      resume: {
        title: 'If it broke off: go on',
        phase: 'resume',
        ifNeeded: true,
        expect:
          'Cyberduck keeps its list of transfers when it is closed. Files of full size are passed over, others are continued from what is here, whatever that is.',
        otherwise: [
          ['the window asks about files that are here', 'Resume is quick; Overwrite is safe, as it fetches them anew.'],
        ],
      },
    } satisfies Steps,
  },
  notices: {
    notRun:
      'What stands here of {program} was read in the pages of its makers, and not run by us: menus may be called otherwise. FileZilla was run.',
    never: '{program} can do harm on the server. Never delete in its list of the server, and drag nothing onto it.',
    winscp:
      'WinSCP compares names and sizes, and no byte. What it does with links, and with names that Windows cannot have, we have not seen.',
    cyberduck:
      'Cyberduck has no comparison by size: its Synchronize goes by time, so a file that was cut passes. Only the list of checksums proves this copy. Its users report cut files, and other bytes, though its own check of checksums was on.',
    unprovenCyberduck: 'Without a list of checksums nothing is proven of this copy, not even that all files are here.',
    jump: 'From outside, {host} is reached through {jumpHost}, which this plan does not set up. Use it in a network from which the server answers, or take another way.',
  },
  trimmed: ': Cyberduck drops a space at its end, so open the folder by hand',
} as const;
