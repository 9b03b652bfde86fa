import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../../../src/facility/load.ts';
import { formatAction, formatCommand, planTransfer } from '../../../../src/generator/index.ts';
import type { Command, Draft, Facility, Plan, Word } from '../../../../src/generator/index.ts';
import { joinParts } from '../../../../src/generator/command/quote.ts';
import { hostileWords } from '../../../rigs/hostile-words.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { readPipe } from '../../../rigs/read-command.ts';
import { findS5cmdFaults } from './s5cmd-grammar.ts';
import { planFrom } from '../../../rigs/plans.ts';

const [example] = exampleFacility.methods;
if (!example) throw new Error('The example facility has no method.');
const withStanding = (standing: 'preferred' | 'available' | 'being set up' | 'discouraged'): Facility => ({
  ...exampleFacility,
  methods: [{ ...example, id: 'aws', standing }],
});

const safe: Draft = {
  method: 'aws',
  lab: 'smith-lab',
  collection: 'GRID1',
  bucket: 'smith-cryoem',
  region: 'us-west-2',
  prefix: 'em/GRID1',
  destination: '/srv/data/GRID1',
};

type More = Partial<Record<string, string>>;

const { planOf, problemsOf } = planFrom(safe, exampleFacility);

const actionsOf = ({ steps }: Plan): string[] =>
  steps.flatMap(({ id, action }) => (action.kind === 'message' ? [] : `${id}: ${formatAction(action)}`));
const noticesOf = ({ notices }: Plan): string[] => notices.slice(1).map(({ text }) => text);
const commandsOf = ({ steps }: Plan): Command[] =>
  steps.flatMap(({ action }) => (action.kind === 'command' ? [action.command] : []));
const messageOf = ({ steps: [first] }: Plan): string => (first ? formatAction(first.action) : '');
const textsOf = (words: readonly Word[]): string[] => words.map(({ parts }) => joinParts(parts));

const url = 's3://smith-cryoem/em/GRID1/';
const pieces = `'*.${'[0-9A-Fa-f]'.repeat(8)}'`;

describe('the message to the facility', () => {
  it('has all that it needs, and asks whether the way is open', () => {
    expect(messageOf(planOf())).toBe(
      `Subject: Collection GRID1 of smith-lab, through AWS

Hello,

we would like to get a collection through a bucket at AWS. Can this way be used already? If not, please tell us before the session.

Lab folder: smith-lab
Collection: GRID1
Bucket: smith-cryoem
Region: us-west-2
Prefix: em/GRID1

Access: please send us the ARN of your role or user at AWS, which is no secret. We enter it into the policy of the bucket, with these rights and no others:

On the bucket: s3:ListBucket, s3:GetBucketLocation
On all below the prefix: s3:PutObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts

Nothing else is needed, above all no right to delete. If you need another prefix or another right, please tell us.

When all is in the bucket, please tell us the number of files, their total size in bytes, and whether links were left out, before the images are deleted on the storage server.

Thank you!`,
    );
  });

  it('says how a key is handed over, and which rights the key of the bucket needs', () => {
    const message = messageOf(planOf({ grant: 'key', encryption: 'kms', prefix: '' }));
    expect(message).toContain('hand you its key in person. Please say when and where; it does not go into a message.');
    expect(message).toContain('\nOn the KMS key of the bucket: kms:GenerateDataKey, kms:Decrypt\n\nNothing');
    expect(message).toContain('\nPrefix: none, the whole bucket\n');
  });

  it('goes to whom the facts name, and has no secret in it: nothing is asked for that is one', () => {
    const [ask] = planOf().steps;
    expect(ask?.place).toBe('mail program');
    expect(ask?.action).toMatchObject({ kind: 'message', to: 'the manager' });
    const { steps, notices } = planOf({ grant: 'key' });
    expect(JSON.stringify([steps, notices])).not.toMatch(/aws_secret|AKIA|--(?:access|secret)/i);
  });
});

