/**
 * The computers on which screens are recorded: namespaces of their own, in which the facility's names lead to a real
 * sshd at its usual port, and people, homes and folders are called what they are called on the screens. Nothing of the
 * computer that runs it is seen there. Needs root, on Linux.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoteWord } from '../../../src/generator/command/quote.ts';
import { openPty } from '../pty.ts';
import type { Pty } from '../pty.ts';
import { endProcess, startSshd } from '../sshd.ts';
import type { Sshd } from '../sshd.ts';

/** Who works on the stage: at the computer that receives the data; the accounts on servers are those of a request. */
export const you = 'you';

/** The password of everybody. */
export const password = 'a good one';
/** What `openssl passwd -6` makes of it. */
const hash = '$6$gettingdata$xRSWRMYbhhPwvNTB8dGhV18iIwMQ5RDGgAYah3y7mkbtmNozreJNIGn8WHD/GrTX62j5EoFhYK8KcIcANU28N1';

/** The computer at which somebody works, and the servers that it reaches. */
export interface Stage {
  /** Runs a line of a shell as root, and gives what it prints: so folders are filled, and harm is done. */
  asRoot(line: string): string;
  /** Resolves when none of these programs runs any more. */
  ended(...programs: readonly string[]): Promise<void>;
  /** A terminal with a shell, whose prompt is there. */
  openTerminal(options?: TerminalOptions): Promise<Terminal>;
  /** Words before a command that then sees the files of the stage, from the network of this computer. */
  readonly within: readonly string[];
  /** Words before a program that this person then runs on the stage. */
  inside(account: string): readonly string[];
  /** The server behind all of its names. */
  readonly sshd: Sshd;
  close(): Promise<void>;
}

interface TerminalOptions {
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folders of PATH, in the place of those of the system. */
  readonly path?: readonly string[];
  /** Whose it is. The default is {@link you}. */
  readonly account?: string;
  /**
   * Whether it is in the network of this computer, where a test has its other servers, and not in that of the stage. It
   * is root's, who can read the programs of the tests.
   */
  readonly isOutside?: boolean;
}

/** What is typed in answer to what is shown: the keys, or something else that happens then. */
export type Answer = readonly [shown: string | RegExp, reply: string | (() => unknown)];

export interface Terminal {
  /**
   * Types a line and Enter, and answers. Gives what the terminal got from then on: up to its next prompt, or to
   * `until`.
   */
  type(line: string, answers?: readonly Answer[], until?: string | RegExp): Promise<string>;
  /** Presses keys. Gives what the terminal got up to `until`. */
  press(keys: string, until: string | RegExp): Promise<string>;
  close(): Promise<void>;
}

/** How wide and high a terminal is. */
export const columns = 100;
export const rows = 30;

// As shells tell terminals where a prompt begins, and where the output of a command (OSC 133): nothing is shown of it.
export const promptMark = '\u001b]133;A\u0007';
const outputMark = '\u001b]133;C\u0007';
/** The prompt, of every shell of {@link you}. */
export const prompt = '$ ';

/** Where this project is on a stage. */
export const projectFolder = '/opt/project';

const address = '192.0.2.10';
const yourId = 61001;

/** What a stage has. */
export interface StageOptions {
  /** The names of its servers. */
  readonly hosts: readonly string[];
  /** The accounts on them. */
  readonly accounts: readonly string[];
  /** Empty folders, which belong to the first account. */
  readonly serverFolders: readonly string[];
  /** A command that runs instead of every other one. */
  readonly forceCommand?: string;
  /** Whether the server asks once more, in a question of its own, after the password. */
  readonly asksTwice?: boolean;
  /**
   * Words before a command that puts it at either end of a link, which then is between the programs of this person and
   * the server. Terminals stay in the network of the stage.
   */
  readonly network?: { readonly client: readonly string[]; readonly server: readonly string[] };
}

