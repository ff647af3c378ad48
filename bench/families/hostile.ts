import { measureBombs } from '../../test/corpus/measure-bombs.ts'
import type { Family } from '../family.ts'
import type { Row } from '../row.ts'

const MIB = 1024 * 1024

/** Time and memory that refusing each class of hostile document takes. */
export const hostile: Family = {
  name: 'hostile',
  purpose: 'refusing hostile documents: time and memory of each class',
  async measure() {
    const costs = await measureBombs()
    return costs.flatMap(({ title, outcome, elapsedMs, cpuMs, grownBytes }): Row[] => [
      {
        family: 'hostile',
        what: `time: ${title}`,
        value: elapsedMs,
        unit: 'ms',
        cpuMs,
        target: { below: 50 },
        note: outcome,
      },
      {
        family: 'hostile',
        what: `memory: ${title}`,
        value: grownBytes === null ? null : grownBytes / MIB,
        unit: 'MiB',
        target: { below: 64 },
        ...(grownBytes === null && { note: 'this system does not tell' }),
      },
    ])
  },
}