const compared = "&& echo 'COMPARED: each line above this one is a file that is not right'";

describe('the commands', () => {
  it('are these on Linux with screen', () => {
    const sync = `aws s3 sync ${url} /srv/data/GRID1`;
    expect(actionsOf(planOf())).toEqual([
      'version: aws --version',
      'configure: aws configure',
      `look: aws s3 ls ${url} --recursive --human-readable --summarize --region us-west-2`,
      'folder: mkdir -p /srv/data/GRID1',
      'space: df -hT /srv/data/GRID1',
      'session: screen -S example_em-GRID1-44dm',
      `copy: ${sync} --exact-timestamps --region us-west-2`,
      'detach: Press Ctrl+A, then D',
      'reattach: screen -d -r example_em-GRID1-44dm',
      `resume: ${sync} --exact-timestamps --region us-west-2`,
      `verify: ${sync} --exact-timestamps --dryrun --region us-west-2 ${compared}`,
      `leftovers: find /srv/data/GRID1 -name ${pieces}`,
      `count: aws s3 ls ${url} --recursive --summarize --region us-west-2`,
      "count-here: find /srv/data/GRID1 -type f -exec printf '%.1s' '{}' '+' | wc -c",
      'end: exit',
    ]);
  });

  it('are these on macOS with s5cmd and tmux', () => {
    const sync = 'caffeinate -i env AWS_REGION=us-west-2 s5cmd sync';
    expect(actionsOf(planOf({ computer: 'macos', tool: 's5cmd', session: 'tmux' }))).toEqual([
      'version: aws --version',
      'version-s5cmd: s5cmd version',
      'configure: aws configure',
      `look: aws s3 ls ${url} --recursive --human-readable --summarize --region us-west-2`,
      'folder: mkdir -p /srv/data/GRID1',
      'space: df -h /srv/data/GRID1',
      'session: tmux new -s example_em-GRID1-44dm',
      `copy: ${sync} '${url}*' /srv/data/GRID1/`,
      'detach: Press Ctrl+B, then D',
      "reattach: tmux attach -d -t '=example_em-GRID1-44dm'",
      `resume: ${sync} '${url}*' /srv/data/GRID1/`,
      `verify: aws s3 sync ${url} /srv/data/GRID1 --size-only --dryrun --region us-west-2 ${compared}`,
      `count: aws s3 ls ${url} --recursive --summarize --region us-west-2`,
      "count-here: find /srv/data/GRID1 -type f -exec printf '%.1s' '{}' '+' | wc -c",
      'end: exit',
    ]);
  });

  it('are these on Windows, where there is no choice of program', () => {
    const plan = planOf({ computer: 'windows', tool: 's5cmd', destination: "D:\\cryo em\\O'Brien\\" });
    const sync = `aws s3 sync ${url} 'D:\\cryo em\\O''Brien'`;
    expect(actionsOf(plan)).toEqual([
      'version: aws --version',
      'configure: aws configure',
      `look: aws s3 ls ${url} --recursive --human-readable --summarize --region us-west-2`,
      "folder: New-Item -ItemType Directory -Force -Path 'D:\\cryo em\\O''Brien'",
      'space: Get-PSDrive D',
      `copy: ${sync} --exact-timestamps --region us-west-2`,
      `resume: ${sync} --exact-timestamps --region us-west-2`,
      `verify: ${sync} --exact-timestamps --dryrun --region us-west-2`,
      `count: aws s3 ls ${url} --recursive --summarize --region us-west-2`,
      "count-here: Get-ChildItem -Recurse -File -Force -LiteralPath 'D:\\cryo em\\O''Brien' | Measure-Object -Sum Length",
    ]);
    expect(new Set(commandsOf(plan).map(({ shell }) => shell))).toEqual(new Set(['powershell']));
  });

  it('quote an awkward prefix and destination', () => {
    const actions = actionsOf(planOf({ prefix: "it's *?[1]!", destination: '/srv/a b' }));
    expect(actions[6]).toBe(
      String.raw`copy: aws s3 sync 's3://smith-cryoem/it'\''s *?[1]'\!'/' '/srv/a b' --exact-timestamps --region us-west-2`,
    );
  });

  it.each([
    ['em', 's3://smith-cryoem/em/'],
    ['em/', 's3://smith-cryoem/em/'],
    ['em///', 'problem'],
    ['', 's3://smith-cryoem/'],
  ])('name the prefix “%s” as %s', (prefix, expected) => {
    if (expected === 'problem') expect(problemsOf({ prefix })).toHaveLength(1);
    else expect(textsOf(commandsOf(planOf({ prefix }))[2]?.words ?? [])[3]).toBe(expected);
  });

  it('never delete, never upload, and only verify with --dryrun', () => {
    for (const draft of everyKind) {
      for (const { words } of commandsOf(planOf(draft))) {
        const texts = textsOf(words);
        expect(texts).not.toContain('--delete');
        expect(texts.filter((text) => /^(?:rm|mv|cp|mb|rb|put-object)$/.test(text))).toEqual([]);
        const sync = texts.indexOf('sync');
        if (sync >= 0) expect(texts[sync + 1]).toMatch(/^s3:\/\//);
      }
    }
  });
});

const everyKind: readonly More[] = ['linux', 'macos', 'wsl', 'windows'].flatMap((computer) =>
  ['aws', 's5cmd'].flatMap((tool) =>
    ['screen', 'tmux', 'none'].flatMap((session) =>
      [
        { grant: 'policy', encryption: 'standard', prefix: 'em/GRID1' },
        { grant: 'key', encryption: 'kms', prefix: '' },
      ].map((more) => ({
        ...more,
        computer,
        tool,
        session,
        destination: computer === 'windows' ? 'D:\\cryoem\\GRID1' : '/srv/data/GRID1',
      })),
    ),
  ),
);

describe.each(everyKind)('every plan, as of %j', (draft) => {
  const plan = planOf(draft);

  it('says for each step where it is done, what is seen, and what else may be, with no hole in it', () => {
    const ids = plan.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const step of plan.steps) {
      expect(step.title).toMatch(/^[A-Z].*[^. ]$/);
      expect(step.expect).toMatch(/^.+\.$/);
      for (const { see, means } of step.otherwise) {
        expect(see).toMatch(/\S/);
        expect(means).toMatch(/^\S.*\.$/);
      }
      expect(JSON.stringify(step)).not.toMatch(/\{\w+\}|undefined/);
    }
  });

  it('explains each word, and names its source; each command begins with a utility', () => {
    for (const { words } of commandsOf(plan)) {
      expect(words[0]?.role).toBe('utility');
      for (const { meaning, source } of words) {
        expect(meaning).toMatch(/\w/);
        expect(source).toMatch(/\w/);
      }
    }
  });

  it('copies before it verifies, and looks for pieces before it counts', () => {
    const order = plan.steps.map(({ id }) => id);
    const isInOrder = (...ids: string[]) => {
      const places = ids.map((id) => order.indexOf(id)).filter((place) => place >= 0);
      return places.join() === [...places].sort((a, b) => a - b).join();
    };
    expect(order.slice(0, 2)).toEqual(['ask', 'version']);
    expect(
      isInOrder(
        'look',
        'folder',
        'space',
        'session',
        'copy',
        'resume',
        'verify',
        'leftovers',
        'count',
        'count-here',
        'end',
      ),
    ).toBe(true);
    expect(order).toEqual(expect.arrayContaining(['look', 'copy', 'resume', 'verify', 'count', 'count-here']));
  });

  it('says what copying costs, without a price, and what the check does not see', () => {
    const notices = noticesOf(plan).join('\n');
    expect(notices).toContain('AWS charges whoever owns the bucket for data that leave AWS');
    expect(notices).toContain('https://aws.amazon.com/s3/pricing/');
    expect(notices).not.toMatch(/\$|€|USD|cents?\b|per GB/);
    expect(notices).toContain(
      'The check compares names, sizes and the number of files, not each byte. Keep the files in the bucket until you have opened some images. One that is damaged is fetched anew if you delete it here and copy again. A bucket has no links: whether some were left out, the facility knows.',
    );
  });
});

