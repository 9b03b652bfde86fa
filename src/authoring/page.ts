/** The text of a page → its frontmatter and the tree of its Markdown, with the line of everything in it. */
import { markdownToMdast, mdxToMdast } from 'satteri';
import type { z } from 'zod';
import { parseYaml } from '../facility/parse.ts';
import type { FacilityProblem } from '../facility/parse.ts';
import type { PageNode } from '../markdown/page-node.ts';
import { frontmatterSchema } from './frontmatter.ts';
import { findSyntaxProblem } from './mdx-syntax.ts';
import type { Problem } from './problem.ts';

/** A page as it was read. */
export interface Page {
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
  readonly isMdx: boolean;
  /** The text of the frontmatter; its first line is the second of the file. */
  readonly frontmatter?: string | undefined;
  /** What the frontmatter says, or what is wrong with it. */
  readonly fields?: { value: z.infer<typeof frontmatterSchema> } | { problems: FacilityProblem[] } | undefined;
  /** Every node, in the order of the text. */
  readonly nodes: readonly PageNode[];
  /** What MDX cannot read, each told as if the others were not there. */
  readonly syntaxProblems: readonly Problem[];
}

// As Astro and Starlight read pages: asides are directives.
const options = { features: { directive: true } };

/** Reads a page. Where MDX cannot read it, the sign that stands in the way is passed over, and the rest is read. */
export function readPage(file: string, text: string): Page {
  const isMdx = file.endsWith('.mdx');
  const syntaxProblems: Problem[] = [];
  let readable = text;
  let tree: PageNode | undefined;
  while (!tree) {
    try {
      tree = (isMdx ? mdxToMdast : markdownToMdast)(readable, options) as unknown as PageNode;
    } catch (error) {
      const found = findSyntaxProblem(readable, error);
      syntaxProblems.push(found.problem);
      for (const at of found.offsets) readable = `${readable.slice(0, at)} ${readable.slice(at + 1)}`;
    }
  }
  const listed = listNodes(tree, readable);
  const nodes = isMdx ? listed : listed.flatMap((node) => [node, ...listTags(node)]);
  const frontmatter = nodes.find(({ type }) => type === 'yaml')?.value;
  const fields = frontmatter === undefined ? undefined : parseYaml(frontmatter, frontmatterSchema, 'field');
  return { file, text, isMdx, frontmatter, fields, nodes, syntaxProblems };
}

function listNodes(node: PageNode, source: string): PageNode[] {
  const children = joinText(node.children ?? [], source);
  const joined = children.length > 0 ? { ...node, children } : node;
  return [joined, ...children.flatMap((child) => listNodes(child, source))];
}

/** To the parser “05:00” and “jdoe@server:folder” hold directives, which Starlight turns into text again. */
function joinText(nodes: readonly PageNode[], source: string): PageNode[] {
  const joined: PageNode[] = [];
  for (const node of nodes) {
    const { start, end } = node.position;
    const isText = node.type === 'text' || (node.type === 'textDirective' && !node.children?.length);
    const value = node.type === 'text' ? (node.value ?? '') : source.slice(start.offset, end.offset);
    const before = joined.at(-1);
    if (isText && before?.type === 'text')
      joined.splice(-1, 1, {
        ...before,
        value: (before.value ?? '') + value,
        position: { start: before.position.start, end },
      });
    else joined.push(isText ? { type: 'text', value, position: node.position } : node);
  }
  return joined;
}

/** The elements of HTML in a page that is no MDX, as MDX gives them: the parser takes their tags as they are. */
function listTags({ type, value = '', position: { start, end } }: PageNode): PageNode[] {
  if (type !== 'html') return [];
  const bare = value.replaceAll(/<!--[^]*?(?:-->|$)/g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  return [...bare.matchAll(/<([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g)].map(
    ({ 1: name = '', 2: rest = '', index }) => ({
      type: 'mdxJsxTextElement',
      name,
      attributes: [...rest.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+)))?/g)].map(
        ([, attribute = '', double, single, plain]) => ({
          type: 'mdxJsxAttribute',
          name: attribute,
          value: double ?? single ?? plain ?? null,
        }),
      ),
      position: {
        start: { line: start.line + value.slice(0, index).split('\n').length - 1, offset: start.offset + index },
        end,
      },
    }),
  );
}

/** Whether a stretch of a page has a blank line: one in a quote begins with its signs. */
export function hasBlankLine(text: string): boolean {
  return /\n[ \t>\r]*\n/.test(text);
}
