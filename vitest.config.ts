import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const project = (name: string, seconds: number, retry = 0) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: seconds * 1000,
    hookTimeout: seconds * 1000,
    // A process tests file after file with what it has loaded: files leave nothing behind in it.
    isolate: false,
    retry,
    expect: { poll: { timeout: seconds * 500 } },
    // Tests start the command line often: what Node made of its files is kept.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
  },
});

// What fails against a server, a drive or a browser is tried once more, and Vitest tells so: a busy computer can lose such a race. A test with inputs by
// chance is never tried again, since that would be with others.
// The time-outs only end a test that hangs; no test asserts a time.
export default defineConfig({
  test: {
    // More than there are processors: most tests wait for a server, a shell or a browser.
    maxWorkers: 2 * availableParallelism(),
    projects: [
      project('unit', 180),
      project('shells', 180),
      project('transfers', 180, 1),
      project('browser', 120, 1),
      project('build', 120),
    ],
  },
});
