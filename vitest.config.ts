import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The client suites (real aws, kubectl) and the browser suite run by their own npm scripts.
    exclude: ['test/clients/**', 'test/browser/**', 'test/labs/**', 'node_modules/**'],
    testTimeout: 20_000,
  },
});
