import { describe, expect, it } from 'vitest';
import { fieldsOf, formatAction, formatScript, planTransfer } from '../../../../src/generator/index.ts';
import type { Draft, Facility, Plan } from '../../../../src/generator/index.ts';
import { loadFacility } from '../../../../src/facility/load.ts';
import { fitMethod } from '../../../../src/generator/fit-method.ts';
import { methods } from '../../../../src/generator/methods/index.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { exampleFacility, exampleLibrary } from '../../../rigs/example-facility.ts';
import { readPipe } from '../../../rigs/read-command.ts';
import { planFrom } from '../../../rigs/plans.ts';

const safe: Draft = {
  method: 'onward',
  firstCopy: '/srv/data/GRID1',
  target: 'disk',
  secondCopy: '/mnt/backup/GRID1',
};
const toServer = { target: 'server', otherServer: 'nas.example.edu', otherAccount: 'jane' };
const toService = { secondCopy: '', remote: 'backup', remoteFolder: 'cryo-em/GRID1' };
const library = loadFacility();
const withLibrary: Facility = { ...library, petalibrary: exampleLibrary };

const { planOf, problemsOf } = planFrom(safe, exampleFacility);

/** The commands, without the programs for awk, which are the same everywhere. */
const actionsOf = ({ steps }: Plan): string[] =>
  steps.map(({ id, action }) => {
    const text = formatAction(action).replaceAll(/ \\\n */g, ' ');
    return `${id}: ${text.replaceAll(/'(?:function|BEGIN)[^']*'/g, 'PROGRAM')}`;
  });

const logs = "'--exclude=/get-*-20[0-9][0-9][0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]*.log'";
const copy = '-P --partial-dir=.rsync-partial --stats';
const alive = '-o ServerAliveInterval=30 -o ServerAliveCountMax=6';
const hash = (folder: string): string =>
  `sh -c 'cd "$1" && find . -type f -print0 | xargs -0 -r -P 2 -n 4 md5sum' check ${folder}`;
const compare = (list = '/srv/data/GRID1.md5'): string => `| env LC_ALL=C awk PROGRAM ${list} here=1 -`;

