import { runFidelity } from './run-fidelity.ts'

process.exitCode = await runFidelity(process.argv.slice(2), process.stdout)
