import type pg from 'pg'
import type { Log } from '../log/index.ts'
import { deliverySettings } from './backend.ts'

const { lockDuration, stalledInterval } = deliverySettings

/** The server's time as BullMQ stores times: milliseconds since 1970. */
const serverNow = `(extract(epoch from clock_timestamp()) * 1000)::bigint`

/**
 * BullMQ on PostgreSQL takes the time from its workers. A worker whose clock is ahead writes times in the
 * future. Until these have passed nobody checks for stalled entries, and entries that it held stay active
 * although it is gone. Correct times are never further ahead of the server than these bounds.
 */
const pullBack = [
  `update meta set value = ${serverNow}::text where field = 'stalled-check' and value::bigint > ${serverNow} + ${2 * stalledInterval}`,
  `update job set locked_until_ms = ${serverNow} + ${lockDuration}
   where state = 'active' and locked_until_ms > ${serverNow} + ${2 * lockDuration}`,
]

/**
 * Resets times that are in the server's future, as often as stalled entries are checked. A worker whose own
 * clock is ahead may do it as well, because the server's clock counts.
 */
export function keepClocks(pool: pg.Pool, log: Log): Disposable {
  const timer = setInterval(async () => {
    try {
      for (const statement of pullBack) {
        const { rowCount } = await pool.query(statement)
        if (rowCount)
          log.warn({ entries: rowCount }, 'queue: the clock of a worker runs ahead of the database')
      }
    } catch (err) {
      log.debug({ err }, 'queue: could not look for times in the future')
    }
  }, stalledInterval)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
