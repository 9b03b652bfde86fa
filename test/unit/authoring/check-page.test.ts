import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWarnings } from '../../../src/authoring/check-frontmatter.ts';
import { checkPage } from '../../../src/authoring/check-page.ts';
import { listComponents } from '../../../src/authoring/components.ts';
import { readPage } from '../../../src/authoring/page.ts';
import { checkSite } from '../../../src/authoring/read-site.ts';
import { describePage } from '../../../src/authoring/site.ts';
import type { Site } from '../../../src/authoring/site.ts';
import { formatMistakes } from '../../../src/facility/mistake.ts';
import { parseFacility } from '../../../src/facility/parse.ts';
import { methodIds } from '../../../src/generator/index.ts';
import { exampleFacility, exampleLibrary } from '../../rigs/example-facility.ts';

const root = join(import.meta.dirname, '../../..');
const mistakes = join(root, 'test/fixtures/mistakes');
const rightPages = join(root, 'test/fixtures/right-pages');

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

const draft = {
  file: 'src/content/docs/guides/draft.mdx',
  address: '/guides/draft/',
  title: 'A draft',
  anchors: [],
  isDraft: true,
};

/** A site with one guide, a draft, a file for programs, and one image, as it stands for a page. */
function siteOf(file: string, text: string): Site {
  return {
    facility: { ...exampleFacility, petalibrary: exampleLibrary },
    methodIds,
    pages: [guide, draft, describePage(readPage(file, text), components)],
    components,
    hasFile: (path) => ['src/assets/grid.svg', 'src/pages/llms.txt.ts'].includes(path),
    today: '2026-11-24',
  };
}

/** What is said of a page, a line a problem, without the file. */
async function tellMistakes(name: string, text: string): Promise<string[]> {
  const file = `src/content/docs/${name}`;
  const told = formatMistakes('', await checkPage(readPage(file, text), siteOf(file, text)));
  return told ? told.split('\n').map((line) => line.slice(1)) : [];
}

