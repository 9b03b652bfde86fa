/**
 * Whatever facility.yaml says, it is a facility that every method can plan with, or problems with line and edit: never
 * an error of the program.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMistakes } from '../../../src/facility/mistake.ts';
import { parseFacility } from '../../../src/facility/parse.ts';
import { draftExample } from '../../../src/generator/request.ts';
import {
  fieldsOf,
  findUncarriable,
  formatAction,
  formatScript,
  methodIds,
  planTransfer,
} from '../../../src/generator/index.ts';
import type { Facility } from '../../../src/generator/index.ts';

const root = join(import.meta.dirname, '../../..');
const files = ['src/facility/facility.yaml', 'test/fixtures/second-facility/facility.yaml'];
const texts = files.map((file) => readFileSync(join(root, file), 'utf8'));

/** Every text of the facts, by its path. */
function listTexts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => listTexts(inner, `${path}.${key}`));
}

/** Makes everything that the facts reach: a plan, its texts and its script, for each method. */
function useFacility(facility: Facility): string[] {
  return methodIds.flatMap((id) => {
    const planned = planTransfer(facility, draftExample(fieldsOf(id, facility), { method: id }), '2026-11-23');
    if ('problems' in planned) return [];
    const origin = { today: '2026-11-23', version: '0', link: 'x' };
    return [
      ...planned.plan.steps.flatMap(({ action, title, expect: seen }) => [formatAction(action), title, seen]),
      formatScript(facility, planned.plan, origin)?.text ?? '',
    ];
  });
}

/** Says whether the text is a facility; holds either answer to what it promises. */
function judge(text: string): 'facility' | 'problems' {
  const parsed = parseFacility(text);
  if ('mistakes' in parsed) {
    expect(parsed.mistakes.length).toBeGreaterThan(0);
    const lines = text.split('\n').length;
    for (const { line, message, fix } of parsed.mistakes) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
      expect(message).toMatch(/\S.*\.$/u);
      expect(fix).toMatch(/\S/);
    }
    for (const line of formatMistakes('f.yaml', parsed.mistakes).split('\n')) {
      expect(line).toMatch(/^f\.yaml:\d+: \S/);
      expect(findUncarriable(line)).toBe(undefined);
      expect(line.length).toBeLessThan(1500);
    }
    return 'problems';
  }
  for (const [path, fact] of listTexts(parsed.facility)) {
    expect(findUncarriable(fact), path).toBe(undefined);
    expect(fact, path).not.toMatch(/[\p{Zl}\p{Zp}]/u);
  }
  useFacility(parsed.facility);
  return 'facility';
}

const values = [
  '"\\0"',
  '"\\ud800"',
  '"\\ue027;touch PWNED"',
  '"\\e[2J"',
  '"a\\nb"',
  '"a\\n\\nb"',
  '"a\\u2028b"',
  '"\\uffff"',
  '1e400',
  '99999999999999999999999',
  '9007199254740991',
  '-1',
  '.nan',
  'true',
  'null',
  '[]',
  '{}',
  '[[[1]]]',
  '*nowhere',
  '&a [*a]',
  '!!binary aGVsbG8=',
  '!!set { a }',
  '/a/../b',
  '/',
  '"/pl/{alocation}"',
  '"{constructor}"',
  'constructor',
  '__proto__',
  '-X',
  '"</title><script>"',
  '"$&$1{manager}{$work}@room@"',
  'https://jdoe:secret@example.edu/?a=b#c',
  '"it\'s `x` \\\\ \\"!"',
  'Überlinger',
  '格子',
];

