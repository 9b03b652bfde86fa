import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWarnings } from '../../../src/authoring/check-frontmatter.ts';
import { checkPage } from '../../../src/authoring/check-page.ts';
import { listComponents } from '../../../src/authoring/components.ts';
import { readPage } from '../../../src/authoring/page.ts';
import { formatProblems } from '../../../src/authoring/problem.ts';
import { checkSite } from '../../../src/authoring/read-site.ts';
import { describePage } from '../../../src/authoring/site.ts';
import type { Site } from '../../../src/authoring/site.ts';
import { formatFacilityProblems, parseFacility } from '../../../src/facility/parse.ts';
import { methodIds } from '../../../src/generator/index.ts';
import { exampleFacility, exampleLibrary } from '../../rigs/example-facility.ts';

const root = join(import.meta.dirname, '../../..');
const mistakes = join(root, 'test/fixtures/mistakes');

const components = listComponents(
  new Map(
    globSync('src/components/*.astro', { cwd: root }).map((file) => [
      basename(file, '.astro'),
      readFileSync(join(root, file), 'utf8'),
    ]),
  ),
);

const guide = {
  file: 'src/content/docs/ways/rsync.mdx',
  address: '/ways/rsync/',
  title: 'Copy to your server',
  anchors: ['before-you-begin', 'commands'],
};

/** A site with one guide, and one image, as it stands for a page. */
function siteOf(file: string, text: string): Site {
  return {
    facility: { ...exampleFacility, petalibrary: exampleLibrary },
    methodIds,
    pages: [guide, describePage(readPage(file, text), components)],
    components,
    hasFile: (path) => path === 'src/assets/grid.svg',
    today: '2026-11-24',
  };
}

/** What is said of a page, a line a problem, without the file. */
async function tellProblems(name: string, text: string): Promise<string[]> {
  const file = `src/content/docs/${name}`;
  const told = formatProblems('', await checkPage(readPage(file, text), siteOf(file, text)));
  return told ? told.split('\n').map((line) => line.slice(1)) : [];
}

function tellFacilityProblems(text: string): string[] {
  const parsed = parseFacility(text);
  if (!('problems' in parsed)) return [];
  return formatFacilityProblems('', parsed.problems)
    .split('\n')
    .map((line) => line.slice(1));
}

