/**
 * Holds what tests have proven, as they say by `proves`, against the file that the table on `maintain/proven` is made
 * of; or writes it, if `KEEP_PROVEN` is set. It runs in the process that starts the workers.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node';
import type { Kept } from '../../../src/site/proven.ts';
import { compareProofs, formatKept, listKept, nestProofs, programsIn, sayDifference } from './proofs.ts';
import type { ToldTest } from './proofs.ts';

/** Reads the version of a program; none where it has none. */
type ReadVersion = (program: string) => Promise<string | undefined>;

export function provenReporter(file: string, readVersion: ReadVersion): Reporter {
  let vitest: Vitest;
  let isWhole = false;
  return {
    onInit(started) {
      vitest = started;
    },
    async onTestRunStart(specifications) {
      isWhole = await isOfAll(vitest, specifications);
    },
    async onTestRunEnd(modules, _errors, reason) {
      const tests = modules.flatMap(tellTests);
      const kept = readKept(file);
      const listed = listKept(kept);
      const difference = compareProofs(listed, tests, isWhole && reason !== 'interrupted');
      if (process.env.KEEP_PROVEN && reason === 'passed') {
        const now = [...listed.filter((proof) => !difference.missing.includes(proof)), ...difference.extra];
        const passed = tests.filter(({ state }) => state === 'passed');
        const versions = await readVersions(now, passed, kept.versions, readVersion);
        writeFileSync(file, formatKept({ versions, proven: nestProofs(now) }));
        console.warn(`\nWrote ${relative(vitest.config.root, file)}.`);
        return;
      }
      if (process.env.KEEP_PROVEN) console.warn('\nNothing was written: not every test has passed.');
      if (difference.notHere.length > 0)
        console.warn(`\nNot proven here, since tests were skipped:\n  ${difference.notHere.join('\n  ')}`);
      const said = sayDifference(difference, relative(vitest.config.root, file));
      if (said) {
        console.error(`\n${said}`);
        process.exitCode = 1;
      }
    },
  };
}

/** Whether a run leaves out no test file, project or name. */
async function isOfAll(vitest: Vitest, specifications: readonly TestSpecification[]): Promise<boolean> {
  const { testNamePattern, tagsFilter, shard, project, cliExclude } = vitest.config;
  if (testNamePattern ?? shard) return false;
  if ([tagsFilter, project, cliExclude].some((list) => list && list.length > 0)) return false;
  return (await vitest.globTestSpecifications()).length === specifications.length;
}

function tellTests({ children }: TestModule): ToldTest[] {
  return [...children.allTests()].flatMap((test) => {
    const { proves } = test.meta();
    const { state, note }: { state: ToldTest['state']; note?: string | undefined } = test.result();
    return proves ? [{ proves, state, note }] : [];
  });
}

function readKept(file: string): Kept {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : { versions: {}, proven: {} };
}

/** The versions of all programs that are kept: of those in this run as they are now. */
async function readVersions(
  proofs: readonly string[],
  passed: readonly ToldTest[],
  before: Kept['versions'],
  readVersion: ReadVersion,
): Promise<Kept['versions']> {
  const now = new Set(programsIn(passed.flatMap(({ proves }) => proves)));
  const versions: Record<string, string> = {};
  for (const program of programsIn(proofs).sort()) {
    const version = now.has(program) ? await readVersion(program) : before[program];
    if (version !== undefined) versions[program] = version;
  }
  return versions;
}