describe('the commands', () => {
  it('are these for another disk', () => {
    const rsync = `rsync -a ${logs} ${copy} /srv/data/GRID1/ /mnt/backup/GRID1/`;
    expect(actionsOf(planOf())).toEqual([
      'list: grep -c . /srv/data/GRID1.md5',
      'folder: mkdir -p /mnt/backup/GRID1',
      'space: df -h /mnt/backup/GRID1',
      expect.stringMatching(/^session: screen -S example_em-GRID1-\w{4}$/),
      `copy: ${rsync}`,
      'detach: Press Ctrl+A, then D',
      expect.stringMatching(/^reattach: screen -d -r example_em-GRID1-\w{4}$/),
      `resume: ${rsync}`,
      `verify: ${hash('/mnt/backup/GRID1')} ${compare()}`,
      `cure: rsync -a ${logs} -c -i --stats /srv/data/GRID1/ /mnt/backup/GRID1/`,
      `first: ${hash('/srv/data/GRID1')} ${compare()}`,
      'along: cp /srv/data/GRID1.md5 /mnt/backup/GRID1.md5',
      `recheck: ${hash('/mnt/backup/GRID1')} ${compare('/mnt/backup/GRID1.md5')}`,
      'end: exit',
    ]);
  });

  it.each([
    ['plain', '-rt --modify-window=1'],
    ['smb', '-rt --chmod=Du+w'],
    ['nfs', '-rlt --chmod=Du+w'],
  ])('keep on %s what it can keep', (target, options) => {
    expect(actionsOf(planOf({ target }))).toContain(
      `copy: rsync ${options} ${logs} ${copy} /srv/data/GRID1/ /mnt/backup/GRID1/`,
    );
  });

  it('are these for another server, without a session and a list', () => {
    const rsync = `rsync -rlt --chmod=Du+w ${logs} ${copy} -e 'ssh ${alive}' /srv/data/GRID1/ jane@nas.example.edu:/mnt/backup/GRID1/`;
    expect(actionsOf(planOf({ ...toServer, session: 'none', list: 'make' }))).toEqual([
      expect.stringMatching(
        /^list-make: sh -c 'if test -e "\$2"; then echo "KEPT: .*; else cd "\$1" && find \. .* > "\$2\.new" && mv "\$2\.new" "\$2"; fi && grep -c \. "\$2"' list \/srv\/data\/GRID1 \/srv\/data\/GRID1\.md5$/,
      ),
      `reach: ssh ${alive} jane@nas.example.edu 'rsync --version && md5sum /dev/null'`,
      `folder-there: ssh ${alive} jane@nas.example.edu 'mkdir -p /mnt/backup/GRID1 && df -h /mnt/backup/GRID1'`,
      `copy: ${rsync}`,
      `resume: ${rsync}`,
      String.raw`verify: ssh ${alive} jane@nas.example.edu 'cd /mnt/backup/GRID1 && find . -type f -exec md5sum '\''{}'\'' '\''+'\' ${compare()}`,
      `cure: rsync -rlt --chmod=Du+w ${logs} -c -i --stats -e 'ssh ${alive}' /srv/data/GRID1/ jane@nas.example.edu:/mnt/backup/GRID1/`,
      `first: ${hash('/srv/data/GRID1')} ${compare()}`,
      `along: rsync -e 'ssh ${alive}' /srv/data/GRID1.md5 jane@nas.example.edu:/mnt/backup/GRID1.md5`,
    ]);
  });

  it('go to PetaLibrary through the data transfer node that the facts name', () => {
    const plan = planOf({ target: 'petalibrary', rcAccount: 'jado1234' }, withLibrary);
    const { transferHost, operator } = exampleLibrary;
    expect(actionsOf(plan)).toContain(
      `folder-there: ssh ${alive} jado1234@${transferHost} 'mkdir -p /mnt/backup/GRID1 && df -h /mnt/backup/GRID1'`,
    );
    expect(plan.steps.find(({ id }) => id === 'reach')?.expect).toContain(`ask ${operator} for the fingerprint`);
  });

  it.each([
    ['bucket', 'look-into: rclone lsf backup:cryo-em', 'hashsum md5 backup:cryo-em/GRID1 --download |', ''],
    ['onedrive', 'about: rclone about backup:', 'hashsum md5 backup:cryo-em/GRID1 --download |', ''],
    [
      'googledrive',
      'about: rclone about backup:',
      'hashsum md5 backup:cryo-em/GRID1 --download |',
      ' --drive-stop-on-upload-limit',
    ],
  ])('are rclone’s for %s', (target, look, verify, more) => {
    const actions = actionsOf(planOf({ ...toService, target, session: 'none' }));
    const rclone = `rclone copy /srv/data/GRID1 backup:cryo-em/GRID1 ${logs.replace("'--exclude=", "--exclude '")} --check-first --progress`;
    expect(actions).toEqual(
      expect.arrayContaining([
        look,
        `send: ${rclone}${more}`,
        `resume: ${rclone}${more}`,
        `verify-remote: rclone ${verify} env LC_ALL=C awk PROGRAM ${compare()}`,
        `cure-remote: ${rclone} --checksum${more}`,
        'along-remote: rclone copyto /srv/data/GRID1.md5 backup:cryo-em/GRID1.md5',
      ]),
    );
  });

  it('ask the service for its MD5 where it has one and is believed', () => {
    for (const target of ['bucket', 'googledrive']) {
      expect(actionsOf(planOf({ ...toService, target, readBack: 'service' })).join()).not.toContain('--download');
    }
  });

  const targets = Object.keys(methods.onward.tables.fields.target.choices);
  const draftTo = (target: string): Partial<Draft> => ({
    target,
    ...(/bucket|drive/.test(target) ? toService : {}),
    ...(target === 'server' ? toServer : {}),
    ...(target === 'petalibrary' ? { rcAccount: 'jado1234' } : {}),
  });

  it.each(targets)('delete nothing on the way to %s', (target) => {
    for (const list of ['came', 'make']) {
      const text = actionsOf(planOf({ ...draftTo(target), list }, withLibrary)).join('\n');
      expect(text).not.toMatch(/--delete|--remove|--force|\brclone (?:sync|move|delete|purge|dedupe)|\brm\b|--inplace/);
    }
  });

  it.each(targets)('carry any name on the way to %s, and each word has its meaning and source', (target) => {
    let plans = 0;
    for (const name of hostileWords) {
      const folders = /bucket|drive/.test(target)
        ? { remoteFolder: `cryo-em/${name}` }
        : { secondCopy: `/mnt/${name}` };
      const draft = { ...draftTo(target), firstCopy: `/srv/${name}`, ...folders };
      if (problemsOf(draft, withLibrary).length > 0) continue;
      plans += 1;
      for (const { action } of planOf(draft, withLibrary).steps) {
        if (action.kind !== 'command') continue;
        for (const { read, meant } of readPipe(action.command)) expect(read).toEqual(meant);
        for (const { meaning, source } of action.command.words) expect([meaning, source]).not.toContain('');
      }
    }
    expect(plans).toBeGreaterThan(100);
  });
});

