import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * What became of a hostile document, and what memory that took, in a process of its own that had sanitised
 * ordinary pictures before.
 */
export interface BombCost {
  title: string
  outcome: string
  /**
   * How much the process grew at most while it worked, its source not counted; null where the system does not
   * tell.
   */
  grownBytes: number | null
}

/** Polices every bomb once, one after the other. Takes some seconds. */
export const measureBombs = (): Promise<BombCost[]> =>
  new Promise((resolve, reject) => {
    const loader = createRequire(import.meta.url).resolve('tsx')
    const child = fork(fileURLToPath(new URL('./bomb-process.ts', import.meta.url)), {
      execArgv: ['--expose-gc', '--import', `file://${loader}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.once('message', (costs) => resolve(costs as BombCost[]))
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the measuring process ended with ${code ?? signal}`)))
  })
