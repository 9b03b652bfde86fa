/** Every `@example` of the generator compiles and runs, and an expression with a comment after it has that value. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as generator from '../../../src/generator/index.ts';
import type { Command, Plan } from '../../../src/generator/index.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'src/generator');

/** An `@example`, and what it is one of. */
interface Example {
  readonly name: string;
  readonly code: string;
}

/** The examples of a source file, beside what it exports. */
function readExamples(text: string): Example[] {
  const { statements } = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  return statements.flatMap((statement) =>
    ts
      .getJSDocTags(statement)
      .filter(({ tagName }) => tagName.text === 'example')
      .map(({ comment }) => ({
        name: ts.isFunctionDeclaration(statement) ? (statement.name?.text ?? '') : '',
        code: ts.getTextOfJSDocComment(comment) ?? '',
      })),
  );
}

/** The example with a call of `shows` in the place of each expression that has its value after it, in a comment. */
function insertAssertions(code: string): string {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    const [comment] = ts.isExpressionStatement(node) ? (ts.getTrailingCommentRanges(code, node.end) ?? []) : [];
    if (comment && ts.isExpressionStatement(node)) {
      const value = code.slice(comment.pos, comment.end).replace(/^\/\/ /, '');
      const text = `shows(${node.expression.getText()}, ${JSON.stringify(value)});`;
      edits.push({ start: node.getStart(), end: node.end, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.reduceRight((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), code);
}

const given = `import { ${Object.keys(generator).join(', ')} } from './index.ts';
import type { Command, Facility, Plan } from './index.ts';
declare const facility: Facility;
declare const plan: Plan;
declare const command: Command;
declare function shows(value: unknown, text: string): void;
`;

/** What the compiler says of the examples, as if they were in one file of the generator, each in a block of its own. */
function checkTypes(examples: readonly Example[]): string[] {
  const file = join(folder, 'examples.ts');
  const text = given + examples.map(({ name, code }) => `{\n// ${name}\n${insertAssertions(code)}\n}\n`).join('');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, language) =>
    path === file ? ts.createSourceFile(path, text, language, true) : getSourceFile(path, language);
  const program = ts.createProgram([file], { ...options, noUnusedLocals: false, types: [] }, host);
  return ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText, start = 0 }) => {
    const line = text.slice(text.lastIndexOf('\n', start) + 1).split('\n')[0] ?? '';
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** A plan, and a command with a word that needs quotes. */
function makeGiven(): { plan: Plan; command: Command } {
  const draft = {
    method: 'rsync',
    account: 'jdoe',
    lab: 'my lab',
    collection: 'GRID1',
    destination: '/srv/data/GRID1',
  };
  const planned = generator.planTransfer(exampleFacility, draft, '2026-11-23');
  if ('problems' in planned) throw new Error(JSON.stringify(planned.problems));
  const words = [
    { role: 'utility', parts: [{ text: 'ls' }], meaning: 'Lists.', source: 'ls(1)' },
    { role: 'operand', parts: [{ text: 'my lab', field: 'lab' }], meaning: 'The folder.', source: 'ls(1)' },
  ] as const;
  return { plan: planned.plan, command: { shell: 'posix', words } };
}

function runExample(code: string): void {
  const shows = (value: unknown, text: string): void => {
    expect(String(value)).toBe(text);
  };
  const program = ts.transpile(insertAssertions(code), { target: ts.ScriptTarget.ES2023 });
  runInNewContext(program, { ...generator, ...makeGiven(), facility: exampleFacility, shows });
}

const examples = globSync('**/*.ts', { cwd: folder })
  .sort()
  .flatMap((file) => readExamples(readFileSync(join(folder, file), 'utf8')));

describe('the examples', () => {
  it('are one for each function of the public API, at least', () => {
    const functions = Object.entries(generator).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
    const shown = new Set(examples.map(({ name }) => name));
    expect(functions.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('compile', () => {
    expect(checkTypes(examples)).toEqual([]);
  });

  it.each(examples)('run, and give what they say: $name', ({ code }) => {
    runExample(code);
  });

  it('would not pass if one did not compile, threw, or gave something else', () => {
    expect(checkTypes([{ name: 'wrong', code: 'quoteWord(1);' }])).toEqual([
      "quoteWord(1);: Argument of type 'number' is not assignable to parameter of type 'string'.",
    ]);
    expect(() => {
      runExample("findDeletion(facility, {}, 'today');");
    }).toThrow('today is not a date');
    expect(() => {
      runExample("if (plan) quoteWord('a'); // b");
    }).toThrow("expected 'a' to be 'b'");
  });
});
