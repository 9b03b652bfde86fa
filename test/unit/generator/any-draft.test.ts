/**
 * Whatever a draft holds, there is a plan or problems: from the module, and from all that the command line prints of
 * it.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  formatOrigin,
  formatPlan,
  formatPlanAsJson,
  formatProblems,
  formatProblemsAsJson,
} from '../../../src/cli/print.ts';
import { loadFacility } from '../../../src/facility/load.ts';
import {
  checkRequest,
  fieldsOf,
  findUncarriable,
  formatLink,
  formatScript,
  isAsked,
  methodIds,
  planTransfer,
  readLink,
  spreadLocation,
  writeMoreTime,
} from '../../../src/generator/index.ts';
import type { Draft, Facility, Fields, Planned } from '../../../src/generator/index.ts';
import { findWords } from '../../../src/generator/request.ts';
import { commandLine } from '../../rigs/command-line.ts';
import type { Ended } from '../../rigs/command-line.ts';
import { hostileWords } from '../../rigs/hostile-words.ts';
import { exampleBucket, exampleFacility, exampleLibrary, exampleSftp } from '../../rigs/example-facility.ts';

const root = join(import.meta.dirname, '../../..');
const second = join(root, 'test/fixtures/second-facility/facility.yaml');
const today = '2026-11-23';

/** Those that have what each method needs; of the second one there are two storage servers. */
const facilities: readonly Facility[] = [
  {
    ...exampleFacility,
    storage: { ...exampleFacility.storage, sftp: exampleSftp },
    bucket: exampleBucket,
    petalibrary: exampleLibrary,
    microscopes: { leastGBPerHour: 150, mostGBPerHour: 400 },
    transfer: {
      command: 'transfer',
      options: { source: '-s', interim: '-i', petalibrary: '-p', aws: '-a', globus: '-g', email: '-e' },
      outsideLab: 'external',
      idleHours: 1,
      globusFolder: '/pool/globus',
    },
  },
  loadFacility(second),
  loadFacility(),
];

