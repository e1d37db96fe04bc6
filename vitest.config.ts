import { defineConfig } from 'vitest/config';

// `unit` holds all that needs nothing but Node; the other suites start a local cloud, a browser or real client programs.
const suites = ['labs', 'clients', 'browser', 'faults'];

export default defineConfig({
  test: {
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: suites.map((suite) => `test/${suite}/**`),
          testTimeout: 20_000,
        },
      },
      ...suites.map((suite) => ({
        test: { name: suite, include: [`test/${suite}/**/*.test.ts`], testTimeout: 120_000, hookTimeout: 300_000 },
      })),
    ],
  },
});