/** Sets it up. `/srv` is an empty disk of 12 TB. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'stage-'));
  writeAccounts(folder, options);
  writeFileSync(join(folder, 'bashrc'), startUpLines(prompt));
  writeFileSync(join(folder, 'server-bashrc'), startUpLines('\\u@server:~$ '));
  writeFileSync(join(folder, 'setup'), setupLines(folder, options));
  // It holds the namespaces until its input ends, and so never outlives whoever began it.
  const holder = spawn('unshare', ['-mnu', 'sh', '-e', join(folder, 'setup')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = String(await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]));
  if (said !== 'ready\n') throw new Error(`The stage is not set up: ${said}`);
  const pid = String(holder.pid);
  const within = ['nsenter', '-t', pid, '-m', '-n', '-u', '--'];
  const { network } = options;
  const at = (end: 'client' | 'server'): readonly string[] =>
    network ? [...network[end], 'nsenter', '-t', pid, '-m', '-u', '--'] : within;
  if (network) {
    run([...network.server, 'ip', 'address', 'add', `${address}/32`, 'dev', 'lo']);
    // On loopback both ends are one, and it has the address.
    if (network.client.join() !== network.server.join())
      run([...network.client, 'ip', 'route', 'add', address, 'dev', 'cable']);
  }
  const settings = [
    ...['PasswordAuthentication=yes', 'PrintLastLog=no'],
    ...(options.asksTwice
      ? ['AuthenticationMethods=password,keyboard-interactive', 'KbdInteractiveAuthentication=yes', 'UsePAM=yes']
      : ['AuthenticationMethods=any', 'UsePAM=no']),
    ...['AuthorizedKeysFile=.ssh/authorized_keys', 'SetEnv=LANG=C.UTF-8', 'StrictModes=no'],
  ];
  const more = ['-p', '22', ...settings.flatMap((setting) => ['-o', setting])].map(quoteWord).join(' ');
  const sshd = await startSshd({
    address,
    hosts: options.hosts,
    within: [...at('server'), 'sh', '-c', `exec "$@" ${more}`, 'sh'],
    ...(options.forceCommand && { forceCommand: options.forceCommand }),
  });
  return {
    sshd,
    within: ['nsenter', '-t', pid, '-m', '--'],
    inside(account) {
      const id = String(yourId + [you, ...options.accounts].indexOf(account));
      return [...at('client'), 'setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups'];
    },
    asRoot: (line) => {
      const [program, ...words] = [...within, 'sh', '-e', '-c', line];
      return execFileSync(program, words, { encoding: 'utf8' });
    },
    async ended(...programs) {
      while (listProcesses(pid).some((found) => programs.includes(readProcess(`${found}/comm`).trim())))
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    openTerminal(terminal = {}) {
      const { account = you } = terminal;
      return openTerminal(pid, account, yourId + [you, ...options.accounts].indexOf(account), terminal);
    },
    async close() {
      await sshd.stop();
      // A session that nobody ended goes on without its terminal.
      for (const found of listProcesses(pid)) endProcess(found, 'SIGKILL');
      const ended = once(holder, 'exit');
      holder.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run([program = '', ...words]: readonly string[]): void {
  execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** The processes that see the file system of this one, without itself. */
function listProcesses(pid: string): number[] {
  const own = readProcess(`${pid}/ns/mnt`);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== pid && readProcess(`${name}/ns/mnt`) === own)
    .map(Number);
}

