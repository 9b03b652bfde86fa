import { describe, expect, it } from 'vitest';
import { formatAction } from '../../../../src/generator/index.ts';
import type { Draft, Plan } from '../../../../src/generator/index.ts';
import type { Facility } from '../../../../src/facility/schema.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { check, judge, lookAfter, lookHere } from '../../../rigs/long-commands.ts';
import { readPipe } from '../../../rigs/read-command.ts';
import { planFrom } from '../../../rigs/plans.ts';

const safe: Draft = {
  method: 'drive',
  lab: 'smith-lab',
  collection: 'GRID1',
  drive: '/media/jdoe/CRYO/',
  destination: '/srv/data/GRID1',
};

const { planned, planOf, problemsOf } = planFrom(safe, exampleFacility);

const commandsOf = ({ steps }: Plan): string[] =>
  steps.flatMap(({ id, action }) =>
    action.kind === 'message' ? [] : [`${id}: ${formatAction(action).replaceAll(' \\\n  ', ' ')}`],
  );

describe('a copy from a drive', () => {
  it('is arranged by this message', () => {
    const [{ action } = {}] = planOf().steps;
    expect(action && formatAction(action)).toBe(
      'Subject: External drive for GRID1 of smith-lab\n\nHello,\n\nnone of the other ways works for us, so we would like to bring an external drive for this collection.\n\nLab folder: smith-lab\nCollection: GRID1\nFile system of the drive: exFAT\n\nPlease tell us:\n- whether a drive is possible, and on which day to bring and to fetch it\n- how large it has to be, which connector and which file system it needs, and whether it may be encrypted\n- who copies, and whether you compare the copy with the original afterwards\n- whether the images can stay on the storage server until we have checked our copy\n\nThank you!',
    );
  });

  it('is these commands on Linux, for exFAT', () => {
    const copy =
      'rsync -rt --modify-window=1 -P --partial-dir=.rsync-partial --stats /media/jdoe/CRYO/GRID1/ /srv/data/GRID1/';
    expect(commandsOf(planOf())).toEqual([
      `size: ${lookHere}/media/jdoe/CRYO/GRID1/. ${lookAfter}`,
      'system: df -hT /media/jdoe/CRYO',
      'folder: mkdir -p /srv/data/GRID1',
      'space: df -h /srv/data/GRID1',
      `copy: ${copy}`,
      `resume: ${copy}`,
      'unplug: umount /media/jdoe/CRYO',
      `verify: ${check} -rcn -i --stats /media/jdoe/CRYO/GRID1/ /srv/data/GRID1/ ${judge}`,
      'cure: rsync -rt --modify-window=1 -c -i --stats /media/jdoe/CRYO/GRID1/ /srv/data/GRID1/',
      "leftovers: find /srv/data/GRID1 -name '.*.??????' -o -name '.*.??????????' -o -name .rsync-partial",
      'off: umount /media/jdoe/CRYO',
    ]);
  });

  it('is these on macOS, for APFS', () => {
    const plan = planOf({
      computer: 'macos',
      system: 'apfs',
      collection: "it's",
      drive: '/Volumes/My Drive',
      destination: '/Volumes/Data/it',
    });
    const copy = String.raw`caffeinate -i rsync -a -P --partial-dir=.rsync-partial --stats '/Volumes/My Drive/it'\''s/' /Volumes/Data/it/`;
    expect(commandsOf(plan)).toEqual([
      String.raw`size: ${lookHere}\''/Volumes/My Drive/it'\'\\\'\''s/.'\' ${lookAfter}`,
      "system: diskutil info '/Volumes/My Drive'",
      'folder: mkdir -p /Volumes/Data/it',
      'space: df -h /Volumes/Data/it',
      `copy: ${copy}`,
      `resume: ${copy}`,
      "unplug: diskutil eject '/Volumes/My Drive'",
      String.raw`verify: caffeinate -i ${check} -rlcn -i --stats '/Volumes/My Drive/it'\''s/' /Volumes/Data/it/ ${judge}`,
      String.raw`cure: caffeinate -i rsync -a -c -i --stats '/Volumes/My Drive/it'\''s/' /Volumes/Data/it/`,
      "leftovers: find /Volumes/Data/it -name '.*.??????' -o -name '.*.??????????' -o -name .rsync-partial",
      "off: diskutil eject '/Volumes/My Drive'",
    ]);
    expect(plan.steps.find(({ id }) => id === 'system')?.expect).toContain('`APFS`');
  });

  it('is taken off by Windows in WSL', () => {
    const plan = planOf({ computer: 'wsl', drive: '/mnt/e', destination: '/mnt/d/GRID1' });
    expect(plan.steps.map(({ id }) => id)).toEqual([
      'ask',
      'size',
      'folder',
      'space',
      'copy',
      'resume',
      'verify',
      'cure',
      'leftovers',
      'off',
    ]);
    expect(commandsOf(plan).at(-1)).toBe('off: Press Windows+E');
  });

  it('is these on Windows', () => {
    const plan = planOf({ computer: 'windows', collection: "it's", drive: 'E:', destination: 'D:\\cryo em\\GRID1' });
    const count = (path: string) =>
      `Get-ChildItem -Recurse -File -Force -LiteralPath ${path} | Measure-Object -Sum Length`;
    expect(commandsOf(plan)).toEqual([
      `size: ${count("'E:\\it''s'")}`,
      'space: Get-PSDrive D',
      "copy: robocopy 'E:\\it''s' 'D:\\cryo em\\GRID1' /E /COPY:DAT /R:2 /W:5",
      `verify: ${count("'D:\\cryo em\\GRID1'")}`,
      'off: Press Windows+E',
    ]);
    expect(plan.steps.find(({ id }) => id === 'verify')?.expect).toBe(
      'Passed: `Count` and `Sum` are the same as those of the drive. Compared are number and total size, not contents, names, links or empty folders.',
    );
    expect(commandsOf(planOf({ computer: 'windows', drive: 'E:\\', destination: 'D:\\x' }))[2]).toBe(
      'copy: robocopy E:\\GRID1 D:\\x /E /COPY:DAT /R:2 /W:5',
    );
  });

  it('says that it is discouraged only if the facts do, and what FAT32 and Windows mean', () => {
    const noticesOf = (draft: Partial<Draft>, facility?: Facility) =>
      planOf(draft, facility)
        .notices.slice(1)
        .map(({ text }) => text);
    const single =
      'A drive is one copy, on a device that breaks easily. Copy it to another place at once, and keep it until that copy has been verified.';
    expect(noticesOf({})).toEqual([single]);
    const [one] = exampleFacility.methods;
    if (!one) throw new Error('The example facility has a method.');
    const strict: Facility = { ...exampleFacility, methods: [{ ...one, id: 'drive', standing: 'discouraged' }] };
    expect(noticesOf({ system: 'fat32' }, strict)).toEqual([
      'The facility says: discouraged. Use this way only if none of the others works.',
      single,
      'FAT32 cannot have a file of 4 GiB or more: such an image is missing on the drive. Ask for exFAT.',
    ]);
    expect(noticesOf({ computer: 'windows', drive: 'E:', destination: 'D:\\x' })[1]).toMatch(/not been run on Windows/);
  });
});

