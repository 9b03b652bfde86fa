/** The steps that copy with rsync and verify, for every method that does. */
import type { Facility } from '../facility/schema.ts';
import type { WordRow } from './argv.ts';
import type { Action, Step } from './plan.ts';
import { joinParts, quoteParts } from './quote.ts';
import type { Part } from './quote.ts';
import type { SessionSteps } from './session.ts';
import { jumpOptionRow, jumpRow } from './storage-server.ts';
import { makeStep, runRows } from './texts.ts';
import type { Texts, Where } from './texts.ts';

// Without these a link that goes dark hangs for ever: seen still waiting after 150 s. rsync's --timeout does not end a pull.
export const optionRow = ['option', '-o', 'With this option of ssh:', 'ssh(1) -o'] as const satisfies WordRow;
export const nextOptionRow = ['option', '-o', 'And with this one:', 'ssh(1) -o'] as const satisfies WordRow;
export const intervalRow = [
  'option-argument',
  'ServerAliveInterval=30',
  'asks every 30 seconds whether the server is there.',
  'ssh_config(5)',
] as const satisfies WordRow;
export const countRow = [
  'option-argument',
  'ServerAliveCountMax=6',
  'gives up after 6 questions without answer.',
  'ssh_config(5)',
] as const satisfies WordRow;

const target = ['operand', '{destination}', 'The destination.', 'POSIX XBD, 12.2'] as const satisfies WordRow;