/** What is known of a process: a link or a file. Nothing of one that has ended meanwhile. */
function readProcess(path: string): string {
  try {
    const whole = `/proc/${path}`;
    return path.includes('/ns/') ? readlinkSync(whole) : readFileSync(whole, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

function writeAccounts(folder: string, { hosts, accounts }: StageOptions): void {
  const people = [you, ...accounts].map((name, index) => ({ name, id: yourId + index }));
  const add = (file: string, lines: readonly string[]): void => {
    writeFileSync(join(folder, file), `${readFileSync(`/etc/${file}`, 'utf8')}${lines.join('\n')}\n`);
  };
  add(
    'passwd',
    people.map(({ name, id }) => `${name}:x:${id}:${id}::/home/${name}:/bin/bash`),
  );
  add(
    'group',
    people.map(({ name, id }) => `${name}:x:${id}:`),
  );
  add(
    'shadow',
    people.map(({ name }) => `${name}:${hash}:20000:0:99999:7:::`),
  );
  // What a server has that knows no other names.
  writeFileSync(join(folder, 'nsswitch.conf'), 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n');
  // How sshd asks, where it asks by PAM.
  writeFileSync(
    join(folder, 'sshd'),
    'auth required pam_unix.so\naccount required pam_permit.so\nsession required pam_permit.so\n',
  );
  writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost lab-server\n${address} ${hosts.join(' ')}\n`);
}

/** The start-up file of a shell, which marks for {@link Terminal} where its prompt and the output of a command begin. */
function startUpLines(shown: string): string {
  return `PS1='\\[${promptMark}\\]${shown}'\nPS0='${outputMark}'\nHISTFILE=\n`;
}

function setupLines(folder: string, { accounts, serverFolders }: StageOptions): string {
  const owner = accounts[0] ?? you;
  const homes = [you, ...accounts].flatMap((name) => [
    `mkdir -m 755 /home/${name}`,
    `cp ${quoteWord(join(folder, name === you ? 'bashrc' : 'server-bashrc'))} /home/${name}/.bashrc`,
    `echo . /home/${name}/.bashrc >/home/${name}/.bash_profile`,
    // Who is logged in is not written down here, which screen would say.
    `echo deflogin off >/home/${name}/.screenrc`,
    `chown -R ${name}: /home/${name}`,
  ]);
  return [
    ...['passwd', 'group', 'shadow', 'nsswitch.conf', 'hosts'].map(
      (file) => `mount --bind ${quoteWord(join(folder, file))} /etc/${file}`,
    ),
    `mkdir -p /etc/pam.d && touch /etc/pam.d/sshd && mount --bind ${quoteWord(join(folder, 'sshd'))} /etc/pam.d/sshd`,
    'ip link set lo up',
    `ip address add ${address}/32 dev lo`,
    'hostname lab-server',
    // Where screen has its sessions.
    'mkdir -p /run/screen && mount -t tmpfs -o mode=1777 none /run/screen',
    'mount -t tmpfs -o mode=755 none /home',
    ...homes,
    // Where a folder of the server is, nothing else of this computer is seen.
    ...[...new Set(serverFolders.map((path) => `/${path.split('/')[1] ?? ''}`))].map(
      (top) => `mkdir -p ${top} && mount -t tmpfs -o mode=755 none ${top}`,
    ),
    ...serverFolders.flatMap((path) => [`mkdir -p ${path}`, `chown ${owner}: ${path}`]),
    // The programs of the tests, which may be where only root can look.
    `mount -t tmpfs -o mode=755 none /opt && mkdir ${projectFolder}`,
    `mount --bind ${quoteWord(join(import.meta.dirname, '../../..'))} ${projectFolder}`,
    'mount -t tmpfs -o mode=755,size=12T tmpfs /srv',
    `mkdir /srv/data && chown ${you}: /srv/data`,
    'echo ready',
    'exec cat',
    '',
  ].join('\n');
}

async function openTerminal(
  pid: string,
  account: string,
  id: number,
  { env = {}, path = ['/usr/bin', '/bin'], isOutside }: TerminalOptions,
): Promise<Terminal> {
  const home = `/home/${account}`;
  const owner = isOutside ? 0 : id;
  const variables = {
    HOME: home,
    USER: account,
    LOGNAME: account,
    SHELL: '/bin/bash',
    PATH: path.join(':'),
    LANG: 'C.UTF-8',
    TERM: 'xterm',
    TZ: 'UTC',
    ...env,
  };
  const words = [
    ...['nsenter', '-t', pid, '-m', '-u', ...(isOutside ? [] : ['-n'])],
    ...['setpriv', `--reuid=${owner}`, `--regid=${owner}`, '--clear-groups'],
    ...['env', '-i', `--chdir=${home}`, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)],
    ...['bash', '-i'],
  ];
  const pty = openPty(`chown ${owner} "$(tty)"; exec ${words.map(quoteWord).join(' ')}`, { columns, rows });
  const nextPrompt = async (): Promise<string> => (await pty.waitFor(promptMark)) + (await pty.waitFor(prompt));
  await nextPrompt();
  return {
    async type(line, answers = [], until) {
      pty.write(`${line}\r`);
      await pty.waitFor(outputMark);
      let shown = '';
      for (const [wanted, reply] of answers) {
        shown += await pty.waitFor(wanted);
        if (typeof reply === 'string') pty.write(reply);
        else await reply();
      }
      return shown + (await (until ? pty.waitFor(until) : nextPrompt()));
    },
    press(keys, until) {
      pty.write(keys);
      return pty.waitFor(until);
    },
    close: () => closePty(pty),
  };
}

async function closePty(pty: Pty): Promise<void> {
  await pty.close();
}
