import type { JobsOptions, Queue } from 'bullmq'
import type { Static, TSchema } from 'typebox'
import { withDeadline } from '../async/index.ts'
import type { Log } from '../log/index.ts'
import { currentSpan } from '../traces/index.ts'
import {
  type BullQueue,
  type Envelope,
  enqueueTimeoutMs,
  type ProducerBackend,
  QueueUnavailableError,
} from './backend.ts'
import { connectProducer, type QueueConnection } from './connection.ts'
import { InvalidPayloadError, type JobDefinition } from './define-job.ts'
import { chooseQueue, queueNamesOf } from './divide-queue.ts'
import type { QueueBoard } from './open-board.ts'
import { keepSchedules, type Schedule } from './schedules.ts'

export type EnqueueOptions = {
  /**
   * Letters, digits, `_`, `-`, `.`; not only digits. While an entry with this id waits or runs, another is
   * ignored.
   */
  id: string
  delayMs?: number
  /** 0 (the default) is first, then 1, 2, ... up to 2,097,152; equal ones in order of arrival. */
  priority?: number
  /** Passed to the handler and its log lines. */
  requestId?: string
  /** The parent span of the work; default: the current span. */
  traceParent?: string
}

/** `waiting` includes entries with a priority; `delayed` includes the next runs of schedules. */
export type JobCounts = { waiting: number; delayed: number; active: number }

/** `enqueue`, `counts` and `remove` reject with QueueUnavailableError within 2 s when the backend is down. */
export type JobQueue = AsyncDisposable & {
  /**
   * Enqueues one job. Call it after the commit of its row. Rejects with InvalidPayloadError on a payload that
   * does not match, TypeError on an invalid id or an unknown definition.
   */
  enqueue<Payload extends TSchema>(
    definition: JobDefinition<Payload>,
    payload: Static<Payload>,
    options: EnqueueOptions,
  ): Promise<void>
  /**
   * The same for many at once, with one command to the backend. When it rejects, it is not known which were
   * accepted.
   */
  enqueueAll<Payload extends TSchema>(
    definition: JobDefinition<Payload>,
    entries: readonly { payload: Static<Payload>; options: EnqueueOptions }[],
  ): Promise<void>
  counts(definition: JobDefinition): Promise<JobCounts>
  /** True: no entry with this id waits any more, also when there was none. False: a worker holds it. */
  remove(definition: JobDefinition, id: string): Promise<boolean>
  /**
   * Runs the job on a schedule, once in the whole cluster however many processes request it; a new request
   * replaces the schedule. As with every job, a tick may be delivered again. The schedule is restored within
   * 10 s when the backend lost it. Never rejects because the backend is down.
   */
  schedule<Payload extends TSchema>(
    definition: JobDefinition<Payload>,
    schedule: Schedule,
    payload: Static<Payload>,
  ): Promise<void>
  /** Resolves to whether the backend answers, within 2 s. */
  ping(): Promise<boolean>
  /**
   * The board of the entries of all definitions, loaded at the first call. Rejects while the backend is down.
   */
  openBoard(): Promise<QueueBoard>
}

/**
 * Opens the producers' side. When Redis is down it opens all the same and works once Redis is back; when
 * PostgreSQL is down it rejects.
 */
