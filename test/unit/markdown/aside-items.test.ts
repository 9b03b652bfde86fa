import { markdownToHtml } from 'satteri';
import { expect, it } from 'vitest';
import { asideItems } from '../../../src/markdown/aside-items.ts';
import type { MdastPlugin } from '../../../src/markdown/mdast-plugin.ts';

/** What Starlight does with an aside, without its title and icon. */
const asides: MdastPlugin = {
  name: 'asides',
  containerDirective: ({ children }) =>
    ({ type: 'paragraph', data: { hName: 'aside' }, children: [...children] }) as never,
};

const page = '1. Log in.\n   :::caution\n   Careful.\n   :::\n2. Copy.\n';

async function render(source: string, mdastPlugins: readonly MdastPlugin[]): Promise<string> {
  const { html } = await markdownToHtml(source, { features: { directive: true }, mdastPlugins: [...mdastPlugins] });
  return html;
}

it('an aside in a list without blank lines keeps its box', async () => {
  expect(await render(page, [asideItems, asides])).toContain('<aside>');
});

it('without the plugin it would not', async () => {
  expect(await render(page, [asides])).not.toContain('<aside>');
});

it('a list without asides stays as it is', async () => {
  const list = '1. Log in.\n2. Copy.\n';
  expect(await render(list, [asideItems, asides])).toBe(await render(list, [asides]));
});
