import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAction, findUncarriable } from '../../../../src/generator/index.ts';
import type { Draft, Facility, Plan } from '../../../../src/generator/index.ts';
import { exampleFacility, exampleSftp } from '../../../rigs/example-facility.ts';
import { hostileNames } from '../../../rigs/hostile-words.ts';
import { planFrom, stepOf } from '../../../rigs/plans.ts';

const safe: Draft = {
  method: 'filezilla',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

const withStorage = (more: Partial<Facility['storage']>): Facility => ({
  ...exampleFacility,
  storage: { ...exampleFacility.storage, ...more },
});

const { planOf, problemsOf } = planFrom(safe, exampleFacility);

const idsOf = ({ steps }: Plan): string[] => steps.map(({ id }) => id);
const textOf = (plan: Plan, id: string): string => formatAction(stepOf(plan, id).action);

/** Names of folders. */
const names = fc
  .oneof(fc.constantFrom(...hostileNames, '🔬', 'e\u0301', '1 2 3 0', ' lead', 'tail '), fc.string({ unit: 'binary' }))
  .filter((text) => /^[^/]+$/.test(text) && !/^\.\.?$/.test(text) && !findUncarriable(text));

/** What an element of the file has in it, as a program that reads XML finds it. */
function elementOf(plan: Plan, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(textOf(plan, 'file'))?.[1];
  return text === undefined ? undefined : readXml(text);
}

function readXml(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** The path that FileZilla reads out of RemoteDir, which counts so many units. */
function readRemoteDir(text: string, count: (name: string) => readonly string[]): string {
  expect(text.startsWith('1 0')).toBe(true);
  let rest = count(text.slice(3));
  let path = '';
  while (rest.length > 0) {
    const space = rest.indexOf(' ', 1);
    const length = Number(rest.slice(1, space).join(''));
    path += `/${rest.slice(space + 1, space + 1 + length).join('')}`;
    rest = rest.slice(space + 1 + length);
  }
  return path;
}

describe('the file to import', () => {
  it('is this', () => {
    expect(textOf(planOf(), 'file')).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<FileZilla3>
  <Settings>
    <Setting name="File exists action download">3</Setting>
    <Setting name="Preserve timestamps">1</Setting>
    <Setting name="Comparison mode">0</Setting>
  </Settings>
  <Servers>
    <Server>
      <Host>storage.example.edu</Host>
      <Port>22</Port>
      <Protocol>1</Protocol>
      <User>jdoe</User>
      <Logontype>2</Logontype>
      <Name>Example EM GRID1 TITLE</Name>
      <LocalDir>/srv/data</LocalDir>
      <RemoteDir>1 0 4 data 6 images 9 smith-lab</RemoteDir>
      <DirectoryComparison>1</DirectoryComparison>
    </Server>
  </Servers>
</FileZilla3>
`.replace('TITLE', titleEnd(planOf())),
    );
  });

  it('asks for a code on one connection, and only then', () => {
    expect(elementOf(planOf({ code: 'yes' }), 'Logontype')).toBe('3');
    expect(elementOf(planOf({ code: 'yes' }), 'MaximumMultipleConnections')).toBe('1');
    expect(elementOf(planOf(), 'MaximumMultipleConnections')).toBeUndefined();
  });

  it('has the host, the port and the folder of SFTP, where the facts have them', () => {
    const plan = planOf({}, withStorage({ sftp: { ...exampleSftp, host: 'files.example.edu', port: 2222 } }));
    expect(['Host', 'Port', 'RemoteDir'].map((name) => elementOf(plan, name))).toEqual([
      'files.example.edu',
      '2222',
      '1 0 8 raw data 9 smith-lab',
    ]);
  });

  it('has a title of its own for each account, collection and folder, and the same for the same', () => {
    const drafts = [{}, { account: 'other' }, { lab: 'other' }, { destination: '/other/GRID1' }, { code: 'yes' }];
    const titles = drafts.map((draft) => elementOf(planOf(draft), 'Name'));
    expect(new Set(titles).size).toBe(drafts.length);
    expect(elementOf(planOf(), 'Name')).toBe(titles[0]);
    const long = elementOf(planOf({ collection: 'x'.repeat(200), destination: `/d/${'x'.repeat(200)}` }), 'Name');
    expect(long?.length).toBeLessThan(100);
  });

  it('counts what the computer counts, whatever the names are', () => {
    fc.assert(
      fc.property(names, fc.constantFrom('linux', 'macos', 'windows'), (lab, computer) => {
        const destination = computer === 'windows' ? 'D:\\x\\GRID1' : safe.destination;
        if (problemsOf({ lab, computer, destination }).length > 0) return;
        const text = elementOf(planOf({ lab, computer, destination }), 'RemoteDir');
        const isBeyond = computer === 'windows' && /[\u{10000}-\u{10FFFF}]/u.test(lab);
        expect(text === undefined).toBe(isBeyond);
        if (!text) return;
        const count = computer === 'windows' ? (all: string) => all.split('') : (all: string) => [...all];
        expect(readRemoteDir(text, count)).toBe(`/data/images/${lab}`);
      }),
    );
  });

  it('leaves to the person what FileZilla for Windows counts in another way', () => {
    const plan = planOf({ lab: 'lab 🔬', computer: 'windows', destination: 'D:\\GRID1' });
    expect(stepOf(plan, 'look').expect).toContain('cannot be told a name with the character 🔬');
    expect(textOf(plan, 'look')).toBe('/data/images/lab 🔬');
    expect(elementOf(plan, 'LocalDir')).toBe('D:\\');
  });

  it('never has a password', () => {
    expect(textOf(planOf({ code: 'yes' }), 'file')).not.toMatch(/<Pass|<Logontype>1</);
  });
});

function titleEnd(plan: Plan): string {
  return elementOf(plan, 'Name')?.split(' ').at(-1) ?? '';
}

describe('with WinSCP', () => {
  const winscp: Partial<Draft> = { program: 'winscp', computer: 'windows', destination: 'D:\\cryoem\\GRID1' };

  it('the plan has an address in the place of a file, and is said not to have been run', () => {
    const plan = planOf(winscp);
    expect(textOf(plan, 'address')).toBe('sftp://jdoe@storage.example.edu:22/data/images/smith-lab/');
    expect(idsOf(plan)).toEqual([
      ...['install', 'folder', 'address', 'connect', 'look', 'download', 'resume', 'open', 'sizes'],
      ...['list', 'fetchList', 'prove'],
    ]);
    expect(textOf(plan, 'fetchList')).toBe(
      'right panel: double-click on ..\nright panel: click on GRID1.md5\npress F5\nOK',
    );
    expect(stepOf(plan, 'download').expect).toContain('`.filepart` until it is whole');
    expect(notesOf(plan)).toContain(
      'What stands here of WinSCP was read in the pages of its makers, and not run by us',
    );
    expect(notesOf(plan)).not.toContain('600 files');
  });

  it('the address has the host, the port and the folder of SFTP, where the facts have them', () => {
    const sftp = { ...exampleSftp, host: 'files.example.edu', port: 2222 };
    expect(textOf(planOf(winscp, withStorage({ sftp })), 'address')).toBe(
      'sftp://jdoe@files.example.edu:2222/raw%20data/smith-lab/',
    );
  });

  it('the address reads back as the names, whatever they are, and has no sign but plain ones', () => {
    fc.assert(
      fc.property(names, names, (lab, account) => {
        if (problemsOf({ ...winscp, lab, account }).length > 0) return;
        const url = textOf(planOf({ ...winscp, lab, account }), 'address');
        const [, user = '', path = ''] = /^sftp:\/\/([^@/]*)@storage\.example\.edu:22(\/.*\/)$/.exec(url) ?? [];
        expect(url).toMatch(/^[\w.~%:/@-]+$/);
        expect([user, path].map(decodeURIComponent)).toEqual([account, `/data/images/${lab}/`]);
        expect(new URL(url).pathname).toBe(path);
      }),
    );
  });
});

describe('with Cyberduck', () => {
  const duck: Partial<Draft> = { program: 'cyberduck', computer: 'macos', destination: '/Volumes/CRYO/GRID1' };

  it('the file is this bookmark, without a password', () => {
    const plan = planOf(duck);
    expect(textOf(plan, 'file').replace(/ \w{4}<\/string>/, ' TITLE</string>')).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Protocol</key>
  <string>sftp</string>
  <key>Nickname</key>
  <string>Example EM GRID1 TITLE</string>
  <key>Hostname</key>
  <string>storage.example.edu</string>
  <key>Port</key>
  <string>22</string>
  <key>Username</key>
  <string>jdoe</string>
  <key>Path</key>
  <string>/data/images/smith-lab</string>
  <key>Download Folder Dictionary</key>
  <dict>
    <key>Path</key>
    <string>/Volumes/CRYO</string>
  </dict>
</dict>
</plist>
`,
    );
    const { action } = stepOf(plan, 'file');
    expect(action.kind === 'file' && action.name).toMatch(/^cyberduck-.*\.duck$/);
    expect(textOf(planOf({ ...duck, code: 'yes' }), 'file')).toContain(
      '<key>Transfer Connection</key>\n  <string>browser</string>',
    );
  });

  it('the bookmark has the names, whatever they are; a path that Cyberduck would change is opened by hand', () => {
    fc.assert(
      fc.property(names, (lab) => {
        if (problemsOf({ ...duck, lab }).length > 0) return;
        const plan = planOf({ ...duck, lab });
        const path = /<key>Path<\/key>\n {2}<string>([^<]*)</.exec(textOf(plan, 'file'))?.[1];
        const isTrimmed = lab !== lab.trimEnd();
        expect(path === undefined).toBe(isTrimmed);
        expect(stepOf(plan, 'look').expect.includes('drops a space at its end')).toBe(isTrimmed);
        if (path !== undefined) expect(readXml(path)).toBe(`/data/images/${lab}`);
      }),
    );
  });

  it('there is no comparison of sizes, and without a list nothing is said to be proven', () => {
    const plan = planOf({ ...duck, list: 'none' });
    expect(idsOf(plan)).toEqual([
      ...['install', 'folder', 'file', 'bookmark', 'connect', 'look', 'download', 'resume'],
    ]);
    expect(notesOf(plan)).toContain('nothing is proven of this copy');
    expect(notesOf(plan)).toContain('Cyberduck has no comparison by size');
  });
});

const notesOf = ({ notices }: Plan): string => notices.map(({ text }) => text).join('\n');

describe('the steps', () => {
  const common = [
    ...['install', 'folder', 'file', 'import', 'connect', 'look', 'download', 'resume', 'failed', 'open', 'sizes'],
  ];

  it('are these, by who makes the list', () => {
    expect(idsOf(planOf())).toEqual([...common, 'list', 'fetchList', 'prove', 'recheck']);
    expect(idsOf(planOf({ list: 'staff' }))).toEqual([...common, 'ask-for-list', 'fetchList', 'prove', 'recheck']);
    expect(idsOf(planOf({ list: 'none' }))).toEqual(common);
    const left = withStorage({ checksumLists: 'left by staff' });
    expect(idsOf(planOf({ list: 'staff' }, left))).toEqual([...common, 'fetchList', 'prove', 'recheck']);
  });

  it('have the line that makes the list, on a server reached through a jump host too', () => {
    const made = String.raw`cd /data/images/smith-lab/GRID1 && find . '\''('\'' -type f -o -type l -exec test -f '\''{}'\'' '\'';'\'' '\'')'\'' -exec md5sum '\''{}'\'' '\''+'\'' > /data/images/smith-lab/GRID1.md5`;
    expect(textOf(planOf(), 'list')).toBe(`ssh jdoe@storage.example.edu '${made}'`);
    const jump = withStorage({ jumpHost: 'gate.example.edu' });
    expect(textOf(planOf({}, jump), 'list')).toMatch(/^ssh -J jdoe@gate\.example\.edu jdoe@storage/);
  });

  it('say what is unproven without a list, and that SFTP is to be asked for where no fact has it', () => {
    const notes = (draft: Partial<Draft>, facility?: Facility): string => notesOf(planOf(draft, facility));
    expect(notes({ list: 'none' })).toContain(
      'nothing in FileZilla sees a file that has the right size and other bytes',
    );
    expect(notes({})).not.toContain('nothing in FileZilla sees');
    expect(notes({})).toContain('Nobody has said whether storage takes SFTP');
    expect(notes({}, withStorage({ sftp: exampleSftp }))).not.toContain('Nobody has said');
    expect(notes({}, withStorage({ jumpHost: 'gate.example.edu' }))).toContain('gate.example.edu, which FileZilla');
  });

  it('lead to the page that compares, on the site of the facility where it has one', () => {
    expect(textOf(planOf(), 'prove')).toBe('/whole/');
    expect(textOf(planOf({}, { ...exampleFacility, site: 'https://www.example.edu/data' }), 'prove')).toBe(
      'https://www.example.edu/data/whole/',
    );
  });
});

describe('problems', () => {
  it.each<[Partial<Draft>, string]>([
    [
      { destination: '/srv/data' },
      'destination: Destination “/srv/data” does not end with the name of the collection, which FileZilla gives to the folder. Enter /srv/GRID1',
    ],
    [
      { computer: 'windows', destination: 'D:\\cryoem\\GRID2' },
      'destination: Destination “D:\\cryoem\\GRID2” does not end with the name of the collection, which FileZilla gives to the folder. Enter D:\\cryoem\\GRID1',
    ],
    [
      { computer: 'windows', collection: 'GRID1.', destination: 'D:\\GRID1' },
      'collection: Collection “GRID1.” is no name that a folder on Windows can have. Ask for the folder to be renamed, or use another computer.',
    ],
    [
      { collection: 'x'.repeat(252), destination: `/d/${'x'.repeat(252)}` },
      `collection: Collection “${'x'.repeat(60)}…” is too long for a list of checksums to be called after it. Choose no list, or ask for the folder to be renamed.`,
    ],
    [
      { program: 'winscp' },
      'program: WinSCP runs on Windows alone. Choose Windows as your computer, or FileZilla as the program.',
    ],
    [
      { program: 'cyberduck' },
      'program: Cyberduck has windows on macOS and Windows alone. Choose one of them as your computer, or FileZilla as the program.',
    ],
    [
      { program: 'winscp', computer: 'windows', collection: 'a:b', destination: 'E:\\a_b' },
      'collection: Collection “a:b” has the character “:”, which this computer cannot have in a name. What WinSCP writes instead has not been seen. Choose FileZilla as the program, or ask for the folder to be renamed.',
    ],
    [
      { program: 'cyberduck', computer: 'macos', destination: '/Volumes/CRYO' },
      'destination: Destination “/Volumes/CRYO” does not end with the name of the collection, which Cyberduck gives to the folder. Enter /Volumes/GRID1',
    ],
  ])('%o', (draft, problem) => {
    expect(problemsOf(draft)).toContain(problem);
  });

  it('are none for names that Windows writes in another way', () => {
    expect(problemsOf({ computer: 'windows', collection: 'a:b?', destination: 'E:\\a_b_' })).toEqual([]);
  });
});
