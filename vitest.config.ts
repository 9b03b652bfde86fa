import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';
import { provenReporter } from './test/rigs/proven/reporter.ts';
import { readVersion } from './test/rigs/proven/versions.ts';

const project = (name: string, seconds: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: seconds * 1000,
    hookTimeout: seconds * 1000,
    // A process tests file after file with what it has loaded: files leave nothing behind in it.
    isolate: false,
    expect: { poll: { timeout: seconds * 500 } },
    // Tests start the command line often: what Node made of its files is kept.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
  },
});

/** Says at the end why tests were skipped, each reason once: nothing is left out in silence. */
const skippedReporter: Reporter = {
  onTestRunEnd(modules) {
    const reasons = modules
      .flatMap(({ children }) => [...children.allTests('skipped')])
      .map((test) => test.result())
      .flatMap(({ state, note }: { state: string; note?: string | undefined }) =>
        state === 'skipped' && note ? [note] : [],
      );
    for (const reason of new Set(reasons))
      console.warn(`\n${reason} (${reasons.filter((one) => one === reason).length} tests skipped)`);
  },
};

// No test is tried again: one that loses a race on a busy computer has a fault. The time-outs only end a test that
// hangs; no test asserts a time.
export default defineConfig({
  test: {
    reporters: [
      ...configDefaults.reporters,
      skippedReporter,
      provenReporter(join(import.meta.dirname, 'src/site/proven.json'), readVersion),
    ],
    // More than there are processors: most tests wait for a server, a shell or a browser.
    maxWorkers: 3 * availableParallelism(),
    projects: [
      project('unit', 180),
      project('shells', 180),
      project('transfers', 180),
      project('powershell', 180),
      project('browser', 120),
      project('build', 120),
      project('desktop', 120),
    ],
  },
});
