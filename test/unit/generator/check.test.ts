import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRequest, findUncarriable, methodIds } from '../../../src/generator/index.ts';
import type { Draft } from '../../../src/generator/index.ts';
import { hostileNames, hostileWords } from '../../rigs/hostile-words.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';
import { planOf } from '../../rigs/plans.ts';

const good = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  computer: 'linux',
  destination: '/srv/data/GRID1',
  session: 'screen',
} as const;

const onShare =
  'Start with the drive, for example D:\\cryoem\\GRID1, or with computer and share, \\\\nas\\share\\GRID1';
const windows = { computer: 'windows', destination: 'D:\\cryoem\\GRID1' };

function problemsOf(draft: Partial<Draft>): readonly (readonly [field: string, message: string, fix: string])[] {
  const checked = checkRequest(exampleFacility, { ...good, ...draft });
  return 'problems' in checked ? checked.problems.map(({ field, message, fix }) => [field, message, fix] as const) : [];
}

function noticesOf(draft: Partial<Draft>): readonly (readonly [field: string | undefined, text: string])[] {
  // The first one says when images are deleted.
  return planOf(exampleFacility, { ...good, ...draft }, '2026-11-23')
    .notices.slice(1)
    .map(({ field, text }) => [field, text] as const);
}

const oneOfAll = `Use one of: ${methodIds.join(', ')}.`;
const carry =
  'No command can carry it safely. Type the name anew; if it is really part of the name, ask for the folder to be renamed.';
const onlyUser = 'Enter only the user name, for example jdoe';
const oneLab = 'Enter one folder name, for example curie-lab';
const oneCollection = 'Enter one folder name, for example GRID1';
const onOwn = 'Enter a folder on your own computer.';
const absolute = 'Start with /, for example /srv/data/GRID1. “pwd” prints the path of the folder you are in.';
const there = 'The commands run on the computer that receives the data: enter only the path there, starting with /';