export const rsyncCopyTexts = {
  commands: {
    folder: [
      ['utility', 'mkdir', 'Makes a folder.', 'mkdir(1)'],
      ['option', '-p', 'And those above it; content when it is there already.', 'mkdir(1) -p'],
      target,
    ],
    space: [
      ['utility', 'df', 'Shows how full a disk is,', 'df(1)'],
      ['option', '-h', 'in units that are easy to read.', 'df(1) -h'],
      target,
    ],
    armour: [
      ['utility', 'env', 'Sets a variable for one command:', 'env(1)'],
      ['operand', 'RSYNC_OLD_ARGS=1', 'tells every rsync that the path is quoted already.', 'rsync(1) --old-args'],
    ],
    awake: [
      ['utility', 'caffeinate', 'Keeps the Mac awake', 'caffeinate(8)'],
      ['option', '-i', 'while the command runs.', 'caffeinate(8) -i'],
    ],
    rsync: [['utility', 'rsync', 'Copies what is missing or different.', 'rsync(1)']],
    archive: [['option', '-a', 'Folders with all in them, keeping times, permissions and links.', 'rsync(1) -a']],
    // Windows drives seen from WSL keep neither owners nor modes.
    times: [['option', '-rt', 'Folders with all in them (-r), keeping times (-t).', 'rsync(1) -r -t']],
    copy: [
      ['option', '-P', 'Shows progress, and keeps the part of a file that has arrived.', 'rsync(1) -P'],
      [
        'option',
        '--partial-dir=.rsync-partial',
        'Keeps that part in this folder: no cut file ever looks whole.',
        'rsync(1) --partial-dir',
      ],
      ['option', '--stats', 'Ends with a summary.', 'rsync(1) --stats'],
    ],
    verify: [
      ['option', '-rcn', 'All folders (-r), comparing contents (-c), changing nothing (-n).', 'rsync(1) -r -c -n'],
      ['option', '-i', 'Names each file that differs.', 'rsync(1) -i'],
      // A check that could not connect prints no ">" line either: without the summary it would look passed.
      ['option', '--stats', 'Ends with a summary: the sign that the check was made.', 'rsync(1) --stats'],
    ],
    ssh: [
      ['option', '-e', 'Reaches the server with this command:', 'rsync(1) -e'],
      [
        'option-argument',
        [['utility', 'ssh', 'An encrypted connection.', 'ssh(1)'], optionRow, intervalRow, nextOptionRow, countRow],
        'ssh, told to notice a dead connection.',
        'rsync(1) -e',
      ],
    ],
    jump: [jumpOptionRow, jumpRow],
    remote: [
      [
        'operand',
        '{from}',
        'From: account, server, collection. The slash at its end: what is in the folder.',
        'rsync(1) USAGE',
      ],
    ],
    local: [['operand', '{from}', 'From: the folder. The slash at its end: what is in it.', 'rsync(1) USAGE']],
    to: [['operand', '{to}', 'To: the destination.', 'rsync(1) USAGE']],
    leftovers: [
      ['utility', 'find', 'Lists files. It deletes nothing.', 'find(1)'],
      target,
      ['operand', '-name', 'Those with this name:', 'find(1) -name'],
      ['operand', '.*.??????', "rsync's name for a file it is still writing.", 'rsync(1) --temp-dir'],
      ['operand', '-o', 'or', 'find(1) -o'],
      ['operand', '-name', 'with this name:', 'find(1) -name'],
      ['operand', '.rsync-partial', 'The folder for cut files.', 'rsync(1) --partial-dir'],
    ],
  },
  steps: {
    folder: {
      script: 'folder',
      title: 'Make the destination folder',
      expect: 'Nothing: no message means that it is there.',
      otherwise: [
        [
          'Permission denied',
          'You may not write there. Choose another destination, or ask whoever runs this computer.',
          'read-only',
        ],
      ],
    },
    space: {
      script: 'look',
      title: 'Check the free space',
      expect: '`Avail` is more than the size of the collection, and `Mounted on` is the disk you mean.',
      otherwise: [
        ['too little `Avail`', 'The collection does not fit. Choose another disk.', 'disk-full'],
        ['another disk', 'Yours is not connected. Connect it and begin again.'],
      ],
    },
    copy: {
      script: 'copy',
      title: 'Copy',
      expect:
        'A line for each file with its percentage and speed, then a summary that ends with `total size is`. Answer any question, such as for your password, before you leave it. If the microscope was still writing, run the same command again after the session.',
      otherwise: [
        [
          'code 12, code 255, Broken pipe',
          'The connection broke. Run the same command again: it resumes.',
          'connection-lost',
        ],
        [
          'code 11, No space left on device',
          'The disk is full. Make room, then run the same command again.',
          'disk-full',
        ],
        [
          'code 23',
          'Something could not be read or written: the lines above say what. The copy is not complete.',
          'partial-transfer',
        ],
        ['code 24, vanished', 'Images are being deleted while you copy. Ask {manager} now.', 'vanished'],
      ],
    },
    resume: {
      title: 'If it was interrupted: the same command again',
      expect: 'Whole files are passed over, and the one that was cut goes on where it stopped.{again}',
      otherwise: [['the same error three times', 'Send its last lines to {manager}.']],
    },
    verify: {
      script: 'verify',
      title: 'Verify, before the images are deleted',
      expect:
        'Passed: no line begins with `>`, none says `error`, and the last one begins with `total size is`. Every byte is read on both sides: allow an hour for a terabyte.',
      otherwise: [
        [
          'a line that begins with `>`',
          'That file is missing, cut short or different. Copy again, then verify again.',
          'verify-differs',
        ],
        [
          '`error`, or no `total size is`',
          'Not passed: the check itself was cut off. Run it again.',
          'connection-lost',
        ],
      ],
    },
    leftovers: {
      script: 'look',
      title: 'Clean up: look for leftovers',
      expect: 'Nothing.',
      otherwise: [
        [
          'a path',
          'A piece of a killed copy. Once the check has passed, you may delete it, unless the collection itself has a file of this name.',
        ],
      ],
    },
  },
  startAgain: ' If the session is gone, start it again first.',
} as const satisfies Texts & Record<string, unknown>;

/** One end of a copy that is on another computer. */
export interface RemoteEnd {
  /** The word that names it to rsync. */
  readonly parts: readonly Part[];
  /** Whether its path had to be quoted once more, for the shell at the other end. */
  readonly isQuoted: boolean;
  /** The path of the folder, as it is on that computer. */
  readonly path: readonly Part[];
  /** The jump host, as `ssh -J` takes it; left out or empty when there is none. */
  readonly jump?: readonly Part[];
}

