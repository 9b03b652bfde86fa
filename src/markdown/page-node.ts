/** A node of a page's tree, and what is asked of one. */

/** What is read of a node of a page's tree. */
export interface PageNode {
  readonly type: string;
  readonly position: { readonly start: Place; readonly end: Place };
  readonly children?: readonly PageNode[];
  /** Of a text, code, or frontmatter. */
  readonly value?: string;
  readonly lang?: string | null;
  readonly meta?: string | null;
  readonly url?: string;
  readonly alt?: string | null;
  readonly depth?: number;
  /** Of a list: whether it is numbered, and from where. */
  readonly ordered?: boolean;
  readonly start?: number | null;
  /** Of a definition, and of what refers to it. */
  readonly identifier?: string;
  /** Of an element or an aside. */
  readonly name?: string | null;
  readonly attributes?: readonly Attribute[];
  /** Of the title of an aside. */
  readonly data?: { readonly directiveLabel?: boolean };
}

interface Place {
  readonly line: number;
  readonly offset: number;
}

/** A property of an element: a text, nothing for one without a value, or code in braces. */
interface Attribute {
  readonly type: string;
  readonly name?: string;
  readonly value?: string | null | { readonly value: string };
}

/** The line that a node begins on. */
export function lineOf({ position }: PageNode): number {
  return position.start.line;
}

/** All text inside a node. */
export function textOf({ value = '', children = [] }: PageNode): string {
  return value + children.map(textOf).join('');
}

/** Whether a node is an element or component of MDX. */
export function isElement({ type }: PageNode): boolean {
  return type === 'mdxJsxFlowElement' || type === 'mdxJsxTextElement';
}

/**
 * The text of a property; undefined where the element has none of that name, or its value is code that is no text in
 * quotes.
 */
export function attributeOf({ attributes = [] }: PageNode, name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.name === name)?.value;
  if (typeof found === 'string') return found;
  const [, , text] = /^\s*(['"])(.*)\1\s*$/.exec(found?.value ?? '') ?? [];
  return text;
}
