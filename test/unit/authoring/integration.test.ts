import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroIntegration } from 'astro';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authoring } from '../../../src/authoring/integration.ts';

type Setup = Parameters<NonNullable<AstroIntegration['hooks']['astro:config:setup']>>[0];

/** What is used of the plugin that the integration hands to Vite. */
interface Plugin {
  transform: { filter: { id: RegExp }; handler: (code: string, id: string) => Promise<void> };
  configureServer: (server: { ws: { on: typeof listen; send: (payload: unknown) => void } }) => void;
}

let root: string;
let file: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'authoring-'));
  file = join(root, 'src/content/docs/page.mdx');
  mkdirSync(join(root, 'src/content/docs'), { recursive: true });
  writeFileSync(
    file,
    '---\ntitle: A page\ndescription: A page.\nowner: contact.role\n---\n\nOn <lab>.\n\n[There](/nowhere/)\n',
  );
  writeFileSync(join(root, 'src/content/docs/good.mdx'), '---\ntitle: Another\ndescription: A page.\n---\n');
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

const message = [
  'src/content/docs/page.mdx:7: “<lab>” begins an element, and nothing ends it. If it stands for a name, write it in capitals, such as YOUR-LAB; else write </lab> where it ends.',
  'src/content/docs/page.mdx:9: There is no page “/nowhere/”. Use one of: /good/, /page/.',
].join('\n');

/** Runs the hook as Astro does; gives what was warned of, and the plugins that Vite got. */
async function setUp(command: Setup['command']): Promise<{ warnings: string[]; errors: string[]; plugins: Plugin[] }> {
  const warnings: string[] = [];
  const errors: string[] = [];
  const plugins: Plugin[] = [];
  await authoring().hooks['astro:config:setup']?.({
    command,
    config: { root: pathToFileURL(`${root}/`) },
    logger: { warn: (text: string) => warnings.push(text), error: (text: string) => errors.push(text) },
    updateConfig: ({ vite }: { vite: { plugins: Plugin[] } }) => plugins.push(...vite.plugins),
  } as unknown as Setup);
  return { warnings, errors, plugins };
}

const connections: (() => void)[] = [];

function listen(_: string, connect: () => void): void {
  connections.push(connect);
}

it('a build stops at the problems of all pages, and at the line of the first', async () => {
  await expect(setUp('build')).rejects.toMatchObject({ message: `\n${message}`, loc: { file, line: 7 } });
});

it('a build that goes on has told its warnings', async () => {
  rmSync(file);
  expect((await setUp('build')).warnings.join('\n').split('\n')).toEqual([
    expect.stringContaining('src/content/docs/good.mdx:1: Nobody owns this page.'),
    expect.stringContaining('src/content/docs/good.mdx:1: Nobody has reviewed this page.'),
  ]);
});

it('while it is edited, a page shows its problems in its place, and the others over themselves', async () => {
  writeFileSync(file, '---\ntitle: A page\ndescription: A page.\n---\n\n\nOn <lab>.\n\n[There](/nowhere/)\n');
  const { errors, plugins } = await setUp('dev');
  expect(errors).toEqual([`\n${message}`]);
  const [plugin] = plugins;
  if (!plugin) throw new Error('no plugin');
  expect(plugin.transform.filter.id.test(`${file}?x`)).toBe(true);
  await expect(plugin.transform.handler('', `${file}?x`)).rejects.toMatchObject({
    message: `\n${message}`,
    loc: { file, line: 7 },
  });
  await plugin.transform.handler('', join(root, 'src/content/docs/good.mdx'));
  const sent = await new Promise((send) => {
    plugin.configureServer({ ws: { on: listen, send } });
    for (const connect of connections) connect();
  });
  expect(sent).toMatchObject({ type: 'error', err: { message: `\n${message}`, loc: { file, line: 7 } } });
});