const anything = fc.oneof(
  fc.constantFrom(...hostileWords),
  fc.constantFrom(
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'a*b',
    'windows',
    'none',
    '4',
    '2026-11-20',
  ),
  fc.constantFrom(
    'D:\\x',
    '/srv/x',
    '\u0000',
    '\ud800',
    '\ue027',
    '\u001b[2J',
    'a\nb',
    'x'.repeat(5000),
    '😀'.repeat(300),
  ),
  fc.constantFrom('1.2T\t/data', '9e99 TB', '999999999 x 999999999 PB', '0', '9999-12-31', '0000-01-01', 'NaN'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** A value that the field takes, most often. */
function goodValue(fields: Fields, name: string, draft: Draft): fc.Arbitrary<string> {
  const field = fields[name];
  if (!field) return anything;
  const { choices, optional } = field;
  if (choices) return fc.constantFrom(...Object.keys(choices));
  const { example } = findWords(field, draft);
  return optional ? fc.constantFrom(example, '') : fc.constant(example);
}

/** A draft that is valid in most of its fields: in all, but for one, or by chance. */
const drafts = fc
  .record({ facility: fc.constantFrom(...facilities), method: fc.constantFrom(...methodIds), kind: fc.nat(9) })
  .chain(({ facility, method, kind }) => {
    const fields = fieldsOf(method, facility);
    const names = Object.keys(fields);
    const choices = Object.fromEntries(
      names.flatMap((name) => (fields[name]?.choices ? [[name, goodValue(fields, name, { method })]] : [])),
    );
    return fc.record(choices).chain((chosen) => {
      // Those after others, which say whether they are asked for.
      const valid = names.reduce<fc.Arbitrary<Draft>>(
        (before, name) =>
          before.chain((draft) =>
            fields[name]?.choices || !isAsked(fields, draft, name)
              ? fc.constant(draft)
              : goodValue(fields, name, draft).map((value) => ({ ...draft, [name]: value })),
          ),
        fc.constant({ ...chosen, method }),
      );
      const wrong = fc.oneof(
        fc.constantFrom(...names).chain((name) => anything.map((value) => ({ [name]: value }))),
        fc
          .constantFrom('method', 'storage', 'constructor', '__proto__')
          .chain((name) => anything.map((value) => Object.fromEntries([[name, value]]))),
      );
      const all = fc.dictionary(fc.constantFrom(...names), anything);
      return fc.tuple(valid, kind === 0 ? all : kind < 6 ? wrong : fc.constant({})).map(([typed, more]) => {
        const draft: Draft = { ...typed, ...more };
        return { facility, method, draft };
      });
    });
  });

/** Makes all that can be made of a draft, and holds it to what each part promises. */
function judge(facility: Facility, typed: Draft, number: number): Planned {
  const draft = spreadLocation(facility, typed);
  const planned = planTransfer(facility, draft, today);
  const checked = checkRequest(facility, draft);
  if ('problems' in planned) {
    expect(planned.problems.length).toBeGreaterThan(0);
    const shown = [
      formatProblems(facility, draft.method, planned.problems),
      ...planned.problems.flatMap(({ message, fix }) => [message, fix]),
    ];
    for (const { message, fix } of planned.problems)
      expect([message, fix]).toEqual([expect.stringMatching(/^\S[^]*\.$/), expect.stringMatching(/\S/)]);
    expect(shown.flatMap((text) => text.split('\n')).filter((text) => findUncarriable(text))).toEqual([]);
    const read = JSON.parse(formatProblemsAsJson(facility, draft.method, planned.problems)) as { problems: unknown[] };
    expect(read.problems).toHaveLength(planned.problems.length);
    return planned;
  }
  const { plan } = planned;
  expect(checked).toHaveProperty('request');
  expect(JSON.parse(formatPlanAsJson(plan))).toHaveProperty('steps');
  // The steps are in the order of their phases; an answer to an error has none.
  const told = plan.steps.map(({ phase = '' }) => phase);
  const order =
    draft.method === 'troubleshooting' ? [''] : ['prepare', 'copy', 'resume', 'verify', 'cleanUp', 'onward'];
  expect(told).toEqual(order.flatMap((phase) => told.filter((one) => one === phase)));
  // What costs more is made of some.
  if (number % 5 > 0) return planned;
  expect(
    formatPlan(facility, plan, true)
      .split('\n')
      .filter((line) => findUncarriable(line)),
  ).toEqual([]);
  const link = formatOrigin(facility, plan.request);
  expect(formatScript(facility, plan, { today, version: '0', link })?.text ?? '#!/bin/sh\n').toMatch(
    /^(?:#!\/bin\/sh\n|\uFEFF# )/,
  );
  expect(writeMoreTime(facility, plan).kind).toBe('message');
  const { method, ...values } = plan.request;
  const back = readLink(formatLink({ method, ...values }));
  if (formatLink(plan.request).length < 8000 && !Object.values(values).some((value) => value.includes('\ufffd'))) {
    expect(back).toMatchObject({ values: { method } });
  }
  return planned;
}

it('any of 5,000 drafts gives a plan or problems', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const counts = new Map<string, { plans: number; problems: number }>(
    methodIds.map((id) => [id, { plans: 0, problems: 0 }]),
  );
  let number = 0;
  try {
    fc.assert(
      fc.property(drafts, ({ facility, method, draft }) => {
        const planned = judge(facility, draft, (number += 1));
        const count = counts.get(method);
        if (count) count['plan' in planned ? 'plans' : 'problems'] += 1;
      }),
      { numRuns: 5000, seed },
    );
  } finally {
    const lines = [...counts].map(
      ([id, { plans, problems }]) => `  ${id}: ${String(plans)} plans, ${String(problems)} with problems`,
    );
    console.log([`5,000 drafts, SEED=${String(seed)}:`, ...lines].join('\n'));
  }
  for (const [id, { plans, problems }] of counts) {
    expect(plans, id).toBeGreaterThan(60);
    expect(problems, id).toBeGreaterThan(60);
  }
}, 600_000);

/** Runs the command line; what it writes, and how it ends. */
async function run(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}

it('so does the command line, as text and as JSON: no draft ends it with an error of its own', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const sample = fc.sample(drafts, { numRuns: 30, seed });
  let plans = 0;
  const runs = sample.map(({ method, draft }, index) => async (): Promise<void> => {
    const facts = method === 'sftp' || method === 'bucket' ? ['--facility', second] : [];
    const fields = fieldsOf(method, loadFacility(facts[1]));
    const options = Object.entries(fields).flatMap(([name, { flag }]) => {
      const value = draft[name];
      // No program can be given a NUL, and a lone surrogate becomes U+FFFD on the way.
      return value && !value.includes('\0') ? [`--${flag}=${value}`] : [];
    });
    const json = index % 2 === 0;
    const { status, stdout, stderr } = await run([method, ...options, ...facts, ...(json ? ['--json'] : [])]);
    const told = JSON.stringify({ method, draft, status, stderr });
    expect(stderr, told).not.toMatch(/^\s+at |Error:|node:internal/m);
    expect([0, 1], told).toContain(status);
    if (json) expect(JSON.parse(stdout), told).toHaveProperty(status === 0 ? 'steps' : 'problems');
    else expect(status === 0 ? stdout : stderr, told).not.toBe('');
    if (status === 0) plans += 1;
  });
  await Promise.all(
    [0, 1, 2].map(async (start) => {
      for (let at = start; at < runs.length; at += 3) await runs[at]?.();
    }),
  );
  console.log(`30 command lines, SEED=${String(seed)}: ${String(plans)} plans`);
  expect(plans).toBeGreaterThan(5);
});
