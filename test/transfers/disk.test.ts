import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { quoteWord } from '../../src/generator/command/quote.ts';
import { plugInDrive } from '../rigs/image-drive.ts';
import { textOf } from '../rigs/plans.ts';
import { makeScript, runScript, verdictOf } from '../rigs/run-script.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import { locate, pathOf, putProgram, standInMount } from '../rigs/stand-in-drive.ts';
import { writeRandomFile } from '../rigs/tree.ts';
import { isPassed } from '../rigs/verdict.ts';
import { proves } from '../rigs/proven/proves.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A collection as a microscope leaves it: some of it cannot be written in any more. */
function makeCollection(): { lab: string; source: string } {
  const lab = site.makeLab("the disk's lab");
  const source = site.locate(lab, 'GRID 1');
  writeRandomFile(join(source, 'movies', 'inner', "it's 1.eer"), 300_000);
  writeRandomFile(join(source, 'movies', 'b.eer'), 200_000);
  chmodSync(join(source, 'movies', 'b.eer'), 0o444);
  chmodSync(join(source, 'movies', 'inner'), 0o555);
  chmodSync(join(source, 'movies'), 0o555);
  return { lab, source };
}

const planTo = (lab: string, destination: string, draft: Partial<Draft> = {}): Plan =>
  site.plan({ lab, collection: 'GRID 1', destination, session: 'none', ...draft });

/** Runs steps of a plan. Gives what the last one has shown. */
async function runSteps(plan: Plan, ids: readonly string[], before = ''): Promise<string> {
  let shown = '';
  for (const id of ids) {
    const ended = await site.run(`${before}${textOf(plan, id)}`);
    shown = ended.shown;
    expect(ended.code, `${id}: ${shown}`).toBe(0);
  }
  return shown;
}

/** What a second run of the copy brings: it says so for each file, with -i. */
const bringsAgain = async (plan: Plan): Promise<string[]> => {
  const { shown } = await site.run(textOf(plan, 'copy').replace(' -P ', ' -P -i '));
  return shown.match(/^[<>ch.][fdLDS].*/gm) ?? [];
};

describe('a copy to a disk of the kind', () => {
  test.each(['own', 'smb', 'nfs', 'windows'])('%s is whole, and its second run brings nothing', async (disk) => {
    if (disk === 'smb' || disk === 'nfs')
      proves('rsync', `disk:${disk}`, ['normal', 'verified'], ['rsync', 'openssh', 'local-disk']);
    const { lab, source } = makeCollection();
    symlinkSync('movies/b.eer', join(source, 'link'));
    const plan = planTo(lab, join(site.folder, `kind ${disk}`), { disk });
    await runSteps(plan, ['folder', 'space', 'copy']);
    expect(await bringsAgain(plan)).toEqual([]);
    expect(isPassed(await runSteps(plan, ['verify']))).toBe(true);
    // Only these two have links, and only the network drives get folders that can be written in.
    expect(existsSync(join(site.folder, `kind ${disk}`, 'link'))).toBe(disk === 'own' || disk === 'nfs');
    const { mode } = statSync(join(site.folder, `kind ${disk}`, 'movies', 'inner'));
    expect((mode & 0o200) > 0).toBe(disk === 'smb' || disk === 'nfs');
  });

  test('windows, with exFAT, brings nothing again; a script finds names that differ in capitals only', async () => {
    proves('rsync', 'disk:windows', ['normal', 'verified', 'script'], ['rsync', 'openssh', 'exfat']);
    const drive = plugInDrive('exfat', 40_000_000);
    try {
      const { lab, source } = makeCollection();
      const destination = join(drive.path, 'GRID 1');
      const plan = planTo(lab, destination, { disk: 'windows' });
      expect(await runSteps(plan, ['folder', 'space'])).toMatch(/exfat|fuseblk/);
      await runSteps(plan, ['copy']);
      expect(await bringsAgain(plan)).toEqual([]);
      const done = await runScript(site, plan);
      expect(verdictOf(done), done.shown).toBe('DONE: GRID 1 is whole: every byte was compared.');
      expect(done.shown).not.toContain('which keeps less');

      writeFileSync(join(source, 'Image.eer'), 'one');
      writeFileSync(join(source, 'image.eer'), 'two');
      const mixed = await runScript(site, plan);
      expect(verdictOf(mixed), mixed.shown).toMatch(
        /^NOT DONE: GRID 1: the disk of .* takes names that differ in capitals only for one, so files would be lost: .*[Ii]mage\.eer/,
      );
      // Nothing of it was copied, and an own disk keeps both apart.
      expect(existsSync(join(destination, 'image.eer'))).toBe(false);
      const own = await runScript(site, planTo(lab, join(site.folder, 'both names')));
      expect(verdictOf(own), own.shown).toBe('DONE: GRID 1 is whole: every byte was compared.');
    } finally {
      drive.remove();
    }
  });
});

