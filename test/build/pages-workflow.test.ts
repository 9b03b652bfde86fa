import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const { permissions, jobs } = parse(
  readFileSync(new URL('../../.github/workflows/pages.yml', import.meta.url), 'utf8'),
) as { readonly permissions: unknown; readonly jobs: { readonly build: Job; readonly deploy: Job } };
const steps = [...jobs.build.steps, ...jobs.deploy.steps];

it('the workflow for GitHub Pages builds with the two commands of the README, for the address that GitHub gives', () => {
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm run build']);
  expect(steps.find(({ run }) => run === 'npm run build')?.env).toEqual({
    SITE_ADDRESS: '${{ steps.pages.outputs.base_url }}',
  });
  expect(steps.find(({ uses }) => uses?.startsWith('actions/upload-pages-artifact@'))?.with).toEqual({ path: 'dist' });
});

it('it runs actions of GitHub itself only, each of a major version, and only what publishes may publish', () => {
  const used = steps.flatMap(({ uses }) => uses ?? []);
  expect(used.filter((action) => !/^actions\/[a-z-]+@v\d+$/.test(action))).toEqual([]);
  expect(used.at(-1)).toMatch(/^actions\/deploy-pages@/);
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.build.permissions).toEqual({ contents: 'read', pages: 'read' });
  expect(jobs.deploy.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
});
