import { setTimeout as delay } from 'node:timers/promises'
import { createOutageLog, type Log } from '../log/index.ts'
import type { BullQueue } from './backend.ts'
import type { JobDefinition } from './define-job.ts'

/** `cron`: five or six fields, UTC. */
export type Schedule = { everyMs: number } | { cron: string }

export type ScheduleKeeper = AsyncDisposable & {
  add(definition: JobDefinition, schedule: Schedule, payload: unknown): Promise<void>
}

type UseQueue = <Result>(
  definition: JobDefinition,
  action: (queue: BullQueue) => Promise<Result>,
) => Promise<Result>

const checkIntervalMs = 10_000

/**
 * Keeps the schedules that this process requested, and restores what the backend lost: a Redis that was
 * flushed or replaced has no schedules. Several processes may do so at once, because the schedule's id makes
 * it one.
 */
export function keepSchedules(use: UseQueue, log: Log): ScheduleKeeper {
  const wanted = new Map<string, () => Promise<void>>()
  const outage = createOutageLog({
    lost: (err) => log.warn({ err }, 'queue: schedules cannot be checked'),
    back: () => log.info('queue: schedules are checked again'),
  })

  const timer = setInterval(() => {
    for (const ensure of wanted.values()) void ensure()
  }, checkIntervalMs)
  timer.unref()

  return {
    async add(definition, schedule, payload) {
      const ensure = async () => {
        try {
          await use(definition, (queue) => writeUnlessThere(queue, definition, schedule, payload))
          outage.succeed()
        } catch (err) {
          outage.fail(err)
        }
      }
      wanted.set(definition.name, ensure)
      await ensure()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
    },
  }
}

/**
 * Processes that start together check again after a random delay up to this, so that two of them rarely
 * write.
 */
const secondLookMs = 500

/**
 * Writing an existing schedule would restart its period, at every start of a process, and run its first tick
 * again.
 */
async function writeUnlessThere(
  queue: BullQueue,
  definition: JobDefinition,
  schedule: Schedule,
  payload: unknown,
): Promise<void> {
  if (await isThere(queue, definition, schedule, payload)) return
  await delay(Math.random() * secondLookMs)
  if (await isThere(queue, definition, schedule, payload)) return
  const { name } = definition
  await queue.upsertJobScheduler(name, clockOf(schedule), { name, data: { payload } })
}

async function isThere(
  queue: BullQueue,
  { name }: JobDefinition,
  schedule: Schedule,
  payload: unknown,
): Promise<boolean> {
  const found = await queue.getJobScheduler(name)
  if (!found) return false
  const clock = clockOf(schedule)
  const isSameClock = 'every' in clock ? Number(found.every) === clock.every : found.pattern === clock.pattern
  return isSameClock && JSON.stringify(found.template?.data) === JSON.stringify({ payload })
}

const clockOf = (schedule: Schedule) =>
  'cron' in schedule ? { pattern: schedule.cron, tz: 'UTC' } : { every: schedule.everyMs }
