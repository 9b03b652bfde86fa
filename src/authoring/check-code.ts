/** Blocks of code, and code in a line: commands that cannot be what was meant. */
import { closest } from '../facility/parse.ts';
import { lineOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import { findBlockMistakes } from '../markdown/personal-blocks/plugin.ts';
import type { Page } from './page.ts';
import type { Problem } from './problem.ts';
import type { Site } from './site.ts';

const shells = ['sh', 'bash', 'zsh', 'powershell'];
const languages = [...shells, 'text', 'yaml', 'md', 'mdx', 'json', 'ts', 'js', 'python', 'html', 'css', 'diff', 'ini'];

/** What no line of a shell may have. `{found}` is what was found. */
const refused: readonly (readonly [pattern: RegExp, message: string, fix: string])[] = [
  [
    /<[a-z][\w -]*>/i,
    '“{found}” is a redirection to a shell, not a place to fill in.',
    'Write it in capitals, such as YOUR-LAB; or mark the block “sh personal” and write {lab}.',
  ],
  [/[“”„]/, '“{found}” is a typographic quote, which is no quote to a shell.', 'Write ".'],
  [/[‘’‚]/, '“{found}” is a typographic quote, which is no quote to a shell.', "Write '."],
  [/(?<=\s|^)[–—]+\w*/, '“{found}” begins with a dash, which is no hyphen to a shell.', 'Write one hyphen or two.'],
  [
    /[\u00A0\u2000-\u200B\u202F]/,
    'There is a space here that a shell does not take for one.',
    'Delete it and press the space bar.',
  ],
  [/^\s*[$%#>](?= \S)/, '“{found}” is a prompt: whoever copies the line copies it too.', 'Delete it.'],
  [/\\[ \t]+$/, 'A space after the “\\” at the end of the line.', 'Delete the space: the command ends here otherwise.'],
];

// Keys that are pressed. A shell takes their names for commands.
const keys =
  /(?:\b(?:Ctrl|Control|Strg|Cmd|Command)|⌘|⌃)\s*[-+ ]\s*[A-Za-z]\b|(?:<|\[)(?:Enter|Return|Esc|Tab)(?:>|\])/i;

/** Copies need a source and a destination. rsync(1), scp(1): the letters of options whose value is the next word. */
const copiers: Readonly<Record<string, RegExp>> = { rsync: /^-\w*[efTBM@]$/, scp: /^-\w*[cDFiJloPSX]$/ };

/** What is wrong with the code of a page. */
export async function checkCode(page: Page, site: Site): Promise<Problem[]> {
  const blocks = page.nodes.filter(({ type }) => type === 'code');
  const inBlocks = await Promise.all(blocks.map((block) => checkBlock(block, page, site)));
  const inLines = page.nodes.filter(({ type }) => type === 'inlineCode').flatMap(checkInlineCode);
  return [...inBlocks.flat(), ...inLines];
}

async function checkBlock(block: PageNode, page: Page, { facility }: Site): Promise<Problem[]> {
  const { value = '', lang, meta } = block;
  const first = lineOf(block);
  if (!isClosed(block, page.text)) {
    const fix = 'Write ``` on a line of its own below the last line of the block.';
    return [{ line: first, message: 'This block has no end: the rest of the page is in it.', fix }];
  }
  if (`${lang ?? ''} ${meta ?? ''}`.split(/\s+/).includes('personal')) {
    const mistakes = await findBlockMistakes(block, facility, page.isMdx ? 'mdx' : 'md');
    return mistakes.map(({ line, message, fix }) => ({ line: first + line, message, fix }));
  }
  const isShell = shells.includes(lang ?? '');
  return [
    ...checkLanguage(block),
    ...value.split('\n').flatMap((text, index) => {
      const line = first + 1 + index;
      return [...checkKeys(text, line), ...(isShell ? checkLine(text, line) : [])];
    }),
    ...(isShell ? checkCopies(value, first + 1) : []),
  ];
}

function isClosed({ position }: PageNode, text: string): boolean {
  return /(?:```|~~~)[ \t]*$/.test(text.slice(position.start.offset, position.end.offset).trimEnd().replace(/^.*/, ''));
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

function checkLine(text: string, line: number): Problem[] {
  return refused.flatMap(([pattern, message, fix]) => {
    const [found] = pattern.exec(text) ?? [];
    return found === undefined ? [] : [{ line, message: message.replace('{found}', found.trim()), fix }];
  });
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

function checkCopies(value: string, first: number): Problem[] {
  // A line that ends with a backslash goes on in the next one.
  const joined = value.replaceAll(/\\\n/g, (text) => text.replace(/\\\n/, ' \u0000'));
  let line = first;
  return joined.split('\n').flatMap((command) => {
    const at = line;
    line += command.split('\u0000').length;
    const [utility = '', ...words] = command.replaceAll('\u0000', '').match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
    const withValue = copiers[utility];
    if (!withValue) return [];
    const operands = words.filter((word, index) => !/^-./.test(word) && !withValue.test(words[index - 1] ?? ''));
    if (operands.length !== 1) return [];
    const message = `“${utility}” is told one place only, ${operands[0] ?? ''}: it copies nothing.`;
    return [{ line: at, message, fix: 'Write the destination after it, for example /srv/data/YOUR-COLLECTION.' }];
  });
}

function checkInlineCode(node: PageNode): Problem[] {
  const { value = '' } = node;
  const found = checkKeys(value, lineOf(node));
  // Of a command in a line only what can be no example of something else.
  const [dash] = /^[–—]\w+|(?<=\s)[–—]\w+/.exec(value) ?? [];
  if (dash)
    found.push({
      line: lineOf(node),
      message: `“${dash}” begins with a dash, which is no hyphen to a shell.`,
      fix: 'Write one hyphen or two.',
    });
  return found;
}
