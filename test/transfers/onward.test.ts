/** A second copy, made and checked by the commands as printed: on disks, at another server, and by rclone. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import type { Drive } from '../rigs/image-drive.ts';
import { planOf, stepOf, textOf } from '../rigs/plans.ts';
import { makeScript, verdictOf } from '../rigs/run-script.ts';
import { serverKey, startS3Server } from '../rigs/s3-server.ts';
import type { S3Server } from '../rigs/s3-server.ts';
import { openSite } from '../rigs/site.ts';
import type { Ended, Site } from '../rigs/site.ts';
import { endProcess } from '../rigs/sshd.ts';
import { startProxy } from '../rigs/proxy.ts';
import type { Proxy } from '../rigs/proxy.ts';
import { startLine } from '../rigs/start-line.ts';
import { findWrongFiles, flipByte, readSizes, readTree, writeMixedCollection, writeRandomFile } from '../rigs/tree.ts';
import { isPassed, passedWording } from '../rigs/verdict.ts';
import { waitForWritten } from '../rigs/wait.ts';
import { proves } from '../rigs/proven/proves.ts';

const facility = loadFacility();
const otherServer = 'backup.example.edu';
const shells = ['bash', 'zsh', 'fish', 'dash', 'tcsh'];
const worst = `it's $(touch PWNED) a\\b !x "y" {a,b} *`;

let site: Site;
beforeAll(async () => {
  site = await openSite({
    hosts: [otherServer, ...(facility.petalibrary ? [facility.petalibrary.transferHost] : [])],
  });
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(() => site.close());

interface Second {
  readonly plan: Plan;
  readonly first: string;
  readonly second: string;
  readonly list: string;
  /** How many files the first copy has. */
  readonly files: number;
  /** Runs a step, which has to succeed. */
  done(id: string, shell?: string): Promise<string>;
  /** Runs a step. */
  run(id: string, shell?: string): Promise<Ended>;
}

/** A first copy with all that a folder can hold, and the plan of a second one. Nothing has been run yet. */
function prepare(name: string, draft: Partial<Draft> = {}, fill = writeMixedCollection): Second {
  const first = join(site.folder, name, 'first', 'GRID1');
  const second = join(site.folder, name, 'second', 'GRID1');
  mkdirSync(first, { recursive: true });
  fill(first);
  writeRandomFile(join(first, 'movies', 'movie.eer'), 400_000);
  writeRandomFile(join(first, 'movies', 'other.eer'), 300_000);
  const plan = planOf(facility, {
    method: 'onward',
    firstCopy: first,
    secondCopy: second,
    ...(draft.target === 'server' && { otherServer, otherAccount: site.sshd.account }),
    list: 'make',
    session: 'none',
    ...draft,
  });
  const run = (id: string, shell?: string): Promise<Ended> => site.run(textOf(plan, id), shell);
  return {
    plan,
    first,
    second: draft.secondCopy ?? second,
    list: `${first}.md5`,
    files: Object.keys(readSizes(first)).length,
    run,
    async done(id, shell) {
      const { code, shown } = await run(id, shell);
      expect(code, `${id}: ${shown}`).toBe(0);
      return shown;
    },
  };
}

const passed = ({ files }: Second): string =>
  `${files} files in the list, ${files} here\nPASSED: every file has the checksum that it had at its source.\n`;

/** Runs these steps, each of which has to succeed. */
async function doAll(one: Second, ids: readonly string[], shell?: string): Promise<void> {
  for (const id of ids) await one.done(id, shell);
}

/** What a check names, sorted; it has not passed. */
function namesIn({ shown }: Ended): string[] {
  expect(isPassed(shown), shown).toBe(false);
  expect(shown).toMatch(/^NOT PASSED: the lines above say why\.$/m);
  return shown.match(/^(?:different|missing|not in the list): .*/gm)?.sort() ?? [];
}

const onDisk = ['list-make', 'folder', 'space', 'copy'];

