/**
 * Finds phrases in documents and comments that have a plainer form: `node scripts/prose.ts`, or with files as
 * arguments.
 *
 * textlint and write-good were tried first. Of some 290 findings most were about words such as "only", about every
 * passive form, or asked for "Zsh" where a command is `zsh`; none was about what is hard to read here.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

// Without the readers' guides: they have other readers, and other writers.
const checked = [
  '*.md',
  'test/README.md',
  'src/content/docs/maintain/**/*.{md,mdx}',
  'scripts/*.{ts,sh}',
  'deploy/*',
  '.github/**/*.{md,yml}',
];
// Written by `npm run api` from the docstrings of the generator; and this file, which has every phrase in it.
const unchecked = ['src/content/docs/maintain/module.md', 'scripts/prose.ts'];

/** A phrase, and what to write instead. */
interface Rule {
  readonly phrase: RegExp;
  readonly instead: string;
}

/** What begins a sentence: the beginning of a paragraph, an item or a cell, or the end of the sentence before. */
const start = String.raw`(?:^[ \t]*(?:[-*|#/]+ +|\d+\. +)*(?:\*\*)?|[.!?:;|]\s+)`;

const rules: readonly Rule[] = [
  { phrase: /\bat +once\b/gi, instead: '“immediately”, or “together”' },
  {
    phrase: /\b(?:is|are|was|were|be|been) +(?:all +)?told\b/gi,
    instead: '“reports”, “shows” or “lists”, with its subject',
  },
  { phrase: /\b(?:is|are|was|were|be) +said +(?:of|about|when)\b/gi, instead: '“the message”, “what the page says”' },
  { phrase: /\b(?:stands?|stood)\b(?! +for\b|-ins?\b)/gi, instead: '“is”' },
  { phrase: /\bwho(?:so)?ever\b/gi, instead: '“anyone who”, or the name of the role' },
  { phrase: /\bbesides\b/gi, instead: '“also”, “in addition” or “more”' },
  {
    phrase: /\b(?:all|would|could|which|it|that|they|then|and) +else\b/gi,
    instead: '“everything else” or “otherwise”',
  },
  { phrase: /\bmend(?:s|ed|ing)?\b/gi, instead: '“fix”' },
  { phrase: /\banew\b/gi, instead: '“again”' },
  { phrase: /\bfor +ever\b/gi, instead: '“forever”' },
  { phrase: /\bshall\b/gi, instead: '“must” or “should”' },
  { phrase: /\bif +need +be\b/gi, instead: '“if necessary”' },
  { phrase: new RegExp(`${start}Of +(?!course\\b)`, 'gm'), instead: 'the subject first' },
  {
    phrase: new RegExp(
      `${start}Wh(?:at|o) +(?:is|was|are|has|have|cannot|can|may|must|needs?|no|nobody)\\b[^.?!|#\\n]*\\.`,
      'gm',
    ),
    instead: 'a noun as the subject, not a clause',
  },
];

/** A phrase that was found: its line, itself, and what to write instead. */
export interface Finding {
  readonly line: number;
  readonly phrase: string;
  readonly instead: string;
}

/** Every phrase in a text that has a plainer form, in order. Code between backquotes and in fences is not looked at. */
export function findPhrases(text: string): Finding[] {
  const prose = joinLines(maskCode(text));
  return rules
    .flatMap(({ phrase, instead }) =>
      [...prose.matchAll(phrase)].map((match) => {
        const found = match[0].replace(/^\P{L}+/u, '').trim();
        const index = match.index + match[0].indexOf(found);
        return { index, phrase: found.replace(/ +/g, ' '), instead };
      }),
    )
    .sort((a, b) => a.index - b.index)
    .map(({ index, ...found }) => ({ line: text.slice(0, index).split('\n').length, ...found }));
}

/** The text with each character of code replaced, so that every index stays. */
function maskCode(text: string): string {
  return text.replace(/^( *)(```+)[\s\S]*?^\1\2$|`[^`\n]*`/gm, (code) => code.replace(/[^\n]/g, '_'));
}

/** The text with each paragraph on one line, in a comment too. Blanks take the place of what is removed. */
function joinLines(text: string): string {
  return text.replace(/(?<=\S)\n[ \t]*(?:(?:\*|\/\/|#) )?(?=[\p{L}“"'(`_@<])/gu, (end) => ' '.repeat(end.length));
}

if (import.meta.main) {
  const given = process.argv.slice(2);
  const files = given.length > 0 ? given : globSync(checked, { cwd: root, exclude: unchecked });
  for (const file of files.sort()) {
    for (const { line, phrase, instead } of findPhrases(readFileSync(join(root, file), 'utf8'))) {
      console.error(`${file}:${line}: “${phrase}”. Write ${instead}.`);
      process.exitCode = 1;
    }
  }
}
