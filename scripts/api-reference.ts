/** Writes the page of the module's public API from its docstrings: `src/content/docs/maintain/module.md`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import { writeChanged } from './write-changed.ts';

const index = new URL('../src/generator/index.ts', import.meta.url);
const page = new URL('../src/content/docs/maintain/module.md', import.meta.url);

// Left out of the search: a reader who looks for "collection" wants a guide.
const head = `---
title: The module
description: Every name of the TypeScript module with its type, and an example for each function, which a test runs.
pagefind: false
editUrl: false
---

<!-- Written by \`npm run api\` from the docstrings in src/generator. Do not edit. -->

The functions take the facility's facts, a draft of the request, and today's date as arguments, and read nothing else. So
they run in Node and in a browser, and the same arguments always give the same plan. In the examples, \`facility\` has
the facts, and \`plan\` and \`command\` belong to a copy.

`;

/** A public name and its declaration. */
interface Entry {
  readonly name: string;
  readonly declaration:
    ts.FunctionDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.VariableStatement;
}

/** The text of the page. */
export async function formatApiReference(): Promise<string> {
  const entries = readSource(index)
    .statements.filter(ts.isExportDeclaration)
    .flatMap(findDeclarations)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const names = entries.map(({ name }) => name);
  const section = (title: string, isOne: (node: ts.Node) => boolean): string[] => [
    `## ${title}\n`,
    ...entries.filter(({ declaration }) => isOne(declaration)).map((entry) => formatEntry(entry, names)),
  ];
  const text = [
    ...section('Functions', ts.isFunctionDeclaration),
    ...section('Values', ts.isVariableStatement),
    ...section('Types', (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)),
  ];
  return format(head + text.join('\n'), { ...(await resolveConfig(page)), filepath: fileURLToPath(page) });
}

function readSource(file: URL): ts.SourceFile {
  return ts.createSourceFile(file.pathname, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The declarations that one line of `index.ts` exports. Throws if the named file does not declare one of them. */
function findDeclarations({ exportClause, moduleSpecifier }: ts.ExportDeclaration): Entry[] {
  if (!exportClause || !ts.isNamedExports(exportClause) || !moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) {
    throw new Error('src/generator/index.ts: export each name by itself: export { name } from a file.');
  }
  const { statements } = readSource(new URL(moduleSpecifier.text, index));
  return exportClause.elements.map(({ name: { text: name } }) => {
    const declaration = statements.find((statement): statement is Entry['declaration'] => nameOf(statement) === name);
    if (!declaration) throw new Error(`src/generator/index.ts: ${moduleSpecifier.text} does not declare ${name}.`);
    return { name, declaration };
  });
}

function nameOf(statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText();
  const isNamed =
    ts.isFunctionDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return isNamed ? statement.name?.text : undefined;
}

/** The name, its description, its type and its examples. */
function formatEntry({ name, declaration }: Entry, names: readonly string[]): string {
  const [comment] = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc);
  if (!comment) throw new Error(`${name} has no docstring.`);
  const examples = ts.getJSDocTags(declaration).filter(({ tagName }) => tagName.text === 'example');
  return [
    `### ${name}\n`,
    linkNames(ts.getTextOfJSDocComment(comment.comment) ?? '', names),
    ...formatType(declaration),
    ...examples.map((example) => `\nFor example:\n\n${fence(ts.getTextOfJSDocComment(example.comment) ?? '')}`),
    '',
  ].join('\n');
}

/**
 * The declaration, without the body of a function. Empty for a value: it is a table, whose type repeats its sentences.
 */
function formatType(declaration: Entry['declaration']): string[] {
  if (ts.isVariableStatement(declaration)) return [];
  const end = ts.isFunctionDeclaration(declaration) ? declaration.body?.pos : undefined;
  const text = declaration.getSourceFile().text.slice(declaration.getStart(), end ?? declaration.end);
  return [`\n${fence(text.replace(/^export /, '').trim())}`];
}

function fence(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}

/** Turns `{@link name}` into a link if the page has the name. */
function linkNames(text: string, names: readonly string[]): string {
  return text.replace(/\{@link (\w+)\}/g, (_, name: string) =>
    names.includes(name) ? `[${name}](#${name.toLowerCase()})` : `\`${name}\``,
  );
}

if (import.meta.main) {
  writeChanged(page, await formatApiReference());
}
