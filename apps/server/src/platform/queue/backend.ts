import type { JobsOptions, Processor, Queue } from 'bullmq'

/** The data of a queue entry. */
export type Envelope = {
  payload: unknown
  requestId?: string | undefined
  /** `traceparent` of the span that enqueued it, or of the work that it is about. */
  traceParent?: string | undefined
}

type AnyQueue = Queue<Envelope, unknown, string>

/** The common part of both backends' queues that is used here. */
export type BullQueue = Pick<
  AnyQueue,
  | 'add'
  | 'addBulk'
  | 'close'
  | 'getJobCounts'
  | 'getJobScheduler'
  | 'getJobState'
  | 'remove'
  | 'upsertJobScheduler'
>

export type BullWorker = {
  readonly name: string
  on(event: 'error', listener: (err: Error) => void): unknown
  on(event: 'stalled', listener: (id: string) => void): unknown
  on(event: 'active', listener: () => void): unknown
  close(): Promise<void>
  disconnect(): Promise<void>
}

export type BullProcessor = Processor<Envelope, unknown, string>
export type BullJob = Parameters<BullProcessor>[0]

/** The connections of one producer, as the other files of this folder use them. */
export type ProducerBackend = AsyncDisposable & {
  /** Throws at once when the backend is known to be down. */
  assertAvailable(): void
  /** Rejects when the backend does not answer. */
  ping(): Promise<void>
  createQueue(name: string): Promise<BullQueue>
}

/** The connections of one worker process. Its workers must be closed before it. */
export type WorkerBackend = AsyncDisposable & {
  /**
   * `observe` is called before the worker can report anything: BullMQ prints an error that has no listener.
   */
  createWorker(
    name: string,
    processor: BullProcessor,
    concurrency: number,
    observe: (worker: BullWorker) => void,
  ): Promise<BullWorker>
}

/** The backend does not answer. The caller's row remains, and a sweeper enqueues it again. */
export class QueueUnavailableError extends Error {
  constructor(cause: unknown) {
    super('the queue does not answer', { cause })
    this.name = 'QueueUnavailableError'
  }
}

/** The maximum time that a producer waits for its backend. */
export const enqueueTimeoutMs = 2_000

/**
 * Ended entries are removed at once, failed ones too: the row has the result, and the queue would ignore a
 * new entry with the id of a failed one.
 */
export const entryOptions: JobsOptions = { removeOnComplete: true, removeOnFail: true }

/**
 * A dead worker's entry is delivered again after its lock expired and the next check for stalled entries: 10
 * to 15 s. `maxStalledCount` is high because attempts are counted in the row; a low one would drop the entry
 * of a job that was only interrupted by several deployments.
 */
export const deliverySettings = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 20,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
}

/** Nothing here reads BullMQ's event stream, so keep it short. */
export const eventStreams = { events: { maxLen: 100 } }

/** BullMQ never retries a failed start: what could not start is closed, and the caller creates it again. */
export async function readyOrClosed(part: {
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}): Promise<void> {
  try {
    await part.waitUntilReady()
  } catch (err) {
    await part.close().catch(() => {})
    throw err
  }
}
