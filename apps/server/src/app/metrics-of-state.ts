import { readQueueState, readSpendToday } from '../features/jobs/index.ts'
import { rememberFor } from '../platform/async/index.ts'
import { type Database, type Replica, readMonthsEnds } from '../platform/db/index.ts'
import type { Metrics } from '../platform/metrics/index.ts'
import type { JobQueue } from '../platform/queue/index.ts'

/** The database is queried at most this often, however often the metrics are scraped. */
const freshMs = 5_000
const microPerUnit = 1_000_000
/** Partitions change monthly. */
const monthsFreshMs = 60_000
const dayMs = 24 * 60 * 60 * 1_000

/** In millionths of a US dollar; null: not configured. */
export type WatchedMoney = { spendLimitMicroUsd: number | null; creditMicroUsd: number | null }

/** Values that are read at a scrape: the queue by its rows, the pool, and whether the dependencies answer. */
export function measureState(metrics: Metrics) {
  let sources: ({ database: Database; queue: JobQueue } & WatchedMoney) | undefined
  const readState = rememberFor(
    freshMs,
    async () => sources && (await readQueueState(sources.database.db).catch(() => undefined)),
  )
  const readSpend = rememberFor(
    freshMs,
    async () => sources && (await readSpendToday(sources.database.db).catch(() => undefined)),
  )
  const readMonths = rememberFor(
    monthsFreshMs,
    async () => sources && (await readMonthsEnds(sources.database.db).catch(() => undefined)),
  )
  const readAnswers = rememberFor(freshMs, async () => ({
    database: await sources?.database.ping(),
    queue: await sources?.queue.ping(),
  }))

  // Read in this order: the pool before the queries that the others need.
  metrics.gauge(
    {
      name: 'chatsvg_db_pool_connections',
      help: 'Connections of this process to the database by state, and the most that there may be.',
      labels: ['state'],
    },
    (gauge) => {
      if (!sources) return
      const { totalCount, idleCount, options } = sources.database.pool
      gauge.set({ state: 'used' }, totalCount - idleCount)
      gauge.set({ state: 'idle' }, idleCount)
      gauge.set({ state: 'max' }, options.max)
    },
  )
  metrics.gauge(
    { name: 'chatsvg_db_pool_waiting', help: 'Who waits in this process for a connection to the database.' },
    (gauge) => gauge.set(sources?.database.pool.waitingCount ?? 0),
  )
  metrics.gauge(
    {
      name: 'chatsvg_queue_jobs',
      help: 'Jobs of the whole service by state: waiting could run now, delayed are due later, running. Every process tells the same. Absent while the database does not answer.',
      labels: ['state'],
    },
    async (gauge) => {
      const state = await readState()
      gauge.reset()
      if (!state) return
      for (const name of ['waiting', 'delayed', 'running'] as const) gauge.set({ state: name }, state[name])
    },
  )
  metrics.gauge(
    {
      name: 'chatsvg_queue_oldest_waiting_seconds',
      help: 'For how long the job that waits longest has been due, 0 when none waits; -1 while the database does not answer. Every process tells the same.',
    },
    async (gauge) => gauge.set((await readState())?.oldestWaitingSeconds ?? -1),
  )
  metrics.gauge(
    {
      name: 'chatsvg_dependency_up',
      help: 'Whether what the service needs answers this process: database, queue. Readiness asks for the database.',
      labels: ['dependency'],
    },
    async (gauge) => {
      const { database, queue } = await readAnswers()
      if (database !== undefined) gauge.set({ dependency: 'database' }, database ? 1 : 0)
      if (queue !== undefined) gauge.set({ dependency: 'queue' }, queue ? 1 : 0)
    },
  )
  metrics.gauge(
    {
      name: 'chatsvg_model_spend_today_dollars',
      help: 'What calls of models have cost the whole service on this UTC day, as far as their prices are known; -1 while the database does not answer. Every process tells the same.',
    },
    async (gauge) => {
      const spent = await readSpend()
      gauge.set(spent === undefined ? -1 : spent / microPerUnit)
    },
  )
  metrics.gauge(
    {
      name: 'chatsvg_model_spend_limit_dollars',
      help: 'What they may cost a day, DAILY_SPEND_LIMIT_USD; 0 where there is no limit.',
    },
    (gauge) => gauge.set((sources?.spendLimitMicroUsd ?? 0) / microPerUnit),
  )
  metrics.gauge(
    {
      name: 'chatsvg_credit_value_dollars',
      help: 'What a credit sells for, CREDIT_VALUE_USD; 0 where it is not known.',
    },
    (gauge) => gauge.set((sources?.creditMicroUsd ?? 0) / microPerUnit),
  )
  metrics.gauge(
    {
      name: 'chatsvg_partitions_days_ahead',
      help: 'Days until the newest partition of a table ends; rows of later days would be refused. Absent while the database does not answer. Every process tells the same.',
      labels: ['table'],
    },
    async (gauge) => {
      gauge.reset()
      for (const [table, end] of (await readMonths()) ?? [])
        gauge.set({ table }, (end.getTime() - Date.now()) / dayMs)
    },
  )
  return {
    watchReplica({ ageMs }: Pick<Replica, 'ageMs'>) {
      metrics.gauge(
        {
          name: 'chatsvg_replica_age_seconds',
          help: 'The age of what this process reads from DATABASE_REPLICA_URL; -1 while it is not used.',
        },
        (gauge) => gauge.set((ageMs() ?? -1_000) / 1_000),
      )
    },
    watchState(database: Database, queue: JobQueue, money: WatchedMoney) {
      sources = { database, queue, ...money }
    },
  }
}
