/** Blocks of code, and code in a line: commands that cannot be what was meant. */
import { closest } from '../facility/parse.ts';
import { lineOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import { findBlockMistakes } from '../markdown/personal-blocks/plugin.ts';
import { checkBraces, checkCommands, checkDeletes, checkPrompt, oddSpace } from './check-commands.ts';
import type { Page } from './page.ts';
import type { Problem } from './problem.ts';
import { readBare } from './shell-text.ts';
import type { Site } from './site.ts';

const shells = ['sh', 'bash', 'zsh', 'powershell'];
const languages = [...shells, 'text', 'yaml', 'md', 'mdx', 'json', 'ts', 'js', 'python', 'html', 'css', 'diff', 'ini'];

/** In these, pages show how pages and their parts are written. */
const showsSource = ['md', 'mdx', 'ts', 'js', 'html', 'css', 'diff'];

// Keys that are pressed. A shell takes their names for commands. “command -v” is one.
const keys =
  /(?:\b(?:[Cc]trl|CTRL|Strg|Cmd)|⌘|⌃)\s*[-+ ]\s*[A-Za-z]\b|\b(?:Control|Command)[-+][A-Za-z]\b|(?:<|\[)(?:Enter|Return|Esc|Tab)(?:>|\])/;

/** What is wrong with the code of a page. */
export async function checkCode(page: Page, site: Site): Promise<Problem[]> {
  const blocks = page.nodes.filter(({ type }) => type === 'code');
  const inBlocks = await Promise.all(blocks.map((block) => checkBlock(block, page, site)));
  const inLines = page.nodes.filter(({ type }) => type === 'inlineCode');
  return [...inBlocks.flat(), ...inLines.flatMap((node) => checkInlineCode(node, page, site))];
}

async function checkBlock(block: PageNode, page: Page, site: Site): Promise<Problem[]> {
  const { value = '', lang, meta } = block;
  const { facility } = site;
  const first = lineOf(block);
  if (!isClosed(block, page.text)) {
    const fix = 'Write ``` on a line of its own below the last line of the block.';
    return [{ line: first, message: 'This block has no end: the rest of the page is in it.', fix }];
  }
  if (`${lang ?? ''} ${meta ?? ''}`.split(/\s+/).includes('personal')) {
    const mistakes = await findBlockMistakes(block, facility, page.isMdx ? 'mdx' : 'md');
    return [
      ...mistakes.map(({ line, message, fix }) => ({ line: first + line, message, fix })),
      ...checkDeletes(value, first + 1),
    ];
  }
  const isShell = shells.includes(lang ?? '');
  const lines = (isShell ? readBare(value, { quotes: 'kept' }) : value).split('\n');
  return [
    ...checkLanguage(block),
    ...lines.flatMap((text, index) => [
      ...checkKeys(text, first + 1 + index),
      ...(showsSource.includes(lang ?? '') ? [] : checkComponent(text, first + 1 + index, site)),
    ]),
    ...(isShell ? checkCommands(value, first + 1, facility) : []),
    ...(lang === 'text' ? checkText(value, first + 1, page, site) : []),
  ];
}

const splitFix = 'Write the command without it in a block ```sh, and what it prints in a block ```text.';

/** A block of text is no command, and is copied as one where it looks like one. */
function checkText(value: string, first: number, { file }: Page, { facility }: Site): Problem[] {
  const lines = value.split('\n').map((text, index) => ({ text, line: first + index }));
  return [
    ...lines.flatMap(({ text, line }) => checkPrompt(text, line, splitFix)),
    ...(isForStaff(file) ? [] : lines.flatMap(({ text, line }) => checkBraces(text, line, facility))),
    ...checkDeletes(value, first, { isText: true }),
  ];
}

/** A component in code is not run: readers see its name. */
function checkComponent(text: string, line: number, { components }: Site): Problem[] {
  const [found, name = ''] = /<([A-Z]\w*)(?=[\s/>])[^<>]*>?/.exec(text) ?? [];
  if (found === undefined || !components.has(name)) return [];
  const message = `“${found}” is inside code: readers see it as it is.`;
  const fix =
    name === 'Fact'
      ? 'In a line, write <code>…</code> around it; in a block, mark the block “sh personal” and write the path of the fact in braces.'
      : 'Write it outside the code.';
  return [{ line, message, fix }];
}

/** Whether a block ends where its author ended it. One that is indented has no signs for that. */
function isClosed({ position }: PageNode, text: string): boolean {
  const source = text.slice(position.start.offset, position.end.offset).trimEnd();
  const [fence] = /^(?:`{3,}|~{3,})/.exec(source) ?? [];
  const last = source.replace(/^.*/, '').replace(/^[^]*\n[\s>]*/, '');
  return fence === undefined || (last.startsWith(fence) && /^(?:`+|~+)$/.test(last));
}

function checkLanguage(block: PageNode): Problem[] {
  const { lang } = block;
  const line = lineOf(block);
  if (!lang) {
    const message = 'The block does not say what language it is in.';
    return [{ line, message, fix: 'Write ```sh for a command, ```text for what is none.' }];
  }
  if (languages.includes(lang)) return [];
  const near = closest(lang, languages);
  const fix = near ? `Write \`\`\`${near}.` : `Use one of: ${languages.join(', ')}.`;
  return [{ line, message: `“${lang}” is not a language that blocks here have.`, fix }];
}

function checkKeys(text: string, line: number): Problem[] {
  const [found] = keys.exec(text) ?? [];
  if (!found) return [];
  const pressed = found
    .replace(/[<>[\]]/g, '')
    .split(/\s*[-+ ]\s*/)
    .map((key) => `<kbd>${key}</kbd>`)
    .join('+');
  const message = `“${found}” is a key to press, and stands where text to type stands.`;
  return [{ line, message, fix: `Write ${pressed} in a sentence instead.` }];
}

/** Pages for staff explain how pages are written, with what no other page may have. */
function isForStaff(file: string): boolean {
  return file.includes('/maintain/');
}

/** Of a command in a line only what can be no example of something else. */
const refusedInLine: readonly (readonly [pattern: RegExp, message: string, fix: string])[] = [
  [
    /(?<=^|\s)[–—]\w+|\S*(?:[\u2010-\u2012]|\u2212(?!\d))\S*/,
    '“{found}” has a dash, which is no hyphen to a shell.',
    'Write one hyphen or two.',
  ],
  [oddSpace, 'There is a space in this code that a shell does not take for one.', 'Delete it and press the space bar.'],
];

function checkInlineCode(node: PageNode, { file }: Page, site: Site): Problem[] {
  const { value = '' } = node;
  const line = lineOf(node);
  const isWhole = /^\s*<[^]*>\s*$/.test(value);
  return [
    ...checkKeys(value, line),
    ...(isForStaff(file) ? [] : checkPrompt(value, line)),
    ...refusedInLine.flatMap(([pattern, message, fix]) => {
      const [found] = pattern.exec(value) ?? [];
      return found === undefined ? [] : [{ line, message: message.replace('{found}', found.trim()), fix }];
    }),
    ...(isWhole && isForStaff(file) ? [] : checkComponent(value, line, site)),
  ];
}