describe('a drive that cannot be copied from', () => {
  it.each<[Partial<Draft>, string]>([
    [{ drive: '' }, 'drive: Enter your drive. For example /media/jdoe/CRYO'],
    [
      { drive: 'media/x' },
      'drive: Drive “media/x” is not an absolute path. Start with /, for example /media/jdoe/CRYO. “df” lists the drives.',
    ],
    [{ drive: '/' }, 'drive: Drive “/” is the whole computer. Enter a folder, for example /media/jdoe/CRYO'],
    [
      { drive: '/media/../x' },
      'drive: Drive “/media/../x” has “//”, “/./” or “/../” in it. Write the path without them.',
    ],
    [
      { drive: 'E:' },
      'drive: Drive “E:” is a Windows path. Choose Windows as your computer, or enter a path that starts with /',
    ],
    [
      { drive: 'E:\\', computer: 'wsl' },
      'drive: Drive “E:\\” is how Windows writes it. In WSL drive D: is /mnt/d, for example /mnt/d/cryoem/GRID1',
    ],
    [
      { drive: 'E:\\data', computer: 'windows', destination: 'D:\\x' },
      'drive: Drive “E:\\data” is not a drive letter. Write the letter and a colon, for example E:\\',
    ],
    [
      { drive: '/mnt/e', computer: 'windows', destination: 'D:\\x' },
      'drive: Drive “/mnt/e” is not a drive letter. Write the letter and a colon, for example E:\\',
    ],
    [
      { system: 'apfs' },
      'computer: This computer cannot read APFS. Ask the facility for exFAT, or use a computer that can.',
    ],
    [
      { system: 'ext4', computer: 'macos' },
      'computer: This computer cannot read ext4. Ask the facility for exFAT, or use a computer that can.',
    ],
    [
      { collection: 'grid: 1' },
      'collection: Collection “grid: 1” has the character “:”, which exFAT cannot have in a name. Look how the folder is called on the drive, and enter that.',
    ],
    [
      { destination: '/media/jdoe/CRYO/copy' },
      'destination: Destination “/media/jdoe/CRYO/copy” is on the drive itself. Enter a folder on another disk: a copy beside the original is no second copy.',
    ],
    [
      { computer: 'windows', drive: 'E:', destination: 'e:\\copy' },
      'destination: Destination “e:\\copy” is on the drive itself. Enter a folder on another disk: a copy beside the original is no second copy.',
    ],
  ])('%j', (draft, problem) => {
    expect(problemsOf(draft)).toEqual([problem]);
  });
});

it.each(hostileWords.filter((word) => word && !/^\.\.?$/.test(word)))(
  'the name %j is refused or carried unchanged',
  (name) => {
    for (const system of ['exfat', 'ext4']) {
      const answer = planned({ collection: name, system, drive: `/media/${name}`, destination: `/srv/${name}` });
      if (!('plan' in answer)) {
        for (const { message, fix } of answer.problems) expect([message, fix]).not.toContain('');
        continue;
      }
      for (const { action } of answer.plan.steps) {
        if (action.kind !== 'command') continue;
        for (const { read, meant } of readPipe(action.command)) expect(read).toEqual(meant);
        for (const { meaning, source } of action.command.words) expect([meaning, source]).not.toContain('');
      }
    }
  },
);
