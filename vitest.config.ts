import { defineConfig } from 'vitest/config'
import { SpreadBrowsers } from './test/harness/spread-browsers.ts'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['test/harness/global-setup.ts'],
    pool: 'forks',
    // One more than there are cores: much of the time they wait, for leases that run out, for pages and for processes that start.
    maxWorkers: 3,
    sequence: { sequencer: SpreadBrowsers },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
