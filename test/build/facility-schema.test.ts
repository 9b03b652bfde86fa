import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatFacilitySchema } from '../../scripts/facility-schema.ts';

const facilityFolder = new URL('../../src/facility/', import.meta.url);

/** What a JSON Schema says of the value at `path`, reading lists by their items. */
function schemaAt(schema: unknown, path: readonly string[]): Record<string, unknown> {
  const found = path.reduce<unknown>((block, key) => {
    const { properties, items } = block as { properties?: Record<string, unknown>; items?: typeof block };
    return properties?.[key] ?? (items as { properties?: Record<string, unknown> } | undefined)?.properties?.[key];
  }, schema);
  return found as Record<string, unknown>;
}

/** The dotted paths of all values that a JSON Schema describes, blocks included. */
function listPaths(schema: unknown, prefix: readonly string[] = []): string[][] {
  const { properties, items } = schema as { properties?: Record<string, unknown>; items?: unknown };
  const own = properties ?? (items as { properties?: Record<string, unknown> } | undefined)?.properties ?? {};
  return Object.entries(own).flatMap(([key, child]) => [[...prefix, key], ...listPaths(child, [...prefix, key])]);
}

describe('src/facility/facility.schema.json', () => {
  const text = readFileSync(new URL('facility.schema.json', facilityFolder), 'utf8');
  const schema: unknown = JSON.parse(text);

  it('is what `npm run facility:schema` writes', () => {
    expect(text).toBe(formatFacilitySchema());
  });

  it('is the schema that facility.yaml tells editors to use', () => {
    const [firstLine] = readFileSync(new URL('facility.yaml', facilityFolder), 'utf8').split('\n');
    expect(firstLine).toBe('# yaml-language-server: $schema=./facility.schema.json');
  });

  it('describes every fact', () => {
    const paths = listPaths(schema);
    expect(paths.map((path) => path.join('.'))).toContain('storage.interim.keepDays');
    expect(paths.filter((path) => !schemaAt(schema, path).description).map((path) => path.join('.'))).toEqual([]);
  });

  it('refuses facts that the file does not have', () => {
    expect(schema).toMatchObject({ additionalProperties: false });
    expect(schemaAt(schema, ['storage', 'interim'])).toMatchObject({ additionalProperties: false });
  });
});
