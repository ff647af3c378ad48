import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Family } from '../family.ts'
import { medianOf } from '../median.ts'
import type { Row } from '../row.ts'
import { redisEnvironment, type Stage, withStack } from '../stage.ts'

const repeats = 3

export const start: Family = {
  name: 'start',
  purpose: 'from the command to the line "ready": embedded, and against running services',
  async measure(stage) {
    const dataFolder = join(stage.folder, 'data')
    await mkdir(dataFolder, { mode: 0o711 })
    const embedded = { DATA_DIR: dataFolder, JWT_SECRET: '' }
    const [first = Number.NaN] = await measureStarts(stage, 'all', embedded, 1)
    const again = await measureStarts(stage, 'all', embedded, repeats)
    return withStack(async (stack) => {
      const database = stack.use(await stage.createDatabase('start'))
      const environment = { DATABASE_URL: database.url, ...redisEnvironment(stage) }
      const api = await measureStarts(stage, 'api', environment, repeats)
      const worker = await measureStarts(stage, 'worker', environment, repeats)
      return [
        rowOf('embedded, first run', [first]),
        rowOf('embedded, second run', again, 3_000),
        rowOf('API, running services', api, 500),
        rowOf('worker, running services', worker, 500),
      ]
    })
  },
}

async function measureStarts(
  stage: Stage,
  name: 'all' | 'api' | 'worker',
  environment: Record<string, string>,
  count: number,
): Promise<number[]> {
  const timesMs: number[] = []
  for (let turn = 0; turn < count; turn += 1) {
    await using service = await stage.startService(name, environment)
    timesMs.push(service.startMs)
  }
  return timesMs
}

/** The median. */
function rowOf(what: string, timesMs: number[], below?: number): Row {
  const value = medianOf(timesMs)
  return { family: 'start', what: `start: ${what}`, value, unit: 'ms', ...(below && { target: { below } }) }
}
