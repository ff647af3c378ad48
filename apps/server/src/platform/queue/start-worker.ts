import { UnrecoverableError, WaitingError } from 'bullmq'
import { settlesWithin } from '../async/index.ts'
import type { Log } from '../log/index.ts'
import { inSpan, type SpanDescription } from '../traces/index.ts'
import type { BullJob, BullProcessor, BullWorker } from './backend.ts'
import { connectWorker, type QueueConnection } from './connection.ts'
import { InvalidPayloadError, type JobBinding, type JobDefinition } from './define-job.ts'
import { queueNamesOf } from './divide-queue.ts'

export type WorkerOptions = {
  /** Every definition of the service: each needs exactly one handler, or the start fails with a TypeError. */
  definitions: readonly JobDefinition[]
  handlers: readonly JobBinding[]
  /**
   * Jobs of one definition that run at once in this process, unless its handler sets another number. The
   * queues of a divided definition have equal shares of it, rounded up.
   */
  concurrency: number
  /**
   * Whether handlers may give their slots to the next ones (`freeSlot`). Default: no. In a process that
   * answers requests, this takes CPU time from them.
   */
  freesSlots?: boolean
  /** How long disposal waits for running handlers before it aborts their signals. */
  graceMs: number
  log: Log
}

/**
 * Disposal takes no more jobs, waits `graceMs`, aborts running handlers and hands their jobs back to the
 * queue.
 */
export type JobWorker = AsyncDisposable & { readonly runningCount: number }

/** The abort reason: the job ran longer than its definition allows. */
export class JobTimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`the job ran longer than ${timeoutMs} ms`)
    this.name = 'JobTimeoutError'
  }
}

/** The abort reason: the process ends, and another worker gets the job. */
export class ShutdownError extends Error {
  constructor() {
    super('the worker is shutting down')
    this.name = 'ShutdownError'
  }
}

/**
 * A handler that ignores its aborted signal is abandoned after this, so that it cannot occupy its slot for
 * ever.
 */
const abortPatienceMs = 5_000

/**
 * Starts the handlers. Rejects when PostgreSQL is down; when Redis is down the workers start and wait for it.
 */
export async function startWorker(connection: QueueConnection, options: WorkerOptions): Promise<JobWorker> {
  const { handlers, log } = options
  assertComplete(options.definitions, handlers)
  const names = new Map(handlers.map(({ definition }) => [definition, queueNamesOf(definition, connection)]))
  const backend = await connectWorker(connection, [...names.values()].flat(), log)
  const running = new RunningJobs()
  const workers: BullWorker[] = []
  try {
    for (const binding of handlers) {
      const slots = binding.concurrency ?? options.concurrency
      const processor = createProcessor(binding, options.freesSlots ? slots : 0, running, log)
      const queues = names.get(binding.definition) ?? []
      const concurrency = Math.ceil(slots / queues.length)
      const observe = (worker: BullWorker) => reportErrors(worker, log)
      for (const name of queues)
        workers.push(await backend.createWorker(name, processor, concurrency, observe))
    }
  } catch (err) {
    await Promise.allSettled(workers.map((worker) => worker.close()))
    await backend[Symbol.asyncDispose]()
    throw err
  }

  return {
    get runningCount() {
      return running.size
    },
    async [Symbol.asyncDispose]() {
      const closed = Promise.allSettled(workers.map((worker) => worker.close())).then(() => running.end())
      if (!(await settlesWithin(closed, options.graceMs))) {
        // With nothing running, a close that hangs waits for a connection to a backend that is down.
        const patienceMs = running.size > 0 ? abortPatienceMs + 1_000 : 1_000
        running.shutDown()
        if (!(await settlesWithin(closed, patienceMs))) {
          log.warn({ running: running.size }, 'queue: workers did not close in time, connections are cut')
          await settlesWithin(Promise.allSettled(workers.map((worker) => worker.disconnect())), 1_000)
        }
      }
      await settlesWithin(backend[Symbol.asyncDispose](), 2_000)
    },
  }
}

function assertComplete(definitions: readonly JobDefinition[], handlers: readonly JobBinding[]): void {
  for (const { name } of definitions) {
    const count = handlers.filter((binding) => binding.definition.name === name).length
    if (count !== 1) throw new TypeError(`job "${name}" has ${count} handlers, it needs exactly one`)
  }
  for (const { definition } of handlers) {
    if (!definitions.includes(definition)) {
      throw new TypeError(`job "${definition.name}" is handled but not defined`)
    }
  }
}

