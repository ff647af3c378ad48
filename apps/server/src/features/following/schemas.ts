import { Type } from 'typebox'
import { operation } from '../../platform/openapi/index.ts'
import { jobErrorCodes, jobErrors, jobExample, jobParams, jobStatus, jobTags } from '../jobs/index.ts'
import { followingErrors } from './errors.ts'

const uuid = Type.String({ format: 'uuid' })

/** Both have the data of the socket events `generation-job:update` and `generation-job:preview`. */
const jobUpdate = Type.Object(
  {
    jobId: uuid,
    status: jobStatus,
    progress: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 100, description: 'never falls within an attempt' }),
    ),
    isRepair: Type.Optional(
      Type.Literal(true, { description: 'it was drawn once, and its model is asked to correct it' }),
    ),
    generationId: Type.Optional(uuid),
    errorCode: Type.Optional(Type.Enum([...jobErrorCodes])),
    errorMessage: Type.Optional(Type.String()),
  },
  { title: 'JobUpdate' },
)
const jobPreview = Type.Object(
  {
    jobId: uuid,
    svg: Type.String({ description: 'the picture so far, as safe as a finished one' }),
    sequence: Type.Integer(),
  },
  { title: 'JobPreview' },
)

export const followJob = operation({
  tags: jobTags,
  summary: 'Follow a job as Server-Sent Events',
  description:
    'A snapshot first, then `update` events with JobUpdate and `preview` events with JobPreview, as JSON in `data`. Each has an `id`; a stream that is opened with it in `Last-Event-ID` goes on from there, on any instance. The stream ends when the job has ended.',
  access: 'caller',
  scope: 'pictures:read',
  params: jobParams,
  requestHeaders: { 'Last-Event-ID': Type.String({ description: 'the id of the last event that came' }) },
  response: {
    200: Type.String(),
    204: Type.Null({ description: 'The job has ended, and the client has its last event.' }),
  },
  answers: {
    200: {
      description: 'Events, until the job has ended.',
      headers: { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
      content: { 'text/event-stream': Type.String() },
      example: `id: 1\nevent: update\ndata: {"jobId":"${jobExample.id}","status":"RUNNING","progress":5}\n\n`,
    },
  },
  problems: [jobErrors.job_not_found, followingErrors.too_many_streams],
  events: { update: jobUpdate, preview: jobPreview },
})
