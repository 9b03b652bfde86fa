/**
 * Each outcome of the table that can be produced here, by the real programs: a script says of it what the table says,
 * and tries again or not.
 */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { rsyncOutcomes } from '../../src/generator/steps/rsync-copy/outcomes.ts';
import type { OutcomeRow } from '../../src/generator/step.ts';
import type { SshdOptions } from '../rigs/sshd.ts';
import { writeCollection } from '../rigs/harms.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import { runScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Ended, Site } from '../rigs/site.ts';
import { writeRandomFile } from '../rigs/tree.ts';

const rows: readonly OutcomeRow[] = [...rsyncOutcomes.disk, ...rsyncOutcomes.reach];
const produced = new Map<string, string>();

afterAll(() => {
  console.log(
    [
      '| outcome | code | what a script does | produced here |',
      '| --- | --- | --- | --- |',
      ...rows.map(
        ([see, , , signs]) =>
          `| ${see} | ${signs?.codes?.join(', ') ?? ''} | ${signs?.then ?? ''} | ${produced.get(see) ?? '*recorded*'} |`,
      ),
    ].join('\n'),
  );
});

/** The words of a row, with the names of the facility filled in as far as a test needs them. */
function meaningOf(site: Site, see: string): string {
  const row = rows.find(([text]) => text === see);
  if (!row) throw new Error(`No row ${see}`);
  return row[1].replaceAll('{manager}', site.facility.contact.role).split('{')[0] ?? '';
}

/** Opens a site with a collection in it, and a plan that brings it into a folder of its own. */
async function arrange(
  options: SshdOptions = {},
  draft: Partial<Draft> = {},
): Promise<{ site: Site; source: string; destination: string; plan: Plan }> {
  const site = await openSite(options);
  const lab = site.makeLab();
  const source = site.locate(lab, 'GRID1');
  writeCollection(source);
  const destination = join(mkdtempSync(join(site.folder, 'to ')), 'GRID1');
  return {
    site,
    source,
    destination,
    plan: site.plan({ lab, collection: 'GRID1', destination, session: 'none', ...draft }),
  };
}

function expectOutcome(site: Site, ended: Ended, see: string, tries: number): void {
  expect(ended.shown).toContain(meaningOf(site, see));
  expect(ended.shown.match(/^It ended with code \d+, which another try can mend/gm) ?? []).toHaveLength(tries - 1);
  const [, code = ''] = /t ended with code (\d+)/.exec(ended.shown) ?? [];
  produced.set(see, `${code === '' ? '' : `code ${code}: `}${verdictOf(ended).split(':')[0] ?? ''}`);
}

/** A server whose every command but the first look, at its rsync and at the collection, is met by this. */
const afterLook = (line: string): string =>
  `sh -c 'case $SSH_ORIGINAL_COMMAND in *--version*) exec sh -c "$SSH_ORIGINAL_COMMAND" ;; esac; ${line}'`;

describe('what the server does', () => {
  test.each<[see: string, forceCommand: string, tries: number]>([
    [
      'is your shell clean?, unexpected tag',
      afterLook('echo Welcome to this server; exec sh -c "$SSH_ORIGINAL_COMMAND"'),
      1,
    ],
    ['rsync: command not found, rsync: not found', afterLook('PATH=/nowhere; rsync --server'), 1],
    [
      'your password has expired, Password change required',
      afterLook(
        'echo "WARNING: Your password has expired." >&2; echo "Password change required but no TTY available." >&2; exit 1',
      ),
      1,
    ],
    ['code 12, code 255, Broken pipe, unexpected end of file', afterLook('kill -9 $PPID'), 3],
  ])('%s', async (see, forceCommand, tries) => {
    const { site, plan } = await arrange({ forceCommand });
    try {
      const ended = await runScript(site, plan);
      expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: Copy: it ended with code \d+\. /);
      expect(verdictOf(ended)).toContain(meaningOf(site, see));
      expectOutcome(site, ended, see, tries);
      expect(ended.code).toBe(1);
    } finally {
      await site.close();
    }
  });
});

