import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * The outcome for a hostile document and the memory that it took, measured in a separate process that had
 * sanitised ordinary pictures before.
 */
export interface BombCost {
  title: string
  outcome: string
  /**
   * The largest growth of the process in bytes, without the source; null where the system does not report it.
   */
  grownBytes: number | null
}

/** Sanitises every bomb once, one after the other. It takes some seconds. */
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
