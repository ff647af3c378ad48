import { expect, it } from 'vitest'
import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { canRunPooler } from '../harness/pgbouncer.ts'
import { canRunRedis } from '../harness/redis.ts'
import { rows } from './faults/index.ts'
import { renderTable } from './report.ts'
import { runFaults } from './run-faults.ts'

/** Only the short faults; the others wait for leases to expire and run with `npm run chaos`. */
const quickFaults = ['F1', 'F9', 'F13', 'F14', 'F18', ...(canRunPooler() ? ['F37'] : [])]
const seed = 7
const lanes = 2

it.runIf(canRunRedis())(
  'jobs survive the short faults of the chaos suite, and nothing is left behind',
  async () => {
    await using stack = createDisposalStack()
    const chosen = rows.filter(({ id }) => quickFaults.includes(id))
    const played = await runFaults(
      { rows: chosen, backends: ['redis', 'postgres'], form: 'short', seed, lanes, tell: () => undefined },
      stack,
    )
    expect(played.results.map(({ id }) => id)).toEqual(quickFaults)
    for (const { verdict } of played.results) expect(verdict, renderTable(played)).toBe('held')
    expect(played.leftovers).toEqual([])
  },
  400_000,
)