describe('the check', () => {
  const windows = { computer: 'windows', destination: 'D:\\GRID1' };
  const sentencesOf = (more: More, id: string): string =>
    planOf(more).steps.find((step) => step.id === id)?.expect ?? '';

  it('is passed by one line, and says what it does not compare', () => {
    expect(sentencesOf({}, 'verify')).toBe(
      'One line alone, which begins with `COMPARED`: each file of the bucket is here, with the size and the time it has there. It does not compare contents, and only counts together with the two numbers below.',
    );
    expect(sentencesOf({ tool: 's5cmd' }, 'verify')).toBe(
      'One line alone, which begins with `COMPARED`: each file of the bucket is here, with its size. It compares neither contents nor times, and only counts together with the two numbers below.',
    );
    // Windows PowerShell has no “&&”.
    expect(sentencesOf(windows, 'verify')).toBe(
      'Nothing, and your prompt: each file of the bucket is here, with the size and the time it has there. It does not compare contents, and only counts together with the two numbers below.',
    );
  });

  it('says what does not count', () => {
    expect(sentencesOf({}, 'count-here')).toBe(
      'Passed: the same number. What does not count: here, files of other origin such as `.DS_Store`, and pieces of a killed copy; in the list above, names that end in `/`, which stand for empty folders. These are not compared.',
    );
    expect(sentencesOf(windows, 'count-here')).toBe(
      'Passed: `Count` is the same as `Total Objects`, and `Sum` the same as `Total Size`. What does not count: here, files of other origin; in the list above, names that end in `/`, which stand for empty folders. These are not compared.',
    );
  });

  it('has a way out where a file is named for ever', () => {
    for (const more of [{}, { tool: 's5cmd' }, windows]) {
      const { otherwise } = planOf(more).steps.find(({ id }) => id === 'verify') ?? { otherwise: [] };
      expect(otherwise.find(({ see }) => see === 'the same file each time')?.means).toBe(
        'Its name has `//`, `/./` or `/../` in it, is a folder as well, or is too long here. Fetch it by itself, with `aws s3 cp`, its address, another name, and the options of this command. It goes on being named.',
      );
    }
  });
});