export async function openQueue(
  connection: QueueConnection,
  definitions: readonly JobDefinition[],
  log: Log,
): Promise<JobQueue> {
  const backend = await connectProducer(connection, log)
  const queues = holdQueues(backend)
  const namesByDefinition = new Map(
    definitions.map((definition) => [definition.name, queueNamesOf(definition, connection)]),
  )
  if (namesByDefinition.size !== definitions.length) throw new TypeError('two job definitions share a name')

  function namesOf({ name }: JobDefinition): string[] {
    const names = namesByDefinition.get(name)
    if (!names) throw new TypeError(`job "${name}" was not given to openQueue`)
    return names
  }

  async function use<Result>(name: string, action: (queue: BullQueue) => Promise<Result>): Promise<Result> {
    backend.assertAvailable()
    return answerOf(queues.open(name).then(action))
  }

  const useFor = <Result>(
    definition: JobDefinition,
    id: string,
    action: (queue: BullQueue) => Promise<Result>,
  ) => use(chooseQueue(namesOf(definition), id), action)

  const schedules = keepSchedules(
    (definition, action) => use(namesOf(definition)[0] ?? definition.name, action),
    log,
  )

  return {
    async enqueue(definition, payload, options) {
      const { name, data, opts } = toEntry(definition, payload, options)
      await useFor(definition, options.id, (queue) => queue.add(name, data, opts))
    },
    async enqueueAll(definition, entries) {
      const bulks = new Map<string, ReturnType<typeof toEntry>[]>()
      for (const { payload, options } of entries) {
        const name = chooseQueue(namesOf(definition), options.id)
        const entry = toEntry(definition, payload, options)
        const bulk = bulks.get(name)
        if (bulk) bulk.push(entry)
        else bulks.set(name, [entry])
      }
      await Promise.all([...bulks].map(([name, bulk]) => use(name, (queue) => queue.addBulk(bulk))))
    },
    async counts(definition) {
      const counts = await Promise.all(
        namesOf(definition).map((name) =>
          use(name, (queue) => queue.getJobCounts('wait', 'prioritized', 'delayed', 'active')),
        ),
      )
      const sum = (...states: string[]) =>
        counts.reduce(
          (total, count) => total + states.reduce((own, state) => own + (count[state] ?? 0), 0),
          0,
        )
      return { waiting: sum('wait', 'prioritized'), delayed: sum('delayed'), active: sum('active') }
    },
    remove: (definition, id) =>
      useFor(definition, id, async (queue) => {
        if ((await queue.remove(id)) === 1) return true
        return (await queue.getJobState(id)) === 'unknown'
      }),
    async schedule(definition, schedule, payload) {
      if (!definition.isPayload(payload)) throw new InvalidPayloadError(definition.name)
      await schedules.add(definition, schedule, payload)
    },
    async ping() {
      try {
        await answerOf(backend.ping())
        return true
      } catch {
        return false
      }
    },
    async openBoard() {
      const { openBoard } = await import('./open-board.ts')
      const opened = await answerOf(Promise.all([...namesByDefinition.values()].flat().map(queues.open)))
      // What is used here of a queue is less than what a queue is.
      return openBoard(opened as unknown as Queue[])
    },
    async [Symbol.asyncDispose]() {
      await schedules[Symbol.asyncDispose]()
      await queues.close()
      await backend[Symbol.asyncDispose]()
    },
  }
}

function toEntry(definition: JobDefinition, payload: unknown, options: EnqueueOptions) {
  assertId(options.id)
  if (!definition.isPayload(payload)) throw new InvalidPayloadError(definition.name)
  const traceParent = options.traceParent ?? currentSpan()?.traceParent
  const data: Envelope = { payload, requestId: options.requestId, traceParent }
  const opts: JobsOptions = {
    jobId: options.id,
    attempts: definition.attempts,
    backoff: { type: 'exponential', delay: definition.backoffMs },
    ...(options.delayMs ? { delay: options.delayMs } : {}),
    ...(options.priority ? { priority: options.priority } : {}),
  }
  return { name: definition.name, data, opts }
}

type QueueHolder = { open(name: string): Promise<BullQueue>; close(): Promise<void> }

/**
 * BullMQ queues by name, created at first use. BullMQ never retries a failed start, so a queue whose start
 * failed is discarded and created again.
 */
function holdQueues(backend: ProducerBackend): QueueHolder {
  const queues = new Map<string, Promise<BullQueue>>()

  async function open(name: string): Promise<BullQueue> {
    let queue = queues.get(name)
    if (!queue) {
      queue = backend.createQueue(name)
      queues.set(name, queue)
      queue.catch(() => queues.delete(name))
    }
    return queue
  }

  async function close(): Promise<void> {
    const opened = await Promise.allSettled([...queues.values()].map((queue) => answerOf(queue)))
    for (const result of opened) {
      if (result.status === 'fulfilled') await answerOf(result.value.close()).catch(() => {})
    }
  }

  return { open, close }
}

async function answerOf<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await withDeadline(work, enqueueTimeoutMs)
  } catch (err) {
    if (err instanceof TypeError || err instanceof QueueUnavailableError) throw err
    throw new QueueUnavailableError(err)
  }
}

function assertId(id: string): void {
  if (!/^[\w.-]{1,200}$/.test(id) || /^\d+$/.test(id)) {
    throw new TypeError(`job id "${id}" must be letters, digits, "_", "-", "." and not digits alone`)
  }
}
