/** The workflows and forms for GitHub, as files: GitHub alone can run them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '../../.github');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string;
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const readWorkflow = (name: string): Workflow => parse(read(`workflows/${name}.yml`)) as Workflow;
const runsOf = (job?: Job): string[] => (job?.steps ?? []).flatMap(({ run }) => run ?? []);

describe('the workflows', () => {
  const files = globSync('workflows/*.yml', { cwd: folder });

  it('run actions of GitHub itself alone, each pinned by its commit, with the version beside it', () => {
    const used = files.flatMap((file) => read(file).match(/\buses: .*/g) ?? []);
    const actions = [...new Set(used.filter((line) => line !== 'uses: ./.github/workflows/test.yml'))];
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((line) => !/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    // The same action is the same commit everywhere.
    const names = actions.map((line) => line.replace(/@.*/, ''));
    expect(names).toEqual([...new Set(names)]);
  });

  it('may read the repository, and nothing else unless a job says so', () => {
    for (const file of files) expect((parse(read(file)) as Workflow).permissions, file).toEqual({ contents: 'read' });
  });

  it('never put a value of an event into a command: who names a branch must not write a shell', () => {
    const commands = files.flatMap((file) => Object.values((parse(read(file)) as Workflow).jobs).flatMap(runsOf));
    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  });
});

describe('test.yml', () => {
  const { on, jobs } = readWorkflow('test');

  it('runs on each push and pull request, and for the workflows that publish', () => {
    expect(Object.keys(on)).toEqual(['push', 'pull_request', 'workflow_call']);
    // Those two run it themselves.
    expect(on.push).toEqual({ 'branches-ignore': ['main'] });
    expect(readWorkflow('pages').on.push).toEqual({ branches: ['main'] });
    expect(readWorkflow('release').on.push).toEqual({ tags: ['v*'] });
  });

  it('runs the test command of the README', () => {
    expect(runsOf(jobs.debian).slice(-2)).toEqual(['npm ci', 'npm test']);
  });
});

describe('pages.yml', () => {
  const { jobs } = readWorkflow('pages');

  it('builds with the two commands of the README, for the address that GitHub gives', () => {
    const steps = jobs.build?.steps ?? [];
    expect(runsOf(jobs.build)).toEqual(['npm ci', 'npm run build']);
    expect(steps.find(({ run }) => run === 'npm run build')?.env).toEqual({
      SITE_ADDRESS: '${{ steps.pages.outputs.base_url }}',
    });
    expect(steps.find(({ uses }) => uses?.startsWith('actions/upload-pages-artifact@'))?.with).toEqual({
      path: 'dist',
    });
  });

  it('publishes only what has passed every test, and only what publishes may publish', () => {
    expect(jobs.test?.uses).toBe('./.github/workflows/test.yml');
    expect(jobs.build?.needs).toBe('test');
    expect(jobs.build?.permissions).toEqual({ contents: 'read', pages: 'read' });
    expect(jobs.deploy?.needs).toBe('build');
    expect(jobs.deploy?.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
    expect(jobs.deploy?.steps?.map(({ uses }) => uses?.replace(/@.*/, ''))).toEqual(['actions/deploy-pages']);
  });
});

describe('release.yml', () => {
  const { jobs } = readWorkflow('release');

  it('publishes the package when every test has passed, with a provenance', () => {
    expect(jobs.test?.uses).toBe('./.github/workflows/test.yml');
    expect(jobs.publish?.needs).toBe('test');
    expect(jobs.publish?.permissions).toEqual({ contents: 'write', 'id-token': 'write' });
    expect(runsOf(jobs.publish)).toContain('npm publish --provenance --access public');
  });
});

describe('the forms for issues', () => {
  const forms = globSync('ISSUE_TEMPLATE/*.yml', { cwd: folder }).filter((file) => !file.endsWith('config.yml'));

  it('are a wrong command, a new error text, and something else; each field has its own id', () => {
    const parsed = forms.map((file) => parse(read(file)) as { name: string; body: { type: string; id?: string }[] });
    expect(parsed.map(({ name }) => name).sort()).toEqual(['A new error text', 'A wrong command', 'Something else']);
    for (const { body } of parsed) {
      const ids = body.filter(({ type }) => type !== 'markdown').map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids.filter(Boolean))]);
    }
  });
});
