import { appendFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { copyProject, removeCopy, runScript } from './project-copy.ts';

/** A way of getting data that there is not, in one file. */
const method = `import type { MethodTexts, Rules } from '../method.ts';
import { destinationField, labField } from '../request.ts';
import { makeStep, partsOf, runRows } from '../texts.ts';

export const texts = {
  fields: {
    lab: labField,
    destination: destinationField,
    pigeon: {
      label: 'Pigeon',
      hint: 'The bird that carries the card.',
      example: 'Gertie',
      placeholder: 'YOUR-PIGEON',
      flag: 'pigeon',
      kind: 'bird',
    },
  },
  problems: { bird: ['{label} {value} is not the name of a bird.', 'For example {example}'] },
  rules: { bird: [['^[0-9]', 'bird']] },
  commands: {
    unpack: [
      ['utility', 'printf', 'Writes text.', 'printf(1)'],
      ['operand', '%s brought it for %s to %s', 'The form of the text.', 'printf(1)'],
      ['operand', '{pigeon}', 'The bird.', 'printf(1)'],
      ['operand', '{lab}', 'The lab folder.', 'printf(1)'],
      ['operand', '{destination}', 'The destination.', 'printf(1)'],
    ],
  },
  steps: { unpack: { title: 'Unpack the card', expect: 'A line.', otherwise: [['feathers', 'Wait.']] } },
} as const satisfies MethodTexts;

export const rules = {
  plan({ request, texts }) {
    const action = runRows(texts.commands.unpack, partsOf(request));
    return { steps: [makeStep('unpack', texts.steps.unpack, { place: 'your computer' }, action)] };
  },
} satisfies Rules<typeof texts>;
`;

const facts = `  - id: pigeon
    title: Carrier pigeon
    standing: discouraged
    summary: A bird carries a memory card.
    needs: A bird.
    goesTo: Where the bird lives
    openTo: Bird keepers
    work: The bird.
    setUp:
      - { who: You, what: Feed the bird. }
`;

const guide = `---
title: Carrier pigeon
description: A bird carries a memory card.
---

import Checklist from '~/components/Checklist.astro';
import Plan from '~/components/Plan.astro';
import MethodStatus from '~/components/MethodStatus.astro';

<MethodStatus method="pigeon" />
<Checklist method="pigeon" />

## Make your commands

<Plan method="pigeon" />
`;

/** A new module, those that import it, and the script of the site that it goes into. */
const modules: readonly (readonly [file: string, importers: readonly string[], script: RegExp])[] = [
  ['form/always/zebra.ts', ['form/always/values.ts'], /^page\./],
  ['form/live/zebra.ts', ['form/live/step-list.ts'], /^commands\./],
  ['form/on-demand/zebra.ts', ['form/on-demand/invite.ts'], /^on-demand\/invite\./],
  ['overrides/search/zebra.ts', ['overrides/search/search-window.ts'], /^on-demand\/search-window\./],
  ['generator/zebra-always.ts', ['generator/link.ts'], /^page\./],
  ['generator/zebra-live.ts', ['generator/plan.ts'], /^commands\./],
  ['generator/zebra-shared.ts', ['generator/methods/rsync.ts', 'generator/methods/aws.ts'], /^commands\./],
  ['generator/zebra-own.ts', ['generator/methods/rsync.ts'], /^rsync\./],
  ['generator/zebra-on-demand.ts', ['generator/script.ts'], /^on-demand\/save-script\./],
];

let folder: string;

const run = (...args: string[]): ReturnType<typeof runScript> => runScript(folder, args, '');

function markOf(file: string): string {
  return `mark of ${file}`;
}

/** Writes a module that leaves its mark, and has others import it. */
function addModule(file: string, importers: readonly string[]): void {
  const path = join(folder, 'src', file);
  writeFileSync(
    path,
    `export function leaveMark(): void {\n  Reflect.set(globalThis, 'mark', '${markOf(file)}');\n}\n`,
  );
  for (const importer of importers) {
    const from = relative(dirname(importer), file).replace(/^(?!\.)/, './');
    const name = `leave${file.replaceAll(/\W/g, '_')}`;
    appendFileSync(join(folder, 'src', importer), `import { leaveMark as ${name} } from '${from}';\n${name}();\n`);
  }
}

beforeAll(() => {
  folder = copyProject('new-files');
});

afterAll(() => {
  removeCopy(folder);
});

it('a sixth method needs one new file, its guide and its facts: the build, the form and the command line have it', () => {
  const yaml = join(folder, 'src/facility/facility.yaml');
  writeFileSync(join(folder, 'src/generator/methods/pigeon.ts'), method);
  writeFileSync(join(folder, 'src/content/docs/ways/pigeon.mdx'), guide);
  writeFileSync(yaml, readFileSync(yaml, 'utf8') + facts);
  for (const [file, importers] of modules) addModule(file, importers);

  const asked = ['pigeon', '--lab', "O'Brien", '--to', '/srv/x', '--pigeon'];
  const printed = run('cli', '--', ...asked, 'Gertie');
  expect(printed.stdout).toContain(`\nprintf '%s brought it for %s to %s' Gertie 'O'\\''Brien' /srv/x\n`);
  expect(run('cli', '--', ...asked, '7up')).toMatchObject({
    status: 1,
    stderr: '--pigeon: Pigeon “7up” is not the name of a bird. For example Gertie\n',
  });
  expect(run('cli', '--', 'pigeon', '--help').stdout).toContain(
    'pigeon: Carrier pigeon. A bird carries a memory card.',
  );

  const built = run('build');
  expect(built.status, built.stdout + built.stderr).toBe(0);
  const read = (page: string): string => readFileSync(join(folder, 'dist', page, 'index.html'), 'utf8');
  expect(read('ways/pigeon')).toContain('<input id="field-pigeon" name="pigeon"');
  expect(read('ways/pigeon')).toContain('<mark>YOUR-PIGEON</mark>');
  expect(read('ways/pigeon')).toContain('Feed the bird.');
  // The overview lists it after those there were, and the menu of every page leads to it.
  const titles = [...read('').matchAll(/<p class="method"[^>]*> *<a href="[^"]*"[^>]*>([^<]*)<\/a>/g)].map(
    ([, title]) => title,
  );
  expect(titles).toEqual([...loadFacility().methods.map(({ title }) => title.replace("'", '&#39;')), 'Carrier pigeon']);
  expect(read('ways/rsync')).toContain('href="/ways/pigeon/"');
});

it.each(modules)('a new module is fetched when its folder, or who imports it, says: %s', (file, _, script) => {
  const scripts = globSync('**/*.js', { cwd: join(folder, 'dist/_astro') });
  const found = scripts.filter((name) =>
    readFileSync(join(folder, 'dist/_astro', name), 'utf8').includes(markOf(file)),
  );
  expect(found).toEqual([expect.stringMatching(script)]);
});

it('a method that the facts list and the generator lacks stops the build, with the place and what to do', () => {
  rmSync(join(folder, 'src/generator/methods/pigeon.ts'));
  const { status, stdout, stderr } = run('build');
  expect(status).not.toBe(0);
  expect(stdout + stderr).toMatch(
    /src\/facility\/facility\.yaml:\d+: methods: there is no method "pigeon"\. Use one of: [a-z, ]+; or add src\/generator\/methods\/pigeon\.ts\./,
  );
});
