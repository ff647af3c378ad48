import { measureBombs } from '../../test/corpus/measure-bombs.ts'
import { FIRST_CALLS, type FirstCallTask, measureFirstCall } from '../../test/corpus/measure-first-calls.ts'
import type { Family } from '../family.ts'
import type { Row } from '../row.ts'
import type { Stage } from '../stage.ts'

const MIB = 1024 * 1024

/** The cost of hostile texts: the time of the first call in a warm process, and the memory of sanitising. */
export const hostile: Family = {
  name: 'hostile',
  purpose: 'hostile texts: time of the first call, and memory',
  async measure(stage) {
    return [...(await measureTimes(stage)), ...(await measureMemory())]
  },
}

const words: Record<FirstCallTask['call'], string> = {
  sanitise: 'sanitising',
  extract: 'extracting',
  preview: 'previewing',
  grow: 'previewing while it grows',
}

async function measureTimes(stage: Stage): Promise<Row[]> {
  const rows: Row[] = []
  for (const [index, task] of FIRST_CALLS.entries()) {
    if (index % 50 === 0) stage.report(`hostile: first call ${index} of ${FIRST_CALLS.length}`)
    const { elapsedMs, cpuMs, outcome } = await measureFirstCall(task)
    rows.push({
      family: 'hostile',
      what: `${words[task.call]}, first call: ${task.title}`,
      value: elapsedMs,
      unit: 'ms',
      cpuMs,
      target: { below: 50 },
      note: outcome,
    })
  }
  return rows
}

async function measureMemory(): Promise<Row[]> {
  const costs = await measureBombs()
  return costs.map(({ title, grownBytes }) => ({
    family: 'hostile',
    what: `memory: ${title}`,
    value: grownBytes === null ? null : grownBytes / MIB,
    unit: 'MiB',
    target: { below: 64 },
    ...(grownBytes === null && { note: 'this system does not tell' }),
  }))
}