describe.each(shells)('in %s', (shell) => {
  test('another disk gets all, and the list says so of every name', async () => {
    proves('onward', 'target:disk', ['normal', 'names', 'verified'], ['rsync']);
    const one = prepare(`${shell} disk ${worst}`, { target: 'disk' });
    await doAll(one, onDisk, shell);
    expect(readTree(one.second)).toEqual(readTree(one.first));
    expect(await one.done('verify', shell)).toBe(passed(one));
    expect(stepOf(one.plan, 'verify').expect).toContain(passedWording);
    await one.done('along', shell);
    // Without the first copy.
    rmSync(dirname(one.first), { recursive: true });
    expect(await one.done('recheck', shell)).toBe(passed(one));
    expect(readdirSync(site.folder)).not.toContain('PWNED');
  });

  // dash and zsh quote as bash does.
  if (['bash', 'fish', 'tcsh'].includes(shell))
    test('another server gets all, and its copy is read there', async () => {
      proves('onward', 'target:server', ['normal', 'names', 'verified'], ['rsync', 'openssh']);
      const one = prepare(`${shell} server ${worst}`, { target: 'server' });
      await doAll(one, ['list-make', 'reach', 'folder-there', 'copy'], shell);
      expect(findWrongFiles(one.first, one.second)).toEqual([]);
      expect(await one.done('verify', shell)).toBe(passed(one));
      await one.done('along', shell);
      expect(readFileSync(`${one.second}.md5`, 'utf8')).toBe(readFileSync(one.list, 'utf8'));
      expect(readdirSync(site.folder)).not.toContain('PWNED');
    });
});

describe('a list', () => {
  test('that is made has the MD5 of each file, for md5sum too, and never takes the place of one', async () => {
    const one = prepare('made', { target: 'disk' });
    expect(await one.done('list-make')).toBe(`${one.files}\n`);
    const alone = spawnSync('md5sum', ['-c', '--quiet', '--strict', one.list], { cwd: one.first });
    expect([alone.status, String(alone.stdout)]).toEqual([0, '']);
    const made = readFileSync(one.list, 'utf8');
    flipByte(join(one.first, 'movies', 'movie.eer'));
    expect(await one.done('list-make')).toBe(`KEPT: there is a list already.\n${one.files}\n`);
    expect(readFileSync(one.list, 'utf8')).toBe(made);
  });

  test('whose making was cut is none', async () => {
    const one = prepare('half made', { target: 'disk' });
    const half = textOf(one.plan, 'list-make').replace('-exec md5sum {} +', '-exec md5sum {} + -exec false {} +');
    expect((await site.run(half)).code).not.toBe(0);
    expect(existsSync(one.list)).toBe(false);
    expect(await one.done('list-make')).toBe(`${one.files}\n`);
  });

  test('that should be there is looked for', async () => {
    const one = prepare('came', { target: 'disk', list: 'came' });
    expect(await one.run('list')).toEqual({ code: 2, shown: `grep: ${one.list}: No such file or directory\n` });
    writeFileSync(one.list, '');
    expect(await one.run('list')).toEqual({ code: 1, shown: '0\n' });
    writeFileSync(one.list, 'd41d8cd98f00b204e9800998ecf8427e  ./a\n');
    expect(await one.run('list')).toEqual({ code: 0, shown: '1\n' });
  });

  test.each(['disk', 'server'])('that was cut, or is empty, does not pass: %s', async (target) => {
    const one = prepare(`cut list ${target}`, { target });
    await doAll(one, target === 'disk' ? onDisk : ['list-make', 'folder-there', 'copy']);
    const lines = readFileSync(one.list, 'latin1').split('\n');
    writeFileSync(one.list, lines.slice(0, 3).join('\n') + '\n', 'latin1');
    expect(namesIn(await one.run('verify'))).toHaveLength(one.files - 3);
    writeFileSync(one.list, '');
    expect(namesIn(await one.run('verify'))).toHaveLength(one.files);
  });
});

