/** Facts that stand in a page by their value: they would stay as they are when the fact changes. */
import { findFact, listFacts } from '../facility/find-fact.ts';
import type { Mistake } from '../facility/mistake.ts';
import type { Facility } from '../facility/schema.ts';
import { isElement, lineOf } from '../markdown/page-node.ts';
import type { PageNode } from '../markdown/page-node.ts';
import type { Page } from './page.ts';
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
  /** What its sentence is about: other things take as many days, or happen at the same hour. */
  readonly about?: RegExp;
  readonly notAbout?: RegExp;
}

/** Sentences about images being kept and deleted. */
const deletion =
  /delet|\bkep[ts]?\b|\bkeep|\bstor(?:e|ed|age)\b|clean|remov|eras|purg|expir|\bgone\b|\blost\b|disappear|vanish|wait|\bstay|remain|retain|retention|availab|\bheld\b|\bhold|\bimages?\b|\bdata\b|\bfiles?\b|copy|copied|download|fetch|\bserver\b|deadline/i;
const otherPeriod =
  /\b(?:ahead|in advance|beforehand|earlier|before your|book\w*|samples?|reserv\w*|apply|applications?|appointments?|sessions?|notice|invoices?|courses?|training|visits?|takes?(?! place)|took|lasts?|lasted|ago|of (?:data )?collection)\b/i;
const otherHour =
  /\b(?:opens?|closes?|fill\w*|book\w*|starts?|restarts?|reboots?|maintenance|meet\w*|sessions?|office|staff|shifts?|arrive|backups?)\b/i;

/** The spellings of each facility: the same for every page. */
const known = new WeakMap<Facility, readonly Spelling[]>();

/** The facts that a page states by their value. */
export function checkFacts(page: Page, { facility }: Site): Mistake[] {
  let spellings = known.get(facility);
  if (!spellings) known.set(facility, (spellings = listSpellings(facility)));
  let block: PageNode | undefined;
  return page.nodes.flatMap((node) => {
    if (node.type === 'mdxjsEsm') return [];
    // Nodes stand in the order of the text: what comes before the next of these stands in it.
    if (/^(?:paragraph|heading|tableRow|code|yaml)$/.test(node.type)) block = node;
    const texts = [node.value, node.url, node.alt, ...textsOfAttributes(node)].flatMap((text) => text ?? []);
    const around = isElement(node) ? node : (block ?? node);
    return texts.flatMap((text) => findFacts(text, spellings, node, { around, source: page.text }));
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
    { path: 'storage.interim.keepDays', pattern: periodOf(keepDays), about: deletion, notAbout: otherPeriod },
    { path: 'storage.interim.cleanUpHour', pattern: hourOf(cleanUpHour), about: deletion, notAbout: otherHour },
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
  const spelt = [
    `${spell(days)}(?: \\(${days}\\))?(?:[\\s-]|&nbsp;)*(?:(?:calendar|full|whole) )?(?:days?|d)`,
    `${days}(?:st|nd|rd|th)\\sday`,
    `${days * 24}[\\s-](?:hours?|h)`,
    ...(Number.isInteger(weeks) ? [`${weeks === 1 ? '(?:1|one|a)' : spell(weeks)}[\\s-]?weeks?`] : []),
    ...(weeks % 2 === 0 ? [`${weeks === 2 ? '(?:1|one|a)' : spell(weeks / 2)}\\sfortnights?`] : []),
  ];
  return new RegExp(`(?<![\\w.,/-])(?:${spelt.join('|')})\\b`, 'i');
}

/** How people say an hour of the day. */
function hourOf(hour: number): RegExp {
  const [twelve, half] = [hour % 12 || 12, hour < 12 ? 'a' : 'p'];
  const spelt = `(?:${twelve}|${numbers[twelve] ?? ''})`;
  const partOfDay =
    hour < 12 ? '(?:in the morning|at night)' : hour < 18 ? 'in the afternoon' : '(?:in the evening|at night)';
  const padded = String(hour).padStart(2, '0');
  return new RegExp(
    [
      // With a full stop only after a zero: “1.00” is a number.
      `(?<![\\d:.])(?:0?${hour}:00(?::00)?|0${hour}\\.00)(?! ?${half === 'a' ? 'p' : 'a'}\\.?m)(?![\\d:])`,
      `(?<![\\d:.])0?${twelve}(?:[:.]00)? ?${half}(?:m\\b|\\.m\\.)`,
      `\\b${spelt} o['’]clock\\b`,
      `\\b${spelt} ${partOfDay}\\b`,
      `(?<![\\d:.])(?:${padded}00|${padded}h00)(?= |$)`,
      ...(hour === 0 ? ['\\bmidnight\\b'] : hour === 12 ? ['\\bnoon\\b'] : []),
    ].join('|'),
    'i',
  );
}

/** Where a text stands. */
interface Place {
  readonly around: PageNode;
  readonly source: string;
}

function findFacts(text: string, spellings: readonly Spelling[], node: PageNode, place: Place): Mistake[] {
  const first = lineOf(node) + (node.type === 'code' || node.type === 'yaml' ? 1 : 0);
  let rest = text;
  const mistakes = spellings.flatMap(({ path, pattern, about, notAbout }) =>
    [...rest.matchAll(new RegExp(pattern, 'gi'))].flatMap(({ 0: found, index }) => {
      const sentence = about ? sentenceAt(offsetIn(node, index), place) : '';
      if ((about && !about.test(sentence)) || notAbout?.test(sentence)) return [];
      rest = rest.replace(found, (one) => one.replaceAll(/[^\n]/g, '\u0000'));
      const line = first + text.slice(0, index).split('\n').length - 1;
      return [{ line, message: `“${found.replaceAll('\n', ' ')}” is a fact: ${path}.`, fix: fixFor(path, node) }];
    }),
  );
  return mistakes.sort((a, b) => a.line - b.line);
}

/** Where a place in the text of a node stands in the page, as nearly as its sentence needs. */
function offsetIn({ type, position: { start } }: PageNode, index: number): number {
  const before = type === 'yaml' ? '---\n'.length : 0;
  return start.offset + (type === 'text' || type === 'yaml' ? before + index : 0);
}

/** The sentence around a place in the page; in a table, the row. */
function sentenceAt(offset: number, { around: { position }, source }: Place): string {
  const before = source.slice(position.start.offset, offset).split(/[.!?;]\s/);
  const after = source.slice(offset, position.end.offset).split(/[.!?;](?=\s|$)/);
  return `${before.at(-1) ?? ''}${after[0] ?? ''}`;
}

function fixFor(path: string, { type, lang }: PageNode): string {
  const fact = `<Fact of="${path}" />`;
  if (type === 'code' && (lang === 'sh' || lang === 'bash'))
    return `Mark the block “sh personal” and write {${path}}; or use <Plan>, whose commands have it.`;
  if (type === 'code') return 'Leave it out, or write a sentence instead: a block shows text as it stands.';
  if (type === 'yaml') return 'Leave it out: the top of a page cannot take it from the facts.';
  if (type === 'inlineCode') return `Write <code>${fact}</code>.`;
  if (type === 'text') return `Write ${fact}.`;
  return 'Leave it out, and say it in a sentence: a link, an image or a property cannot take it from the facts.';
}
