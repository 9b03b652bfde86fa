import { describe, expect, it, test } from 'vitest';
import { exampleBucket, exampleFacility, exampleLibrary, exampleSftp } from '../../../rigs/example-facility.ts';
import { planFrom, stepOf, textOf } from '../../../rigs/plans.ts';

const { planOf, problemsOf } = planFrom(
  { method: 'rsync', account: 'jdoe', lab: 'smith-lab', collection: 'GRID1', destination: '/mnt/nas/GRID1' },
  exampleFacility,
);

/** The options of a command that say what is kept: all before `-P` or `-c`. */
const kept = (text: string): string => /rsync (-[^ ]* .*?)-(?:P|c) /.exec(text)?.[1]?.trim() ?? '';

describe('the disk of the destination', () => {
  test.each([
    ['own', '-a', '-rlcn'],
    ['smb', '-rt --chmod=Du+w', '-rcn'],
    ['nfs', '-rlt --chmod=Du+w', '-rlcn'],
    ['windows', '-rt --modify-window=1', '-rcn'],
  ])('%s: every copy has %s, and the check %s', (disk, options, check) => {
    for (const computer of ['linux', 'macos']) {
      const plan = planOf({ disk, computer, keys: 'key', ...(computer === 'linux' && { streams: '4' }) });
      for (const id of ['copy', 'resume', 'cure']) expect([id, kept(textOf(plan, id))]).toEqual([id, options]);
      expect(textOf(plan, 'verify')).toContain(` ${check} `);
      if (computer === 'linux') expect(textOf(plan, 'streams')).toContain(` rsync ${options} -v `);
    }
    expect(textOf(planOf({ disk, keys: 'key', live: 'yes' }), 'round')).toContain(` ${options} `);
    expect(textOf(planOf({ disk, prove: 'list' }), 'cure-list')).toContain(`rsync ${options} -c `);
  });

  it('of WSL is one of Windows under /mnt/c, whatever is chosen but a network drive', () => {
    expect(kept(textOf(planOf({ computer: 'wsl', destination: '/mnt/c/GRID1' }), 'copy'))).toBe(
      '-rt --modify-window=1',
    );
    expect(kept(textOf(planOf({ computer: 'wsl', destination: '/mnt/c/GRID1', disk: 'smb' }), 'copy'))).toBe(
      '-rt --chmod=Du+w',
    );
  });

  it('is looked at in the step about space, and held against what was chosen', () => {
    const spaceOf = (draft: Record<string, string>) => stepOf(planOf(draft), 'space');
    expect(textOf(planOf({}), 'space')).toBe('df -hT /mnt/nas/GRID1');
    expect(textOf(planOf({ computer: 'macos' }), 'space')).toBe('df -h /mnt/nas/GRID1');
    expect(spaceOf({ disk: 'smb' }).expect).toContain('`Type` is `cifs` or `smb3`.');
    expect(spaceOf({ disk: 'nfs', computer: 'macos' }).expect).toContain(
      '`Filesystem` is a computer, a colon and a path.',
    );
    expect(spaceOf({ disk: 'smb' }).route?.disk).toBe('smb');
    expect(spaceOf({}).route).not.toHaveProperty('disk');
    // It was not chosen: a script does not stop for it.
    expect(spaceOf({ computer: 'wsl', destination: '/mnt/c/GRID1' }).route).not.toHaveProperty('disk');
  });

  it('is told what it loses', () => {
    const texts = (draft: Record<string, string>) =>
      planOf(draft)
        .notices.map(({ text }) => text)
        .join('\n');
    expect(texts({})).not.toContain('drive');
    expect(texts({ disk: 'smb' })).toContain('it keeps one, without a message. The first step names such files');
    expect(texts({ disk: 'smb' })).toContain('Links of the collection are not on an SMB drive afterwards.');
    expect(texts({ disk: 'smb', links: 'copy' })).not.toContain('Links of the collection are not');
    expect(texts({ disk: 'nfs' })).toContain('do not use sudo');
    expect(texts({ disk: 'windows' })).toContain('only one file is left');
  });

  it('by NFS is read anew before a check', () => {
    for (const [prove, check] of [
      ['compare', 'verify'],
      ['list', 'verify-list'],
      ['both', 'verify-list'],
    ] as const) {
      const ids = planOf({ disk: 'nfs', prove }).steps.map(({ id }) => id);
      expect(ids.filter((id) => id === 'forget')).toHaveLength(1);
      expect(ids.indexOf('forget')).toBe(ids.indexOf(check) - 1);
    }
    expect(textOf(planOf({ disk: 'nfs' }), 'forget')).toBe(
      "find /mnt/nas/GRID1 -type f -exec dd 'if={}' iflag=nocache count=0 status=none ';'",
    );
    for (const draft of [{ disk: 'smb' }, { disk: 'smb', prove: 'list' }, { prove: 'list' }]) {
      expect(planOf(draft).steps.map(({ id }) => id)).not.toContain('forget');
    }
  });

  it('refuses names that it cannot have, and collections that it would mix', () => {
    expect(problemsOf({ disk: 'windows', destination: '/media/x/12:30' })).toEqual([
      'destination: Destination “/media/x/12:30” has the character “:”, which exFAT, FAT and NTFS cannot have in a name. Choose another name for the destination, or a disk of another kind.',
    ]);
    for (const disk of ['smb', 'windows']) {
      expect(problemsOf({ disk, alsoCollections: 'grid1' })[0]).toContain('is there twice');
    }
    expect(problemsOf({ disk: 'nfs', alsoCollections: 'grid1' })).toEqual([]);
  });

  it('is not asked for on Windows', () => {
    const { request, notices } = planOf({ computer: 'windows', destination: 'D:\\GRID1', disk: 'smb', readers: 'me' });
    expect(request).toMatchObject({ disk: '', readers: '' });
    expect(notices.filter(({ field }) => field === 'disk')).toEqual([]);
  });
});

