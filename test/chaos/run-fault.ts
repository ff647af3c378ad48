import { setTimeout as delay } from 'node:timers/promises'
import { generateSvgJob } from '../../apps/server/src/features/jobs/index.ts'
import { type Evidence, findViolations, type Invariant, tagOf, type Violation } from './check.ts'
import { hasEnded, readDatabaseRows } from './read-database-rows.ts'
import { measureRecoveries } from './recovery.ts'
import type { Backend } from './servers.ts'
import type { Stage } from './stage.ts'

/** One fault of the list. */
export type Row = {
  id: string
  title: string
  /** Whether the short form includes it. */
  short: boolean
  /** The number of plain workers that it needs at its start; the previous fault leaves as many running. */
  workers?: number
  isLong?: boolean
  /** Its damage remains, so its stage is not used again. */
  spoilsStage?: boolean
  /** The queue backends to which it applies; default: both. */
  backends?: Backend[]
  /**
   * Causes the fault, and waits until it has happened. @returns a short description of what was done. @throws
   * NotPlayable
   */
  run(stage: Stage): Promise<string>
}

/** The fault cannot be caused on this machine; the message says why. */
export class NotPossible extends Error {}

export type RowResult = {
  id: string
  title: string
  backend: Backend
  verdict: 'held' | 'BROKEN' | 'not run'
  done: string
  jobs: number
  ended: number
  succeeded: number
  failed: number
  kills: number
  longestRecoveryMs: number | undefined
  elapsedMs: number
  broken: { invariant: Invariant | 'row'; what: string; ids: string[] }[]
}

const drainMaxMs = 90_000
const queueDrainMaxMs = 40_000
const pollMs = 150

/**
 * Causes one fault on the stage, repairs it, and checks everything that the stage has recorded against the
 * invariants.
 *
 * @param next the next fault on this stage, for which healthy processes are kept.
 */
export async function runFault(stage: Stage, row: Row, next?: Row): Promise<RowResult> {
  const startedAtMs = performance.now()
  const { slots, crowd, unkept } = stage
  const before = {
    requests: crowd.requests.length,
    kills: slots.killCount,
    interruptions: slots.interruptions.length,
    unkept: unkept.length,
  }
  const broken: RowResult['broken'] = []
  let done = ''
  try {
    done = await row.run(stage)
  } catch (error) {
    if (error instanceof NotPossible) {
      await endProcesses(stage, next)
      return summarise('not run', error.message)
    }
    broken.push({ invariant: 'row', what: `it could not be played: ${(error as Error).message}`, ids: [] })
  }
  const left = await repairAndDrain(stage)
  const evidence = await gatherEvidence(stage, left)
  broken.push(...onlyNew(stage, findViolations(evidence)))
  broken.push(
    ...(await endProcesses(stage, next)).map((what) => ({ invariant: 'row' as const, what, ids: [] })),
  )
  broken.push(...unkept.slice(before.unkept).map((what) => ({ invariant: 'row' as const, what, ids: [] })))
  return summarise(broken.length === 0 ? 'held' : 'BROKEN', done, evidence)

  function summarise(verdict: RowResult['verdict'], what: string, seen?: Evidence): RowResult {
    const tags = new Set(crowd.requests.slice(before.requests).map(({ tag }) => tag))
    const jobs = seen?.rows.jobs.filter((job) => tags.has(tagOf(job))) ?? []
    const recoveries = seen
      ? measureRecoveries({ ...seen, interruptions: seen.interruptions.slice(before.interruptions) })
      : []
    const count = (status: string) => jobs.filter((job) => job.status === status).length
    return {
      id: row.id,
      title: row.title,
      backend: stage.backend,
      verdict,
      done: what,
      jobs: jobs.length,
      ended: jobs.filter(hasEnded).length,
      succeeded: count('SUCCEEDED'),
      failed: count('FAILED'),
      kills: slots.killCount - before.kills,
      longestRecoveryMs:
        recoveries.length > 0 ? Math.round(Math.max(...recoveries.map((r) => r.recoveryMs))) : undefined,
      elapsedMs: Math.round(performance.now() - startedAtMs),
      broken,
    }
  }
}

/** A fault of a queue backend that is not tested here is listed nevertheless. */
export function describeSkipped({ id, title, backends }: Row, played: Backend[]): RowResult[] {
  const [needed] = backends ?? []
  if (!backends || !needed || backends.some((backend) => played.includes(backend))) return []
  const counts = { jobs: 0, ended: 0, succeeded: 0, failed: 0, kills: 0 }
  const rest = { longestRecoveryMs: undefined, elapsedMs: 0, broken: [] }
  return [
    {
      id,
      title,
      backend: needed,
      verdict: 'not run',
      done: `the queue is not on ${needed} here`,
      ...counts,
      ...rest,
    },
  ]
}

/**
 * The evidence grows from fault to fault: violations that were reported for an earlier fault do not belong to
 * this one.
 */
function onlyNew({ reported }: Stage, violations: Violation[]): Violation[] {
  return violations.flatMap((violation) => {
    const ids = violation.ids.filter((id) => !reported.has(`${violation.what} ${id}`))
    for (const id of ids) reported.add(`${violation.what} ${id}`)
    return ids.length > 0 ? [{ ...violation, ids }] : []
  })
}

/** @returns what has not drained when patience ended. */
async function repairAndDrain(stage: Stage): Promise<Evidence['left']> {
  await stage.repair()
  const isSettled = () => stage.crowd.requests.every(({ acknowledged, refused }) => acknowledged || refused)
  let unfinished = 0
  await pollUntil(async () => {
    unfinished = await countUnfinished(stage)
    return unfinished === 0 && isSettled()
  }, drainMaxMs)
  let queued = { waiting: 0, delayed: 0, active: 0 }
  await stage.withQueue((queue) =>
    pollUntil(async () => {
      queued = await queue.counts(generateSvgJob)
      return queued.waiting + queued.delayed + queued.active === 0
    }, queueDrainMaxMs),
  )
  return { unfinished, queued }
}

/** Asks until the answer is true, or the timeout. */
async function pollUntil(ask: () => Promise<boolean>, maxMs: number): Promise<void> {
  const deadlineMs = performance.now() + maxMs
  while (!(await ask()) && performance.now() < deadlineMs) await delay(pollMs)
}

async function countUnfinished({ pool }: Stage): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from generation_jobs where status in ('QUEUED', 'RUNNING')`,
  )
  return rows[0]?.count ?? 0
}

async function gatherEvidence(stage: Stage, left: Evidence['left']): Promise<Evidence> {
  const { crowd, slots, watch, servers, outages } = stage
  const rows = await readDatabaseRows(stage.pool)
  const modelCalls = new Map(
    crowd.requests.map(({ tag }) => [
      tag,
      { calls: servers.model.callsFor(tag), unusable: servers.model.unusableFor(tag) },
    ]),
  )
  return {
    rows,
    requests: crowd.requests,
    received: crowd.received,
    steps: slots.steps,
    interruptions: slots.interruptions,
    outages,
    modelCalls,
    seen: watch,
    left,
  }
}

/**
 * Each process gets SIGTERM and has to exit with 0. Processes that no fault has affected stay for the next
 * one.
 */
async function endProcesses({ slots, crowd }: Stage, next: Row | undefined): Promise<string[]> {
  crowd.disconnectAll()
  return slots.leave(next?.workers ?? 0)
}
