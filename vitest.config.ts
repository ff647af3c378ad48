import { defineConfig } from 'vitest/config'
import { SpreadBrowsers } from './test/harness/spread-browsers.ts'

/** Under which a workspace's package gives its sources, so that tests need no build of it. */
const sources = 'chatsvg-source'

export default defineConfig({
  resolve: { conditions: [sources, 'node'] },
  ssr: { resolve: { conditions: [sources, 'node'] } },
  test: {
    include: [
      'apps/*/src/**/*.test.ts',
      'packages/*/src/**/*.test.ts',
      'test/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    globalSetup: ['test/harness/global-setup.ts'],
    setupFiles: ['test/harness/property-seed.ts'],
    pool: 'forks',
    execArgv: [`--conditions=${sources}`],
    // The files that a process runs share what is loaded, which takes a second and more for the service. They
    // share no state: modules keep none.
    isolate: false,
    // One more than there are cores: much of the time they wait, for leases that run out, for pages and for
    // processes that start.
    maxWorkers: 3,
    sequence: { sequencer: SpreadBrowsers },
    // Generous, because other programs may use the machine: a test waits for conditions, not for a time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