describe('what was not run is said', () => {
  it('of s5cmd, and of Windows', () => {
    const text = 'has been checked against its documentation (version 2.3.0), not run.';
    expect(noticesOf(planOf({ tool: 's5cmd' })).join()).toContain(text);
    expect(noticesOf(planOf()).join()).not.toContain('s5cmd');
    const onWindows = noticesOf(planOf({ computer: 'windows', destination: 'D:\\GRID1' }));
    expect(onWindows).toContain('These commands have been run on Linux, not in PowerShell on Windows.');
  });
});

describe('the standing in the facts', () => {
  it.each(['being set up', 'discouraged'] as const)(
    '%s is the first notice after the deletion, in its words',
    (standing) => {
      const [first] = noticesOf(planOf({}, withStanding(standing)));
      expect(first).toBe(`This way is ${standing}: ask the manager before you count on it.`);
    },
  );

  it.each(['preferred', 'available'] as const)('%s needs no word', (standing) => {
    expect(noticesOf(planOf({}, withStanding(standing))).join()).not.toContain('This way is');
  });

  it('is what the plan of this facility says', () => {
    const facility = loadFacility();
    const standing = facility.methods.find(({ id }) => id === 'aws')?.standing ?? '';
    const isSettled = standing === 'available' || standing === 'preferred';
    expect(noticesOf(planOf({}, facility)).join().includes(`This way is ${standing}`)).toBe(!isSettled);
  });
});

