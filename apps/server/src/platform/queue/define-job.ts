import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/schema'

/**
 * A kind of job. Its `name` is the queue's name and a metrics label: letters, digits and dashes. `payload`
 * holds only ids; the row behind the id is the truth (STYLE.md, rule 7).
 */
export type JobDefinition<Payload extends TSchema = TSchema> = {
  readonly name: string
  readonly payload: Payload
  /** After this the handler's signal is aborted. */
  readonly timeoutMs: number
  /** Deliveries by the queue after a handler threw. Features that count attempts in a row leave it at 1. */
  readonly attempts: number
  /** First delay between two such deliveries; it doubles each time. */
  readonly backoffMs: number
  /** Whether its entries may be divided among several queues. Schedules use the first one. */
  readonly isDivided: boolean
  readonly isPayload: (value: unknown) => value is Static<Payload>
}

export type JobContext = {
  /** The id given to `enqueue`, or one that the schedule made. */
  readonly id: string
  /** Aborted with a JobTimeoutError when the job's time is up, with a ShutdownError when the process ends. */
  readonly signal: AbortSignal
  /** 1 at the first delivery; counts redeliveries after a crash as well. */
  readonly attempt: number
  /** The request that caused the job, for the log. */
  readonly requestId: string | undefined
  /**
   * Gives the handler's slot to the next job, while the rest of the handler waits for something that others
   * share. For the queue the job is then done: if the handler still fails, this is only logged. Does nothing
   * while as many handlers as there are slots continue without one, or if the worker does not free slots.
   */
  readonly freeSlot: () => void
}

export type JobHandler<Payload extends TSchema> = (
  payload: Static<Payload>,
  context: JobContext,
) => Promise<void>

/** A definition together with its handler, with the payload type erased so that a list can hold many. */
export type JobBinding = {
  readonly definition: JobDefinition
  readonly concurrency: number | undefined
  readonly run: (payload: unknown, context: JobContext) => Promise<void>
}

/**
 * Defines a job once, in its feature; producers and the handler share it. Throws a TypeError on an invalid
 * name.
 */
export function defineJob<Payload extends TSchema>(input: {
  name: string
  payload: Payload
  timeoutMs: number
  attempts?: number
  backoffMs?: number
  isDivided?: boolean
}): JobDefinition<Payload> {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(input.name)) {
    throw new TypeError(`job name "${input.name}" must be kebab-case, at most 64 characters`)
  }
  // Not compiled: payloads hold an id or two, and compiling costs more at every start than it saves.
  const isPayload = (value: unknown): value is Static<Payload> => Check(input.payload, value)
  return {
    name: input.name,
    payload: input.payload,
    timeoutMs: input.timeoutMs,
    attempts: input.attempts ?? 1,
    backoffMs: input.backoffMs ?? 1_000,
    isDivided: input.isDivided ?? false,
    isPayload,
  }
}

/**
 * Binds a handler to its definition. The handler must be safe to run twice with one payload: delivery is at
 * least once. `concurrency` overrides the worker's for this job.
 */
export function handleJob<Payload extends TSchema>(
  definition: JobDefinition<Payload>,
  handler: JobHandler<Payload>,
  options: { concurrency?: number } = {},
): JobBinding {
  return {
    definition,
    concurrency: options.concurrency,
    async run(payload, context) {
      if (!definition.isPayload(payload)) throw new InvalidPayloadError(definition.name)
      await handler(payload, context)
    },
  }
}

/** The payload does not match the definition: a fault of the code or of a mixed deployment, never retried. */
export class InvalidPayloadError extends Error {
  constructor(jobName: string) {
    super(`payload of job "${jobName}" does not fit its schema`)
    this.name = 'InvalidPayloadError'
  }
}