describe('a mistake in facility.yaml', () => {
  it('is told, whatever stands in the place of a fact', () => {
    const seen = { facility: 0, problems: 0 };
    for (const text of texts) {
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        const [, key] = /^(\s*(?:- )?\w+:)(?: |$)/.exec(line) ?? [];
        if (!key) continue;
        // Another two at each fact: in all, each value in many places.
        for (let at = 0; at < 2; at += 1) {
          const value = values[(index * 2 + at) % values.length] ?? '';
          seen[judge(lines.with(index, `${key} ${value}`).join('\n'))] += 1;
        }
      }
    }
    console.log(`facts replaced: ${String(seen.problems)} told as problems, ${String(seen.facility)} taken`);
    expect(seen.problems).toBeGreaterThan(200);
    expect(seen.facility).toBeGreaterThan(30);
  });

  it('is told, whatever is done to its lines and characters', () => {
    const place = fc.nat(200);
    const edit = fc.oneof(
      place.map((at) => (lines: string[]) => lines.toSpliced(at, 1)),
      place.map((at) => (lines: string[]) => lines.toSpliced(at, 0, lines[at] ?? '')),
      place.map((at) => (lines: string[]) => lines.with(at % lines.length, `  ${lines[at % lines.length] ?? ''}`)),
      place.map((at) => (lines: string[]) => lines.slice(0, at)),
      fc
        .tuple(
          place,
          fc.nat(80),
          fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom(...':-#&*!|>\'"%@`{}[],?\t\0')),
        )
        .map(([at, column, more]) => (lines: string[]) => {
          const line = lines[at % lines.length] ?? '';
          return lines.with(at % lines.length, line.slice(0, column) + more + line.slice(column));
        }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        judge(edits.reduce((lines, change) => change(lines.length > 0 ? lines : ['']), text.split('\n')).join('\n'));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['brackets that are closed', `name: ${'['.repeat(3000)}${']'.repeat(3000)}`],
    ['brackets on lines of their own', '[\n'.repeat(5000)],
    ['names in brackets', `name: ${'{a: '.repeat(2000)}${'}'.repeat(2000)}`],
    ['blocks', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['lists', `${'- '.repeat(20_000)}x`],
    ['a text without end', 'x'.repeat(1_000_000)],
    [
      'values that stand for ever more others',
      [
        'a: &a [x, x]',
        ...[...'bcdefghijklmnopqrstuvwxyz'].map((name, index) => {
          const before = String.fromCharCode(96 + index + 1);
          return `${name}: &${name} [*${before}, *${before}]`;
        }),
      ].join('\n'),
    ],
    ['nothing', ''],
    ['bytes of something else', '\u007fELF\u0001\u0000\ufffd'],
  ])('is told, even if the file is %s', (_what, text) => {
    expect(judge(text)).toBe('problems');
  });
});

describe('a fact', () => {
  const [ours = '', second = ''] = texts;
  const library = (fact: string, value: string) =>
    ours.replace(new RegExp(`^(  ${fact}): .*$`, 'm'), (_, key: string) => `${key}: ${value}`);
  const problemsOf = (text: string): string[] => {
    const parsed = parseFacility(text);
    return 'mistakes' in parsed ? parsed.mistakes.map(({ fact, message }) => `${fact}: ${message}`) : [];
  };

  it.each([
    [
      library('depositPath', '/pl/{alocation}/x'),
      'petalibrary.depositPath: "/pl/{alocation}/x" must be an absolute path, without “..” and without a slash at the end, in which {allocation} is the only placeholder.',
    ],
    [library('depositPath', '/pl/active'), 'petalibrary.depositPath: "/pl/active" must have {allocation} in it.'],
    [
      library('mountPath', '/mnt/{lab}/../x'),
      'petalibrary.mountPath: "/mnt/{lab}/../x" must be an absolute path, without “..” and without a slash at the end, in which {lab} is the only placeholder.',
    ],
    [library('depositOwner', '-x'), 'petalibrary.depositOwner: "-x" must be the name of an account, such as jdoe.'],
    [
      library('session', '-X'),
      'globus.session: "-X" must be letters, digits, “_”, “.” and “-”, and not begin with “-”.',
    ],
    [
      library('clientPath', '/opt/../x'),
      'globus.clientPath: "/opt/../x" must be an absolute path such as /data/images, without “..” and without a slash at the end.',
    ],
    [
      library('options', '{ source: -s, interim: -i, petalibrary: -p, aws: -s, globus: -g, email: -e }'),
      'transfer.options.aws: "-s" must be another option.',
    ],
    [
      library('command', 'transfer --fast'),
      'transfer.command: "transfer --fast" must be the name of a program or its absolute path, without options.',
    ],
    [
      library('outsideLab', '../x'),
      'transfer.outsideLab: "../x" must be the name of one folder, without a slash, and not begin with a hyphen.',
    ],
    [
      library('role', '"me\\n\\nyou"'),
      'contact.role: "me\\n\\nyou" must not have a line break, such as U+000A as character 3.',
    ],
    [
      library('host', 'a..b'),
      'storage.host: "a..b" must be a host name such as storage.example.edu, without user name, port or path.',
    ],
    [
      library('name', '"a\\ue027b"'),
      'storage.name: "a⟨U+E027⟩b" must not have a character that cannot be seen, such as U+E027 as character 2.',
    ],
    [
      library('name', '"a\\u202eb"'),
      'storage.name: "a⟨U+202E⟩b" must not have a character that cannot be seen, such as U+202E as character 2.',
    ],
    [
      library('clientPath', '"/opt/a\\u200bb"'),
      'globus.clientPath: "/opt/a⟨U+200B⟩b" must not have a character that cannot be seen, such as U+200B as character 7.',
    ],
    [
      library('clientPath', '"/opt/a\\u00a0b"'),
      'globus.clientPath: "/opt/a\u00a0b" must not have a space of a word processor: type each space anew.',
    ],
    [
      second.replace(/^site: .*$/m, 'site: https://jdoe:x@example.edu/'),
      'site: "https://jdoe:x@example.edu/" must be an address without user name and password.',
    ],
    [
      second.replace(/^site: .*$/m, 'site: https://example.edu/?x'),
      'site: "https://example.edu/?x" must be an address without “?” and “#”.',
    ],
    [
      second.replace(/^guide: .*$/m, 'guide: "https://example.edu/\\"><b>"'),
      'guide: "https://example.edu/\\"><b>" must be an address without blanks, quotes, brackets, and letters such as ü: those as %C3%BC.',
    ],
    [
      second.replace('globus: 60', 'globs: 60'),
      'storage.interim.keepDaysBy.globs: 60 must stand behind the id of a way, one of: rsync, globus, sftp, bucket, drive.',
    ],
  ])('that is no good is told: %#', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it.each(['👩\u200D🔬', 'می\u200Cخواهم', '✉\uFE0F', '15\u00A0TB'])('is not a text such as %s', (role) => {
    expect(problemsOf(second.replace('role: the data desk', `role: ${role}`))).toEqual([]);
  });

  it('cannot have what no command carries, by the same rule as a value', () => {
    const name = (character: string) => JSON.stringify(`a${character}b`).replace(/\\u\{?/g, '\\u');
    for (let code = 0; code < 0x11_000; code += code < 0xa8 ? 1 : 397) {
      const character = String.fromCodePoint(code);
      const isHidden = /[\p{Zl}\p{Zp}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character);
      const text = second.replace('role: the data desk', () => `role: ${name(character)}`);
      const isRefused = problemsOf(text).some((problem) => problem.startsWith('contact.role'));
      expect([code, isRefused]).toEqual([code, isHidden || findUncarriable(character) !== undefined]);
    }
  });
});

it('whom to ask may be called anything: a script holds it as it is', () => {
  const role = '$& $1 {manager} {$work} @room@ "x" `id` $(id) \'s';
  const text = (texts[0] ?? '').replace(/^ {2}role: .*$/m, () => `  role: ${JSON.stringify(role)}`);
  const parsed = parseFacility(text);
  if ('mistakes' in parsed) throw new Error(JSON.stringify(parsed.mistakes));
  const script =
    useFacility(parsed.facility).find((made) => made.startsWith('#!/bin/sh') && made.includes('not one file')) ?? '';
  const shown = "'$& $1 {manager} {$work} @room@ \"x\" `id` $(id) '\\''s";
  expect(script).toContain(`is not known here: send the last lines to ${shown.slice(1)}`);
});