/**
 * Names a folder on another computer, for rsync: the login, a colon, the path. A path that needs quoting is quoted once more,
 * for the shell at the other end. rsync from 3.2.4 on would quote it itself; RSYNC_OLD_ARGS turns that off, and older ones and
 * Apple's ignore it, where --old-args would stop them. By env(1), because tcsh takes no assignment before a command.
 */
export function nameRemoteEnd(login: readonly Part[], path: readonly Part[], jump: readonly Part[] = []): RemoteEnd {
  const folder = [...path, { text: '/' }];
  const quoted = quoteParts(folder);
  return { parts: [...login, { text: ':' }, ...quoted], isQuoted: joinParts(quoted) !== joinParts(folder), path, jump };
}

/** The rows of `-e`, through the jump host of this end if it has one, and with further options of ssh. */
export function reachRows(
  { jump = [] }: RemoteEnd,
  commands: typeof rsyncCopyTexts.commands,
  more: readonly WordRow[] = [],
): readonly WordRow[] {
  const [option, [role, [ssh, ...rest], meaning, source]] = commands.ssh;
  return [option, [role, [ssh, ...(jump.length > 0 ? commands.jump : []), ...more, ...rest], meaning, source]];
}

/** What is copied where. */
export interface Copy {
  /** Another computer's folder, reached through ssh; or the path of a folder here, no slash at its end. */
  readonly from: RemoteEnd | readonly Part[];
  /** The path of the folder here, no slash at its end. */
  readonly to: readonly Part[];
  /** The kind of computer the commands run on. */
  readonly computer: string;
  /** Where the copy runs: inside the session, if there is one. */
  readonly where: Where;
  readonly session?: SessionSteps | undefined;
  /** The rows of the options that say what is kept; `-a` unless others are given. */
  readonly options?: readonly WordRow[];
}

/** The steps of a copy, by what they are for. */
export interface CopySteps {
  readonly folder: Step;
  readonly space: Step;
  readonly copy: Step;
  readonly resume: Step;
  readonly verify: Step;
  readonly leftovers: Step;
}

/** Plans to make the folder, look at the space, copy, resume, verify and look for leftovers. */
export function planCopy(
  facility: Facility,
  { from, to, computer, where, session, options }: Copy,
  { commands, steps, startAgain }: typeof rsyncCopyTexts,
): CopySteps {
  const remote = 'isQuoted' in from ? from : undefined;
  const slots = {
    destination: to,
    from: remote ? remote.parts : [...(from as readonly Part[]), { text: '/' }],
    to: [...to, { text: '/' }],
    jump: remote?.jump ?? [],
  };
  const route = { from: joinParts(remote?.path ?? (from as readonly Part[])), to: joinParts(to), isRemote: !!remote };
  const here = { place: where.place, route };
  const there = { ...where, route };
  const run = (...rows: (readonly WordRow[])[]): Action => runRows(rows.flat(), slots);
  const runRsync = (...rows: (readonly WordRow[])[]): Action =>
    run(
      remote?.isQuoted ? commands.armour : [],
      computer === 'macos' ? commands.awake : [],
      commands.rsync,
      ...rows,
      ...(remote ? [reachRows(remote, commands), commands.remote] : [commands.local]),
      commands.to,
    );
  const copy = runRsync(options ?? commands.archive, commands.copy);
  const manager = facility.contact.role;
  return {
    folder: makeStep('folder', steps.folder, here, run(commands.folder)),
    // Of twenty collections one needs this, and none the next.
    get space() {
      return makeStep('space', steps.space, here, run(commands.space));
    },
    copy: makeStep('copy', steps.copy, there, copy, { manager }),
    get resume() {
      return makeStep('resume', steps.resume, there, copy, { manager, again: session ? startAgain : '' });
    },
    verify: makeStep('verify', steps.verify, there, runRsync(commands.verify)),
    leftovers: makeStep('leftovers', steps.leftovers, there, run(commands.leftovers)),
  };
}