describe('a problem', () => {
  const cases: readonly (readonly [draft: Partial<Draft>, field: string, message: string, fix: string])[] = [
    [{ method: 'ftp' }, 'method', 'There is no method “ftp”.', oneOfAll],
    [{ method: '' }, 'method', 'There is no method “”.', oneOfAll],
    [{ method: 'r\u001bsync' }, 'method', 'There is no method “r⟨U+001B⟩sync”.', oneOfAll],

    [{ account: '' }, 'account', 'Enter your account.', 'For example jdoe'],
    [{ lab: '' }, 'lab', 'Enter your lab folder.', 'For example curie-lab'],
    [{ collection: '' }, 'collection', 'Enter your collection.', 'For example GRID1'],
    [{ destination: '' }, 'destination', 'Enter your destination.', 'For example /srv/data/GRID1'],
    [{ ...windows, destination: '' }, 'destination', 'Enter your destination.', 'For example D:\\cryoem\\GRID1'],

    [
      { account: 'j doe' },
      'account',
      'Account “j doe” has the character “ ” (U+0020), which user names do not have.',
      onlyUser,
    ],
    [
      { account: 'jdoe;ls' },
      'account',
      'Account “jdoe;ls” has the character “;” (U+003B), which user names do not have.',
      onlyUser,
    ],
    [
      { account: 'jdoe:/data' },
      'account',
      'Account “jdoe:/data” has the character “:” (U+003A), which user names do not have.',
      onlyUser,
    ],
    [
      { account: 'zoé' },
      'account',
      'Account “zoé” has the character “é” (U+00E9), which user names do not have.',
      onlyUser,
    ],
    ...['-oProxyCommand=x', '-l', '.jdoe', '@host', 'jdoe@', '@'].flatMap((account) =>
      account.includes('=')
        ? []
        : [
            [
              { account },
              'account',
              `Account “${account}” must begin with a letter or a digit, and not end with “@”.`,
              onlyUser,
            ] as const,
          ],
    ),
    [
      { account: '-oProxyCommand=x' },
      'account',
      'Account “-oProxyCommand=x” has the character “=” (U+003D), which user names do not have.',
      onlyUser,
    ],

    [{ lab: 'a/b' }, 'lab', 'Lab folder “a/b” has a slash.', oneLab],
    [{ lab: '/' }, 'lab', 'Lab folder “/” has a slash.', oneLab],
    [{ collection: '../x' }, 'collection', 'Collection “../x” has a slash.', oneCollection],
    [{ lab: '.' }, 'lab', 'Lab folder “.” is not the name of a folder.', oneLab],
    [{ collection: '..' }, 'collection', 'Collection “..” is not the name of a folder.', oneCollection],
    [
      { collection: 'a'.repeat(256) },
      'collection',
      `Collection “${'a'.repeat(60)}…” is longer than a folder name can be, 255 bytes.`,
      oneCollection,
    ],
    [
      { lab: 'é'.repeat(128) },
      'lab',
      `Lab folder “${'é'.repeat(60)}…” is longer than a folder name can be, 255 bytes.`,
      oneLab,
    ],

    [{ lab: 'a\nb' }, 'lab', 'Lab folder “a⟨U+000A⟩b” has a line break (U+000A) as character 2.', carry],
    [{ collection: '\tGRID1' }, 'collection', 'Collection “⟨U+0009⟩GRID1” has a tab (U+0009) as character 1.', carry],
    [
      { account: 'jdoe\u0000' },
      'account',
      'Account “jdoe⟨U+0000⟩” has an invisible control character (U+0000) as character 5.',
      carry,
    ],
    [
      { destination: '/srv/\u001b[201~' },
      'destination',
      'Destination “/srv/⟨U+001B⟩[201~” has an invisible control character (U+001B) as character 6.',
      carry,
    ],
    [
      { collection: '🔬\ue027;touch PWNED;\ue027' },
      'collection',
      'Collection “🔬⟨U+E027⟩;touch PWNED;⟨U+E027⟩” has a private character, which only some programs can show (U+E027) as character 2.',
      carry,
    ],
    [
      { collection: 'x\ud800' },
      'collection',
      'Collection “x⟨U+D800⟩” has half a character, left over from a broken copy (U+D800) as character 2.',
      carry,
    ],

    [
      { computer: 'amiga' },
      'computer',
      'Your computer: “amiga” is not one of the choices.',
      'Choose one of: linux, macos, wsl, windows, nas.',
    ],
    [
      { computer: 'Linux' },
      'computer',
      'Your computer: “Linux” is not one of the choices.',
      'Choose one of: linux, macos, wsl, windows, nas.',
    ],
    [
      { session: 'toString' },
      'session',
      'Keep it running with: “toString” is not one of the choices.',
      'Choose one of: screen, tmux, none.',
    ],
    [
      { session: '__proto__' },
      'session',
      'Keep it running with: “__proto__” is not one of the choices.',
      'Choose one of: screen, tmux, none.',
    ],

    [{ destination: 'srv/data' }, 'destination', 'Destination “srv/data” is not an absolute path.', absolute],
    [{ destination: '~/data' }, 'destination', 'Destination “~/data” is not an absolute path.', absolute],
    [{ destination: '-x' }, 'destination', 'Destination “-x” is not an absolute path.', absolute],
    [{ destination: '.' }, 'destination', 'Destination “.” is not an absolute path.', absolute],
    [{ destination: 'lab:/srv/data' }, 'destination', 'Destination “lab:/srv/data” names another computer.', there],
    [{ destination: 'me@lab:data' }, 'destination', 'Destination “me@lab:data” names another computer.', there],
    [
      { destination: '/' },
      'destination',
      'Destination “/” is the whole computer.',
      'Enter a folder, for example /srv/data/GRID1',
    ],
    [
      { destination: '///' },
      'destination',
      'Destination “///” is the whole computer.',
      'Enter a folder, for example /srv/data/GRID1',
    ],
    ...['/data/images', '/data/images/smith-lab/GRID1'].map(
      (destination) =>
        [
          { destination },
          'destination',
          `Destination “${destination}” is on the storage server, where images are deleted.`,
          onOwn,
        ] as const,
    ),
    [
      { destination: '/data/images///' },
      'destination',
      'Destination “/data/images///” is on the storage server, where images are deleted.',
      onOwn,
    ],
    [{ ...windows, destination: 'D:\\' }, 'destination', 'Destination “D:\\” is not a whole Windows path.', onShare],
    [
      { destination: 'D:\\cryoem\\GRID1' },
      'destination',
      'Destination “D:\\cryoem\\GRID1” is a Windows path.',
      'Choose Windows as your computer, or enter a path that starts with /',
    ],
    [
      { destination: 'd:/cryoem', computer: 'macos' },
      'destination',
      'Destination “d:/cryoem” is a Windows path.',
      'Choose Windows as your computer, or enter a path that starts with /',
    ],
    [
      { destination: 'D:\\cryo em\\GRID1', computer: 'wsl' },
      'destination',
      'Destination “D:\\cryo em\\GRID1” is how Windows writes it.',
      'In WSL drive D: is /mnt/d, for example /mnt/d/cryoem/GRID1',
    ],
    [
      { destination: 'e:/x', computer: 'wsl' },
      'destination',
      'Destination “e:/x” is how Windows writes it.',
      'In WSL drive D: is /mnt/d, for example /mnt/d/cryoem/GRID1',
    ],

    ...['/srv/data/GRID1', 'cryoem\\GRID1', 'D:GRID1', 'D:/cryoem/GRID1', '\\\\server\\share', '\\\\server'].map(
      (destination) =>
        [
          { ...windows, destination },
          'destination',
          `Destination “${destination}” is not a whole Windows path.`,
          onShare,
        ] as const,
    ),
    ...[...'<>:"/|?*'].map(
      (bad) =>
        [
          { ...windows, destination: `D:\\a${bad}b\\GRID1` },
          'destination',
          `Destination “D:\\a${bad}b\\GRID1” has the character “${bad}”, which Windows does not allow in names.`,
          'For example D:\\cryoem\\GRID1',
        ] as const,
    ),
    ...['a.', 'a ', 'con', 'NUL', 'aux.txt', 'COM1', 'lpt9.x', 'prn', ''].map(
      (folder) =>
        [
          { ...windows, destination: `D:\\x\\${folder}\\GRID1` },
          'destination',
          `Destination “D:\\x\\${folder}\\GRID1” has a folder name that Windows does not allow.`,
          'For example D:\\cryoem\\GRID1',
        ] as const,
    ),
    [
      { ...windows, lab: 'smith "lab"' },
      'lab',
      'Lab folder “smith "lab"” has a quote mark or a backslash, which sftp on Windows may not carry.',
      'Use WSL, or ask for the folder to be renamed.',
    ],
  ];

  it.each(cases)('of %j is told as it is', (draft, field, message, fix) => {
    expect(problemsOf(draft)).toEqual([[field, message, fix]]);
  });

  it('of each field is told at once, in the order of the fields', () => {
    const draft = { account: '-', lab: '/', collection: '', computer: 'linux', destination: 'y', session: 'z' };
    expect(problemsOf(draft).map(([field]) => field)).toEqual([
      'account',
      'lab',
      'collection',
      'destination',
      'session',
    ]);
    // What depends on the computer is not asked for before that is one.
    expect(problemsOf({ ...draft, computer: 'x' }).map(([field]) => field)).toEqual([
      'account',
      'lab',
      'collection',
      'computer',
      'destination',
    ]);
  });

  it('is the same for a field left out as for an empty one', () => {
    expect(checkRequest(exampleFacility, { method: 'rsync' })).toEqual(
      checkRequest(exampleFacility, { ...good, account: '', lab: '', collection: '', destination: '' }),
    );
  });

  it.each(['', 'D:\\x', 'D:\\', 'D:\\a|b'])(
    'of the Windows destination %j does not repeat the control characters of the collection',
    (destination) => {
      const shown = problemsOf({ ...windows, destination, collection: '\u001b[2J\r\n' });
      expect(shown.map(([field]) => field)).toContain('collection');
      expect(shown.flat().filter((text) => findUncarriable(text))).toEqual([]);
    },
  );

  it('never shows a character that a terminal acts on, in message or fix', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({
        unit: fc.constantFrom('\u001b', '\n', '\r', '\u0000', '\u009b', 'D:\\', '\\', '/', 'a', ' ', '\ud800'),
      }),
      fc.constantFrom(
        'D:\\cryoem\\GRID1',
        'GRID1',
        'windows',
        'wsl',
        'D:\\x',
        'D:\\x\u001b',
        '\u001b[2J',
        ...hostileWords,
      ),
    );
    const computer = fc.oneof(fc.constantFrom('linux', 'macos', 'wsl', 'windows'), nasty);
    const draft = fc.record(
      {
        account: nasty,
        lab: nasty,
        collection: nasty,
        destination: nasty,
        session: nasty,
        computer,
        method: fc.constant('rsync'),
      },
      { requiredKeys: ['method'] },
    );
    fc.assert(
      fc.property(draft, (values) => {
        const checked = checkRequest(exampleFacility, values);
        const shown = 'problems' in checked ? checked.problems.flatMap(({ message, fix }) => [message, fix]) : [];
        expect(shown.filter((text) => findUncarriable(text))).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  it('shows at most 60 characters of a value', () => {
    const [problem] = problemsOf({ lab: `/${'🔬'.repeat(60)}` });
    expect(problem?.[1]).toBe(`Lab folder “/${'🔬'.repeat(59)}…” has a slash.`);
    const [whole] = problemsOf({ lab: `/${'🔬'.repeat(59)}` });
    expect(whole?.[1]).toBe(`Lab folder “/${'🔬'.repeat(59)}” has a slash.`);
  });
});

describe('a request', () => {
  it('is the draft, when nothing is wrong with it', () => {
    expect(checkRequest(exampleFacility, good)).toMatchObject({ request: good });
  });

  it('takes the first choice where none is made', () => {
    const { account, lab, collection, destination } = good;
    const draft = { method: 'rsync', account, lab, collection, destination };
    expect(checkRequest(exampleFacility, draft)).toMatchObject({ request: good });
    expect(checkRequest(exampleFacility, { ...draft, computer: '', session: '' })).toMatchObject({ request: good });
  });

  it('has no slash at the end of its destination', () => {
    expect(checkRequest(exampleFacility, { ...good, destination: '/srv/data/GRID1///' })).toMatchObject({
      request: good,
    });
    expect(checkRequest(exampleFacility, { ...good, ...windows, destination: 'D:\\cryoem\\GRID1\\' })).toMatchObject({
      request: { ...good, ...windows },
    });
  });

  it.each(hostileNames)('carries the folder name %j unchanged', (word) => {
    const draft = { ...good, lab: word, collection: word, destination: `/srv/${word}` };
    expect(checkRequest(exampleFacility, draft)).toMatchObject({ request: draft });
  });

  it('takes a name of 255 bytes', () => {
    expect(problemsOf({ collection: 'a'.repeat(255) })).toEqual([]);
    expect(problemsOf({ lab: `${'é'.repeat(127)}x` })).toEqual([]);
  });

  it.each(['j', '_jdoe', '1', 'jdoe@example.edu', 'a.b-c_d', 'j-'])('takes the account %s', (account) => {
    expect(problemsOf({ account })).toEqual([]);
  });

  it.each(['/srv', '/srv/a:b', '/srv/-x', '/data/images-of-mine', '/mnt/d', '/Volumes/cryo em/x', '/~', '/srv/x'])(
    'takes the destination %s',
    (destination) => {
      expect(problemsOf({ destination })).toEqual([]);
    },
  );

  it.each([
    'D:\\GRID1',
    'z:\\cryo em\\GRID1',
    "D:\\O'Brien\\GRID1",
    'D:\\a.b\\GRID1',
    'D:\\console\\GRID1\\',
    'D:\\cryoem',
    '\\\\nas\\my share\\GRID1',
  ])('takes the Windows destination %s', (destination) => {
    expect(problemsOf({ ...windows, destination })).toEqual([]);
  });
});

describe('a notice', () => {
  const exactly = 'It is used exactly as it is: check that the folder really has this name.';

  it.each([
    ['GRID\u200b1', 'has a character that cannot be seen, U+200B'],
    ['\u202eGRID1', 'has a character that cannot be seen, U+202E'],
    ['GRID\u00a01', 'has a character that cannot be seen, U+00A0'],
    ['GRID\u00ad1', 'has a character that cannot be seen, U+00AD'],
    ['GRID\u20281', 'has a character that cannot be seen, U+2028'],
    ['GRID\u3000x', 'has a character that cannot be seen, U+3000'],
    ['GRID\ufe0f', 'has a character that cannot be seen, U+FE0F'],
    ['GRІD1', 'mixes alphabets: “І” is U+0406'],
    ['GRIDα', 'mixes alphabets: “α” is U+03B1'],
    ['Zu\u0308rich', 'has letters made of two characters (it is not in Unicode NFC)'],
    [' GRID1', 'begins or ends with a space'],
    ['GRID1 ', 'begins or ends with a space'],
  ])('tells that the collection %j deceives', (collection, what) => {
    expect(noticesOf({ collection, destination: '/srv/x' }).slice(0, 1)).toEqual([
      ['collection', `Collection “${collection}” ${what}. ${exactly}`],
    ]);
  });

  it('is given where several names are written as in a sentence', () => {
    const alsoCollections = 'GRID2, GRID3/GRID4';
    const what = 'has a comma or semicolon inside a name, and several names are one a line here';
    expect(noticesOf({ alsoCollections, destination: '/srv/x' }).filter(([, text]) => text.includes('comma'))).toEqual([
      ['alsoCollections', `Further collections “GRID2, GRID3” ${what}. ${exactly}`],
    ]);
  });

  it('is given for the lab folder and the destination too', () => {
    expect(
      noticesOf({ lab: ' a', destination: '/srv/b /GRID1 ', collection: 'GRID1 ' }).map(([field]) => field),
    ).toEqual(['lab', 'collection', 'destination']);
  });

  it.each(['GRID1', 'Gitter Zürich', 'сетка', 'πλέγμα', '格子', 'a b', 'Grid_1-(2)'])('is not given for %s', (name) => {
    expect(noticesOf({ lab: name, collection: name, destination: `/srv/${name}` })).toEqual([]);
  });
});
