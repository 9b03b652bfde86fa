import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FacilityError, loadFacility } from '../../../src/facility/load.ts';
import { formatMistakes } from '../../../src/facility/mistake.ts';
import { parseFacility } from '../../../src/facility/parse.ts';

const lines = [
  'name: Example',
  'description: A facility',
  'contact:',
  '  role: the manager',
  'storage:',
  '  name: storage',
  '  host: storage.example.edu',
  '  interim:',
  '    path: /data/images',
  '    keepDays: 14',
  '    cleanUpHour: 5',
  '  accounts:',
  '    grantedBy: The manager',
  '    outsideUsers: false',
  'methods:',
  '  - id: rsync',
  '    title: Copy',
  '    standing: available',
  '    summary: Your server pulls the data.',
  '    needs: An account.',
  '    goesTo: Your server',
  '    openTo: Everyone',
  '    work: You.',
  '    setUp: [{ who: You, what: An account. }]',
];

/** The example with lines replaced (by what they are now) or, with nothing, left out. */
function edit(...edits: readonly (readonly [from: string, to?: string])[]): string {
  return lines
    .flatMap((line) => {
      const found = edits.find(([from]) => from === line);
      return found ? found.slice(1) : [line];
    })
    .join('\n');
}

function problemsOf(text: string): string[] {
  const parsed = parseFacility(text);
  return 'mistakes' in parsed ? formatMistakes('f.yaml', parsed.mistakes).split('\n') : [];
}

