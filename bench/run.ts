import { writeFile } from 'node:fs/promises'
import { createDisposalStack } from '../apps/server/src/platform/disposal/index.ts'
import { endWithReader } from '../apps/server/src/platform/standard-output/index.ts'
import { readCommandLine } from './command-line.ts'
import { compareServers } from './compare.ts'
import { families } from './families/index.ts'
import { createMachineLimits } from './limits/machine-limits.ts'
import { describeMachine } from './machine.ts'
import { renderTable } from './print-table.ts'
import { meetsTarget, type Row, ratioTo } from './row.ts'
import { isBuilt } from './service.ts'
import { openStage } from './stage.ts'

endWithReader()

/** The benchmark ends after this time, however slow the machine is. */
const runMaxMs = 30 * 60 * 1000

const options = readCommandLine(families)
if (!isBuilt()) {
  console.error('The service is not built, and what is measured is the built service. Run: npm run build')
  process.exit(1)
}
const stack = createDisposalStack()
let ended: string | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))
setTimeout(() => void stop(`more than ${runMaxMs / 60_000} minutes`), runMaxMs).unref()

const rows: Row[] = []
try {
  const stage = await openStage(options, stack)
  const machine = await describeMachine(stage)
  const limits = createMachineLimits(stage)
  if (options.against.length > 0)
    rows.push(...(await compareServers(stage, options.families, options.against)))
  for (const family of options.against.length > 0 ? [] : options.families) {
    stage.report(`${family.name}: ${family.purpose}`)
    try {
      const measured = await family.measure(stage, limits)
      rows.push(...measured)
      console.error(renderTable(measured))
    } catch (error) {
      // The results of the other families are still useful.
      if (ended) break
      console.error(error)
      process.exitCode = 1
    }
  }
  if (ended) throw new Error(ended)
  console.log(
    `\n${Object.entries(machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')}\n`,
  )
  console.log(renderTable(rows))
  if (options.jsonFile)
    await writeFile(
      options.jsonFile,
      `${JSON.stringify({ machine, rows: rows.map(withVerdict) }, null, 2)}\n`,
    )
} catch (error) {
  if (!ended) console.error(error)
  process.exitCode = 1
}
await stack[Symbol.asyncDispose]()
process.exit()

function withVerdict(row: Row) {
  const limits = row.limits?.map((limit) => ({ ...limit, ratio: ratioTo(limit, row) }))
  return { ...row, limits, met: meetsTarget(row) }
}

/** Everything that was started is stopped; a running measurement fails because of that, without a message. */
async function stop(reason: string): Promise<void> {
  if (ended) return
  ended = reason
  process.exitCode = 1
  console.error(`stopping: ${reason}`)
  if (rows.length > 0) console.log(`\nmeasured until then:\n${renderTable(rows)}`)
  try {
    await stack[Symbol.asyncDispose]()
  } catch (error) {
    console.error(error)
  }
  process.exit(1)
}
