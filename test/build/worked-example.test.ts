import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasClass, isInside, readPages, textOf } from './built-site.ts';

/** The commands of all pages as they would be pasted, each once. */
const commands = [
  ...new Set(
    readPages().flatMap(({ elements }) =>
      elements
        .filter(
          ({ tagName, parentNode }) =>
            tagName === 'pre' && parentNode && 'attrs' in parentNode && hasClass(parentNode, 'command'),
        )
        .filter((pre) => !isInside(pre, ['#document-fragment']))
        .map(textOf),
    ),
  ),
];

/** A user who may write nowhere: root would be allowed to make the folders that the example names. */
const nobody = ((): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  if (!line) throw new Error('/etc/passwd has no user "nobody", as whom the examples are run.');
  const [, , uid, gid] = line.split(':').map(Number);
  return { uid: uid ?? NaN, gid: gid ?? NaN };
})();

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worked-example-'));
  chmodSync(folder, 0o755);
  for (const name of ['bin', 'home', 'home/sessions']) mkdirSync(join(folder, name));
  // What ssh says of a host it does not find, without asking the network.
  const noNetwork =
    '#!/bin/sh\necho called >> "$HOME/ssh-calls"\necho "ssh: Could not resolve hostname" >&2\nexit 255\n';
  for (const program of ['ssh', 'scp', 'sftp', 'globus', 'aws', 's5cmd', 'pipx', 'brew'])
    writeFileSync(join(folder, 'bin', program), noNetwork, { mode: 0o755 });
  // tmux makes no folder for its folder, as screen does.
  if (nobody) for (const name of ['home', 'home/sessions']) chownSync(join(folder, name), nobody.uid, nobody.gid);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command as somebody who pasted it without reading. */
function paste(command: string): { status: number | null; stderr: string } {
  const home = join(folder, 'home');
  const { status, stderr, error } = spawnSync('bash', ['-c', command], {
    cwd: home,
    env: {
      HOME: home,
      PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
      SCREENDIR: join(home, 'screens'),
      TMUX_TMPDIR: join(home, 'sessions'),
      LC_ALL: 'C.UTF-8',
    },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...nobody,
  });
  if (error) throw error;
  return { status, stderr };
}

/** Every file newer than `marker` that is named after a placeholder or belongs to the user who pasted. */
function listNewFiles(marker: string): string[] {
  const theirs = nobody ? ['-o', '-user', String(nobody.uid)] : [];
  const { stdout, stderr, error } = spawnSync(
    'find',
    ['/', '(', '-path', '/proc', '-o', '-path', '/sys', ')', '-prune', '-o'].concat(
      '-newer',
      marker,
      '(',
      '-name',
      '*YOUR[-_]*',
      ...theirs,
      ')',
      '-print',
    ),
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  if (error) throw error;
  // Files of other tests come and go under find's eyes, drives are pulled out, and some folders are closed to others.
  const passing = /No such file|Permission denied|Transport endpoint is not connected/;
  const complaints = stderr.split('\n').filter((line) => line && !passing.test(line));
  expect(complaints).toEqual([]);
  return stdout.split('\n').filter(Boolean);
}

describe('a worked example that is pasted as it is', () => {
  // A session may begin and end; what has no placeholder in it is for nobody in particular, and meant to work.
  const failing = commands.filter((command) => !/^(screen|tmux)\b/.test(command) && /your[-_]|\b0{8}-/i.test(command));
  const why = [
    'Could not resolve hostname',
    'Permission denied',
    'No such file or directory',
    // Programs of Windows and macOS, and those that do without a terminal.
    'command not found',
    'Error opening terminal',
    'No identities found',
    'no mount point specified',
    'Read-only file system',
    "mkdir: invalid option -- 'F'",
    "didn't find section in config file",
  ];

  it('is made of the commands of a whole transfer', () => {
    const utilities = commands.map((command) => command.split(' ')[0]);
    expect(utilities).toEqual(expect.arrayContaining(['ssh', 'mkdir', 'df', 'screen', 'rsync', 'exit', 'find']));
  });

  it.each(failing)('fails, and says why: %s', (command) => {
    const { status, stderr } = paste(command);
    // A pipe has the status of its last program, and a count of nothing is no failure; findmnt says nothing when it
    // finds nothing.
    if (!command.includes(' | ')) expect(status).toBeGreaterThan(0);
    if (!command.startsWith('findmnt '))
      expect(
        why.filter((text) => stderr.includes(text)),
        stderr,
      ).not.toEqual([]);
  });

  it('copies nothing and makes nothing outside of the home folder', () => {
    const marker = join(folder, 'marker');
    writeFileSync(marker, '');
    for (const command of commands) paste(command);
    const stray = listNewFiles(marker);
    const home = join(folder, 'home');
    expect(stray.filter((file) => file !== home && !file.startsWith(`${home}/`))).toEqual([]);
    expect(
      readdirSync(home).filter((name) => !['ssh-calls', 'screens', 'sessions', '.ssh', '.config'].includes(name)),
    ).toEqual([]);
    expect(existsSync('/YOUR-DESTINATION')).toBe(false);
    expect(readFileSync(join(folder, 'home', 'ssh-calls'), 'utf8')).toMatch(/^(called\n)+$/);
  });

  it('leaves no session running', () => {
    const { stdout, error } = spawnSync('ps', ['-eo', 'user:32,args'], { encoding: 'utf8' });
    if (error) throw error;
    expect(stdout.split('\n').filter((line) => line.includes('YOUR_COLLECT'))).toEqual([]);
  });
});