describe('notices', () => {
  it('warn of the whole bucket, of an open terminal, and of WSL', () => {
    expect(noticesOf(planOf({ prefix: '' })).join()).toContain('Give each collection a prefix of its own.');
    expect(noticesOf(planOf({ session: 'none' })).join()).toContain('The copy ends when this terminal closes.');
    expect(noticesOf(planOf({ computer: 'wsl' })).join()).toContain('Leave the WSL window open');
  });
});

describe('problems', () => {
  it.each([
    [{ bucket: '' }, 'bucket: Enter your bucket. For example curie-lab-cryoem'],
    [
      { bucket: 's3://smith-cryoem/em' },
      'bucket: Bucket “s3://smith-cryoem/em” has the character “:” (U+003A), which names of buckets do not have. Enter only the name, for example curie-lab-cryoem',
    ],
    [
      { bucket: 'Smith' },
      'bucket: Bucket “Smith” has capital letters, which names of buckets do not have. For example curie-lab-cryoem',
    ],
    [{ bucket: 'ab' }, 'bucket: Bucket “ab” must have 3 to 63 characters. For example curie-lab-cryoem'],
    [
      { bucket: '-abc' },
      'bucket: Bucket “-abc” must begin and end with a letter or a digit, and not have “..” in it. For example curie-lab-cryoem',
    ],
    [
      { bucket: '192.168.5.4' },
      'bucket: Bucket “192.168.5.4” is the address of a computer. Enter the name of a bucket, for example curie-lab-cryoem',
    ],
    [{ region: '' }, 'region: Enter your region. For example us-west-2'],
    [
      { region: 'Oregon' },
      'region: Region “Oregon” is not how AWS writes a region. Small letters, and a digit at the end, for example us-west-2',
    ],
    [
      { prefix: 's3://smith-cryoem/em' },
      'prefix: Prefix “s3://smith-cryoem/em” is a whole address. Enter only what follows the name of the bucket, for example cryoem/GRID1',
    ],
    [{ prefix: '/em' }, 'prefix: Prefix “/em” begins with a slash. Leave it out, for example cryoem/GRID1'],
    [{ prefix: 'a//b' }, 'prefix: Prefix “a//b” has “//”, “/./” or “/../” in it. Write the path without them.'],
    [
      { prefix: 'a*', tool: 's5cmd' },
      'prefix: Prefix “a*” has characters that we do not trust s5cmd with: to it, “*” and “?” stand for other names. Choose aws as the program, or use letters, digits, “_”, “-”, “.” and “/” only.',
    ],
    [
      { destination: '/srv/a b', tool: 's5cmd' },
      'destination: Destination “/srv/a b” has characters that we do not trust s5cmd with: to it, “*” and “?” stand for other names. Choose aws as the program, or use letters, digits, “_”, “-”, “.” and “/” only.',
    ],
    [
      { prefix: 'a "b"', computer: 'windows', destination: 'D:\\GRID1' },
      'prefix: Prefix “a "b"” has characters that a command on Windows may not carry. Use WSL, or a prefix with letters, digits, “_”, “-”, “.” and “/” only.',
    ],
  ] satisfies [More, string][])('%j', (draft, problem) => {
    expect(problemsOf(draft)).toEqual([problem]);
  });

  it.each([
    ...['abc', 'a'.repeat(63), 'my.bucket-1', '1.2.3', '192.168.5.4.5'].map((bucket) => ({ bucket })),
    ...['us-east-1', 'us-gov-west-1', 'ap-southeast-2', 'il-central-1', 'eusc-de-east-1'].map((region) => ({ region })),
    ...['a', 'a/b', 'a.b', '..a/b..', '.hidden', ' a ', "it's", '*', 'é', 'c:d'].map((prefix) => ({ prefix })),
  ])('are none for %j', (draft) => {
    expect(problemsOf(draft)).toEqual([]);
  });

  it.each([
    ...['a'.repeat(64), 'abc-', '.abc', 'a..b', 'a_b', 'a b', 'ABC', 'aBc', 'é12', '1.1.1.1'].map((bucket) => ({
      bucket,
    })),
    ...['us-west', 'us-west-2a', 'US-WEST-2', 'us west 2', '--dryrun', 'uswest2', '-1'].map((region) => ({ region })),
    ...['.', '..', 'a/../b', 'a/.', '../a', '/', '//', 'a\nb', 'a\tb'].map((prefix) => ({ prefix })),
  ])('are one for %j', (draft) => {
    expect(problemsOf(draft)).toHaveLength(1);
  });
});

