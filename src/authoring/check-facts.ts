/** Facts that stand in a page by their value: they would stay as they are when the fact changes. */
import { findFact, listFacts } from '../facility/find-fact.ts';
import type { Facility } from '../facility/schema.ts';
import { isElement, lineOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import type { Page } from './page.ts';
import type { Problem } from './problem.ts';
import type { Site } from './site.ts';

/** The facts whose texts are names. All other texts are looked for only if they are hosts, paths or addresses. */
const names = [
  'name',
  'storage.name',
  'storage.accounts.grantedBy',
  'petalibrary.depositFolder',
  'petalibrary.operator',
  'petalibrary.recommendedSize',
  'globus.collectionName',
  'globus.collectionId',
];

/** A fact, and how it stands in a page by its value. */
interface Spelling {
  readonly path: string;
  readonly pattern: RegExp;
}

/** The spellings of each facility: the same for every page. */
const known = new WeakMap<Facility, readonly Spelling[]>();

/** The facts that a page states by their value. */
export function checkFacts(page: Page, { facility }: Site): Problem[] {
  let spellings = known.get(facility);
  if (!spellings) known.set(facility, (spellings = listSpellings(facility)));
  return page.nodes.flatMap((node) => {
    if (node.type === 'yaml' || node.type === 'mdxjsEsm') return [];
    const texts = [node.value, node.url, node.alt, ...textsOfAttributes(node)].flatMap((text) => text ?? []);
    return texts.flatMap((text) => findFacts(text, spellings, lineOf(node) + (node.type === 'code' ? 1 : 0), node));
  });
}

function textsOfAttributes(node: PageNode): (string | undefined)[] {
  if (!isElement(node)) return [];
  return (node.attributes ?? []).map(({ value }) => (typeof value === 'string' ? value : value?.value));
}

/** How facts may be spelt, the longest first: the name of a host may hold the name of the facility. */
function listSpellings(facility: Facility): Spelling[] {
  const texts = listFacts(facility)
    .filter((path) => !path.startsWith('methods.'))
    .flatMap((path) => {
      const fact = findFact(facility, path);
      const isSought = typeof fact === 'string' && (isPlace(fact) || (names.includes(path) && isOwnName(fact)));
      return isSought ? [{ path, text: fact }] : [];
    })
    .sort((a, b) => b.text.length - a.text.length);
  const spelt = texts.map(({ path, text }) => ({
    path,
    pattern: new RegExp(`(?<![\\w.-])${RegExp.escape(text)}(?![\\w-])`, 'i'),
  }));
  const { keepDays, cleanUpHour } = facility.storage.interim;
  return [
    ...spelt,
    { path: 'storage.interim.keepDays', pattern: periodOf(keepDays) },
    { path: 'storage.interim.cleanUpHour', pattern: hourOf(cleanUpHour) },
  ];
}

/** Whether a text is a host, an absolute path, a web or mail address: nobody else has the same. */
function isPlace(text: string): boolean {
  return /^(?:\/\w.*|https:.*|[^\s@]+@[^\s@]+|[\w-]+(?:\.[\w-]+)+)$/.test(text);
}

/** Whether a name is more than plain words, which pages use for themselves. */
function isOwnName(name: string): boolean {
  return !/^\p{L}\p{Ll}*(?: \p{Ll}+)*$/u.test(name);
}

const numbers = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thir', 'four', 'fif', 'six', 'seven', 'eigh', 'nine'].map((first) => `${first}teen`),
];

/** How people say a number of days. */
function periodOf(days: number): RegExp {
  const spell = (count: number): string => (numbers[count] ? `(?:${count}|${numbers[count]})` : `${count}`);
  const weeks = days / 7;
  return new RegExp(
    [`\\b${spell(days)}[ -]days?\\b`, ...(Number.isInteger(weeks) ? [`\\b${spell(weeks)}[ -]weeks?\\b`] : [])].join(
      '|',
    ),
    'i',
  );
}

/** How people say an hour of the day. */
function hourOf(hour: number): RegExp {
  const [twelve, half] = [hour % 12 || 12, hour < 12 ? 'a' : 'p'];
  return new RegExp(`\\b0?${hour}:00\\b|\\b${twelve} ?(?:${half}m\\b|${half}\\.m\\.)|\\b${twelve} o['’]clock\\b`, 'i');
}

function findFacts(text: string, spellings: readonly Spelling[], first: number, node: PageNode): Problem[] {
  return text.split('\n').flatMap((content, index) => {
    let rest = content;
    return spellings.flatMap(({ path, pattern }) => {
      const [found] = pattern.exec(rest) ?? [];
      if (found === undefined) return [];
      rest = rest.replace(found, '');
      return [{ line: first + index, message: `“${found}” is a fact: ${path}.`, fix: fixFor(path, node) }];
    });
  });
}

function fixFor(path: string, { type, lang }: PageNode): string {
  const fact = `<Fact of="${path}" />`;
  if (type === 'code' && (lang === 'sh' || lang === 'bash'))
    return `Mark the block “sh personal” and write {${path}}; or use <Plan>, whose commands have it.`;
  if (type === 'code') return 'Leave it out, or write a sentence instead: a block shows text as it stands.';
  if (type === 'inlineCode') return `Write <code>${fact}</code>.`;
  if (type === 'text') return `Write ${fact}.`;
  return 'Leave it out, and say it in a sentence: a link, an image or a property cannot take it from the facts.';
}
