import { defineConfig } from 'vitest/config';

const project = (name: string, seconds: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: seconds * 1000,
    hookTimeout: seconds * 1000,
  },
});

// The time-outs only end a test that hangs; no test asserts a time.
export default defineConfig({
  test: {
    projects: [
      project('unit', 60),
      project('shells', 180),
      project('transfers', 180),
      project('browser', 120),
      project('build', 120),
    ],
  },
});
