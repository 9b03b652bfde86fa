import { expect, it } from 'vitest';
import { nameDownload, nameScript } from '../../../src/integrations/downloads.ts';

/** A bundle of modules in `src`: those that import each, and for one that `import()` fetches, those that do so. */
function bundleOf(modules: Readonly<Record<string, readonly [importers: string[], dynamicImporters?: string[]]>>) {
  const path = (file: string): string => `/project/src/${file}`;
  return (file: string) =>
    nameDownload(path(file), {
      getModuleInfo: (id) => {
        const [importers, dynamicImporters = []] = modules[id.replace('/project/src/', '')] ?? [[]];
        return {
          isEntry: id === path('page.ts'),
          importers: importers.map(path),
          dynamicImporters: dynamicImporters.map(path),
        };
      },
    });
}

const nameIn = bundleOf({
  'page.ts': [[]],
  'form/always/values.ts': [['page.ts']],
  'form/live/command-form.ts': [[], ['page.ts']],
  'form/live/early.ts': [['form/always/values.ts']],
  'form/on-demand/invite.ts': [[], ['form/live/command-form.ts']],
  'form/on-demand/early.ts': [['form/always/values.ts']],
  'generator/share/link.ts': [['form/always/values.ts', 'form/live/command-form.ts']],
  'generator/command/render.ts': [['generator/make-plan.ts']],
  'generator/make-plan.ts': [['form/live/command-form.ts']],
  'generator/methods/aws/rules.ts': [[], ['form/always/values.ts']],
  'generator/methods/rsync/rules.ts': [[], ['form/always/values.ts']],
  'generator/steps/session/rules.ts': [['generator/methods/aws/rules.ts', 'generator/methods/rsync/rules.ts']],
  'generator/steps/streams/rules.ts': [['generator/methods/rsync/rules.ts']],
  'generator/share/invitation.ts': [['form/on-demand/invite.ts']],
});

it.each([
  ['what every page runs stays in its file', 'form/always/values.ts', null],
  ['so does what that imports', 'generator/share/link.ts', null],
  ['what makes commands live is one file', 'form/live/command-form.ts', 'commands'],
  ['with what it imports, directly or not', 'generator/command/render.ts', 'commands'],
  ['and with what several methods share', 'generator/steps/session/rules.ts', 'commands'],
  ['what one method has for itself goes with it', 'generator/steps/streams/rules.ts', null],
  ['so do the rules of a method', 'generator/methods/rsync/rules.ts', null],
  ['what is fetched on demand is a file of its own', 'form/on-demand/invite.ts', null],
  ['with what only that imports', 'generator/share/invitation.ts', null],
])('%s: %s', (_, file, name) => {
  expect(nameIn(file)).toBe(name);
});

it.each(['form/live/early.ts', 'form/on-demand/early.ts'])(
  'what is to be fetched later cannot be imported by what every page runs: %s',
  (file) => {
    expect(() => nameIn(file)).toThrow(
      `/project/src/${file} would be fetched by every page. Fetch it by import() there.`,
    );
  },
);

it('what is fetched on demand has a folder of its own in the site', () => {
  expect(nameScript({ moduleIds: ['/project/src/form/on-demand/invite.ts'] })).toBe(
    '_astro/on-demand/[name].[hash].js',
  );
  // What several of them share.
  expect(nameScript({ moduleIds: ['/project/src/generator/names.ts'] })).toBe('_astro/on-demand/[name].[hash].js');
  expect(nameScript({ moduleIds: ['/project/src/form/live/command-form.ts'] })).toBe('_astro/[name].[hash].js');
});

it('the rules of a method are called after its folder', () => {
  const folder = '/project/src/generator/methods/globus';
  expect(nameScript({ moduleIds: [`${folder}/browser.ts`, `${folder}/rules.ts`] })).toBe('_astro/globus.[hash].js');
});
