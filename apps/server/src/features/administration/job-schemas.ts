import { Type } from 'typebox'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import { everyModelOff, jobErrorCodes, jobErrors, jobStatuses } from '../jobs/index.ts'
import { administrationErrors, jobOfSuspended } from './errors.ts'
import {
  count,
  entrySchema,
  moment,
  nextCursor,
  nullable,
  page,
  pageProblems,
  tags,
  uuid,
  withReason,
} from './schemas.ts'

const status = Type.Enum([...jobStatuses])
const errorCode = Type.Enum([...jobErrorCodes])
const params = Type.Object({ id: Type.String({ description: 'of the job' }) })

const listedJob = Type.Object(
  {
    id: uuid,
    userId: uuid,
    email: Type.String({ description: 'of its owner' }),
    status,
    prompt: Type.String(),
    style: Type.String(),
    model: Type.String(),
    requestedModel: nullable(Type.String()),
    privacy: Type.Boolean(),
    attempts: count,
    createdAt: moment,
    startedAt: nullable(moment),
    finishedAt: nullable(moment),
    errorCode: nullable(errorCode),
    errorMessage: nullable(Type.String()),
    generationId: nullable(uuid),
  },
  { title: 'AdminListedJob' },
)

const wholeJob = Type.Object(
  {
    ...listedJob.properties,
    seed: Type.Integer(),
    batchId: nullable(uuid),
    priority: Type.Integer(),
    turnAt: moment,
    runAfter: moment,
    lastStartedAt: nullable(moment),
    lastFailedAt: nullable(moment),
    leaseExpiresAt: nullable(Type.String({ format: 'date-time', description: 'while a worker holds it' })),
    ranMs: Type.Integer({ description: 'of ended attempts, in milliseconds' }),
    inputTokens: count,
    outputTokens: count,
    costMicroUsd: nullable(
      Type.Integer({ description: 'millionths of a US dollar; null: a price is not known' }),
    ),
    usageEstimated: Type.Boolean(),
    requestId: nullable(Type.String({ description: 'of the request that asked for it' })),
  },
  { title: 'AdminJob' },
)
const jobAnswer = Type.Object({ job: wholeJob })

export const listJobs = operation({
  tags,
  summary: 'Search jobs',
  description: 'The newest first.',
  access: 'admin',
  querystring: givenAsText(
    Type.Object({
      status: Type.Optional(status),
      userId: Type.Optional(uuid),
      model: Type.Optional(Type.String()),
      errorCode: Type.Optional(errorCode),
      ...page,
    }),
  ),
  response: { 200: Type.Object({ jobs: Type.Array(listedJob), nextCursor }) },
  problems: [...pageProblems, galleryErrors.invalid_filter.choice('status', ['QUEUED', '...'])],
})

export const showJob = operation({
  tags,
  summary: 'Look at a job',
  description: 'With its lease, what it has used, and what the ledger says of it.',
  access: 'admin',
  params,
  response: { 200: Type.Object({ job: wholeJob, entries: Type.Array(entrySchema) }) },
  problems: [jobErrors.job_not_found],
})

export const retryJob = operation({
  tags,
  summary: 'Try a failed job again',
  description:
    'As a new job of its owner with the same parameters, for nothing. A job has one successor: asked again, that is the answer.',
  access: 'admin',
  params,
  body: withReason,
  response: { 202: jobAnswer },
  answers: { 202: { headers: { 'Idempotency-Replayed': 'true, when it was done before' } } },
  problems: [jobErrors.job_not_found, administrationErrors.job_not_failed, jobOfSuspended, everyModelOff],
})

export const cancelJob = operation({
  tags,
  summary: 'Cancel a job',
  description: 'As its owner can: it ends FAILED with `CANCELLED`, and its credit is given back.',
  access: 'admin',
  params,
  body: withReason,
  response: { 200: jobAnswer },
  problems: [jobErrors.job_not_found, jobErrors.job_succeeded],
})
