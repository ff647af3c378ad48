/**
 * queue: BullMQ on Redis or PostgreSQL. Delivery is at least once, entries may be lost with their backend,
 * and the row in the database decides what an entry means.
 *
 * One interface for both backends of BullMQ; `QueueConnection` chooses. The same tests run on both. Producers
 * fail within `enqueueTimeoutMs` when the backend is down; workers wait and reconnect. An id is unique among
 * the entries of one definition that wait or run; enqueueing again with such an id does nothing.
 */
export { QueueUnavailableError } from './backend.ts'
export { migratePostgresQueue, type QueueConnection } from './connection.ts'
export type { JobBinding, JobContext, JobDefinition, JobHandler } from './define-job.ts'
export { defineJob, handleJob, InvalidPayloadError } from './define-job.ts'
export type { QueueBoard } from './open-board.ts'
export type { EnqueueOptions, JobCounts, JobQueue } from './open-queue.ts'
export { openQueue } from './open-queue.ts'
export type { Schedule } from './schedules.ts'
export type { JobWorker, WorkerOptions } from './start-worker.ts'
export { JobTimeoutError, ShutdownError, startWorker } from './start-worker.ts'
