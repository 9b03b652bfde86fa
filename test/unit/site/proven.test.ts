import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../../src/facility/load.ts';
import { methods } from '../../../src/generator/methods/index.ts';
import { isMethodId } from '../../../src/generator/transfer.ts';
import kept from '../../../src/site/proven.json' with { type: 'json' };
import { programs, proofs } from '../../../src/site/proven-tables.ts';
import { listPlaces, listProven, readCell } from '../../../src/site/proven.ts';
import type { Kept } from '../../../src/site/proven.ts';
import { compareProofs, formatKept, listKept, nestProofs, sayDifference } from '../../rigs/proven/proofs.ts';

const root = join(import.meta.dirname, '../../..');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const fixture = join(root, 'test/fixtures/proven');

const normal = 'rsync linux normal rsync+openssh';
const cut = 'rsync linux cut rsync+openssh';
const windows = 'rsync windows normal wine';

describe('what is kept, held against a run', () => {
  it('is the same where each proof is in a test that has passed', () => {
    const tests = [
      { proves: [normal, cut], state: 'passed' },
      { proves: [cut], state: 'failed' },
    ] as const;
    const difference = compareProofs([cut, normal], tests, true);
    expect(difference).toEqual({ missing: [], extra: [], notHere: [] });
    expect(sayDifference(difference, 'proven.json')).toBe('');
  });

  it('differs by what is not proven any more, and by what is proven and not kept', () => {
    const tests = [
      { proves: [normal], state: 'passed' },
      { proves: [cut], state: 'failed' },
    ] as const;
    const difference = compareProofs([cut], tests, true);
    expect(difference).toEqual({ missing: [cut], extra: [normal], notHere: [] });
    expect(sayDifference(difference, 'src/site/proven.json')).toBe(
      `src/site/proven.json does not say what this run has proven.
Kept there, and proven by no test that has passed:
  ${cut}
Proven, and not kept there:
  ${normal}
If that is right, run "npm run proven", for some tests "npm run proven -- FILE", and commit the file.`,
    );
  });

  it('misses nothing that was skipped for a reason, but what was skipped for none', () => {
    const tests = [
      { proves: [windows], state: 'skipped', note: 'There is no Wine.' },
      { proves: [cut], state: 'skipped' },
    ] as const;
    expect(compareProofs([windows, cut], tests, true)).toEqual({ missing: [cut], extra: [], notHere: [windows] });
  });

  it('misses nothing in a run of some tests, which can prove more', () => {
    const tests = [{ proves: [normal], state: 'passed' }] as const;
    expect(compareProofs([cut, windows], tests, false)).toEqual({ missing: [], extra: [normal], notHere: [] });
  });
});

describe('a run of tests', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'proven-'));
    file = join(folder, 'proven.json');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs the tests of the fixture, with these proofs kept. */
  function run(proven: readonly string[], words: readonly string[] = [], more: NodeJS.ProcessEnv = {}) {
    const text = formatKept({ versions: { rsync: '3.2.7' }, proven: nestProofs(proven) });
    writeFileSync(file, text);
    const { status, stderr } = spawnSync(process.execPath, [vitest, 'run', '--root', fixture, ...words], {
      // Whether the run of this test writes a file says nothing of that one.
      env: { ...process.env, KEEP_PROVEN: undefined, ...more, PROVEN_FILE: file },
      encoding: 'utf8',
    });
    return { status, said: stderr, isAltered: readFileSync(file, 'utf8') !== text };
  }

  it('ends well where it has proven what is kept, and names what was skipped', () => {
    const { status, said, isAltered } = run([normal, cut, windows]);
    expect([status, isAltered], said).toEqual([0, false]);
    expect(said).toContain(`Not proven here, since tests were skipped:\n  ${windows}`);
  });

  it('fails where it has not, and says how to renew the file', () => {
    const { status, said, isAltered } = run([normal, 'rsync macos normal apple-rsync']);
    expect([status, isAltered], said).toEqual([1, false]);
    expect(said).toContain('proven by no test that has passed:\n  rsync macos normal apple-rsync\n');
    expect(said).toContain(`Proven, and not kept there:\n  ${cut}\nIf that is right, run "npm run proven"`);
  });

  it('of one file misses nothing of another one', () => {
    const { status, said } = run([normal, cut, 'rsync macos normal apple-rsync'], ['passes.test.ts']);
    expect(status, said).toBe(0);
  });

  it('writes the file when it is asked to, with the versions of now, and keeps what it could not run', () => {
    const { status, said } = run([cut, windows, 'rsync macos normal apple-rsync'], [], { KEEP_PROVEN: 'yes' });
    expect(status, said).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      versions: { rsync: '3.5.0' },
      proven: {
        rsync: {
          linux: { cut: ['rsync+openssh'], normal: ['rsync+openssh'] },
          windows: { normal: ['wine'] },
        },
      },
    });
  });
});

describe('the table', () => {
  it('has a place for all that is kept', () => {
    for (const text of listKept(kept)) {
      const [method = '', place = '', proof = '', by = ''] = text.split(' ');
      expect(isMethodId(method) && method !== 'troubleshooting', text).toBe(true);
      if (isMethodId(method)) expect([...listPlaces(method, methods[method].tables.fields).keys()]).toContain(place);
      expect(Object.keys(proofs)).toContain(proof);
      for (const program of by.split('+')) expect(Object.keys(programs)).toContain(program);
    }
    expect(formatKept(kept)).toBe(readFileSync(join(root, 'src/site/proven.json'), 'utf8'));
  });

  it('has the version of each program that has proven something and stands in for none', () => {
    const used = new Set(listKept(kept).flatMap((text) => text.split(' ').at(-1)?.split('+') ?? []));
    const real = Object.entries(programs).filter(
      ([id, { standsFor, hasNoVersion }]) => used.has(id) && !standsFor && !hasNoVersion,
    );
    expect(real.length).toBeGreaterThan(5);
    for (const [id] of real) expect((kept.versions as Kept['versions'])[id], id).toMatch(/^\d/);
  });

  it('says run only of programs that stand in for nothing', () => {
    expect(readCell([])).toEqual({ state: 'not run', by: [] });
    expect(readCell(['aws+s3-server'])).toEqual({ state: 'stand-in', by: [['aws', 's3-server']] });
    expect(readCell(['aws+s3-server', 'aws'])).toEqual({ state: 'run', by: [['aws']] });
  });

  it('shows a method of which nothing is kept as not run', () => {
    const facility = loadFacility();
    const tables = listProven(facility, { versions: {}, proven: {} });
    expect(tables.map(({ id }) => id)).toEqual([...facility.methods.map(({ id }) => id), 'transfer']);
    for (const { rows } of tables)
      for (const { cells } of rows)
        expect(new Set(Object.values(cells).map(({ state }) => state))).toEqual(new Set(['not run']));
  });
});