/**
 * The signals of running handlers. Not AbortSignal.any on one long-lived signal: that keeps a reference for
 * every job.
 */
class RunningJobs {
  readonly #endings = new Map<AbortController, Promise<void>>()
  isShutDown = false

  get size(): number {
    return this.#endings.size
  }

  run(timeoutMs: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController()
    if (this.isShutDown) controller.abort(new ShutdownError())
    const timer = setTimeout(() => controller.abort(new JobTimeoutError(timeoutMs)), timeoutMs)
    const ending = settleOrGiveUp(work(controller.signal), controller.signal).finally(() => {
      clearTimeout(timer)
      this.#endings.delete(controller)
    })
    this.#endings.set(controller, ending)
    return ending
  }

  /** Waits for all, also for those whose slot is free already. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#endings.values())
  }

  shutDown(): void {
    this.isShutDown = true
    for (const controller of this.#endings.keys()) controller.abort(new ShutdownError())
  }
}

/** @param slotlessMax the maximum of handlers that continue after they have given their slots away. */
function createProcessor(
  binding: JobBinding,
  slotlessMax: number,
  running: RunningJobs,
  log: Log,
): BullProcessor {
  const { definition } = binding
  let slotless = 0

  /** Resolves when the handler's slot is free. */
  const occupySlot = (job: BullJob, logFailure: (err: unknown) => void) =>
    new Promise<void>((resolve, reject) => {
      let isFree = false
      function freeSlot(): void {
        if (isFree || slotless >= slotlessMax) return
        isFree = true
        slotless += 1
        resolve()
      }
      const context = {
        id: job.id ?? '',
        attempt: job.attemptsStarted,
        requestId: job.data.requestId,
        freeSlot,
      }
      running
        .run(definition.timeoutMs, (signal) => binding.run(job.data.payload, { ...context, signal }))
        .then(resolve, (err) => (isFree ? logFailure(err) : reject(err)))
        .finally(() => {
          if (isFree) slotless -= 1
        })
    })

  const deliver: BullProcessor = async (job, token) => {
    const { id, data } = job
    const logFailure = (err: unknown) =>
      log.error({ err, job: definition.name, id, requestId: data.requestId }, 'job failed')
    try {
      await occupySlot(job, logFailure)
    } catch (err) {
      if (running.isShutDown) {
        await job.moveToWait(token)
        throw new WaitingError()
      }
      logFailure(err)
      if (err instanceof InvalidPayloadError) throw new UnrecoverableError(err.message)
      throw err instanceof Error
        ? err
        : new Error('the handler threw something that is no Error', { cause: err })
    }
  }
  return (job, token) => inSpan(describeDelivery(definition, job), () => deliver(job, token))
}

/** In the terms of the semantic conventions for messaging. */
const describeDelivery = ({ name }: JobDefinition, { id, data }: BullJob): SpanDescription => ({
  name: `process ${name}`,
  kind: 'consumer',
  belongsTo: data.traceParent,
  attributes: {
    'messaging.system': 'bullmq',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.destination.name': name,
    'messaging.message.id': id,
  },
})

/** Waits for the handler, and after an abort only a little longer. */
async function settleOrGiveUp(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const givenUp = new Promise<never>((_, reject) => {
    const giveUpLater = () => {
      timer = setTimeout(() => {
        reject(new Error('the handler ignored its aborted signal', { cause: signal.reason }))
      }, abortPatienceMs)
    }
    if (signal.aborted) giveUpLater()
    else signal.addEventListener('abort', giveUpLater, { once: true })
  })
  try {
    await Promise.race([work, givenUp])
  } finally {
    clearTimeout(timer)
  }
}

/** A worker reports the same outage at every attempt: only a changed message makes a new line. */
function reportErrors(worker: BullWorker, log: Log): void {
  let lastMessage: string | undefined
  worker.on('error', (err) => {
    if (err.message !== lastMessage) log.warn({ err, job: worker.name }, 'queue: worker error')
    lastMessage = err.message
  })
  worker.on('stalled', (id) =>
    log.warn({ job: worker.name, id }, 'queue: the worker of this job died, it is enqueued again'),
  )
  worker.on('active', () => {
    lastMessage = undefined
  })
}
