import { describe, expect, it } from 'vitest';
import { formatAction } from '../../../../src/generator/index.ts';
import type { Draft, Facility, Plan } from '../../../../src/generator/index.ts';
import { hostileNames } from '../../../rigs/hostile-words.ts';
import { exampleBucket, exampleFacility } from '../../../rigs/example-facility.ts';
import { readPipe } from '../../../rigs/read-command.ts';
import { planFrom } from '../../../rigs/plans.ts';

const facility: Facility = {
  ...exampleFacility,
  bucket: exampleBucket,
};

const safe: Draft = { method: 'bucket', lab: 'smith-lab', collection: 'GRID1', destination: '/srv/data/GRID1' };

const { planOf, problemsOf } = planFrom(safe, facility);

const actionsOf = ({ steps }: Plan): string[] => steps.map(({ id, action }) => `${id}: ${formatAction(action)}`);

const url = 's3://cryo-raw/sessions/smith-lab/GRID1/';
const access = '--profile example-em --endpoint-url https://s3.example.edu:9000';

describe('the commands', () => {
  it('are these on Linux with screen', () => {
    expect(actionsOf(planOf())).toEqual([
      'version: aws --version',
      'configure: aws configure --profile example-em',
      `look: aws s3 ls ${url} --recursive --human-readable --summarize ${access}`,
      'folder: mkdir -p /srv/data/GRID1',
      'space: df -hT /srv/data/GRID1',
      'session: screen -S example_em-GRID1-44dm',
      `copy: aws s3 sync ${url} /srv/data/GRID1 --exact-timestamps ${access}`,
      'detach: Press Ctrl+A, then D',
      'reattach: screen -d -r example_em-GRID1-44dm',
      `resume: aws s3 sync ${url} /srv/data/GRID1 --exact-timestamps ${access}`,
      `verify: aws s3 sync ${url} /srv/data/GRID1 --exact-timestamps --dryrun ${access} && echo 'COMPARED: each line above this one is a file that is not right'`,
      `leftovers: find /srv/data/GRID1 -name '*.${'[0-9A-Fa-f]'.repeat(8)}'`,
      `count: aws s3 ls ${url} --recursive --summarize ${access}`,
      "count-here: find /srv/data/GRID1 -type f -exec printf '%.1s' '{}' '+' | wc -c",
      'end: exit',
    ]);
  });

  it('name the region where the facts do, and then it is asked for at the third question', () => {
    const plan = planOf(
      { session: 'none', computer: 'macos' },
      { ...facility, bucket: { ...exampleBucket, region: 'north-1' } },
    );
    expect(actionsOf(plan)).toContain(
      `copy: caffeinate -i aws s3 sync ${url} /srv/data/GRID1 --exact-timestamps ${access} --region north-1`,
    );
    const asks = ({ steps }: Plan): string => steps.find(({ id }) => id === 'configure')?.expect ?? '';
    expect(asks(plan)).toContain('at the third, enter north-1.');
    expect(asks(planOf())).toContain('at the third, just press Enter.');
  });

  it('are these on Windows', () => {
    expect(actionsOf(planOf({ computer: 'windows', destination: 'D:\\cryo em\\GRID1' })).slice(3, 8)).toEqual([
      "folder: New-Item -ItemType Directory -Force -Path 'D:\\cryo em\\GRID1'",
      'space: Get-PSDrive D',
      `copy: aws s3 sync ${url} 'D:\\cryo em\\GRID1' --exact-timestamps ${access}`,
      `resume: aws s3 sync ${url} 'D:\\cryo em\\GRID1' --exact-timestamps ${access}`,
      `verify: aws s3 sync ${url} 'D:\\cryo em\\GRID1' --exact-timestamps --dryrun ${access}`,
    ]);
  });

  it('carry any name, and each word has its meaning and source', () => {
    for (const name of hostileNames) {
      if (problemsOf({ lab: name, collection: name, destination: `/srv/${name}` }).length > 0) continue;
      for (const { action } of planOf({ lab: name, collection: name, destination: `/srv/${name}` }).steps) {
        if (action.kind !== 'command') continue;
        for (const { read, meant } of readPipe(action.command)) expect(read).toEqual(meant);
        for (const { meaning, source } of action.command.words) expect([meaning, source]).not.toContain('');
      }
    }
  });
});

it('no sentence speaks of what is told of AWS alone, and whom to ask are those of the facts', () => {
  const { steps, notices } = planOf();
  const said = JSON.stringify([steps.map(({ expect: seen, otherwise }) => [seen, otherwise]), notices]);
  expect(said).not.toMatch(/\bAWS\b(?! says)|KMS|GLACIER|Amazon/);
  expect(said).toContain('Ask the desk for one that may read the bucket.');
  expect(said).toContain('No connection to s3.example.edu:9000.');
});

it('names that Windows may not carry, and facts without a bucket, are problems', () => {
  expect(problemsOf({ computer: 'windows', destination: 'D:\\x', lab: 'a b' })).toEqual([
    'lab: Lab folder “a b” has characters that a command on Windows may not carry. Use WSL, or ask for the folder to be renamed with letters, digits, “_”, “-” and “.” only.',
  ]);
  expect(problemsOf({}, exampleFacility)).toEqual([
    'collection: The facts do not describe the bucket. Add “bucket” to facility.yaml.',
  ]);
});

it.each([
  ['Überlinger', 'uberlinger'],
  ['Example EM', 'example-em'],
  ['“EM” – Zürich!', 'em-zurich'],
  ['-x', 'x'],
  ['格子', 'facility'],
])('the profile of a facility called %s is %s: never an option', (name, profile) => {
  const { steps } = planOf({}, { ...facility, name });
  const texts = steps.map(({ action }) => formatAction(action));
  const profiles = texts.flatMap((text) => [...text.matchAll(/--profile ('[^']*'|\S+)/g)].map(([, word]) => word));
  expect(new Set(profiles)).toEqual(new Set([profile]));
});
