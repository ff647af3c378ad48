import { Type } from 'typebox'
import { jobErrorCodes, jobStatuses } from './tables.ts'

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
const moment = Type.String({ format: 'date-time' })
const uuid = Type.String({ format: 'uuid' })

/** Checked by the rules of a request, whose texts and order the wire contract fixes. */
export const generateBody = Type.Object({
  prompt: Type.Optional(Type.Unknown({ description: 'text of 10 to 500 characters' })),
  style: Type.Optional(Type.Unknown({ description: 'one of the styles' })),
  model: Type.Optional(
    Type.Unknown({ description: 'an id that GET /svg/models lists; the default model when absent' }),
  ),
  privacy: Type.Optional(Type.Unknown({ description: 'true: private' })),
  count: Type.Optional(Type.Unknown({ description: 'how many variations, 1 to 4; 1 when absent' })),
})

export const jobSchema = Type.Object({
  id: uuid,
  status: Type.Enum([...jobStatuses]),
  prompt: Type.String(),
  style: Type.String(),
  model: Type.String(),
  requestedModel: Type.Optional(Type.String()),
  privacy: Type.Boolean(),
  createdAt: moment,
  startedAt: nullable(moment),
  finishedAt: nullable(moment),
  errorCode: nullable(Type.Enum([...jobErrorCodes])),
  errorMessage: nullable(Type.String()),
  generationId: nullable(uuid),
  generation: nullable(
    Type.Object({
      id: uuid,
      prompt: Type.String(),
      style: Type.String(),
      model: Type.String(),
      privacy: Type.Boolean(),
      svg: Type.String(),
      createdAt: moment,
    }),
  ),
})

export const generateAnswer = Type.Object({
  job: jobSchema,
  /** All of them, where more than one was asked for; `job` is the first. */
  jobs: Type.Optional(Type.Array(jobSchema)),
  duplicate: Type.Optional(Type.Boolean()),
  credits: Type.Optional(Type.Integer()),
  queue: Type.Optional(
    Type.Object({ waiting: Type.Integer(), delayed: Type.Integer(), active: Type.Integer() }),
  ),
})

export const jobAnswer = Type.Object({ job: jobSchema, credits: Type.Optional(Type.Integer()) })

export const cancelAnswer = Type.Object({ job: jobSchema, credits: Type.Integer() })

/** Numbers come as text and are read by the list's rules, which say what is out of range. */
export const jobListQuery = Type.Object({
  status: Type.Optional(Type.String({ description: `one of ${jobStatuses.join(', ')}` })),
  limit: Type.Optional(Type.String({ description: '1 to 100, 20 when absent; clamped' })),
  cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
})

export const jobListAnswer = Type.Object({
  jobs: Type.Array(jobSchema),
  nextCursor: nullable(Type.String()),
})

export const eventStream = Type.String({
  description:
    'text/event-stream: `update` with JobUpdate, `preview` with JobPreview, ends when the job has ended',
})
export const noMoreEvents = Type.Null({ description: 'The job has ended, and Last-Event-ID is its end.' })

export const modelsAnswer = Type.Object({
  models: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      provider: Type.String(),
      available: Type.Boolean(),
      default: Type.Boolean(),
    }),
  ),
})

export const idParams = Type.Object({ id: Type.String() })