describe('the readers of a copy', () => {
  test.each([
    ['lab-reads', 'Du+rwx,Dg+rxs,Dg-w,Do-rwx,Fu+rw,Fg+r,Fg-w,Fo-rwx,Fa-x', '`drwxr-s---`'],
    ['lab-writes', 'Dug+rwx,Dg+s,Do-rwx,Fug+rw,Fo-rwx,Fa-x', '`drwxrws---`'],
    ['me', 'Du+rwx,Dgo-rwx,Dg-s,Fu+rw,Fgo-rwx,Fa-x', '`drwx------`'],
  ])('%s: the copy has --chmod=%s', (readers, chmod, modes) => {
    const plan = planOf({ readers });
    for (const id of ['copy', 'resume', 'cure']) expect(kept(textOf(plan, id))).toBe(`-rlpt --chmod=${chmod}`);
    expect(textOf(plan, 'readable')).toBe('ls -ld /mnt/nas/GRID1');
    expect(stepOf(plan, 'readable').expect).toContain(modes);
    // No number, and nothing after “=”: Apple’s rsync refuses the one, and passes over the other.
    expect(chmod).toMatch(/^(?:[DF][ugoa]+[+-][rwxs]+(?:,|$))+$/);
  });

  it('get the group that is named, before the copy, in the folder of each collection', () => {
    const plan = planOf({ readers: 'lab-reads', group: 'curie lab', alsoCollections: 'GRID2' });
    expect(plan.steps.filter(({ id }) => id.startsWith('group')).map(({ id }) => textOf(plan, id))).toEqual([
      "chgrp 'curie lab' /mnt/nas/GRID1",
      "chgrp 'curie lab' /mnt/nas/GRID2",
    ]);
    const ids = plan.steps.map(({ id }) => id);
    expect(ids.indexOf('group')).toBeGreaterThan(ids.indexOf('folder-2'));
    expect(ids.indexOf('group')).toBeLessThan(ids.indexOf('copy'));
    expect(stepOf(plan, 'group')).not.toHaveProperty('inside');
  });

  it('are not asked for where a drive keeps no permissions', () => {
    expect(planOf({ disk: 'smb', readers: 'me' }).steps.map(({ id }) => id)).not.toContain('readable');
    expect(problemsOf({ group: 'curie' })[0]).toContain('has no meaning here');
  });

  test.each(['-R', 'a:b', '/etc', '+x'])('cannot be the group %s', (group) => {
    expect(problemsOf({ readers: 'lab-reads', group })).toEqual([
      `group: Group of the lab “${group}” is not the name of a group. Enter one name, for example curie-lab`,
    ]);
  });

  it('keep what -a keeps unless they are chosen', () => {
    expect(kept(textOf(planOf({}), 'copy'))).toBe('-a');
  });
});