function tellFacilityMistakes(text: string): string[] {
  const parsed = parseFacility(text);
  if (!('mistakes' in parsed)) return [];
  return formatMistakes('', parsed.mistakes)
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
  'dash-for-hyphens.mdx': ['7: “–l” has a dash, which is no hyphen to a shell. Write one hyphen or two.'],
  'dash-in-code.mdx': ['6: “–delete” has a dash, which is no hyphen to a shell. Write one hyphen or two.'],
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
  'fact-in-description.mdx': [
    '3: “ten days” is a fact: storage.interim.keepDays. Leave it out: the top of a page cannot take it from the facts.',
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
  'aside-ends-in-table.mdx': [
    '6: This aside has no end: the rest of the page is in it. Write ::: on a line of its own where it ends, with a blank line above.',
    '11: “:::” becomes a row of the table above it. Write a blank line above it.',
  ],
  'aside-of-another-program.mdx': [
    '6: “[!WARNING]” begins no aside here. Write :::note, :::tip, :::caution or :::danger, and ::: where it ends.',
  ],
  'aside-on-one-line.mdx': [
    '6: “Short :::” after “:::tip” is lost. Write :::tip, “Short” and ::: on lines of their own.',
    '6: This aside has no end: the rest of the page is in it. Write ::: on a line of its own where it ends, with a blank line above.',
  ],
  'aside-title-without-brackets.mdx': [
    '6: “Never delete here” after “:::danger” is lost. Write :::danger[Never delete here].',
  ],
  'aside-with-space.mdx': [
    '6: “::: note” begins no aside. Write :::note.',
    '10: “:::” is read as text, and ends no aside. Write a blank line above it; or delete it.',
  ],
  'braces-in-block.mdx': [
    '7: “{lab}” stays as it is: only a block marked “sh personal” fills in values. Mark it “sh personal”.',
  ],
  'braces-misspelt-in-block.mdx': [
    '7: “{storage.hots}” stays as it is: only a block marked “sh personal” fills in values. Mark it “sh personal” and write {storage.host}.',
  ],
  'choice-unknown.mdx': ['8: <Aside type="warning">: there is no such type. Write type="caution".'],
  'closing-tag-below-list.mdx': [
    '12: “</If>” becomes a part of what stands above it. Write a blank line above </If>, and begin it where <If> begins.',
  ],
  'closing-tag-in-list.mdx': [
    '13: “</Steps>” becomes a part of what stands above it. Write a blank line above </Steps>, and begin it where <Steps> begins.',
  ],
  'code-in-property.mdx': [
    '8: The value of “title” is code, {name + \'s\'}. Write what it gives, in quotes: title="…".',
  ],
  'component-in-block.mdx': [
    '9: “<Fact of="contact.role" />” is inside code: readers see it as it is. In a line, write <code>…</code> around it; in a block, mark the block “sh personal” and write the path of the fact in braces.',
  ],
  'component-in-code.mdx': [
    '8: “<Fact of="contact.role" />” is inside code: readers see it as it is. In a line, write <code>…</code> around it; in a block, mark the block “sh personal” and write the path of the fact in braces.',
  ],
  'component-in-small-letters.mdx': ['6: There is no element <plan>. Write <Plan>.'],
  'days-in-two-lines-are-fact.mdx': [
    '6: “10 days” is a fact: storage.interim.keepDays. Write <Fact of="storage.interim.keepDays" />.',
    '9: “ten (10) days” is a fact: storage.interim.keepDays. Write <Fact of="storage.interim.keepDays" />.',
  ],
  'character-lost.mdx': ['6: A character here cannot be read. Type it anew, and save the file in UTF-8.'],
  'days-in-hours-is-fact.mdx': [
    '6: “240 hours” is a fact: storage.interim.keepDays. Write <Fact of="storage.interim.keepDays" />.',
  ],
  'delete-in-personal.mdx': [
    '7: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
  ],
  'delete-in-text.mdx': [
    '7: “rsync --delete” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
  ],
  'delete-inside.mdx': [
    '7: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '8: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '9: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '11: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '12: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '13: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '14: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '15: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '16: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '17: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '18: “find \'rm "$1"\'” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '19: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
  ],
  'delete-on-windows.mdx': [
    '7: “erase D:\\collection” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
    '8: “rd /s” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
  ],
  'element-unknown.mdx': [
    '6: There is no element <lab>. If it stands for a name, write it in capitals, such as YOUR-LAB.',
  ],
  'footnote-indented.mdx': [
    '11: The footnote “[^1]” has no text. Write “[^1]: …” on a line of its own at the margin, with a blank line above.',
    '13: The footnote “[^1]” has no text. Write “[^1]: …” on a line of its own at the margin, with a blank line above.',
  ],
  'footnote-nowhere.mdx': ['8: The footnote “[^1]” is shown nowhere. Write [^1] where it belongs, or delete it.'],
  'footnote-without-text.mdx': [
    '6: The footnote “[^1]” has no text. Write “[^1]: …” on a line of its own at the margin, with a blank line above.',
  ],
  'frame-of-others.mdx': [
    "6: Browsers do not show <iframe> here: the site's Content Security Policy forbids it. Link to it instead: [words](address).",
  ],
  'frontmatter-with-dots.mdx': ['4: “...” does not end the frontmatter here. Write --- instead.'],
  'hour-of-24-is-fact.mdx': [
    '6: “05:00” is a fact: storage.interim.cleanUpHour. Write <Fact of="storage.interim.cleanUpHour" />.',
  ],
  'html-comment-not-closed.md': ['6: “<!--” begins a comment, and nothing ends it. Write -->.'],
  'html-not-begun.md': [
    '8: </div> ends an element that has not begun here. Write <div> where it begins, or delete it.',
  ],
  'html-not-closed.md': ['6: <details> is not closed: the rest of the page is in it. Write </details> where it ends.'],
  'hyphen-in-code.mdx': ['6: “‑‑partial” has a dash, which is no hyphen to a shell. Write one hyphen or two.'],
  'hyphen-not-broken.mdx': ['7: “‑a” has a dash, which is no hyphen to a shell. Write one hyphen or two.'],
  'image-by-reference.mdx': [
    '6: The image “grid” has its address somewhere else, where it is not looked for. Write ![The grid](~/assets/grid.svg).',
  ],
  'import-in-aside.mdx': [
    "7: “import Fact from '~/components/Fact.astro';” is read as text, and imports nothing. Write it below the frontmatter, with a blank line above and below.",
  ],
  'import-twice.mdx': ['7: Steps is imported twice. Delete this line, or this name in it.'],
  'item-without-text.mdx': ['6: “1. [ ]” has no text: it takes the item below it for that. Write what it is for.'],
  'link-not-ended.mdx': [
    '6: “[the guide](/ways/rsync/” is no link: it would be shown as it is. Write [the guide](/ways/rsync/), with a “)”.',
  ],
  'link-to-draft.mdx': [
    '6: “/guides/draft/” leads to a draft: the published site has no such page. Take “draft: true” out of src/content/docs/guides/draft.mdx, or leave the link out.',
  ],
  'link-to-own-disk.mdx': [
    '6: “file:///home/jane/list.txt” is a file of one computer, which no reader has. Put the file into public, and write /NAME.',
  ],
  'link-turned-round.mdx': [
    '6: “(the guide)[/ways/rsync/]” is no link: it would be shown as it is. Write [the guide](/ways/rsync/).',
  ],
  'link-with-space.mdx': [
    '6: “[the guide] (/ways/rsync/)” is no link: it would be shown as it is. Write [the guide](/ways/rsync/), without the space.',
  ],
  'link-without-definition.mdx': [
    '6: “[the guide][rsync]” is no link: it would be shown as it is. Write [the guide](/the/address/).',
  ],
  'link-without-host.mdx': [
    '6: “https://” names no other computer. Write the whole address, such as https://rsync.samba.org/.',
  ],
  'list-below-tag.mdx': ['9: “<If>” and the list below it become one. Write a blank line below <If>.'],
  'list-in-component-in-item.mdx': [
    '12: “<If>” and the list below it become one. Write a sentence between <If> and the list.',
  ],
  'minus-for-hyphen.mdx': ['7: “−l” has a dash, which is no hyphen to a shell. Write one hyphen or two.'],
  'plan-twice.mdx': [
    '12: <Plan method="rsync"> is on line 8 already: a page may have it once. Delete one of the two; a link such as [the commands](#commands) leads to the other.',
  ],
  'prompt-in-line.mdx': ['6: “$” is a prompt: whoever copies the line copies it too. Delete it.'],
  'prompt-in-text.mdx': [
    '7: “$” is a prompt: whoever copies the line copies it too. Write the command without it in a block ```sh, and what it prints in a block ```text.',
  ],
  'prompt-with-name.mdx': ['7: “[jdoe@server ~]$” is a prompt: whoever copies the line copies it too. Delete it.'],
  'properties-spread.mdx': [
    '8: “{...more}” in <LinkCard> is code, which is run when the page is built. Write each property by its name.',
  ],
  'rm-in-block.mdx': [
    '7: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
  ],
  'rm-on-server.mdx': [
    '7: “rm” deletes: whoever copies it cannot take it back. Leave it out, and say in a sentence what may be deleted, and when.',
  ],
  'row-too-long.mdx': [
    '8: This row has 3 cells, and its table 2 columns: a “|” ends a cell, in code too. Write \\| for each “|” that ends no cell.',
  ],
  'row-with-pipe-in-code.mdx': [
    '8: This row has 3 cells, and its table 2 columns: a “|” ends a cell, in code too. Write \\| for each “|” that ends no cell.',
  ],
  'row-without-border.mdx': ['9: “The rest.” becomes a row of the table above it. Write a blank line above it.'],
  'script-in-attribute.mdx': [
    "6: “onclick” of <button> is a script, which the site's Content Security Policy forbids. Leave it out: only components of this project bring scripts.",
  ],
  'srcset-of-others.mdx': [
    "6: “srcset” of <img> fetches from another computer, which the site's Content Security Policy forbids: “https://example.org/grid.png”. Put the file into public, and write /NAME.",
  ],
  'steps-with-bullets.mdx': [
    '10: <Steps> holds one numbered list and nothing else: “Copy.” is another list. Begin each item with “1.” at the same margin, and indent what stands between items.',
  ],
  'steps-with-paragraph.mdx': [
    '12: <Steps> holds one numbered list and nothing else: “Wait.” is no item of it. Indent it as the text of the item above it, or write it outside.',
  ],
  'style-of-others.mdx': [
    "6: “style” of <div> fetches from another computer, which the site's Content Security Policy forbids: “https://example.org/grid.png”. Put the file into public, and write /NAME.",
  ],
  'tab-between-components.mdx': [
    '8: “<Fact of="contact.role" />” is lost: nothing of it comes into the page. Write it on a line of its own, with a blank line above and below.',
  ],
  'tab-without-tabs.mdx': ['8: <TabItem> is outside <Tabs>. Write <Tabs> above it, and </Tabs> below the last one.'],
  'tree-without-list.mdx': [
    '10: <FileTree> holds one list with bullets and nothing else: “collection/” is no item of it. Indent it as the text of the item above it, or write it outside.',
  ],
};

describe('the folder of mistakes', () => {
  it('has at least thirty, each with what is said of it', () => {
    expect(Object.keys(told).length).toBeGreaterThanOrEqual(30);
    expect(globSync('*', { cwd: mistakes }).sort()).toEqual(Object.keys(told).sort());
  });

  it.each(Object.entries(told))('has %s: it is told with its line and the edit to make', async (name, expected) => {
    const text = readFileSync(join(mistakes, name), 'utf8');
    expect(name.endsWith('.yaml') ? tellFacilityMistakes(text) : await tellMistakes(name, text)).toEqual(expected);
  });
});

describe('the folder of right pages', () => {
  it.each(globSync('*', { cwd: rightPages }).sort())('has %s: nothing is said of it', async (name) => {
    expect(await tellMistakes(name, readFileSync(join(rightPages, name), 'utf8'))).toEqual([]);
  });
});

describe('a page', () => {
  it.each([
    ['ways/rsync.md', 'src/content/docs/ways/rsync.mdx has this address too, /ways/rsync/.'],
    ['guides/draft/index.mdx', 'src/content/docs/guides/draft.mdx has this address too, /guides/draft/.'],
  ])('at the address of another one is told so: %s', async (name, message) => {
    const text = '---\ntitle: A page\ndescription: A page.\n---\n\nText.\n';
    expect(await tellMistakes(name, text)).toEqual([`1: ${message} Rename one of the two, or delete it.`]);
  });

  it.each([
    ['a fortnight', 'Images are deleted after a fortnight.'],
    ['two weeks', 'Images stay for two weeks.'],
    ['14 days', 'Images stay for 14 days. The course takes 14 days.'],
    ['14th day', 'On the 14th day they are deleted.'],
    ['midnight', 'They are deleted at midnight.'],
    ['00:00', 'They are deleted at 00:00 each day.'],
    ['12 am', 'They are deleted at 12 am.'],
  ])(
    'with the facts of a facility that keeps images two weeks and cleans up at midnight may not say %s',
    async (found, text) => {
      const page = readPage('page.mdx', `---\ntitle: A page\ndescription: A page.\n---\n\n${text}\n`);
      const site = siteOf('page.mdx', page.text);
      const { storage } = site.facility;
      const interim = { ...storage.interim, keepDays: 14, cleanUpHour: 0 };
      const problems = await checkPage(page, {
        ...site,
        facility: { ...site.facility, storage: { ...storage, interim } },
      });
      expect(problems.map(({ message }) => message.split(' is a fact')[0])).toEqual([`“${found}”`]);
    },
  );

  it('that is a draft may lead to a draft', async () => {
    const text = '---\ntitle: A page\ndescription: A page.\ndraft: true\n---\n\n[The other](/guides/draft/)\n';
    expect(await tellMistakes('page.mdx', text)).toEqual([]);
  });

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
    expect(await tellMistakes('page.mdx', lines.join('\n'))).toEqual([]);
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
    expect((await tellMistakes('page.mdx', wrong)).map((line) => line.split('. ')[0])).toEqual([
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
      tellMistakes('page.mdx', `${text}\n<If ${condition}>On <Fact of="transfer.command" />.</If>\n`);
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
    expect(checked.map(({ file, mistakes }) => formatMistakes(file, mistakes)).filter(Boolean)).toEqual([]);
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
    expect(formatMistakes('', findWarnings(readPage('page.mdx', text), siteOf('page.mdx', text)))).toBe(
      `:${expected.join('')}`,
    );
  });

  it('that was reviewed more than a year ago gives a warning, and not a day before', () => {
    const warnOf = (day: string): string => {
      const text = lines.join('\n').replace('reviewed: 2026-11-24', `reviewed: ${day}`);
      return formatMistakes('', findWarnings(readPage('page.mdx', text), siteOf('page.mdx', text)));
    };
    expect(warnOf('2025-11-24')).toBe('');
    expect(warnOf('2025-11-23')).toBe(
      ':5: This page was last reviewed on 2025-11-23, more than 365 days ago. Read it against the facility, then set “reviewed:” to that day.',
    );
  });
});
