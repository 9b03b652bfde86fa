import { existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { attributeOf, findPage, isInside, readPages, siteFolder, textOf } from './built-site.ts';

const { methods, name, storage } = loadFacility();
const pages = readPages();
const guides = [...methods.map(({ id }) => `ways/${id}`), 'troubleshooting'];

function read(file: string): string {
  return readFileSync(siteFolder + file, 'utf8');
}

describe.each(guides)('the guide /%s.md', (guide) => {
  it('has the title and each command, message and path of the page, unchanged', () => {
    const { elements } = findPage(pages, `/${guide}/`);
    const markdown = read(`${guide}.md`);
    const [title] = elements.filter(({ tagName }) => tagName === 'h1');
    expect(markdown.startsWith(`# ${title ? textOf(title).trim() : ''}\n`)).toBe(true);
    const texts = elements.filter((element) => element.tagName === 'pre' && isInside(element, ['main'])).map(textOf);
    expect(texts.length).toBeGreaterThan(2);
    // A file ends with a line break of its own.
    const blocks = (text: string): string[] =>
      ['```\n', '```xml\n'].flatMap((start) => ['\n```', '\n\n```'].map((end) => start + text.trimEnd() + end));
    expect(texts.filter((text) => !blocks(text).some((block) => markdown.includes(block)))).toEqual([]);
  });

  it('has each step in its order, and nothing that works in a browser only', () => {
    // Counted on through the parts of a plan; there are several plans, told by what their ids begin with.
    const plans = findPage(pages, `/${guide}/`).elements.flatMap((element) => {
      const [, plan] = /^((?:also-\d+-)?)step-/.exec(attributeOf(element, 'id') ?? '') ?? [];
      return plan !== undefined && /^h[34]$/.test(element.tagName) ? [plan] : [];
    });
    const numbers = [...read(`${guide}.md`).matchAll(/^#{3,4} (\d+)\\\. /gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(plans.map((plan, index) => index + 1 - plans.indexOf(plan)));
    expect(read(`${guide}.md`)).not.toMatch(/Copy command|Make my commands|Explain this command/);
  });
});

describe('llms.txt', () => {
  it('says what the site is, when images are deleted, and lists each way with a guide that is there', () => {
    const text = read('llms.txt');
    expect(text.startsWith(`# ${name}: getting your data\n\n> `)).toBe(true);
    expect(text).toContain(storage.host);
    expect(text).toContain(`${storage.interim.keepDays} days`);
    const links = [...text.matchAll(/^- \[([^\]]*)\]\(\/([^)]*)\)/gm)].map(([, title, file = '']) => ({ title, file }));
    expect(links.slice(0, methods.length)).toEqual(methods.map(({ id, title }) => ({ title, file: `ways/${id}.md` })));
    expect(links.slice(methods.length).map(({ file }) => file)).toEqual(['index.md', 'troubleshooting.md']);
    expect(links.filter(({ file }) => !existsSync(siteFolder + file))).toEqual([]);
  });
});

describe('as long as the facts do not know where the site is published', () => {
  it('nothing names an address of it', () => {
    expect(read('robots.txt')).toBe('User-agent: *\nAllow: /\n');
    expect(existsSync(`${siteFolder}sitemap-index.xml`)).toBe(false);
    const named = pages.flatMap(({ elements }) =>
      elements.filter(
        (element) => attributeOf(element, 'property') === 'og:image' || attributeOf(element, 'rel') === 'canonical',
      ),
    );
    expect(named).toEqual([]);
  });
});

describe('the picture beside a link', () => {
  it('has the size and form that is asked for, and letters on it', async () => {
    const picture = sharp(`${siteFolder}social-card.png`);
    expect(await picture.metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    // The place of the name: a plain ground has no contrast.
    const { channels } = await picture.extract({ left: 80, top: 370, width: 300, height: 60 }).stats();
    expect(channels[0]?.stdev).toBeGreaterThan(10);
  });
});