describe('a facility', () => {
  it('is what its text says', () => {
    expect(parseFacility(edit())).toEqual({
      facility: {
        name: 'Example',
        description: 'A facility',
        contact: { role: 'the manager' },
        storage: {
          name: 'storage',
          host: 'storage.example.edu',
          interim: { path: '/data/images', keepDays: 14, cleanUpHour: 5 },
          accounts: { grantedBy: 'The manager', outsideUsers: false },
        },
        methods: [
          {
            id: 'rsync',
            title: 'Copy',
            standing: 'available',
            summary: 'Your server pulls the data.',
            needs: 'An account.',
            goesTo: 'Your server',
            openTo: 'Everyone',
            work: 'You.',
            setUp: [{ who: 'You', what: 'An account.' }],
          },
        ],
      },
    });
  });

  it('of ours is in order', () => {
    const facility = loadFacility();
    const ids = facility.methods.map(({ id }) => id);
    expect(ids).toEqual(['petalibrary', 'globus', 'aws', 'rsync', 'drive', 'filezilla', 'onward']);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a mistake in facility.yaml', () => {
  it.each([
    [
      'a fact that is missing',
      edit(['  host: storage.example.edu']),
      'f.yaml:5: storage.host: This fact is missing. Add "host: …" here. It is: The full host name of the storage server, as ssh takes it.',
    ],
    [
      'a block that is missing',
      edit(['contact:'], ['  role: the manager']),
      'f.yaml:1: contact: This fact is missing. Add "contact: …" here. It is: How to reach the facility.',
    ],
    [
      'a fact of a list that is missing',
      edit(['    title: Copy']),
      'f.yaml:16: methods.0.title: This fact is missing. Add "title: …" here. It is: What the method is called on the pages.',
    ],
    [
      'a misspelt fact',
      edit(['    cleanUpHour: 5', '    cleanUpHour: 5\n    timezone: America/Denver']),
      'f.yaml:12: storage.interim.timezone: "timezone" is not a fact that this file has. Write "timeZone".',
    ],
    [
      'an unknown fact',
      edit(['  role: the manager', '  role: the manager\n  telephone: 555']),
      'f.yaml:5: contact.telephone: "telephone" is not a fact that this file has. Delete the line, or use one of: role, email, page.',
    ],
    [
      'an unknown fact at the top',
      edit(['name: Example', 'name: Example\nzebra: 1']),
      'f.yaml:2: zebra: "zebra" is not a fact that this file has. Delete the line, or use one of: name, description, site, editLink, guide, contact, storage, otherStorage, microscopes, previews, petalibrary, cluster, globus, bucket, transfer, methods.',
    ],
    [
      'a number in words',
      edit(['    keepDays: 14', '    keepDays: two weeks']),
      'f.yaml:10: storage.interim.keepDays: "two weeks" must be a whole number of days. It is: How many days an image is kept before it is deleted. Unit: days.',
    ],
    [
      'a number in quotes',
      edit(['    keepDays: 14', "    keepDays: '14'"]),
      'f.yaml:10: storage.interim.keepDays: "14" must be a whole number of days. It is: How many days an image is kept before it is deleted. Unit: days.',
    ],
    [
      'half a day',
      edit(['    keepDays: 14', '    keepDays: 14.5']),
      'f.yaml:10: storage.interim.keepDays: 14.5 must be a whole number of days. It is: How many days an image is kept before it is deleted. Unit: days.',
    ],
    [
      'no day',
      edit(['    keepDays: 14', '    keepDays: 0']),
      'f.yaml:10: storage.interim.keepDays: 0 must be at least 1 day. It is: How many days an image is kept before it is deleted. Unit: days.',
    ],
    [
      'an hour that no clock has',
      edit(['    cleanUpHour: 5', '    cleanUpHour: 24']),
      'f.yaml:11: storage.interim.cleanUpHour: 24 must be 0 to 23. It is: The hour of the day at which old images are deleted. Unit: hours, 0 to 23.',
    ],
    [
      'a text where a yes or no belongs',
      edit(['    outsideUsers: false', '    outsideUsers: nobody']),
      'f.yaml:14: storage.accounts.outsideUsers: "nobody" must be a boolean. It is: Whether users from outside the institution can have one.',
    ],
    [
      'a number where a text belongs',
      edit(['  name: storage', '  name: 7']),
      'f.yaml:6: storage.name: 7 must be a string. It is: What people call the storage server.',
    ],
    [
      'an empty text',
      edit(['name: Example', "name: '  '"]),
      'f.yaml:1: name: "  " must not be empty. It is: The short name of the facility. Also begins the names of screen sessions.',
    ],
    [
      'a fact that says nothing',
      edit(['name: Example', 'name:']),
      'f.yaml:1: name: null must be a string. It is: The short name of the facility. Also begins the names of screen sessions.',
    ],
    [
      'a host that begins like an option',
      edit(['  host: storage.example.edu', '  host: -storage.example.edu']),
      'f.yaml:7: storage.host: "-storage.example.edu" must be a host name such as storage.example.edu, without user name, port or path. It is: The full host name of the storage server, as ssh takes it.',
    ],
    [
      'a host with a user name',
      edit(['  host: storage.example.edu', '  host: jdoe@storage.example.edu']),
      'f.yaml:7: storage.host: "jdoe@storage.example.edu" must be a host name such as storage.example.edu, without user name, port or path. It is: The full host name of the storage server, as ssh takes it.',
    ],
    [
      'a path that is not absolute',
      edit(['    path: /data/images', '    path: data/images']),
      'f.yaml:9: storage.interim.path: "data/images" must be an absolute path such as /data/images, without “..” and without a slash at the end. It is: The folder that holds the lab folders. Absolute, no slash at the end.',
    ],
    [
      'a path that ends with a slash',
      edit(['    path: /data/images', '    path: /data/images/']),
      'f.yaml:9: storage.interim.path: "/data/images/" must be an absolute path such as /data/images, without “..” and without a slash at the end. It is: The folder that holds the lab folders. Absolute, no slash at the end.',
    ],
    [
      'an address that is not https',
      edit(['description: A facility', 'description: A facility\nguide: http://example.edu']),
      'f.yaml:3: guide: "http://example.edu" must be an address that begins with https://. It is: The facility\'s general user guide. Must begin with https://.',
    ],
    [
      'a choice that is none',
      edit(['    standing: available', '    standing: favourite']),
      'f.yaml:18: methods.0.standing: "favourite" must be one of: preferred, available, being set up, unconfirmed, discouraged. It is: What the facility thinks of the method; "unconfirmed": nobody has said whether it works there.',
    ],
    [
      'an unknown method',
      edit(['  - id: rsync', '  - id: FTP']),
      'f.yaml:16: methods.0.id: "FTP" must be small letters, a to z. It is: The name of the method in code, links and the CLI: that of its folder in src/generator/methods.',
    ],
    [
      'a fingerprint cut short',
      edit(['  name: storage', '  name: storage\n  hostKeyFingerprints: [SHA256:abc]']),
      'f.yaml:7: storage.hostKeyFingerprints.0: "SHA256:abc" must look like SHA256:… as ssh prints it. It is: The fingerprints ssh shows at first contact. Left out: pages say to ask the facility.',
    ],
    [
      'a method listed twice',
      [edit(), ...lines.slice(lines.indexOf('  - id: rsync'))].join('\n'),
      'f.yaml:15: methods: the block must not list a method twice. It is: The ways of getting data, best first.',
    ],
    [
      'a text where a block belongs',
      edit(['contact:', 'contact: the manager'], ['  role: the manager']),
      'f.yaml:3: contact: "the manager" must be an object. It is: How to reach the facility.',
    ],
  ])('such as %s is told with its line and the edit to make', (_what, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('does not hide another: all are told at once, in the order of their lines', () => {
    const text = edit(
      ['name: Example', 'nmae: Example'],
      ['    keepDays: 14', '    keepDays: -1'],
      ['  - id: rsync', '  - id: FTP'],
    );
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^f\.yaml:1: name: This fact is missing\./),
      'f.yaml:1: nmae: "nmae" is not a fact that this file has. Write "name".',
      expect.stringMatching(/^f\.yaml:10: storage\.interim\.keepDays: -1 must be at least 1 day\./),
      expect.stringMatching(/^f\.yaml:16: methods\.0\.id: "FTP" must be small letters/),
    ]);
  });

  it('of indenting with a tab is told as such', () => {
    expect(problemsOf(edit(['  role: the manager', '\trole: the manager']))[0]).toBe(
      'f.yaml:4: This is not YAML: Tabs are not allowed as indentation. Indent with spaces, not tabs.',
    );
  });

  it('of a quote left open is told with its line', () => {
    const [problem] = problemsOf(edit(['name: Example', "name: 'Example"]));
    expect(problem).toMatch(/^f\.yaml:\d+: This is not YAML: Missing closing 'quote\./);
    expect(problem).toMatch(/close every quote\.$/);
  });

  it('of writing a fact twice is told with the second line', () => {
    expect(problemsOf(edit(['  role: the manager', '  role: the manager\n  role: me']))).toEqual([
      'f.yaml:5: This is not YAML: Map keys must be unique. Delete "role: me", or the line that has the same name above it.',
    ]);
  });

  it('of an empty file is that every fact is missing', () => {
    expect(problemsOf('').length).toBeGreaterThan(0);
    expect(problemsOf('- a\n- b').length).toBeGreaterThan(0);
  });
});

describe('loading a facility', () => {
  it('stops at a file with mistakes, and tells all of them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'facility-'));
    const file = join(folder, 'facility.yaml');
    writeFileSync(file, edit(['name: Example', 'nmae: Example']));
    expect(() => loadFacility(file)).toThrow(FacilityError);
    expect(() => loadFacility(file)).toThrow(`${file}:1: nmae: "nmae" is not a fact that this file has. Write "name".`);
    writeFileSync(file, edit());
    expect(loadFacility(file).name).toBe('Example');
    writeFileSync(file, edit(['  role: the manager', '  role: Frau Müller']), 'latin1');
    const lost = 'A character here cannot be read. Type it anew, and save the file in UTF-8.';
    expect(() => loadFacility(file)).toThrow(`${file}:4: ${lost}`);
    writeFileSync(file, edit(), 'utf16le');
    expect(() => loadFacility(file)).toThrow(FacilityError);
    rmSync(folder, { recursive: true });
  });

  it('reads our own file by default', () => {
    const own = new URL('../../../src/facility/facility.yaml', import.meta.url);
    expect(parseFacility(readFileSync(own, 'utf8'))).toEqual({ facility: loadFacility() });
  });
});

describe('several storage servers', () => {
  const other = [
    'otherStorage:',
    '  - name: warm',
    '    host: warm.example.edu',
    '    ways: [rsync]',
    '    interim: { path: /warm, keepDays: 30, cleanUpHour: 22 }',
    '    accounts: { grantedBy: The desk, outsideUsers: true }',
  ];
  const withOther = (...changed: readonly (readonly [from: string, to: string])[]): string =>
    [...lines, ...other].map((line) => changed.find(([from]) => line.includes(from))?.[1] ?? line).join('\n');

  it('are a list of the same facts', () => {
    expect(problemsOf(withOther())).toEqual([]);
    expect(parseFacility(withOther())).toMatchObject({
      facility: { otherStorage: [{ host: 'warm.example.edu', interim: { keepDays: 30 } }] },
    });
  });

  it('have each a host and a name of their own', () => {
    expect(
      problemsOf(withOther(['- name: warm', '  - name: storage'], ['host: warm', '    host: storage.example.edu'])),
    ).toEqual([
      'f.yaml:26: otherStorage.0.name: "storage" must be another name. It is: What people call the storage server.',
      'f.yaml:27: otherStorage.0.host: "storage.example.edu" must be another host. It is: The full host name of the storage server, as ssh takes it.',
    ]);
  });

  it('name ways that the facts list, and leave none without a server', () => {
    expect(problemsOf(withOther(['ways:', '    ways: [globus]']))).toEqual([
      'f.yaml:28: otherStorage.0.ways.0: "globus" must be one of: rsync. It is: The ways of getting data that bring images from this server, by their ids. Left out: all of them.',
    ]);
    expect(
      problemsOf(
        withOther(
          ['host: storage', '  host: storage.example.edu\n  ways: [drive]'],
          ['ways:', '    ways: [drive]'],
          [
            '- id: rsync',
            '  - id: drive\n    title: Disk\n    standing: available\n    summary: A disk.\n    needs: A disk.\n    goesTo: A disk\n    openTo: All\n    work: You.\n    setUp: [{ who: You, what: A disk. }]\n  - id: rsync',
          ],
        ),
      ),
    ).toEqual([
      'f.yaml:26: methods.1.id: "rsync" must stand in the "ways" of a storage server, as all of them have such a list. It is: The name of the method in code, links and the CLI: that of its folder in src/generator/methods.',
    ]);
  });

  it('say how SFTP is reached, where it is a way from them', () => {
    expect(
      problemsOf(
        withOther(
          ['- id: rsync', '  - id: sftp'],
          ['ways:', '    ways: [sftp]'],
          ['host: storage', '  host: storage.example.edu\n  sftp: { path: / }'],
        ),
      ),
    ).toEqual([
      'f.yaml:27: otherStorage.0.name: "warm" must be followed by "sftp", or by a list of "ways" without it. It is: What people call the storage server.',
    ]);
  });
});
