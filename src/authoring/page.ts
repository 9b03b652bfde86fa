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
  const nodes = listNodes(tree);
  const frontmatter = nodes.find(({ type }) => type === 'yaml')?.value;
  const fields = frontmatter === undefined ? undefined : parseYaml(frontmatter, frontmatterSchema, 'field');
  return { file, text, isMdx, frontmatter, fields, nodes, syntaxProblems };
}

function listNodes(node: PageNode): PageNode[] {
  return [node, ...(node.children ?? []).flatMap(listNodes)];
}