describe.each(['disk', 'server', 'petalibrary'])('the check finds, on %s,', (target) => {
  const steps = target === 'disk' ? onDisk : ['list-make', 'reach', 'folder-there', 'copy'];
  const make = async (name: string): Promise<Second> => {
    const one = prepare(`${name} ${target}`, { target, ...(target === 'petalibrary' && petaLibrary()) });
    await doAll(one, steps);
    expect(isPassed(await one.done('verify'))).toBe(true);
    return one;
  };

  test('a changed byte in a file of the same size and time, which the cure brings', async () => {
    proves('onward', `target:${target}`, ['damage'], target === 'disk' ? ['rsync'] : ['rsync', 'openssh']);
    if (target === 'petalibrary') proves('onward', 'target:petalibrary', ['normal', 'verified'], ['rsync', 'openssh']);
    const one = await make('changed');
    flipByte(join(one.second, 'movies', 'movie.eer'), 250_000);
    expect(namesIn(await one.run('verify'))).toEqual(['different:  ./movies/movie.eer']);
    await one.done('copy');
    expect(namesIn(await one.run('verify'))).toEqual(['different:  ./movies/movie.eer']);
    await one.done('cure');
    expect(await one.done('verify')).toBe(passed(one));
  });

  // To PetaLibrary go the commands that go to any server.
  if (target !== 'petalibrary')
    test('files that are cut, missing, swapped and extra; and what is extra stays', async () => {
      const one = await make('harmed');
      const [movie, other] = ['movie', 'other'].map((name) => join(one.second, 'movies', `${name}.eer`));
      truncateSync(String(movie), 1000);
      rmSync(join(one.second, 'gain', 'reference.gain'));
      renameSync(String(movie), `${movie}.x`);
      renameSync(String(other), String(movie));
      renameSync(`${movie}.x`, String(other));
      writeFileSync(join(one.second, 'extra'), 'x');
      expect(namesIn(await one.run('verify'))).toEqual([
        'different:  ./movies/movie.eer',
        'different:  ./movies/other.eer',
        'missing:  ./gain/reference.gain',
        'not in the list:  ./extra',
      ]);
      await doAll(one, ['copy', 'cure']);
      expect(namesIn(await one.run('verify'))).toEqual(['not in the list:  ./extra']);
      expect(readFileSync(join(one.second, 'extra'), 'utf8')).toBe('x');
    });

  if (target !== 'petalibrary')
    test('that the first copy was damaged before it was copied, though both are the same', async () => {
      const one = prepare(`damaged first ${target}`, { target });
      await one.done('list-make');
      flipByte(join(one.first, 'movies', 'movie.eer'));
      await doAll(one, [...steps.slice(1), 'cure']);
      expect(namesIn(await one.run('verify'))).toEqual(['different:  ./movies/movie.eer']);
      expect(namesIn(await one.run('first'))).toEqual(['different:  ./movies/movie.eer']);
    });
});

/** What is asked for a copy to PetaLibrary: here it is the same sshd. */
const petaLibrary = (): Partial<Draft> => ({ rcAccount: site.sshd.account });

describe('a copy that is cut', () => {
  const bigBytes = 12_000_000;
  const big = (first: string): void => {
    writeRandomFile(join(first, 'movies', 'big.eer'), bigBytes);
  };
  const slowly = (one: Second): string => textOf(one.plan, 'copy').replace('rsync -', 'rsync --bwlimit=8000 -');

  test('goes on at another server where it stopped, and leaves no file cut under its own name', async () => {
    proves('onward', 'target:server', ['cut'], ['rsync', 'openssh']);
    const one = prepare('cut push', { target: 'server' }, big);
    await doAll(one, ['list-make', 'folder-there']);
    const running = site.start(slowly(one));
    await waitForWritten(one.second, bigBytes / 3);
    site.proxy.reset();
    expect((await running.ended).code).not.toBe(0);
    expect(findWrongFiles(one.first, one.second)).toEqual([]);
    expect(existsSync(join(one.second, 'movies', 'big.eer'))).toBe(false);
    expect(namesIn(await one.run('verify'))).toContain('missing:  ./movies/big.eer');
    const resumed = await one.done('resume');
    const sent = Number(/^Total bytes sent: ([\d,]+)$/m.exec(resumed)?.[1]?.replaceAll(',', ''));
    expect(sent).toBeLessThan(bigBytes * 0.8);
    expect(await one.done('verify')).toBe(passed(one));
  });

  test('goes on at a disk', async () => {
    proves('onward', 'target:disk', ['cut'], ['rsync']);
    const one = prepare('killed', { target: 'disk' }, big);
    await doAll(one, ['list-make', 'folder']);
    const running = site.start(`exec ${slowly(one)}`);
    await waitForWritten(one.second, bigBytes / 3);
    endProcess(running.pid, 'SIGINT');
    await running.ended;
    expect(findWrongFiles(one.first, one.second)).toEqual([]);
    await one.done('resume');
    expect(await one.done('verify')).toBe(passed(one));
  });
});

