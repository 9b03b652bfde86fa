import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../src/generator');

/** What each file of the generator imports of it, values and types. */
const imports = new Map(
  globSync('**/*.ts', { cwd: folder }).map((file) => {
    const found = readFileSync(join(folder, file), 'utf8').matchAll(
      /^(?:(?:im|ex)port\b[^;]*?|\} )from '(\.[^']+)';$/gm,
    );
    return [file, [...found].map(([, path = '']) => normalize(join(dirname(file), path)))];
  }),
);

/** The files between this one and the last one of `path`, if it imports that by way of others. */
function findCircle(file: string, path: readonly string[] = [file]): readonly string[] | undefined {
  for (const next of imports.get(path.at(-1) ?? '') ?? []) {
    if (next === file) return [...path, next];
    const circle = path.includes(next) ? undefined : findCircle(file, [...path, next]);
    if (circle) return circle;
  }
  return undefined;
}

it('no file of the generator imports itself by way of others, not even types: ESLint sees values only', () => {
  expect(imports.get('methods/rsync/one-copy.ts')).toContain('steps/rsync-copy/rules.ts');
  for (const file of imports.keys()) expect(findCircle(file), file).toBeUndefined();
});
