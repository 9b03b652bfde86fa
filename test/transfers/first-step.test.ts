/**
 * What the first step finds of the server before anything is copied: whether rsync is there, and whether ssh is let in
 * with many keys.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { planTransfer } from '../../src/generator/index.ts';
import type { Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import type { SshdOptions } from '../rigs/sshd.ts';
import { endProcess } from '../rigs/sshd.ts';
import { runScript, verdictOf } from '../rigs/run-script.ts';
import { stepOf, textOf } from '../rigs/plans.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { readTree, writeRandomFile } from '../rigs/tree.ts';

const sites: Site[] = [];
afterEach(async () => {
  for (const site of sites.splice(0)) await site.close();
});

/** A site with a collection, and its plan. */
async function arrange(options: SshdOptions): Promise<{ site: Site; plan: Plan; source: string; destination: string }> {
  const site = await openSite(options);
  sites.push(site);
  const lab = site.makeLab();
  const source = site.locate(lab, 'GRID1');
  writeRandomFile(join(source, 'movies', 'a.eer'), 100_000);
  const destination = join(site.folder, 'GRID1');
  return { site, source, destination, plan: site.plan({ lab, collection: 'GRID1', destination, session: 'none' }) };
}

describe('where the server has no rsync, the first step says so', () => {
  test.each(['dash', 'bash', 'zsh', 'tcsh', 'fish', 'busybox sh', 'ksh93'])(
    'when %s is the shell there',
    async (shell) => {
      const programs = mkdtempSync(join(tmpdir(), 'programs-'));
      for (const folder of ['/usr/bin', '/bin']) {
        for (const name of readdirSync(folder)) {
          if (name !== 'rsync' && !existsSync(join(programs, name)))
            symlinkSync(join(folder, name), join(programs, name));
        }
      }
      const forceCommand = `exec env PATH=${programs} ${shell} -c "$SSH_ORIGINAL_COMMAND"`;
      const { site, plan, destination } = await arrange({ forceCommand });
      const { shown } = await site.run(textOf(plan, 'check'));
      expect(shown).toMatch(/rsync/);
      // fish shows the line that it cannot run.
      expect(shown).not.toMatch(/^(?:FOUND|look): /m);
      const ended = await runScript(site, plan);
      const { means = '' } = stepOf(plan, 'check').otherwise.find(({ help }) => help === 'rsync-missing') ?? {};
      expect([verdictOf(ended), ended.code], ended.shown).toEqual([
        `NOT DONE: Check that you can log in and the collection is there: this did not work. ${means}`,
        1,
      ]);
      expect(existsSync(destination)).toBe(false);
      execFileSync('rm', ['-r', programs]);
    },
  );
});