describe('what ssh does', () => {
  /** Changes the settings of ssh, or its keys, once the copy begins: as the first step has been passed. */
  const atCopy = async (see: string, tries: number, change: (site: Site) => void): Promise<void> => {
    const { site, plan } = await arrange();
    try {
      const bin = mkdtempSync(join(site.folder, 'bin '));
      writeFileSync(
        join(bin, 'mkdir'),
        `#!/bin/sh\n[ -e ${JSON.stringify(join(bin, 'go'))} ] || : >${JSON.stringify(join(bin, 'go'))}\nexec /bin/mkdir "$@"\n`,
      );
      chmodSync(join(bin, 'mkdir'), 0o755);
      site.sshd.env.PATH = `${bin}:${site.sshd.env.PATH ?? ''}`;
      const running = runScript(site, plan);
      // The script makes the destination between the look and the copy; the check of room comes after it.
      await expect.poll(() => existsSync(join(bin, 'go')), { interval: 2 }).toBe(true);
      change(site);
      const ended = await running;
      expect(verdictOf(ended)).toContain(meaningOf(site, see));
      expectOutcome(site, ended, see, tries);
    } finally {
      await site.close();
    }
  };

  test('Permission denied (publickey', async () => {
    await atCopy('Permission denied (publickey', 1, (site) => {
      writeFileSync(join(site.sshd.folder, 'authorized-keys'), '');
    });
  });

  test('REMOTE HOST IDENTIFICATION HAS CHANGED, Host key verification failed', async () => {
    await atCopy('REMOTE HOST IDENTIFICATION HAS CHANGED, Host key verification failed', 1, (site) => {
      const known = join(site.sshd.folder, 'known-hosts');
      const [name = ''] = readFileSync(known, 'utf8').split(' ');
      writeFileSync(known, `${name} ${readFileSync(join(site.sshd.folder, 'client-key.pub'), 'utf8')}`);
    });
  });

  test('Cannot execute command-line and remote command', async () => {
    await atCopy('Cannot execute command-line and remote command', 1, (site) => {
      const config = join(site.sshd.folder, 'ssh.conf');
      writeFileSync(config, `RemoteCommand tmux\n${readFileSync(config, 'utf8')}`);
    });
  });

  test.each([
    ['Bad owner or permissions, Bad configuration option', 'UseKeychain yes'],
    ['no matching host key type found, Unable to negotiate', 'HostKeyAlgorithms ssh-rsa\nLogLevel INFO'],
  ])('%s', async (see, line) => {
    await atCopy(see, 1, (site) => {
      const config = join(site.sshd.folder, 'ssh.conf');
      writeFileSync(config, `${line}\n${readFileSync(config, 'utf8')}`);
    });
  });

  test('Could not resolve hostname', async () => {
    await atCopy('Could not resolve hostname', 3, (site) => {
      const config = join(site.sshd.folder, 'ssh.conf');
      writeFileSync(config, readFileSync(config, 'utf8').replace('HostName 127.0.0.1', 'HostName unknown.invalid'));
    });
  });
});

describe('what the disk here does', () => {
  test('code 3: the destination is a file', async () => {
    const { site, destination, plan } = await arrange();
    try {
      writeFileSync(destination, 'x');
      const ended = await runScript(site, plan);
      expect(verdictOf(ended)).toBe(
        'NOT DONE: GRID1: Make the destination folder: this did not work. A file stands there, or in its path. Choose another destination.',
      );
    } finally {
      await site.close();
    }
  });

  test('refusing to follow a symlink', async () => {
    const { site, source, plan } = await arrange();
    try {
      const real = mkdtempSync(join(site.folder, 'real '));
      const link = join(site.folder, 'of somebody else');
      symlinkSync(real, link);
      lchownSync(link, 61234, 61234);
      const { lab = '' } = plan.request;
      const through = site.plan({ lab, collection: 'GRID1', destination: join(link, 'GRID1'), session: 'none' });
      const ended = await runScript(site, through);
      expect(existsSync(source)).toBe(true);
      expect(verdictOf(ended)).toContain(meaningOf(site, 'refusing to follow a symlink'));
      expectOutcome(site, ended, 'refusing to follow a symlink', 1);
    } finally {
      await site.close();
    }
  });

  test('No space left on device, quota exceeded', async () => {
    const { site, source, plan } = await arrange();
    const disk = mkdtempSync(join(site.folder, 'disk '));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'none', disk]);
    try {
      writeRandomFile(join(source, 'big.eer'), 8_000_000);
      const { lab = '' } = plan.request;
      const small = site.plan({ lab, collection: 'GRID1', destination: join(disk, 'GRID1'), session: 'none' });
      const room = await runScript(site, small);
      expect(verdictOf(room)).toMatch(/^NOT DONE: Too little room: /);
      const ended = await runScript(site, small, 'CHECK_ROOM=no');
      expect(verdictOf(ended)).toContain(meaningOf(site, 'No space left on device, quota exceeded'));
      expectOutcome(site, ended, 'No space left on device, quota exceeded', 1);
    } finally {
      execFileSync('umount', [disk]);
      await site.close();
    }
  });

  test('too few inodes are found before the copy, and holes and hard links are counted as they will arrive', async () => {
    const { site, source, plan } = await arrange();
    const disk = mkdtempSync(join(site.folder, 'disk '));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m,nr_inodes=30', 'none', disk]);
    try {
      for (let index = 0; index < 40; index += 1) writeRandomFile(join(source, `${String(index)}.mrc`), 10);
      const { lab = '' } = plan.request;
      const small = site.plan({ lab, collection: 'GRID1', destination: join(disk, 'GRID1'), session: 'none' });
      expect(verdictOf(await runScript(site, small))).toMatch(
        /^NOT DONE: Too many files: \d+ are still to come, and the disk of /,
      );
      execFileSync('mount', ['-o', 'remount,nr_inodes=1000', disk]);
      // 100 MB that take no block there, and would take all of them here.
      writeFileSync(join(source, 'holes.mrc'), '');
      truncateSync(join(source, 'holes.mrc'), 100 * 2 ** 20);
      expect(verdictOf(await runScript(site, small))).toMatch(
        /^NOT DONE: Too little room: 100\.\d MiB are still to come/,
      );
    } finally {
      execFileSync('umount', [disk]);
      await site.close();
    }
  });

  test('mkdir, mkstemp … Permission denied, Read-only file system', async () => {
    const { site, source, plan } = await arrange();
    const disk = mkdtempSync(join(site.folder, 'disk '));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'none', disk]);
    try {
      mkdirSync(join(disk, 'GRID1'));
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const { lab = '' } = plan.request;
      const to = site.plan({ lab, collection: 'GRID1', destination: join(disk, 'GRID1'), session: 'none' });
      const ended = await runScript(site, to);
      expect(existsSync(source)).toBe(true);
      expect(verdictOf(ended)).toMatch(/^NOT DONE: Nothing can be written in /);
    } finally {
      execFileSync('umount', [disk]);
      await site.close();
    }
  });

  test('mkdir, mkstemp … Operation not permitted', async () => {
    const { site, destination, plan } = await arrange();
    mkdirSync(join(destination, 'movies'), { recursive: true });
    execFileSync('chattr', ['+i', join(destination, 'movies')]);
    try {
      const ended = await runScript(site, plan);
      expectOutcome(site, ended, 'mkdir, mkstemp … Operation not permitted', 1);
    } finally {
      execFileSync('chattr', ['-i', join(destination, 'movies')]);
      await site.close();
    }
  });

  test('chown, chgrp … failed: a drive without owners, where each image arrives', async () => {
    const { site, source, plan } = await arrange();
    const drive = plugInDrive('exfat', 40_000_000);
    try {
      // exFAT has no links: without them all can arrive. To give a file away, rsync has to have one of somebody else.
      rmSync(join(source, 'best'));
      execFileSync('chown', ['-R', '61234:61234', source]);
      const { lab = '' } = plan.request;
      const to = site.plan({ lab, collection: 'GRID1', destination: join(drive.path, 'GRID1'), session: 'none' });
      const ended = await runScript(site, to);
      expectOutcome(site, ended, 'chown, chgrp … failed', 1);
      expect(ended.shown).not.toContain('The copy is not complete');
      expect(verdictOf(ended)).toBe('DONE: GRID1 is whole: every byte was compared.');
    } finally {
      drive.remove();
      await site.close();
    }
  });

  test('Invalid argument, File name too long, Illegal byte sequence: a name that exFAT cannot have', async () => {
    const { site, source, plan } = await arrange();
    const drive = plugInDrive('exfat', 40_000_000);
    try {
      rmSync(join(source, 'best'));
      writeRandomFile(join(source, 't12:30.eer'), 500);
      const { lab = '' } = plan.request;
      const to = site.plan({ lab, collection: 'GRID1', destination: join(drive.path, 'GRID1'), session: 'none' });
      const ended = await runScript(site, to);
      expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: /);
      expect(verdictOf(ended)).toContain('t12:30.eer');
    } finally {
      drive.remove();
      await site.close();
    }
  });
});

