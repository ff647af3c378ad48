import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../log/index.ts'
import { isUnavailable } from './database-errors.ts'
import { type Database, type Db, queryNamed } from './open-database.ts'

/** Reads on a streaming replica while it is close enough to the primary, else on the primary. */
export type Replica = AsyncDisposable & {
  /**
   * Runs on the replica, or on the primary while the replica is too far behind or does not answer. A read
   * that fails on the replica because it is not available, or because it has to replay a change of what is
   * read, is repeated on the primary.
   *
   * @param work reads only.
   */
  read<Result>(work: (db: Db) => Promise<Result>): Promise<{ result: Result; isFromReplica: boolean }>
  /** How old its data may be, in milliseconds; undefined while it is not used. */
  ageMs(): number | undefined
}

/** A position in the primary's log, and when it was read, by the clock of `performance.now`. */
type Mark = { atMs: number; lsn: string }

const checksPerBound = 5
const checkTimeoutMs = 1_000

/**
 * The age of a replica's data is measured, and not asked for: the replica knows when it has replayed the last
 * change, but not whether there are changes that it has not received. Several times within `lagMaxMs` the
 * position of the primary's log is read, and the replica is asked which of these it has reached. All that was
 * committed when that position was read is there.
 *
 * @param replica its own pool; it is closed here.
 */
export function openReplica(primary: Database, replica: Database, lagMaxMs: number, log: Log): Replica {
  const ending = new AbortController()
  let marks: Mark[] = []
  /** When everything that the replica has was committed at the primary. */
  let reachedAtMs: number | undefined
  let wasUsed: boolean | undefined

  const ageMs = () => {
    const age = reachedAtMs === undefined ? undefined : performance.now() - reachedAtMs
    return age !== undefined && age <= lagMaxMs ? age : undefined
  }

  async function check(): Promise<void> {
    const oldest = performance.now() - lagMaxMs
    marks = [...marks.filter(({ atMs }) => atMs >= oldest), await readMark(primary.db)]
    reachedAtMs = (await findReached(primary.db, replica.db, marks)) ?? reachedAtMs
  }

  async function watch(): Promise<void> {
    while (!ending.signal.aborted) {
      const err = await check().then(
        () => undefined,
        (error: unknown) => error,
      )
      if (err instanceof NoReplicaError) reachedAtMs = undefined
      tell(err)
      await delay(lagMaxMs / checksPerBound, undefined, { signal: ending.signal, ref: false }).catch(() => {})
    }
  }

  function tell(err: unknown): void {
    const isUsed = ageMs() !== undefined
    if (isUsed === wasUsed) return
    // The first check of a process that has just started.
    if (isUsed) log.info('lists are read from the replica')
    else log.warn({ err, lagMaxMs }, 'the replica is not used: it does not answer, or is too far behind')
    wasUsed = isUsed
  }

  const watching = watch()
  return {
    ageMs,
    async read(work) {
      if (ageMs() !== undefined) {
        try {
          return { result: await work(replica.db), isFromReplica: true }
        } catch (error) {
          if (!isUnavailable(error)) throw error
          // Until the next check finds it in reach.
          reachedAtMs = undefined
        }
      }
      return { result: await work(primary.db), isFromReplica: false }
    },
    async [Symbol.asyncDispose]() {
      ending.abort()
      await watching
      await replica[Symbol.asyncDispose]()
    },
  }
}

/** The server is no replica of this primary. */
class NoReplicaError extends Error {}

/** Everything that is committed before is before this position. */
async function readMark(db: Db): Promise<Mark> {
  const atMs = performance.now()
  const [row] = await queryNamed<{ lsn: string }>(
    db,
    'read_log_position',
    'select pg_current_wal_insert_lsn()::text as lsn',
    [],
    checkTimeoutMs,
  )
  if (!row) throw new Error('the primary has no position')
  return { atMs, lsn: row.lsn }
}

/**
 * The newest of the marks that the replica has replayed.
 *
 * @throws NoReplicaError when it is another server, or was promoted.
 */
async function findReached(primary: Db, replica: Db, marks: readonly Mark[]): Promise<number | undefined> {
  const [found] = await queryNamed<{ system: string; isReplica: boolean; reachedAtMs: number | null }>(
    replica,
    'find_replayed_position',
    `select (select system_identifier::text from pg_control_system()) as system, pg_is_in_recovery() as "isReplica",
       (select max(at) from unnest($1::float8[], $2::pg_lsn[]) as mark (at, lsn) where lsn <= pg_last_wal_replay_lsn()) as "reachedAtMs"`,
    [marks.map(({ atMs }) => atMs), marks.map(({ lsn }) => lsn)],
    checkTimeoutMs,
  )
  const [expected] = await queryNamed<{ system: string }>(
    primary,
    'read_system_identifier',
    'select system_identifier::text as system from pg_control_system()',
    [],
    checkTimeoutMs,
  )
  if (!found?.isReplica)
    throw new NoReplicaError('DATABASE_REPLICA_URL leads to a server that replays no log')
  if (found.system !== expected?.system)
    throw new NoReplicaError('DATABASE_REPLICA_URL leads to a replica of another server')
  return found.reachedAtMs ?? undefined
}
