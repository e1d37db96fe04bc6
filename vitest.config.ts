import { defineConfig } from 'vitest/config';

// `unit` holds all that needs nothing but Node; the other suites start a local cloud, a browser or real client programs.
// `faults` is long: `npm test` runs its sample.
const suites = ['labs', 'clients', 'browser'];

export default defineConfig({
  test: {
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...suites, 'faults'].map((suite) => `test/${suite}/**`),
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: 'test/faults/report.ts',
          testTimeout: 1_200_000,
          hookTimeout: 300_000,
        },
      },
      ...suites.map((suite) => ({
        test: { name: suite, include: [`test/${suite}/**/*.test.ts`], testTimeout: 120_000, hookTimeout: 300_000 },
      })),
    ],
  },
});
