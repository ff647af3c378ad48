import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'
import { runFidelity } from './run-fidelity.ts'

endWithReader()

process.exitCode = await runFidelity(process.argv.slice(2), process.stdout)
