import { readProcessEnvironment } from '../../apps/server/src/config/index.ts'
import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'
import { runSeed } from './run-seed.ts'

endWithReader()

const stop = new AbortController()
// A second signal ends the process at once, by default.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop.abort(new Error(`Ended by ${signal}; what was written is complete.`)))

process.exitCode = await runSeed(process.argv.slice(2), {
  environment: readProcessEnvironment(),
  output: process.stdout,
  errors: process.stderr,
  signal: stop.signal,
})