describe('other ways', () => {
  const other = planFrom(
    {
      method: 'petalibrary',
      lab: 'smith-lab',
      collection: 'GRID1',
      allocation: 'smith',
      rcAccount: 'jado1234',
      onward: 'dtn',
      destination: '/mnt/nas/GRID1',
      session: 'none',
    },
    { ...exampleFacility, petalibrary: exampleLibrary },
  );

  it('ask for it too: from PetaLibrary to a folder of the person’s', () => {
    for (const [disk, options] of [
      ['own', '-a'],
      ['smb', '-rt --chmod=Du+w'],
      ['nfs', '-rlt --chmod=Du+w'],
      ['windows', '-rt --modify-window=1'],
    ] as const) {
      const plan = other.planOf({ disk });
      for (const id of ['copy', 'resume', 'cure']) expect(kept(textOf(plan, `onward-${id}`))).toBe(options);
      expect(textOf(plan, 'onward-space')).toBe('df -hT /mnt/nas/GRID1');
      expect(stepOf(plan, 'onward-space').script).toBe('disk');
      expect(stepOf(plan, 'onward-copy').route?.disk).toBe(disk === 'own' ? undefined : disk);
      expect(plan.steps.some(({ id }) => id === 'onward-forget')).toBe(disk === 'nfs');
    }
    const text = other.planOf({ disk: 'smb' }).notices.find(({ field }) => field === 'disk')?.text;
    expect(text).toContain('The check finds what was lost so: choose another disk');
    expect(other.planOf({ onward: 'none', destination: '', disk: 'smb' }).request.disk).toBe('');
  });

  it('and for the readers', () => {
    const plan = other.planOf({ readers: 'lab-reads', group: 'curie-lab' });
    expect(textOf(plan, 'onward-group')).toBe('chgrp curie-lab /mnt/nas/GRID1');
    expect(kept(textOf(plan, 'onward-copy'))).toMatch(/^-rlpt --chmod=Du\+rwx,/);
    expect(textOf(plan, 'onward-readable')).toBe('ls -ld /mnt/nas/GRID1');
    const ids = plan.steps.map(({ id }) => id);
    expect(ids.indexOf('onward-group')).toBeLessThan(ids.indexOf('onward-copy'));
    expect(other.problemsOf({ disk: 'windows', destination: '/media/x/12:30' })[0]).toContain('exFAT, FAT and NTFS');
  });

  test.each(['sftp', 'bucket', 'aws'])('show the kind of disk, and say what it loses: %s', (method) => {
    const { planOf: planBy, problemsOf: problemsBy } = planFrom(
      {
        method,
        lab: 'smith-lab',
        collection: 'GRID1',
        destination: '/mnt/nas/GRID1',
        ...(method === 'sftp' && { account: 'jdoe' }),
        ...(method === 'aws' && { bucket: 'lab-bucket', region: 'us-west-2', prefix: 'p' }),
      },
      { ...exampleFacility, bucket: exampleBucket, storage: { ...exampleFacility.storage, sftp: exampleSftp } },
    );
    for (const disk of ['own', 'smb', 'nfs', 'windows']) {
      const plan = planBy({ disk });
      expect(textOf(plan, 'space')).toBe('df -hT /mnt/nas/GRID1');
      const told = plan.notices.filter(({ field }) => field === 'disk').map(({ text }) => text);
      expect(told).toHaveLength({ own: 0, smb: 2, nfs: 2, windows: 1 }[disk] ?? 0);
      if (disk !== 'own' && disk !== 'nfs') expect(told[0]).toContain('The check finds what was lost so');
      const ids = plan.steps.map(({ id }) => id);
      expect(ids.includes('forget')).toBe(disk === 'nfs' && method === 'sftp');
      if (ids.includes('forget')) expect(ids.indexOf('forget')).toBe(ids.indexOf('verify') - 1);
    }
    expect(stepOf(planBy({ disk: 'smb' }), 'space').expect).toContain('`Type` is `cifs` or `smb3`.');
    expect(textOf(planBy({ computer: 'macos' }), 'space')).toBe('df -h /mnt/nas/GRID1');
    expect(problemsBy({ disk: 'windows', destination: '/media/x/12:30' })[0]).toContain('exFAT, FAT and NTFS');
    if (method === 'sftp') return;
    expect(planBy({ computer: 'windows', destination: 'D:\\GRID1', disk: 'smb' }).request.disk).toBe('');
  });

  it('say it where nothing is typed, and have the drive read before the list is compared', () => {
    const { planOf: planBy, problemsOf: problemsBy } = planFrom(
      { method: 'filezilla', account: 'jdoe', lab: 'smith-lab', collection: 'GRID1', destination: '/mnt/nas/GRID1' },
      exampleFacility,
    );
    expect(planBy({}).notices.filter(({ field }) => field === 'disk')).toEqual([]);
    expect(planBy({ disk: 'windows' }).notices.find(({ field }) => field === 'disk')?.text).toContain('only one file');
    const ids = planBy({ disk: 'nfs' }).steps.map(({ id }) => id);
    expect(ids.indexOf('forget')).toBe(ids.indexOf('prove') - 1);
    expect(planBy({ disk: 'nfs', list: 'none' }).steps.map(({ id }) => id)).not.toContain('forget');
    expect(problemsBy({ disk: 'windows', destination: '/media/a:b/GRID1' })[0]).toContain('exFAT, FAT and NTFS');
    expect(planBy({ computer: 'windows', destination: 'D:\\GRID1', disk: 'nfs' }).request.disk).toBe('');
  });
});