describe('with seven keys in an agent', () => {
  const password = 'a good one';
  /** What `openssl passwd -6` makes of it. */
  const hash = '$6$gettingdata$xRSWRMYbhhPwvNTB8dGhV18iIwMQ5RDGgAYah3y7mkbtmNozreJNIGn8WHD/GrTX62j5EoFhYK8KcIcANU28N1';

  /**
   * A site whose ssh asks an agent that holds seven keys, none of which the server takes, and reads the settings of the
   * person.
   */
  async function crowd(): Promise<Awaited<ReturnType<typeof arrange>> & { home: string; stop: () => void }> {
    // Lets this account in with a password too, within a view of the file system that has one for it, and for nobody
    // else.
    const accounts = mkdtempSync(join(tmpdir(), 'shadow-'));
    const shadow = join(accounts, 'shadow');
    writeFileSync(shadow, `${userInfo().username}:${hash}:20000:0:99999:7:::\n`, { mode: 0o600 });
    const more = 'AuthenticationMethods=any PasswordAuthentication=yes PermitRootLogin=yes MaxAuthTries=6';
    const view = `mount --bind ${quoteWord(shadow)} /etc/shadow && exec "$@" ${more.replace(/(\S+)/g, '-o $1')}`;
    const arranged = await arrange({ within: ['unshare', '-m', 'sh', '-c', view, 'sh'] });
    const { site } = arranged;
    const home = join(site.folder, 'home');
    mkdirSync(join(home, '.ssh'), { recursive: true });
    const agent = execFileSync('ssh-agent', ['-s', '-a', join(site.folder, 'agent')], { encoding: 'utf8' });
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(agent)?.[1]);
    site.sshd.env.SSH_AUTH_SOCK = join(site.folder, 'agent');
    for (let index = 0; index < 7; index += 1) {
      const file = join(site.folder, `key-${String(index)}`);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
      execFileSync('ssh-add', ['-q', file], { env: site.sshd.env, stdio: 'ignore' });
    }
    const asking = join(site.folder, 'ask');
    writeFileSync(
      asking,
      `#!/bin/sh\necho asked >>${quoteWord(join(site.folder, 'asked'))}\necho ${quoteWord(password)}\n`,
      { mode: 0o755 },
    );
    Object.assign(site.sshd.env, { HOME: home, SSH_ASKPASS: asking, SSH_ASKPASS_REQUIRE: 'force' });
    const config = join(site.sshd.folder, 'ssh.conf');
    const settings = readFileSync(config, 'utf8')
      .replace(/^(?:IdentitiesOnly|IdentityAgent|BatchMode) .*\n/gm, '')
      .replace('LogLevel ERROR', 'LogLevel INFO');
    writeFileSync(config, `Include "${home}/.ssh/config"\n${settings}`);
    return {
      ...arranged,
      home,
      stop: () => {
        endProcess(pid);
        rmSync(accounts, { recursive: true });
      },
    };
  }

  const next = (site: Site): string => {
    const { account } = site.sshd;
    const draft = { method: 'troubleshooting', account, lab: 'lab', collection: 'GRID1', destination: '/srv/GRID1' };
    const planned = planTransfer(site.facility, draft, '2026-11-23');
    if ('problems' in planned) throw new Error(JSON.stringify(planned.problems));
    return textOf(planned.plan, 'too-many-keys');
  };

  test('the next command makes the copy pass, and the whole script, by the password', async () => {
    const { site, plan, source, destination, home, stop } = await crowd();
    try {
      const refused = await site.run(textOf(plan, 'copy'));
      expect(refused.shown).toContain('Too many authentication failures');
      const script = await runScript(site, plan);
      expect(verdictOf(script)).toContain('In ~/.ssh/config, set “PubkeyAuthentication no” for this server');

      writeFileSync(join(home, '.ssh', 'config'), 'Host another.example.edu\n  User jane', { mode: 0o600 });
      expect(await site.run(next(site), 'dash')).toEqual({ code: 0, shown: '' });
      mkdirSync(destination);
      const copied = await site.run(textOf(plan, 'copy'));
      expect(copied.code, copied.shown).toBe(0);
      expect(readTree(destination)).toEqual(readTree(source));
      expect(readFileSync(join(site.folder, 'asked'), 'utf8')).toBe('asked\n');
      const ended = await runScript(site, plan);
      expect(verdictOf(ended), ended.shown).toBe('DONE: GRID1 is whole: every byte was compared.');
    } finally {
      stop();
    }
  });

  test('the line for a key makes the copy pass by that key, and asks nothing', async () => {
    const { site, plan, source, destination, home, stop } = await crowd();
    try {
      expect(await site.run(next(site), 'fish')).toEqual({ code: 0, shown: '' });
      const file = join(home, '.ssh', 'config');
      writeFileSync(file, readFileSync(file, 'utf8').replace('PubkeyAuthentication no', 'IdentitiesOnly yes'));
      mkdirSync(destination);
      const copied = await site.run(textOf(plan, 'copy'));
      expect(copied.code, copied.shown).toBe(0);
      expect(readTree(destination)).toEqual(readTree(source));
      expect(existsSync(join(site.folder, 'asked'))).toBe(false);
    } finally {
      stop();
    }
  });
});
