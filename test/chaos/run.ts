import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'
import { describeOptions, type Options, readCommandLine } from './command-line.ts'
import { rows } from './faults/index.ts'
import { isWhole, renderTable } from './report.ts'
import { type Played, runFaults } from './run-faults.ts'
import { isBuilt } from './service-process.ts'

endWithReader()

/** It ends after this time, however slow the machine is. */
const runMaxMs = { short: 15 * 60_000, full: 60 * 60_000 }

const stack = createDisposalStack()
let ended = false

const options = readOptions()
if (options === 'help') {
  print(describeOptions(rows))
} else if (!isBuilt()) {
  print('The service is not built, and what is broken here is the built service. Run: npm run build')
  process.exitCode = 1
} else {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))
  setTimeout(() => void stop('it takes too long'), runMaxMs[options.form]).unref()
  await run(options)
}

function readOptions(): Options | 'help' {
  try {
    return readCommandLine(rows, spawnSync('redis-server', ['--version']).status === 0)
  } catch (error) {
    print(`${(error as Error).message}\n\n${describeOptions(rows)}`)
    process.exit(1)
  }
}

async function run(chosen: Options): Promise<void> {
  const tell = (line: string) => void process.stderr.write(`${line}\n`)
  tell(`seed ${chosen.seed}`)
  const startedAtMs = performance.now()
  try {
    const played = await runFaults({ ...chosen, tell }, stack)
    print(`\n${renderTable(played)}`)
    print(`${((performance.now() - startedAtMs) / 1_000).toFixed(0)} s, seed ${chosen.seed}`)
    if (chosen.jsonFile) await writeJson(chosen.jsonFile, chosen, played)
    process.exitCode = isWhole(played) ? 0 : 1
  } catch (error) {
    if (ended) return
    process.exitCode = 1
    process.stderr.write(`${(error as Error).stack}\n`)
    await stack[Symbol.asyncDispose]()
  }
  process.exit()
}

async function writeJson(file: string, { form, seed, backends }: Options, played: Played): Promise<void> {
  await writeFile(file, `${JSON.stringify({ form, seed, backends, ...played }, null, 2)}\n`)
}

/** Everything that was started is stopped; running work fails because of that, without a message. */
async function stop(reason: string): Promise<void> {
  if (ended) process.exit(1)
  ended = true
  process.stderr.write(`stopping: ${reason}\n`)
  try {
    await stack[Symbol.asyncDispose]()
  } catch (error) {
    process.stderr.write(`${error}\n`)
  }
  process.exit(1)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