describe('what is not there', () => {
  test('link_stat, change_dir … No such file or directory: a collection that goes after the look', async () => {
    const { site, source, plan } = await arrange({
      forceCommand: afterLook('rm -rf "$GONE"; exec sh -c "$SSH_ORIGINAL_COMMAND"'),
      acceptEnv: ['GONE'],
    });
    try {
      site.sshd.env.GONE = source;
      const ended = await runScript(site, plan);
      const see = 'link_stat, change_dir … No such file or directory';
      expect(verdictOf(ended)).toContain(meaningOf(site, see));
      expectOutcome(site, ended, see, 1);
    } finally {
      await site.close();
    }
  });

  test('symlink has no referent', async () => {
    const { site, source, plan } = await arrange({}, { links: 'copy' });
    try {
      symlinkSync('/elsewhere/nowhere.mrc', join(source, 'ref.mrc'));
      const ended = await runScript(site, plan);
      // All that there is has been brought: the link is named, and nothing is called whole.
      expect(verdictOf(ended)).toBe(
        `DONE: every file of GRID1 is here, and every byte was compared. Links that lead nowhere: "${join(source, 'ref.mrc')}".`,
      );
      expectOutcome(site, ended, 'symlink has no referent', 1);
    } finally {
      await site.close();
    }
  });

  test('code 23: a file that cannot be read', async () => {
    const { site, source, plan } = await arrange({
      forceCommand: `setpriv --reuid=61234 --regid=61234 --clear-groups sh -c 'cd / && exec sh -c "$SSH_ORIGINAL_COMMAND"'`,
    });
    try {
      chmodSync(join(source, 'movies', 'b.eer'), 0);
      appendFileSync(join(source, 'gain.mrc'), 'x');
      const ended = await runScript(site, plan);
      expect(verdictOf(ended)).toMatch(/^NOT DONE: GRID1: missing here or different, .*: movies\/b\.eer\. /);
      expectOutcome(site, ended, 'send_files failed to open, opendir, code 23', 5);
    } finally {
      await site.close();
    }
  });
});