describe('a script', () => {
  const go = async (disk: string, type: string, name: string): Promise<{ shown: string; verdict: string }> => {
    const { lab } = makeCollection();
    const plan = planTo(lab, join(site.folder, name), { disk });
    const ended = await site.run(makeScript(site, plan).line('sh', `MOST_TRIES=2 ${pathOf(standInMount(site, type))}`));
    return { shown: ended.shown, verdict: verdictOf(ended) };
  };

  test.each([
    ['smb', 'cifs'],
    ['smb', 'smb3'],
    ['nfs', 'nfs4'],
    ['windows', 'exfat'],
    ['windows', '9p'],
    ['own', 'xfs'],
    ['own', 'nfs'],
  ])('made for %s copies to a disk of type %s', async (disk, type) => {
    if (disk === 'smb' || disk === 'nfs')
      proves('rsync', `disk:${disk}`, ['script'], ['rsync', 'openssh', 'local-disk']);
    const { shown, verdict } = await go(disk, type, `right ${disk} ${type}`);
    expect(verdict, shown).toMatch(/^DONE: /);
    expect(shown).not.toMatch(/is on a disk of type/);
  });

  test.each([
    ['smb', 'ext4'],
    ['nfs', 'ext4'],
    ['windows', 'cifs'],
    ['smb', 'nfs4'],
  ])('made for %s copies nothing to a disk of type %s', async (disk, type) => {
    const { shown, verdict } = await go(disk, type, `wrong ${disk} ${type}`);
    expect(verdict, shown).toContain(
      `NOT DONE: ${join(site.folder, `wrong ${disk} ${type}`)} is on a disk of type ${type},`,
    );
    expect(existsSync(join(site.folder, `wrong ${disk} ${type}`, 'movies'))).toBe(false);
  });

  test.each(['cifs', 'exfat'])('made for an own disk says so on one of type %s, and goes on', async (type) => {
    const { shown, verdict } = await go('own', type, `other ${type}`);
    expect(shown).toContain(`is on a disk of type ${type}, which keeps less than the copy asks for`);
    expect(verdict).toMatch(/^DONE: /);
  });

  test('stops before the next try when the drive is gone, and leaves the disk below alone', async () => {
    const { lab } = makeCollection();
    const destination = join(site.folder, 'gone', 'GRID 1');
    const plan = planTo(lab, destination, { disk: 'smb' });
    const mount = standInMount(site, 'cifs');
    // The first try takes the drive along: from then on mount shows the disk below.
    const gone = [join(mount, 'mount'), join(destination, 'movies')].map(quoteWord).join(' ');
    const program = `#!/bin/sh\ncase "$*" in *' -P '*) rm -rf ${gone}; exit 12 ;; esac\nexec ${locate('rsync')} "$@"\n`;
    const setting = pathOf(putProgram(site, 'rsync', program), mount);
    const ended = await site.run(makeScript(site, plan).line('sh', `MOST_TRIES=5 ${setting}`));
    expect(verdictOf(ended), ended.shown).toMatch(/^NOT DONE: .*which is not the kind that was chosen \(--disk smb\)/);
    expect(ended.shown.match(/^It ended with code 12/gm)).toHaveLength(1);
    expect(existsSync(join(destination, 'movies'))).toBe(false);
  });
});