describe('any values', () => {
  const word = fc.oneof(fc.constantFrom(...hostileWords), fc.string({ unit: 'binary', maxLength: 30 }));
  it('give a problem, or commands whose words read back as they are meant', () => {
    let planned = 0;
    fc.assert(
      fc.property(
        word,
        word,
        fc.constantFrom('aws', 's5cmd'),
        fc.constantFrom('linux', 'macos'),
        (prefix, name, tool, computer) => {
          const draft = { ...safe, prefix, destination: `/srv/${name}`, tool, computer };
          const answer = planTransfer(exampleFacility, draft, '2026-11-24');
          if ('problems' in answer) {
            expect(answer.problems.length).toBeGreaterThan(0);
            return;
          }
          planned += 1;
          for (const command of commandsOf(answer.plan)) {
            for (const { read, meant } of readPipe(command)) expect(read).toEqual(meant);
          }
        },
      ),
    );
    expect(planned).toBeGreaterThan(0);
  });
});

describe('the lines of s5cmd, which are not run', () => {
  const linesOf = (draft: More): string[][] =>
    commandsOf(planOf({ ...draft, tool: 's5cmd' })).flatMap(({ words }) => {
      const texts = textsOf(words);
      const at = texts.indexOf('s5cmd');
      return at < 0 ? [] : [texts.slice(at + 1)];
    });

  it.each([{}, { prefix: '' }, { prefix: 'em/GRID1/' }, { destination: '/srv/data/GRID1/' }, { computer: 'macos' }])(
    'keep to its grammar: %j',
    (draft) => {
      const lines = linesOf(draft);
      expect(lines).toHaveLength(3);
      for (const line of lines) expect(findS5cmdFaults(line), line.join(' ')).toEqual([]);
    },
  );

  it.each([
    [['sync', '--delete', 's3://b/*', '/d/'], 'unknown option --delete'],
    [['sync', '--region', 's3://b/*', '/d/'], 'unknown option --region'],
    [['sync', '--dry-run', 's3://b/*', '/d/'], 'unknown option --dry-run'],
    [['copy', 's3://b/*', '/d/'], 'unknown command copy'],
    [['sync', 's3://b/*', '/d/', '--size-only'], 'expected source and destination arguments'],
    [['sync', 's3://b/p/', '/d/'], 'source argument must contain wildcard character'],
    [['sync', 's3://b/p*/*', '/d/'], 'source is not a bucket, a prefix and one star'],
    [['sync', 's3://b/p/*', '/d*/'], 'target can not contain glob characters'],
    [['version', 'x'], 'version takes nothing'],
  ])('the grammar refuses %j', (line, fault) => {
    expect(findS5cmdFaults(line)).toContain(fault);
  });

  it('are the only ones that are not run: all others are of aws, find, the shell and the session', () => {
    const utilities = commandsOf(planOf({ tool: 's5cmd' })).map((command) => formatCommand(command).split(' ')[0]);
    expect(new Set(utilities)).toEqual(new Set(['aws', 's5cmd', 'mkdir', 'df', 'screen', 'env', 'find', 'exit']));
  });
});