/** What is said of each file in the folder of mistakes: the line, what is wrong, the edit to make. */
const told: Readonly<Record<string, readonly string[]>> = {
  'Page_Name.mdx': ['1: “Page_Name.mdx” makes an address that is hard to type. Rename the file: page-name.mdx.'],
  'angle-link.mdx': ['6: “<https://rsync.samba.org>” is no link in MDX. Write [words](address).'],
  'aside-unknown.mdx': ['6: There is no aside “:::warning”. Write :::caution.'],
  'brace-not-closed.mdx': ['6: “{” begins code to MDX, and no “}” ends it. Write \\{ for the sign itself.'],
  'braces-in-prose.mdx': [
    '6: “{lab}” is code, which is run when the page is built. For a fact, write <Fact of="storage.name" />; for the signs themselves, \\{ and \\}.',
  ],
  'closing-tag-alone.mdx': [
    '8: </Steps> ends an element that has not begun. Write <Steps> where it begins, or delete it.',
  ],
  'closing-tags-crossed.mdx': ['6: </kbd> stands where </strong> belongs. Swap them: what began last ends first.'],
  'component-file-missing.mdx': [
    "6: Plan is not in “~/components/Plans.astro”. Write import Plan from '~/components/Plan.astro';",
  ],
  'component-in-md.md': ['6: “<MethodList” does nothing in an .md page. Rename the file: its name ends with .mdx.'],
  'component-not-imported.mdx': [
    "6: <MethodList> is not imported. Add below the frontmatter: import MethodList from '~/components/MethodList.astro';",
  ],
  'component-not-for-pages.mdx': [
    '6: “~/components-internal/Servers.astro” is not for pages. Use a component from src/components, or delete the line.',
  ],
  'component-renamed-import.mdx': [
    "6: There is no file src/components/Standing.astro. Write import MethodStatus from '~/components/MethodStatus.astro';",
  ],
  'component-renamed.mdx': ['6: There is no component <Choose>. Write <MethodTable>.'],
  'component-unknown.mdx': ['8: There is no component <Fakt>. Write <Fact>.'],
  'dash-for-hyphens.mdx': ['7: “–l” begins with a dash, which is no hyphen to a shell. Write one hyphen or two.'],
  'dash-in-code.mdx': ['6: “–delete” begins with a dash, which is no hyphen to a shell. Write one hyphen or two.'],
  'day-to-come.mdx': [
    '4: reviewed: 2027-11-24 has not come yet. Write the day you read the page: today is 2026-11-24.',
  ],
  'day-wrong.mdx': [
    '4: reviewed: "24.11.2026" must be a day such as 2026-11-24. It is: The day somebody last read the whole page against the facility: year, month, day.',
  ],
  'dead-anchor-here.mdx': [
    '8: src/content/docs/dead-anchor-here.mdx has no heading “#befor-you-begin”. Write #before-you-begin.',
  ],
  'dead-anchor.mdx': [
    '6: src/content/docs/ways/rsync.mdx has no heading “#before-you-start”. Use one of: #before-you-begin, #commands.',
  ],
  'dead-link.mdx': ['6: There is no page “/ways/rsnc/”. Write /ways/rsync/.'],
  'fact-block.mdx': [
    '8: <Fact of="storage" />: this is a block of facts, not one. Name one, for example of="storage.name".',
  ],
  'fact-in-command.mdx': [
    '7: “storage.example.edu” is a fact: storage.host. Mark the block “sh personal” and write {storage.host}; or use <Plan>, whose commands have it.',
  ],
  'fact-in-link.mdx': [
    '6: “https://help.example.edu/form” is a fact: petalibrary.requestForm. Leave it out, and say it in a sentence: a link, an image or a property cannot take it from the facts.',
  ],
  'fact-unknown.mdx': [
    '8: <Fact of="storage.interim.keepDay" />: src/facility/facility.yaml has no such fact. Write of="storage.interim.keepDays".',
  ],
  'fence-not-closed.mdx': [
    '6: This block has no end: the rest of the page is in it. Write ``` on a line of its own below the last line of the block.',
  ],
  'field-unknown.mdx': ['4: reviewd: "reviewd" is not a field that this file has. Write "reviewed".'],
  'frontmatter-missing.mdx': [
    '1: The page has no frontmatter. Begin it with a line of ---, then “title: …” and “description: …”, then another line of ---.',
  ],
  'frontmatter-not-closed.mdx': ['1: The frontmatter has no end. Write --- on a line of its own below its last field.'],
  'frontmatter-not-first.mdx': [
    '2: The frontmatter does not stand at the top, so it is no frontmatter. Delete what stands above the first ---.',
  ],
  'heading-is-title.mdx': ['6: “# A page” is a second title: the first is that of the frontmatter. Write “## A page”.'],
  'heading-skipped.mdx': ['8: “#### Names” skips a level: above it stands one with “##”. Write “### Names”.'],
  'heading-without-space.mdx': ['6: “##” begins no heading here. Put a space after “##”.'],
  'host-is-fact.mdx': ['6: “storage.example.edu” is a fact: storage.host. Write <Fact of="storage.host" />.'],
  'hour-is-fact.mdx': [
    '6: “5 am” is a fact: storage.interim.cleanUpHour. Write <Fact of="storage.interim.cleanUpHour" />.',
  ],
  'html-comment.mdx': ['6: “<!--” begins no comment in MDX. Write {/* … */}.'],
  'image-missing.mdx': [
    '6: There is no image src/assets/gird.svg. Put the file into src/assets and write ~/assets/NAME.png.',
  ],
  'image-of-others.mdx': [
    '6: The image “https://example.org/grid.png” is on another computer. Put the file into src/assets and write ~/assets/NAME.png.',
  ],
  'image-without-alt.mdx': [
    '6: The image “~/assets/grid.svg” has no text for those who cannot see it. Write ![what it shows](~/assets/grid.svg).',
  ],
  'import-incomplete.mdx': [
    "6: “import Fact from” is code that pages here do not have. Write import NAME from '~/components/NAME.astro'; or delete it.",
  ],
  'property-is-code.mdx': ['8: The value of “of” is code, {storage.name}. Write it in quotes: of="storage.name".'],
  'keys-in-block.mdx': [
    '8: “Ctrl+A” is a key to press, and stands where text to type stands. Write <kbd>Ctrl</kbd>+<kbd>A</kbd> in a sentence instead.',
  ],
  'keys-in-code.mdx': [
    '6: “Ctrl-C” is a key to press, and stands where text to type stands. Write <kbd>Ctrl</kbd>+<kbd>C</kbd> in a sentence instead.',
  ],
  'language-missing.mdx': [
    '6: The block does not say what language it is in. Write ```sh for a command, ```text for what is none.',
  ],
  'language-unknown.mdx': ['6: “shh” is not a language that blocks here have. Write ```sh.'],
  'less-than.mdx': ['6: “<5” begins an element to MDX. Say it in words, or write \\< for the sign itself.'],
  'link-empty.mdx': ['6: “the copy” leads nowhere. Write an address between the parentheses.'],
  'link-to-file.mdx': [
    '6: A link begins at the top of the site, with a slash: “../ways/rsync.mdx” does not. Write /ways/rsync/.',
  ],
  'link-without-https.mdx': ['6: “rsync.samba.org” leads to a page of this site. Write https://rsync.samba.org.'],
  'link-without-slash.mdx': ['6: There is no page “/ways/rsync”. Write /ways/rsync/.'],
  'method-not-in-facts.mdx': ['8: <Checklist method="globus" />: there is no such method. Use one of: rsync.'],
  'method-unknown.mdx': ['8: <Plan method="rsnc" />: there is no such method. Write method="rsync".'],
  'number-is-fact.mdx': [
    '6: “ten days” is a fact: storage.interim.keepDays. Write <Fact of="storage.interim.keepDays" />.',
  ],
  'order-in-words.mdx': [
    '5: sidebar.order: "first" must be a number. It is: Its place among the pages of its folder: the smallest stands first.',
  ],
  'owner-unknown.mdx': [
    '4: owner: src/facility/facility.yaml has no such fact: “Jane”. Write the path of the fact that names who keeps the page true, for example contact.role.',
  ],
  'path-is-fact.mdx': [
    '6: “/data/images” is a fact: storage.interim.path. Write <code><Fact of="storage.interim.path" /></code>.',
  ],
  'personal-unknown-value.mdx': ['7: There is no value {labb}. Write {lab}.'],
  'placeholder-in-prose.mdx': [
    '6: “<lab>” begins an element, and nothing ends it. If it stands for a name, write it in capitals, such as YOUR-LAB; else write </lab> where it ends.',
  ],
  'placeholder-left.mdx': [
    '7: “<your lab>” is a redirection to a shell, not a place to fill in. Write it in capitals, such as YOUR-LAB; or mark the block “sh personal” and write {lab}.',
  ],
  'prompt-copied.mdx': ['7: “$” is a prompt: whoever copies the line copies it too. Delete it.'],
  'prop-missing.mdx': [
    '8: <LinkCard> does not say “href”. Add href="…". It is: “href” in Starlight\'s documentation of it.',
  ],
  'prop-unknown.mdx': ['8: <Plan> takes no “methode”. Write method="…".'],
  'property-without-quotes.mdx': [
    '8: “<Fact of=storage.name />” cannot be read. Put the value of each property in quotes, and end it with “/>”: <Fact of="storage.name" />.',
  ],
  'quote-not-closed.mdx': [
    '2: This is not YAML: Missing closing \'quote. Look at "title: \'A page" and the line above it: indent with two spaces, put a space after each colon, and close every quote.',
  ],
  'rsync-one-operand.mdx': [
    '7: “rsync” is told one place only, jdoe@server:collection: it copies nothing. Write the destination after it, for example /srv/data/YOUR-COLLECTION.',
  ],
  'scp-one-operand.mdx': [
    '7: “scp” is told one place only, jdoe@server:collection: it copies nothing. Write the destination after it, for example /srv/data/YOUR-COLLECTION.',
  ],
  'smart-quotes.mdx': ['7: ““” is a typographic quote, which is no quote to a shell. Write ".'],
  'space-after-backslash.mdx': [
    '7: A space after the “\\” at the end of the line. Delete the space: the command ends here otherwise.',
  ],
  'space-of-a-word-processor.mdx': [
    '7: There is a space here that a shell does not take for one. Delete it and press the space bar.',
  ],
  'steps-not-closed.mdx': [
    '8: <Steps> is not closed. Write a slash before its “>”, as in <Steps />; or write </Steps> where it ends.',
  ],
  'tag-not-closed.mdx': [
    '8: <Fact> is not closed. Write a slash before its “>”, as in <Fact />; or write </Fact> where it ends.',
  ],
  'title-missing.mdx': [
    '2: title: This field is missing. Add "title: …" here. It is: What the page is called, in the menu and above its text. No other page has it.',
  ],
  'title-twice.mdx': [
    '2: title: “Copy to your server” is the title of src/content/docs/ways/rsync.mdx too. Say what only this page is about.',
  ],
  'title-with-colon.mdx': [
    '2: This is not YAML: Nested mappings are not allowed in compact mappings. Put the text after the first colon in quotes.',
  ],
  'yaml-colon-in-text.yaml': [
    '19: This is not YAML: Nested mappings are not allowed in compact mappings. Put the text after the first colon in quotes.',
  ],
  'yaml-fact-twice.yaml': [
    '8: This is not YAML: Map keys must be unique. Delete "host: other.example.edu", or the line that has the same name above it.',
  ],
  'yaml-fact-unknown.yaml': [
    '8: storage.interim.cleanUpHour: This fact is missing. Add "cleanUpHour: …" here. It is: The hour of the day at which old images are deleted. Unit: hours, 0 to 23.',
    '11: storage.interim.cleanupHour: "cleanupHour" is not a fact that this file has. Write "cleanUpHour".',
  ],
  'yaml-indented-wrongly.yaml': [
    '9: This is not YAML: Nested mappings are not allowed in compact mappings. Look at "path: /data/images" and the line above it: indent with two spaces, put a space after each colon, and close every quote.',
    '10: This is not YAML: Nested mappings are not allowed in compact mappings. Look at "keepDays: 10" and the line above it: indent with two spaces, put a space after each colon, and close every quote.',
  ],
  'yaml-no-space.yaml': [
    '10: This is not YAML: Implicit keys need to be on a single line. Put a space after the colon: "keepDays: 10".',
  ],
  'yaml-number-in-words.yaml': [
    '10: storage.interim.keepDays: "ten days" must be a whole number of days. It is: How many days an image is kept before it is deleted. Unit: days.',
  ],
  'yaml-path-with-slash.yaml': [
    '9: storage.interim.path: "/data/images/" must be an absolute path such as /data/images, without “..” and without a slash at the end. It is: The folder that holds the lab folders. Absolute, no slash at the end.',
  ],
  'yaml-quote-not-closed.yaml': [
    '1: This is not YAML: Missing closing "quote. Look at "name: "Example" and the line above it: indent with two spaces, put a space after each colon, and close every quote.',
  ],
  'yaml-tab.yaml': ['4: This is not YAML: Tabs are not allowed as indentation. Indent with spaces, not tabs.'],
};

