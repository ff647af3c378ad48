import type { JobsOptions, Processor, Queue } from 'bullmq'

/** What lies in a queue entry. */
export type Envelope = {
  payload: unknown
  requestId?: string | undefined
  /** Of the span that it was enqueued in, or of the work that it is about. */
  traceParent?: string | undefined
}

type AnyQueue = Queue<Envelope, unknown, string>

/** What both backends' queues have in common, as far as it is used here. */
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

/** The connections of one producer, as the rest of this folder sees them. */
export type ProducerBackend = AsyncDisposable & {
  /** Throws at once when the backend is known to be away. */
  assertAvailable(): void
  /** Rejects when the backend does not answer. */
  ping(): Promise<void>
  createQueue(name: string): Promise<BullQueue>
}

/** The connections of one worker process. Its workers must be closed before it is. */
export type WorkerBackend = AsyncDisposable & {
  /**
   * `observe` is called before the worker can report anything: BullMQ prints an error that nobody listens to.
   */
  createWorker(
    name: string,
    processor: BullProcessor,
    concurrency: number,
    observe: (worker: BullWorker) => void,
  ): Promise<BullWorker>
}

/** The backend does not answer. The caller's row stays, and a sweeper enqueues it again. */
export class QueueUnavailableError extends Error {
  constructor(cause: unknown) {
    super('the queue does not answer', { cause })
    this.name = 'QueueUnavailableError'
  }
}

/** How long a producer waits for its backend at most. */
export const enqueueTimeoutMs = 2_000

/**
 * Ended entries are removed at once, failed ones too: the row tells what became of the work, and an id that
 * lingers as "failed" would swallow the next entry.
 */
export const entryOptions: JobsOptions = { removeOnComplete: true, removeOnFail: true }

/**
 * A dead worker's entry is seen again after its lock ran out and the next check of the living: 10 to 15 s.
 * `maxStalledCount` is high because attempts are counted in the row; a low one would drop the entry of a job
 * that merely met several deployments.
 */
export const deliverySettings = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 20,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
}

/** Nobody reads BullMQ's event stream here: keep it short. */
export const eventStreams = { events: { maxLen: 100 } }

/** BullMQ remembers a failed start for ever: what could not start is closed, for the caller to make anew. */
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