describe('a copy for these readers', () => {
  /** Two people, given by numbers: one of the lab, and one who is not. */
  const lab = { uid: 41_001, gid: 41_000 };
  const stranger = { uid: 41_002, gid: 41_002 };
  const may = (who: typeof lab, what: string): boolean => {
    try {
      execFileSync('sh', ['-c', what], { uid: who.uid, gid: who.gid, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };

  test.each(
    (['lab-reads', 'lab-writes', 'me'] as const).flatMap((readers) =>
      (['022', '077'] as const).map((umask) => [readers, umask] as const),
    ),
  )('%s, with umask %s, also over a copy made before', async (readers, umask) => {
    const { lab: folder, source } = makeCollection();
    writeRandomFile(join(source, 'open to all.eer'), 1000);
    chmodSync(join(source, 'open to all.eer'), 0o666);
    // Others may pass through the folders above.
    const above = join('/tmp', `readers-${String(process.pid)}-${readers}-${umask}`);
    mkdirSync(above, { mode: 0o755 });
    try {
      const destination = join(above, 'GRID 1');
      const plain = planTo(folder, destination);
      const group = readers === 'me' ? {} : { group: String(lab.gid) };
      const plan = planTo(folder, destination, { readers, ...group });
      const before = `umask ${umask}; `;
      await runSteps(plain, ['folder', 'copy'], before);
      const steps = ['folder', ...(readers === 'me' ? [] : ['group']), 'copy'];
      await runSteps(plan, steps, before);
      if (readers !== 'me') execFileSync('chgrp', ['-R', String(lab.gid), destination]);
      const expected = { 'lab-reads': 'drwxr-s---', 'lab-writes': 'drwxrws---', me: 'drwx------' }[readers];
      expect(await runSteps(plan, ['readable'])).toMatch(new RegExp(`^${expected} `));

      expect(await bringsAgain(plan)).toEqual([]);
      expect(isPassed(await runSteps(plan, ['verify']))).toBe(true);

      const image = quoteWord(join(destination, 'movies', 'inner', "it's 1.eer"));
      const open = quoteWord(join(destination, 'open to all.eer'));
      const readAll = `cat ${image} ${open}`;
      expect(may(lab, readAll)).toBe(readers !== 'me');
      expect(may(stranger, readAll)).toBe(false);
      expect(may(stranger, `cat ${open}`)).toBe(false);
      const add = `: > ${quoteWord(join(destination, 'movies', 'of the lab'))} && : >> ${image}`;
      expect(may(lab, add)).toBe(readers === 'lab-writes');
      rmSync(join(destination, 'movies', 'of the lab'), { force: true });
    } finally {
      rmSync(above, { recursive: true });
    }
  });

  test('gives what is new to the group of the destination', async () => {
    const { lab: folder } = makeCollection();
    const destination = join(site.folder, 'to a group');
    const plan = planTo(folder, destination, { readers: 'lab-reads', group: String(lab.gid) });
    await runSteps(plan, ['folder']);
    chmodSync(destination, 0o755);
    await runSteps(plan, ['group', 'copy']);
    for (const path of ['', 'movies', 'movies/inner', "movies/inner/it's 1.eer"]) {
      expect([path, statSync(join(destination, path)).gid]).toEqual([path, lab.gid]);
    }
    const unknown = planTo(folder, destination, { readers: 'lab-reads', group: 'no such group' });
    const ended = await site.run(textOf(unknown, 'group'));
    expect(ended.code).not.toBe(0);
    expect(ended.shown).toMatch(/invalid group/);
    const script = await runScript(site, unknown);
    expect(verdictOf(script)).toContain('There is no such group on this computer');
    chownSync(destination, 0, 0);
  });
});
