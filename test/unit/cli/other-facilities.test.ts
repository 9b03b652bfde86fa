/** The command line with the facts of other facilities. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFacility } from '../../../src/facility/parse.ts';
import { draftExample } from '../../../src/generator/request.ts';
import { fieldsOf, formatAction, formatScript, planTransfer } from '../../../src/generator/index.ts';
import { listMethods } from '../../../src/cli/words.ts';
import { loadFacility } from '../../../src/facility/load.ts';
import { askRsync, lookAfter, lookBefore } from '../../rigs/long-commands.ts';
import { commandLine, runCommandLine } from '../../rigs/command-line.ts';
import type { Ended } from '../../rigs/command-line.ts';

const root = join(import.meta.dirname, '../../..');
const plain = join(root, 'test/fixtures/plain-facility/facility.yaml');
const second = join(root, 'test/fixtures/second-facility/facility.yaml');

const run = (facts: string, ...args: string[]): Ended => runCommandLine(...args, '--facility', facts);

describe('where the facts name several storage servers', () => {
  const asked = ['rsync', '--lab=curie-lab', '--to=/srv/data/GRID1'];
  const there = ['--account=jdoe', '--collection=GRID1', '--storage=spring-house.southlight.example'];

  it('--storage says which one, and the commands and days are its own', () => {
    const { status, stdout, stderr } = run(second, ...asked, ...there, '--collected=2026-11-20');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.replaceAll(' \\\n  ', ' ')).toContain(
      `\nssh jdoe@spring-house.southlight.example ${askRsync}${lookBefore}/export/raw/curie-lab/GRID1/. ${lookAfter}\n`,
    );
    expect(stdout).toContain('2026-12-02');
    expect(stdout).not.toContain('cold');
  });

  it('a pasted place says it too', () => {
    const place = '--collection=jdoe@spring-house.southlight.example:/export/raw/curie-lab/GRID1';
    expect(run(second, ...asked, place).stdout).toBe(run(second, ...asked, ...there).stdout);
  });

  it('the manual and the completion list the option and its values; a server that there is not is a problem', () => {
    expect(run(second, 'rsync', '--help').stdout).toContain(
      '  --storage VALUE\n      Storage server. Where your images lie.\n      One of: cold-store.northlight.example, spring-house.southlight.example (the first if left out).\n',
    );
    expect(run(second, 'completion', 'bash').stdout).toContain(
      "    rsync:--storage) offered='cold-store.northlight.example spring-house.southlight.example' ;;",
    );
    expect(run(second, ...asked, ...there, '--storage=elsewhere')).toMatchObject({
      status: 1,
      stderr:
        '--storage: Storage server: “elsewhere” is not one of the choices. Choose one of: cold-store.northlight.example, spring-house.southlight.example.\n',
    });
  });

  it('a script says how it is made again, with the server', () => {
    const { stdout } = run(second, ...asked, ...there, '--script');
    expect(stdout).toMatch(/#v=1&method=rsync&sum=\w{4}&storage=spring-house\.southlight\.example&account=jdoe/);
  });
});

it('with one storage server there is no such option', () => {
  const { status, stderr } = run(join(root, 'src/facility/facility.yaml'), 'rsync', '--storage=x');
  expect(status).toBe(2);
  expect(stderr).toContain('rsync has no option --storage. It has: --account, ');
});

it.each(listMethods(loadFacility(second)).map(({ name }) => name))(
  'the manual of %s of another facility has an example that gives a plan',
  (id) => {
    const [, example = ''] = /^Example\n {2}getting-your-data (.*)$/m.exec(run(second, id, '--help').stdout) ?? [];
    const line = `"$0" "$1" ${example} --facility "$2"`;
    const words = ['-c', line, process.execPath, commandLine, second];
    const { status, stderr } = spawnSync('sh', words, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  },
);

describe('a way that the facts do not list', () => {
  it('is not in the manual, the completion or the questions that choose one', () => {
    const texts = [
      run(plain, '--help').stdout,
      run(plain, 'rsync', '--help').stdout,
      run(plain, 'choose', '--help').stdout,
      ...['bash', 'zsh', 'fish'].map((shell) => run(plain, 'completion', shell).stdout),
    ];
    for (const text of texts) {
      expect(text).toContain('getting-your-data');
      expect(/\b(globus|aws|petalibrary|s3|sftp|bucket|drive|transfer)\b/i.exec(text)?.[0]).toBeUndefined();
    }
    expect(texts[0]).toContain('Methods\n  rsync            Copy it home\n  troubleshooting  What an error means\n\n');
  });

  it('is a problem when it is asked for by its name, with what there is', () => {
    const stderr = 'method: Oakfield does not list the way “globus”. Use one of: rsync, troubleshooting.\n';
    expect(run(plain, 'globus', '--lab=curie-lab')).toMatchObject({ status: 1, stdout: '', stderr });
    expect(run(plain, 'globus', '--help')).toMatchObject({ status: 1, stdout: '', stderr });
    expect(run(plain, 'transfer')).toMatchObject({ status: 1, stderr: stderr.replace('globus', 'transfer') });
    expect(run(plain, 'ftp').stderr).toBe('method: There is no method “ftp”. Use one of: rsync, troubleshooting.\n');
  });

  it('has no row among the errors', () => {
    const { status, stdout } = run(
      plain,
      ...['troubleshooting', '--account=jdoe', '--lab=l', '--collection=c', '--to=/srv/c'],
    );
    expect(status).toBe(0);
    expect(/globus|\baws\b/i.exec(stdout)).toBeNull();
  });

  it('is no answer of the questions that choose one', () => {
    expect(run(plain, 'choose', '--where=cloud')).toMatchObject({
      status: 1,
      stderr:
        '--where: Where the data must go: “cloud” is not one of the choices. Choose one of: unknown, server, computer, institution.\n',
    });
  });
});

describe('--json', () => {
  const read = (stdout: string): unknown => JSON.parse(stdout) as unknown;

  it('prints problems as JSON on standard output, and exits as without it', () => {
    const { status, stdout, stderr } = run(plain, 'rsync', '--json', '--account=j doe', '--lab=l', '--to=/srv/c');
    expect([status, stderr]).toEqual([1, '']);
    expect(read(stdout)).toEqual({
      problems: [
        {
          field: 'account',
          message: 'Account “j doe” has the character “ ” (U+0020), which user names do not have.',
          fix: 'Enter only the user name, for example jdoe',
          option: '--account',
        },
        { field: 'collection', message: 'Enter your collection.', fix: 'For example GRID1', option: '--collection' },
      ],
    });
  });

  it('does so for a way that there is not, and for the questions that choose one', () => {
    expect(read(run(plain, 'aws', '--json').stdout)).toEqual({
      problems: [
        {
          field: 'method',
          message: 'Oakfield does not list the way “aws”.',
          fix: 'Use one of: rsync, troubleshooting.',
        },
      ],
    });
    const { status, stdout, stderr } = run(plain, 'choose', '--json', '--size=much');
    expect([status, stderr]).toEqual([1, '']);
    expect(read(stdout)).toMatchObject({ problems: [{ field: 'size', option: '--size' }] });
  });
});

describe('a facility with a name that begins with an umlaut, whose servers take no keys', () => {
  const text = readFileSync(second, 'utf8')
    .replaceAll('Northlight', 'Überlicht & <Söhne>')
    .replaceAll('the cold store', 'Ö\'Kühl "Lager"')
    .replace('keys: accepted', 'keys: not accepted');
  const parsed = parseFacility(text);
  if ('mistakes' in parsed) throw new Error(JSON.stringify(parsed.mistakes));
  const { facility } = parsed;

  it.each(facility.methods.map(({ id }) => id))(
    'has a worked example of %s for each choice, and no word that is an option by chance',
    (id) => {
      const method = id as Parameters<typeof fieldsOf>[0];
      const fields = fieldsOf(method, facility);
      const choices = Object.entries(fields).flatMap(([name, field]) =>
        Object.keys(field.choices ?? {}).map((choice) => ({ [name]: choice })),
      );
      for (const choice of [{}, ...choices]) {
        const planned = planTransfer(facility, draftExample(fields, { ...choice, method }), '2026-11-23');
        if ('problems' in planned) {
          // Of the other server, whose ways are others, or of choices that need another one.
          expect(planned.problems.map(({ field }) => field)).not.toContain('login');
          continue;
        }
        const all = planned.plan.steps.map(({ action }) => formatAction(action)).join('\n');
        expect(all).not.toMatch(/(?:--profile|screen -S|tmux new -s) -/);
        const script = formatScript(facility, planned.plan, { today: '2026-11-23', version: '0', link: 'x' });
        if (script) expect(script.text).toMatch(/^# Facility: {6}Überlicht & <Söhne>\r?\n/m);
      }
    },
  );
});