describe('the folder of mistakes', () => {
  it('has at least thirty, each with what is said of it', () => {
    expect(Object.keys(told).length).toBeGreaterThanOrEqual(30);
    expect(globSync('*', { cwd: mistakes }).sort()).toEqual(Object.keys(told).sort());
  });

  it.each(Object.entries(told))('has %s: it is told with its line and the edit to make', async (name, expected) => {
    const text = readFileSync(join(mistakes, name), 'utf8');
    expect(name.endsWith('.yaml') ? tellFacilityProblems(text) : await tellProblems(name, text)).toEqual(expected);
  });
});

describe('a page', () => {
  const lines = [
    '---',
    'title: A page',
    'description: A page with what pages have.',
    'owner: contact.role',
    'reviewed: 2026-11-24',
    '---',
    '',
    "import { Steps } from '@astrojs/starlight/components';",
    "import Fact from '~/components/Fact.astro';",
    "import Plan from '~/components/Plan.astro';",
    '',
    'On <Fact of="storage.host" /> for <Fact of="storage.interim.keepDays" /> days, 5 < 6, `{lab}`, `<lab>`, ten hours. {/* none */}',
    '',
    '## Before you begin',
    '',
    '<Steps>',
    '',
    '1. Press <kbd>Ctrl</kbd>+<kbd>A</kbd>. See [below](#after), [there](/ways/rsync/#commands), [rsync](https://rsync.samba.org/).',
    '',
    '   ```sh personal',
    '   ssh {account}@{storage.host} ls {lab}',
    '   ```',
    '',
    '</Steps>',
    '',
    "<Plan method=\"rsync\" also={[{ title: 'Far away', choices: { streams: '4' } }]} />",
    '',
    '### After',
    '',
    ':::caution',
    '![The grid of the microscope](~/assets/grid.svg)',
    ':::',
    '',
    '```sh',
    'rsync -a -e ssh jdoe@server:collection /srv/data/collection',
    'ls < list > "it\'s"',
    '```',
    '',
    '```text',
    '“Permission denied” <nobody>',
    '```',
    '',
  ];

  it('with all that pages have gives no problem', async () => {
    expect(await tellProblems('page.mdx', lines.join('\n'))).toEqual([]);
  });

  it('with several mistakes gives all of them at once, in the order of their lines', async () => {
    const wrong = lines
      .join('\n')
      .replace('description', 'descripton')
      .replace('storage.host" />', 'storage.hots" />')
      .replace('for <Fact', 'for <5 <lab> {x <Fact')
      .replace('## Before', '#### Before')
      .replace('#after', '#aftr')
      .replace('ls {lab}', 'ls "{lab}"')
      .replace('/srv/data/collection', '');
    expect((await tellProblems('page.mdx', wrong)).map((line) => line.split('. ')[0])).toEqual([
      '2: description: This field is missing',
      '3: descripton: "descripton" is not a field that this file has',
      '12: “<5” begins an element to MDX',
      '12: “<lab>” begins an element, and nothing ends it',
      '12: “{” begins code to MDX, and no “}” ends it',
      '12: <Fact of="storage.hots" />: src/facility/facility.yaml has no such fact',
      '14: “#### Before you begin” skips a level: above it stands the title',
      '18: src/content/docs/page.mdx has no heading “#aftr”',
      '21: The value {lab} stands inside quotes: "{lab}"',
      '35: “rsync” is told one place only, jdoe@server:collection: it copies nothing',
    ]);
  });

  it('is checked as it is with these facts: what is hidden by an <If> is no mistake', async () => {
    const text = lines
      .join('\n')
      .replace('import Fact from', "import If from '~/components/If.astro';\nimport Fact from");
    const asks = (condition: string): Promise<string[]> =>
      tellProblems('page.mdx', `${text}\n<If ${condition}>On <Fact of="transfer.command" />.</If>\n`);
    expect(await asks('fact="transfer"')).toEqual([]);
    expect(await asks('way="globus"')).toEqual([]);
    expect(await asks('not="transfer"')).toHaveLength(1);
    expect(await asks('way="rsync"')).toHaveLength(1);
  });

  it('may show a method that the facts list and the generator lacks: that is a mistake of the facts', async () => {
    const page = readPage('page.mdx', lines.join('\n').replace('method="rsync"', 'method="pigeon"'));
    const site = siteOf('page.mdx', page.text);
    expect(await checkPage(page, site)).toHaveLength(1);
    const methods = site.facility.methods.map((method) => ({ ...method, id: 'pigeon' }));
    expect(await checkPage(page, { ...site, facility: { ...site.facility, methods } })).toEqual([]);
  });

  it('of ours gives no problem, and has an owner and a day of review', async () => {
    const checked = await checkSite(root, new Date().toISOString().slice(0, 10));
    expect(checked.map(({ file }) => file)).toContain('src/content/docs/ways/rsync.mdx');
    expect(checked.map(({ file, problems }) => formatProblems(file, problems)).filter(Boolean)).toEqual([]);
    const nobodys = checked.filter(({ warnings }) => warnings.some(({ message }) => message.startsWith('Nobody')));
    expect(nobodys.map(({ file }) => file)).toEqual([]);
  });

  it.each([
    [
      'owner: contact.role\n',
      [
        '1: Nobody owns this page. Add “owner:” with the path of the fact that names the role, for example contact.role.',
      ],
    ],
    [
      'reviewed: 2026-11-24\n',
      ['1: Nobody has reviewed this page. Read it against the facility, then set “reviewed:” to that day.'],
    ],
  ])('without %s gives a warning', (field, expected) => {
    const text = lines.join('\n').replace(field, '');
    expect(formatProblems('', findWarnings(readPage('page.mdx', text), siteOf('page.mdx', text)))).toBe(
      `:${expected.join('')}`,
    );
  });

  it('that was reviewed more than a year ago gives a warning, and not a day before', () => {
    const warnOf = (day: string): string => {
      const text = lines.join('\n').replace('reviewed: 2026-11-24', `reviewed: ${day}`);
      return formatProblems('', findWarnings(readPage('page.mdx', text), siteOf('page.mdx', text)));
    };
    expect(warnOf('2025-11-24')).toBe('');
    expect(warnOf('2025-11-23')).toBe(
      ':5: This page was last reviewed on 2025-11-23, more than 365 days ago. Read it against the facility, then set “reviewed:” to that day.',
    );
  });
});