describe('problems', () => {
  it('name a second copy in the place of the first one, or around it', () => {
    for (const secondCopy of ['/srv/data/GRID1', '/srv/data/GRID1/', '/srv/data/GRID1/second']) {
      expect(problemsOf({ secondCopy })).toEqual([
        `secondCopy: Second copy “${secondCopy}” is the first copy itself, or inside it. Enter a folder elsewhere: a copy beside the original is no second copy.`,
      ]);
    }
    expect(problemsOf({ secondCopy: '/srv/data' })).toEqual([
      'secondCopy: Second copy “/srv/data” is a folder that the first copy is in. Enter a folder of its own for the second copy, for example /mnt/backup/GRID1',
    ]);
    expect(problemsOf({ secondCopy: '/srv/data/GRID10' })).toEqual([]);
    // At another computer the same path is another folder.
    expect(problemsOf({ ...toServer, secondCopy: '/srv/data/GRID1' })).toEqual([]);
  });

  it.each([
    [{ remote: 'backup:' }, 'remote: Name in rclone “backup:” has a colon.'],
    [{ remote: '-x' }, 'remote: Name in rclone “-x” is not a name that rclone takes.'],
    [{ remote: 'a ' }, 'remote: Name in rclone “a ” is not a name that rclone takes.'],
    [{ remoteFolder: '/x' }, 'remoteFolder: Folder there “/x” begins with a slash.'],
    [{ remoteFolder: 'cryo/' }, 'remoteFolder: Folder there “cryo/” ends with a slash.'],
    [{ remoteFolder: '../x' }, 'remoteFolder: Folder there “../x” has “//”, “/./” or “/../” in it.'],
    [{ remoteFolder: 'backup:x' }, 'remoteFolder: Folder there “backup:x” has the name of the service too.'],
    [
      { remoteFolder: 'Cryo/x' },
      'remoteFolder: Folder there “Cryo/x” begins with “Cryo”, which is no name of a bucket.',
    ],
  ])('name what rclone would read otherwise: %j', (draft, problem) => {
    expect(
      problemsOf({ ...toService, target: 'bucket', ...draft }).map((text) => text.slice(0, problem.length)),
    ).toEqual([problem]);
  });

  it('are none for a folder with capitals where it is no bucket', () => {
    expect(problemsOf({ ...toService, target: 'onedrive', remoteFolder: 'Cryo EM/GRID 1' })).toEqual([]);
  });
});

describe('a facility without PetaLibrary', () => {
  it('has no such choice and field, and no word of it', () => {
    const { tables } = fitMethod(exampleFacility, 'onward', methods.onward);
    expect(Object.keys(fieldsOf('onward', exampleFacility).target?.choices ?? {})).not.toContain('petalibrary');
    expect(fieldsOf('onward', exampleFacility)).not.toHaveProperty('rcAccount');
    expect(JSON.stringify(tables)).not.toMatch(/petalibrary(?!":)|research computing/i);
    expect(problemsOf({ target: 'petalibrary' })).toContainEqual(
      expect.stringMatching(/^target: Second place: “petalibrary” is not one of the choices\./),
    );
  });

  it('that lists it all the same, without its facts, is told', () => {
    const facts: Facility = { ...exampleFacility, methods: library.methods };
    expect(problemsOf({ target: 'petalibrary', rcAccount: 'jado1234' }, facts)).toEqual([
      'target: The facts do not describe that place. Choose another one.',
    ]);
  });
});

describe('the sentences', () => {
  it('say what a list made now proves', () => {
    const texts = (draft: Partial<Draft>): string =>
      planOf(draft)
        .notices.map(({ text }) => text)
        .join(' ');
    expect(texts({ list: 'make' })).toContain('A list made now proves only what is here now');
    expect(texts({})).not.toContain('A list made now');
  });

  it.each(['bucket', 'googledrive'])('say of %s what its own MD5 proves, and what reading back does', (target) => {
    const expects = (readBack: string): string =>
      planOf({ ...toService, target, readBack }).steps.find(({ id }) => id === 'verify-remote')?.expect ?? '';
    expect(expects('all')).toContain('Every byte was read back');
    expect(expects('service')).toMatch(/MD5/);
  });
});

describe('the script', () => {
  const origin = { today: '2026-11-30', version: '0', link: 'https://data.example.edu/' };
  const scriptTo = (draft: Partial<Draft>): string | undefined =>
    formatScript(exampleFacility, planOf(draft), origin)?.name;

  it('is there where both copies are folders here, and nowhere else', () => {
    for (const target of ['disk', 'plain', 'smb', 'nfs']) expect(scriptTo({ target })).toBe('get-GRID1.sh');
    expect(scriptTo(toServer)).toBeUndefined();
    expect(scriptTo({ ...toService, target: 'bucket' })).toBeUndefined();
  });
});

it('is never the first way', () => {
  const asked = planTransfer(exampleFacility, safe, '2026-11-30');
  expect(asked).toHaveProperty('plan');
  const rows = methods.onward.tables.choice;
  expect(rows.map(([question, , speaks]) => [question, speaks])).toEqual([['who', 'never']]);
});