describe('a drive with exFAT', () => {
  let drive: Drive;
  beforeAll(() => {
    drive = plugInDrive('exfat', 100_000_000);
  });
  afterAll(() => {
    drive.remove();
  });
  const fill = (first: string): void => {
    for (const name of ["it's.eer", 'é.eer', '.hidden', '-rf.eer']) writeRandomFile(join(first, name), 50_000);
  };

  test('gets all, and is checked once it has been unplugged', async () => {
    proves('onward', 'target:plain', ['normal', 'names', 'verified', 'damage'], ['rsync', 'exfat']);
    const one = prepare('exfat', { target: 'plain', secondCopy: join(drive.path, 'GRID1') }, fill);
    await one.done('list-make');
    expect(await one.done('names')).toBe(`${one.files} names, 0 to look at\n`);
    expect(await one.done('links')).toBe('');
    await doAll(one, ['folder', 'space', 'copy']);
    expect(await one.done('resume')).toContain('Number of regular files transferred: 0\n');
    drive.plugInAgain();
    expect(await one.done('verify')).toBe(passed(one));
    flipByte(join(one.second, 'movies', 'movie.eer'));
    expect(namesIn(await one.run('verify'))).toEqual(['different:  ./movies/movie.eer']);
    await one.done('cure');
    drive.plugInAgain();
    expect(await one.done('verify')).toBe(passed(one));
  });

  test('cannot keep some names, and two that differ in capitals: both are named before, and missing after', async () => {
    const one = prepare('odd names', { target: 'plain', secondCopy: join(drive.path, 'GRID2') }, (first) => {
      fill(first);
      for (const name of ['t12:30.eer', 'A.eer', 'a.eer', 'FOLDER/x', 'folder/y', 'end.'])
        writeRandomFile(join(first, name), 1000);
    });
    await one.done('list-make');
    const named = (await one.done('names')).trimEnd().split('\n');
    expect(named.map((line) => line.replace(/: .*/, '')).sort()).toEqual([
      `${one.files} names, 4 to look at`,
      'cannot be kept',
      'cannot be kept',
      'differs in capitals alone',
      'differs in capitals alone',
    ]);
    expect(named).toEqual(expect.arrayContaining(['cannot be kept: t12:30.eer', 'cannot be kept: end.']));
    await one.done('folder');
    await one.run('copy');
    const missing = namesIn(await one.run('verify'));
    expect(missing).toContain('missing:  ./t12:30.eer');
    expect(missing.filter((line) => /\/[Aa]\.eer$/.test(line))).toHaveLength(1);
  });
});

describe('the script', () => {
  const runScript = (one: Second): Promise<Ended> => site.run(makeScript(site, one.plan).line('sh', 'MOST_TRIES=3'));
  const whole = 'DONE: GRID1 is whole: every file has the checksum that it had at its source.';
  const plainFill = (first: string): void => {
    writeRandomFile(join(first, "it's.eer"), 50_000);
  };

  test('copies, checks by the list, puts the list beside; started again, it does so again', async () => {
    proves('onward', 'target:disk', ['script'], ['rsync']);
    const one = prepare('script', { target: 'disk' }, plainFill);
    // The log of the script that made the first copy: with it in the second one, a second start would stop.
    writeFileSync(join(one.first, 'get-GRID1-20261123-101010.log'), 'From: /data/elsewhere/GRID1\n');
    const ended = await runScript(one);
    expect(verdictOf(ended), ended.shown).toBe(whole);
    expect(readFileSync(`${one.second}.md5`, 'utf8')).toBe(readFileSync(one.list, 'utf8'));
    expect(existsSync(join(one.second, 'get-GRID1-20261123-101010.log'))).toBe(false);
    flipByte(join(one.second, 'movies', 'movie.eer'));
    const again = await runScript(one);
    expect(verdictOf(again), again.shown).toBe(whole);
    expect(again.shown).toContain('different:  ./movies/movie.eer');
    expect(findWrongFiles(one.first, one.second).filter((path) => !path.startsWith('get-'))).toEqual([]);
  });

  test('says links that a drive cannot keep', async () => {
    proves('onward', 'target:smb', ['normal', 'verified', 'script'], ['rsync', 'local-disk']);
    const one = prepare('script links', { target: 'smb' });
    rmSync(join(one.first, 'link to nothing'));
    const ended = await runScript(one);
    expect(verdictOf(ended), ended.shown).toBe(
      'DONE: every file of GRID1 is here, with the checksum that it had at its source. Left out, since they are no files: "link to a file".',
    );
  });

  test('is not done where the first copy is damaged, a list is cut, or there is none', async () => {
    const one = prepare('script damaged', { target: 'disk' }, plainFill);
    await one.done('list-make');
    flipByte(join(one.first, 'movies', 'movie.eer'));
    expect(verdictOf(await runScript(one))).toMatch(
      /^NOT DONE: GRID1: missing here or different, even after a second copy that compares contents: movies\/movie\.eer\./,
    );
    flipByte(join(one.first, 'movies', 'movie.eer'));
    const lines = readFileSync(one.list, 'utf8').split('\n');
    writeFileSync(one.list, `${String(lines[0])}\n`);
    expect(verdictOf(await runScript(one))).toMatch(/^NOT DONE: GRID1: not in the collection as it is now: /);
    const none = prepare('script without', { target: 'disk', list: 'came' }, plainFill);
    expect(verdictOf(await runScript(none))).toMatch(
      /^NOT DONE: GRID1: See that the list of checksums is there: this did not work\. There is no list/,
    );
    expect(existsSync(none.second)).toBe(false);
  });
});

