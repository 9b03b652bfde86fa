/**
 * How a script starts, and how it ends, whatever started it and whatever a run before has left. What it runs are
 * stand-ins for ssh and rsync: the copy itself is nothing to these tests, and may be held for as long as one looks.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { formatScript, planTransfer } from '../../src/generator/index.ts';
import { plugInDrive } from '../rigs/image-drive.ts';

const facility = loadFacility();
const done = 'DONE: GRID1 is whole: every byte was compared.';
const stopped = 'NOT DONE: it was stopped. Start the script again: it goes on where it stopped.';
const stale = 'A script that was ended left its mark here. This one goes on in its place.';

let folder: string;
let bin: string;
let temporary: string;
let destination: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starts '));
  bin = join(folder, 'bin');
  temporary = join(folder, 'tmp');
  useDestination(join(folder, 'GRID1'));
  mkdirSync(bin);
  mkdirSync(temporary);
  standIn('ssh', [
    'case $* in *find*) echo "FOUND: 1 files, 0.0 GB (10 bytes), 1 folders, 0 links: 0 lead out, 0 nowhere; 0 others" ;; esac',
  ]);
  standIn('rsync', [
    'case $1 in -rlcn) echo "Number of files: 2 (reg: 1, dir: 1)"; exit 0 ;; esac',
    'for to; do :; done',
    'echo begin >>"$folder/copies"',
    '[ ! -p "$folder/hold" ] || read -r _ <"$folder/hold"',
    'echo end >>"$folder/copies"',
    'echo x >"$to/a.mrc"',
  ]);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function useDestination(path: string): void {
  destination = path;
  lock = join(path, 'get-GRID1.lock');
}

/** Puts a program before the real one. Its lines may use `$folder`. */
function standIn(name: string, lines: readonly string[]): void {
  const file = join(bin, name);
  writeFileSync(file, ['#!/bin/sh', `folder=${quoteWord(folder)}`, ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}

/** Writes the script of a collection, or of several, and gives the path of its file. */
function makeScript(collection = 'GRID1', alsoCollections = ''): string {
  const more = { collection, alsoCollections, destination };
  const draft = { method: 'rsync', account: 'jdoe', lab: 'lab', session: 'none', ...more };
  const planned = planTransfer(facility, draft, '2026-11-23');
  if ('problems' in planned) throw new Error(JSON.stringify(planned.problems));
  const script = formatScript(facility, planned.plan, { today: '2026-11-23', version: '0.1.0', link: 'x' });
  if (!script) throw new Error('The plan has no script.');
  const file = join(folder, script.name);
  writeFileSync(file, script.text);
  return file;
}

interface Ended {
  /** Of the process that bash was, and that a program became which the line ends with by exec. */
  readonly pid: number | undefined;
  readonly code: number | null;
  readonly shown: string;
  readonly verdict: string;
}

/** Runs a line of bash with the stand-ins. */
async function run(line: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn('bash', ['-c', `exec 2>&1; ${line}`], {
    cwd: folder,
    env: {
      ...process.env,
      // A developer's own start-up files are no concern of these tests.
      HOME: folder,
      TMPDIR: temporary,
      RETRY_WAIT_SECONDS: '0',
      PATH: bin + delimiter + (process.env.PATH ?? ''),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { pid: child.pid, code, shown, verdict: shown.trimEnd().split('\n').at(-1) ?? '' };
}

const logsOf = (path = destination): string[] => readdirSync(path).filter((name) => name.endsWith('.log'));
const leftOf = (path = destination): string[] => readdirSync(path).filter((name) => name.includes('.lock'));

/** Leaves a lock as somebody else may have. */
function leaveLock(owner: string | undefined, name = 'owner-x'): void {
  mkdirSync(lock, { recursive: true });
  if (owner !== undefined) writeFileSync(join(lock, name), owner);
}

/** What the owner's file of a script that died says: no process has so high an id. */
const dead = `4999999 ${hostname()} long-ago\n`;

describe('of four scripts that start at the same moment, one works and three say so,', () => {
  const leftovers: [string, () => void][] = [
    ['in a new folder', () => undefined],
    [
      'over the lock of a dead one',
      () => {
        leaveLock(dead);
      },
    ],
    [
      'over the lock of one whose process id is used again',
      () => {
        leaveLock(`${String(process.pid)} ${hostname()} long-ago\n`);
      },
    ],
    [
      'over a lock without an owner',
      () => {
        leaveLock(undefined);
      },
    ],
    [
      'over the lock of one that died while it made it',
      () => {
        mkdirSync(join(`${lock}-vm-1-2`, 'get-GRID1.lock'), { recursive: true });
      },
    ],
  ];
  const startFour = async (): Promise<void> => {
    const file = makeScript();
    // Each copy waits where it has begun.
    execFileSync('mkfifo', [join(folder, 'hold')]);
    // Opened to read too, a pipe waits for nobody.
    const hold = openSync(join(folder, 'hold'), 'r+');
    const refused: Ended[] = [];
    let owners: string[] = [];
    const all = ['dash', 'bash', 'busybox sh', 'sh'].map((shell) =>
      run(`exec ${shell} ${quoteWord(file)}`).then((ended) => {
        refused.push(ended);
        if (refused.length === 3) {
          owners = readdirSync(lock).map((owner) => readFileSync(join(lock, owner), 'utf8'));
          // Only now may the one that works come to its end.
          writeSync(hold, '\n');
        }
        return ended;
      }),
    );
    const ended = (
      await Promise.all(all).finally(() => {
        closeSync(hold);
      })
    ).sort((one, other) => Number(one.code) - Number(other.code));
    // Its lock says which process it is, on which computer, and since when; and so do the others.
    const id = String(ended[0]?.pid);
    expect(owners.map((owner) => owner.trimEnd().split(' '))).toEqual([[id, hostname(), expect.stringMatching(/./)]]);
    const isRefused = `1 NOT DONE: This script is running already, as process ${id} on ${hostname()}. If that is not so, delete ${lock} and start it again.`;
    expect(ended.map(({ verdict, code }) => `${String(code)} ${verdict}`)).toEqual([
      `0 ${done}`,
      ...Array.from({ length: 3 }, () => isRefused),
    ]);
    expect(readFileSync(join(folder, 'copies'), 'utf8')).toBe('begin\nend\n');
    expect(leftOf()).toEqual([]);
    expect(ended.map(({ shown }) => shown).join('')).not.toMatch(/^(?:mv|rm|rmdir|mkdir|cat): /m);
  };

  test.each(leftovers)('%s', async (_what, leave) => {
    leave();
    await startFour();
  });

  test('on a drive that knows no links of any kind', async () => {
    const drive = plugInDrive('exfat', 40_000_000);
    try {
      useDestination(join(drive.path, 'GRID1'));
      leaveLock(dead);
      await startFour();
    } finally {
      drive.remove();
    }
  });
});

describe('a script', () => {
  test.each<[string, string | undefined, string | RegExp, string?]>([
    ['goes on in the place of a dead one', dead, done],
    ['goes on where a crash left an empty file', '', done],
    ['goes on where the file says nothing', 'what is this\n', done],
    ['goes on where an earlier version left its file', `4999999 ${hostname()}\n`, done, 'owner'],
    ['goes on where a file manager has looked in', '', done, '.DS_Store'],
    [
      'stops where a process of that id runs that may be it',
      `${String(process.pid)} ${hostname()}\n`,
      /^NOT DONE: This script is running already, as process \d+ on /,
    ],
    [
      'stops where one on another computer may run',
      '1 another.example.edu x\n',
      /^NOT DONE: This script is running already, as process 1 on another\.example\.edu\. If that is not so, delete /,
    ],
  ])('%s', async (_what, owner, verdict, name) => {
    leaveLock(owner, name);
    const ended = await run(`sh ${quoteWord(makeScript())}`);
    expect(ended.verdict, ended.shown).toMatch(verdict);
    expect(ended.code).toBe(verdict === done ? 0 : 1);
    expect(leftOf()).toEqual(verdict === done ? [] : ['get-GRID1.lock']);
  });

  test.each([
    [
      'a folder',
      () => {
        mkdirSync(join(lock, 'something'), { recursive: true });
      },
    ],
    [
      'a file',
      () => {
        mkdirSync(destination);
        writeFileSync(lock, '');
      },
    ],
  ])('names what stands in the place of its lock and is none: %s', async (_what, leave) => {
    leave();
    const ended = await run(`sh ${quoteWord(makeScript())}`);
    expect([ended.verdict, ended.code]).toEqual([
      `NOT DONE: ${lock} is there, and does not say whose it is: this script may be running already. If that is not so, delete it and start the script again.`,
      1,
    ]);
  });

  test('takes one that has ended, and whose parent has not noticed yet, for dead', async () => {
    const file = makeScript();
    mkdirSync(lock, { recursive: true });
    // The pipe has come to its end once that process has ended, and its parent has said which it was and waits for
    // something else.
    const parent = `exec 3>ready; exit 0 & echo "$! $(uname -n)" >"$0/owner-x"; exec tail -f /dev/null 3>&-`;
    const ended = await run(
      `mkfifo ready; sh -c ${quoteWord(parent)} ${quoteWord(lock)} & cat ready; sh ${quoteWord(file)}; kill $!`,
    );
    expect(ended.shown).toContain(`\n${stale}\n`);
    expect(ended.shown).toContain(`\n${done}\n`);
  });

  test('keeps each log, also those of one second', async () => {
    const file = makeScript();
    standIn('date', ['case $1 in +%Y*) echo 20261123-120000 ;; *) echo 1 ;; esac']);
    for (let round = 0; round < 3; round += 1) expect((await run(`sh ${quoteWord(file)}`)).verdict).toBe(done);
    expect(logsOf()).toEqual([
      'get-GRID1-20261123-120000-2.log',
      'get-GRID1-20261123-120000-3.log',
      'get-GRID1-20261123-120000.log',
    ]);
    for (const log of logsOf()) expect(readFileSync(join(destination, log), 'utf8').endsWith(`\n${done}\n`)).toBe(true);
    // It knows them all for its own.
    const other = await run(`sh ${quoteWord(makeScript('GRID2'))}`);
    expect(other.verdict).toMatch(/^NOT DONE: GRID2: .* of a script for another collection/);
  });

  test('for another collection never copies into the same folder, also when both start at the same moment', async () => {
    const files = [makeScript('GRID1'), makeScript('GRID2')];
    for (let round = 0; round < 3; round += 1) {
      rmSync(destination, { recursive: true, force: true });
      rmSync(join(folder, 'copies'), { force: true });
      const ended = await Promise.all(files.map((file) => run(`sh ${quoteWord(file)}`)));
      const brought = ended.filter(({ code }) => code === 0);
      expect(brought.length).toBeLessThan(2);
      expect(existsSync(join(folder, 'copies'))).toBe(brought.length === 1);
      for (const { code, verdict } of ended) {
        if (code !== 0)
          expect(verdict).toMatch(/^NOT DONE: GRID[12]: .* has .*\/get-GRID[12].*, of a script for another collection/);
      }
    }
  });

  test('names another script for the same collection, be it alone or one of several', async () => {
    const several = `sh ${quoteWord(makeScript('GRID1', 'GRID2'))}`;
    expect((await run(several)).verdict).toBe('DONE: all 2 collections, each as its line above says.');
    useDestination(join(folder, 'GRID2'));
    const alone = `sh ${quoteWord(makeScript('GRID2'))}`;
    const refused = (log = ''): string =>
      `NOT DONE: GRID2: ${destination} has ${join(destination, log)}: another script, perhaps for several collections, brings or brought this collection here. Start that one again instead; or, once it has ended, delete that file and start this one again.`;
    const [log = ''] = logsOf();
    expect((await run(alone)).verdict).toBe(refused(log));

    rmSync(join(destination, log));
    expect((await run(alone)).verdict).toBe('DONE: GRID2 is whole: every byte was compared.');
    const again = await run(several);
    expect(again.shown).toContain(`\n${refused(logsOf()[0])}\n`);
    expect(again.verdict).toBe('NOT DONE: 1 of 2 collections: GRID2. The lines above say why.');
  });
});

describe('a script that is ended at any moment at which it takes or gives back its lock', () => {
  /** These moments, in order: a program, and what it is called with. The first call that fits counts. */
  const moments = [
    'mktemp -d *',
    'mkdir -p */GRID1',
    'rmdir */GRID1/get-GRID1.lock',
    'mkdir -p */get-GRID1.lock',
    'mv -f */get-GRID1.lock *',
    // What one that was ended has left: whole, or half made.
    'rm -f */GRID1/get-GRID1.lock/owner-*',
    'rm -f */get-GRID1.lock-*',
    'rmdir */get-GRID1.lock-*',
    'cat */log',
    'rsync -a *',
    'rm -f */GRID1/get-GRID1.lock/owner-* */get-GRID1.lock/owner-*',
    'rmdir *.lock-* */GRID1/get-GRID1.lock',
    'rm -rf *',
  ];

  /** Ends the script by a signal when it calls what `AT` says, before or after that ran. */
  function endAt(signal: string, when: 'before' | 'after'): void {
    const kill = `echo "$AT" >"$folder/met"; kill -${signal} "$(/bin/cat "$folder/pid")"`;
    execFileSync('mv', [join(bin, 'rsync'), folder]);
    for (const name of new Set(moments.map((moment) => moment.split(' ')[0] ?? ''))) {
      const real = name === 'rsync' ? join(folder, name) : execFileSync('which', [name], { encoding: 'utf8' }).trim();
      standIn(name, [
        `case "${name} $*" in`,
        when === 'before' ? `\${AT-}) ${kill} ;;` : `\${AT-}) ${quoteWord(real)} "$@"; ${kill}; exit ;;`,
        'esac',
        `exec ${quoteWord(real)} "$@"`,
      ]);
    }
  }

  test.each([
    ['KILL', 'after', null],
    ['TERM', 'before', 143],
    ['HUP', 'after', 129],
  ] as const)('by SIG%s, %s a program ran, leaves nothing that stops the next one', async (signal, when, code) => {
    const start = `echo $$ >pid; exec sh ${quoteWord(makeScript())}`;
    endAt(signal, when);
    // Each is the next one of that before it, and comes at least as far.
    for (const moment of moments) {
      const ended = await run(start, { AT: moment });
      const told = `${moment}: ${ended.shown}`;
      expect(readFileSync(join(folder, 'met'), 'utf8')).toContain(moment);
      if (signal === 'KILL') {
        expect(ended.code, told).toBe(null);
        continue;
      }
      // The last calls come after the verdict, which stays.
      const isOver = ended.shown.includes(`\n${done}\n`);
      expect([ended.verdict, ended.code], told).toEqual(isOver ? [done, 0] : [stopped, code]);
      expect(readdirSync(temporary), told).toEqual([]);
      if (existsSync(destination)) expect(leftOf(), told).toEqual([]);
    }
    const last = await run(start);
    expect([last.verdict, last.code], last.shown).toEqual([done, 0]);
    expect(leftOf()).toEqual([]);
  });
});

describe('a script is run by sh, or says so,', () => {
  test.each([
    'dash',
    'bash --posix',
    'busybox sh',
    'ksh93',
    'mksh',
    'zsh',
    'zsh --emulate sh',
    'tcsh',
    'sh -eCfma',
    'bash -eC',
    'zsh -eC',
    'env SHELLOPTS=noclobber:errexit:noglob bash',
    'env POSIXLY_CORRECT=1 nohup sh',
  ])('when started with %s', async (shell) => {
    const ended = await run(`${shell} ${quoteWord(makeScript())}`);
    expect([ended.verdict, ended.code], ended.shown).toEqual([done, 0]);
    expect([leftOf(), readdirSync(temporary)]).toEqual([[], []]);
  });

  test.each(['sh', 'bash'])('when %s shows what it does', async (shell) => {
    const ended = await run(`${shell} -x ${quoteWord(makeScript())}`);
    expect(ended.shown).toContain(`\n${done}\n`);
    expect(ended.code).toBe(0);
  });

  test.each(['dash <get-GRID1.sh', 'cat get-GRID1.sh | bash', 'cat get-GRID1.sh | busybox sh'])(
    'when a shell reads it from its input: %s',
    async (line) => {
      makeScript();
      expect((await run(line)).verdict).toBe(done);
    },
  );

  test.each([
    ['bash', '<&-'],
    ['bash', '>&-'],
    ['busybox sh', '>&-'],
    ['dash', '2>&-'],
    ['dash', '<&- >&- 2>&-'],
  ])('when started by %s with %s', async (shell, closed) => {
    expect((await run(`${shell} ${quoteWord(makeScript())} ${closed}`)).code).toBe(0);
    const [log = ''] = logsOf();
    expect(readFileSync(join(destination, log), 'utf8').endsWith(`\n${done}\n`)).toBe(true);
  });

  test.each([
    ['fish get-GRID1.sh', 'fish'],
    ['fish -c "source get-GRID1.sh"', 'fish'],
    ['zsh <get-GRID1.sh', 'zsh'],
    ['zsh -c ". ./get-GRID1.sh"', 'zsh'],
    ['bash -ic ". ./get-GRID1.sh; echo still here"', 'bash'],
    ['zsh -fic ". ./get-GRID1.sh; echo still here"', 'zsh'],
    ['ENV= sh -ic ". ./get-GRID1.sh; echo still here"', 'sh'],
  ])('when read with %s', async (line) => {
    makeScript();
    const ended = await run(line);
    expect(ended.shown).toContain('Start it with: sh get-GRID1.sh');
    expect(ended.shown.includes('still here')).toBe(line.includes('still here'));
    expect(existsSync(destination)).toBe(false);
  });
});

describe('working files', () => {
  const noRoom = (path: string): string =>
    `NOT DONE: no working files can be written in ${path}. Make room there, or name another folder in TMPDIR, then start the script again.`;

  test('may be in any folder', async () => {
    const file = makeScript();
    for (const name of ["it's\n$(touch PWNED) b", '-x']) {
      mkdirSync(join(folder, name));
      // A name alone is one of the folder where the script was started.
      const ended = await run(`sh ${quoteWord(file)}`, { TMPDIR: name === '-x' ? name : join(folder, name) });
      expect(ended.verdict, ended.shown).toBe(done);
      expect(readdirSync(join(folder, name))).toEqual([]);
    }
    expect(existsSync(join(folder, 'PWNED'))).toBe(false);
    expect((await run(`sh ${quoteWord(file)}`, { TMPDIR: '' })).verdict).toBe(done);
  });

  test.each(['/nowhere', '/etc/passwd', '/proc/self'])('that cannot be made in %s are told of', async (path) => {
    const ended = await run(`sh ${quoteWord(makeScript())}`, { TMPDIR: path });
    expect([ended.verdict, ended.code]).toEqual([noRoom(path), 1]);
  });

  test.each(['dash', 'busybox sh'])('that find no room, at first or later, are told of: in %s', async (shell) => {
    const file = makeScript();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', temporary]);
    try {
      const seen = new Set<string>();
      // The last pages of 4 KiB: a file that is empty needs none.
      for (const kilobytes of [0, 52, 56, 60, 64]) {
        writeFileSync(join(temporary, 'something else'), Buffer.alloc(kilobytes * 1024));
        const ended = await run(`${shell} ${quoteWord(file)}`);
        seen.add(`${String(ended.code)} ${ended.verdict}`);
        rmSync(join(temporary, 'something else'));
      }
      expect([...seen]).toEqual([`0 ${done}`, `1 ${noRoom(temporary)}`]);
      // The disk fills up while the copy runs, which fails besides.
      appendFileSync(join(bin, 'rsync'), 'cat /dev/zero >"$folder/tmp/something else" 2>/dev/null; exit 12\n');
      const ended = await run(`${shell} ${quoteWord(file)}`);
      expect([ended.verdict, ended.code], ended.shown).toEqual([noRoom(temporary), 1]);
    } finally {
      execFileSync('umount', [temporary]);
    }
  });
});

test('a script says first that this computer lacks a program, before it asks the server for anything', async () => {
  const file = makeScript();
  // All but rsync.
  const programs = join(folder, 'programs');
  execFileSync('sh', ['-c', 'mkdir "$0"; ln -s /usr/bin/* /bin/* "$0" 2>/dev/null; rm "$0/rsync"', programs]);
  rmSync(join(bin, 'rsync'));
  const ended = await run(`sh ${quoteWord(file)}`, { PATH: `${bin}${delimiter}${programs}` });
  expect(ended).toMatchObject({
    code: 1,
    shown:
      'NOT DONE: There is no rsync on this computer. Ask whoever runs it to install it, then start the script again.\n',
  });
});
