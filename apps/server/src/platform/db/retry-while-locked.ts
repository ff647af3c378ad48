import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../log/index.ts'
import { wasLocked } from './database-errors.ts'

const pauseMinMs = 500
const pauseMaxMs = 5_000

/**
 * Repeats a change of the schema while another session has the lock; in the pauses the sessions behind this
 * one continue. The change has a short lock timeout.
 *
 * @throws the database's error after `attemptsMax` attempts.
 */
export async function retryWhileLocked(
  log: Log,
  attemptsMax: number,
  attempt: () => Promise<unknown>,
): Promise<void> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      await attempt()
      return
    } catch (error) {
      if (!wasLocked(error) || attempts === attemptsMax) throw error
      if (attempts === 1) log.warn('a change of the schema waits for somebody who uses a table')
      await delay(Math.min(pauseMinMs * attempts, pauseMaxMs))
    }
  }
}
