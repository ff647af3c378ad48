import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'
import { runEval } from './run-eval.ts'

endWithReader()

const stop = new AbortController()
// A second signal ends the process at once, by default.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(signal)))

process.exitCode = await runEval(process.argv.slice(2), {
  environment: process.env,
  output: process.stdout,
  signal: stop.signal,
})