describe('by rclone', () => {
  let server: S3Server;
  let proxy: Proxy;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    server = await startS3Server('cryo');
    proxy = await startProxy();
    proxy.forwardTo(server.port);
    env = {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
      LC_ALL: 'C.UTF-8',
      RCLONE_CONFIG: join(site.folder, 'no rclone.conf'),
      RCLONE_CONFIG_BACKUP_TYPE: 's3',
      RCLONE_CONFIG_BACKUP_PROVIDER: 'Other',
      RCLONE_CONFIG_BACKUP_ENDPOINT: `http://127.0.0.1:${proxy.port}`,
      RCLONE_CONFIG_BACKUP_ACCESS_KEY_ID: serverKey,
      RCLONE_CONFIG_BACKUP_SECRET_ACCESS_KEY: serverKey,
      // A folder, with the names that OneDrive takes: backend/onedrive, its encoding.
      RCLONE_CONFIG_ONE_TYPE: 'local',
      RCLONE_CONFIG_ONE_ENCODING:
        'Slash,LtGt,DoubleQuote,Colon,Question,Asterisk,Pipe,BackSlash,Del,Ctl,LeftSpace,LeftTilde,RightSpace,RightPeriod,InvalidUtf8,Dot',
    };
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  const sent = ['list-make', 'send'];
  /** The same as {@link prepare}, where rclone finds its services. */
  function prepareRemote(name: string, draft: Partial<Draft>, fill?: (first: string) => void): Second {
    const one = prepare(
      name,
      { target: 'bucket', remote: 'backup', remoteFolder: `cryo/${name}`, secondCopy: '', ...draft },
      fill,
    );
    const run: Second['run'] = (id, shell = 'bash') =>
      startLine(textOf(one.plan, id), { cwd: site.folder, env, shell }).ended;
    return {
      ...one,
      run,
      async done(id, shell) {
        const { code, shown } = await run(id, shell);
        expect(code, `${id}: ${shown}`).toBe(0);
        return shown;
      },
    };
  }

  test.each(shells)('a bucket gets every name, and the list says so, in %s', async (shell) => {
    proves('onward', 'target:bucket', ['normal', 'names', 'verified'], ['rclone', 's3-server']);
    const one = prepareRemote(`${shell} it's (2) $x`, {}, writeMixedCollection);
    // This server's listing is XML that has it as it is, which nobody can read.
    rmSync(join(one.first, 'tab\tescape\u001B[2J'));
    await one.done('version', shell);
    await doAll(one, sent, shell);
    const shown = (await one.done('verify-remote', shell)).split('\n').slice(-3).join('\n');
    expect(shown).toBe(passed({ ...one, files: one.files - 1 }));
    await one.done('along-remote', shell);
    expect(await one.done('look-into', shell)).toContain(`${shell} it's (2) $x`);
    expect(readdirSync(site.folder)).not.toContain('PWNED');
  });

  const fill = (first: string): void => {
    for (let number = 0; number < 30; number += 1) writeRandomFile(join(first, `m${number}.eer`), 20_000 + number);
  };

  test.each(['all', 'service'])(
    'what was changed, is missing or extra there is found, reading %s',
    async (readBack) => {
      const one = prepareRemote(`harmed-${readBack}`, { readBack }, fill);
      await doAll(one, sent);
      expect(isPassed(await one.done('verify-remote'))).toBe(true);
      const at = `backup:cryo/harmed-${readBack}`;
      for (const line of [
        `head -c 20003 /dev/zero | rclone rcat ${at}/m3.eer`,
        `rclone deletefile ${at}/m4.eer`,
        `echo x | rclone rcat ${at}/extra`,
      ]) {
        expect((await startLine(line, { cwd: site.folder, env }).ended).code).toBe(0);
      }
      expect(namesIn(await one.run('verify-remote'))).toEqual([
        'different:  ./m3.eer',
        'missing:  ./m4.eer',
        'not in the list:  ./extra',
      ]);
      await one.done('cure-remote');
      expect(namesIn(await one.run('verify-remote'))).toEqual(['not in the list:  ./extra']);
    },
  );

  test('a byte that changed in the service itself is found by reading back, and by nothing else', async () => {
    proves('onward', 'target:bucket', ['damage'], ['rclone', 's3-server']);
    const [all, service] = ['all', 'service'].map((readBack) => prepareRemote('rotten', { readBack }, fill));
    if (!all || !service) throw new Error('There are two.');
    await doAll(all, sent);
    const bytes = readFileSync(join(all.first, 'm5.eer'));
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    server.put('rotten/m5.eer', bytes);
    expect(isPassed((await service.run('verify-remote')).shown)).toBe(true);
    expect(namesIn(await all.run('verify-remote'))).toEqual(['different:  ./m5.eer']);
  });

  test('a copy that was killed goes on, and a list that was cut does not pass', async () => {
    proves('onward', 'target:bucket', ['cut'], ['rclone', 's3-server']);
    const one = prepareRemote('stopped', {}, fill);
    await one.done('list-make');
    const held = proxy.holdAfter(4_000);
    const running = startLine(`exec ${textOf(one.plan, 'send')}`, { cwd: site.folder, env });
    await held;
    endProcess(-running.pid, 'SIGKILL');
    await running.ended;
    proxy.reset();
    expect(namesIn(await one.run('verify-remote')).length).toBeGreaterThan(10);
    await one.done('resume');
    expect(isPassed(await one.done('verify-remote'))).toBe(true);
    const lines = readFileSync(one.list, 'utf8').split('\n');
    writeFileSync(one.list, `${lines.slice(0, 30).join('\n')}\n`);
    expect(namesIn(await one.run('verify-remote'))).toHaveLength(one.files - 30);
  });

  test('a service that is away, or unknown, is not passed', async () => {
    const one = prepareRemote('away', { remote: 'nobody' }, fill);
    await one.done('list-make');
    expect((await one.run('look-into')).shown).toContain("didn't find section in config file");
    const ended = await one.run('verify-remote');
    expect(namesIn(ended)).toHaveLength(one.files);
    expect(ended.shown).toContain(`${one.files} files in the list, 0 here\n`);
  });

  test('names that OneDrive cannot have are named before, kept as signs that look alike, and taken back', async () => {
    proves('onward', 'target:onedrive', ['normal', 'names', 'verified'], ['rclone', 'names-of-onedrive']);
    const draft = { target: 'onedrive', remote: 'one', remoteFolder: 'onedrive/GRID1' };
    const one = prepareRemote('one', draft, (first) => {
      for (const name of ['t12:30.eer', 'what?', 'back\\slash', 'end.', ' lead', '~tilde', 'line\nbreak', 'tab\tx'])
        writeRandomFile(join(first, name), 1000);
      writeRandomFile(join(first, 'long', 'x'.repeat(200), `${'y'.repeat(200)}.eer`), 1000);
    });
    await one.done('list-make');
    const named = await one.done('names');
    expect(named).toMatch(/^too long: long\//m);
    expect(named).toContain(`${one.files} names, 8 to look at\n`);
    await one.done('send');
    expect(readdirSync(join(site.folder, 'onedrive', 'GRID1'))).toContain('t12：30.eer');
    const shown = (await one.done('verify-remote')).split('\n').slice(-3).join('\n');
    expect(shown).toBe(passed(one));
    expect(textOf(one.plan, 'verify-remote')).toContain(' --download ');
  });

  test('a line that is not of this list is not read as one', async () => {
    const one = prepareRemote('foreign', {}, fill);
    await doAll(one, sent);
    appendFileSync(one.list, 'not a checksum\n');
    expect(isPassed(await one.done('verify-remote'))).toBe(true);
  });
});
