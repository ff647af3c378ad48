import { Type } from 'typebox'
import { styles } from '../../models/index.ts'
import { platformErrors } from '../../platform/errors/index.ts'
import { asSent, checkedBody, givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { accountErrors } from '../accounts/index.ts'
import { apiKeyErrors } from '../api-keys/index.ts'
import {
  idempotencyKeyCharsMax,
  paletteColorsMax,
  picturesMax,
  promptChars,
  sidePx,
  strokeWidthRange,
} from './bounds.ts'
import { keptChargeReasons } from './cancel-generation.ts'
import { generationLimited, jobErrors } from './errors.ts'
import { countRules, modelRules, privacyRules, promptRules } from './generation-request.ts'
import type { SwitchableModels } from './model-switches.ts'
import { backgroundRules, paletteRules, sizeRules } from './picture-options.ts'
import { jobErrorCodes, jobStatuses } from './tables.ts'

export const jobTags: [string] = ['Generation']
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
const moment = Type.String({ format: 'date-time' })
const uuid = Type.String({ format: 'uuid' })
export const jobParams = Type.Object({ id: Type.String({ description: 'of the job' }) })
export const jobStatus = Type.Enum([...jobStatuses])

const side = (description: string) =>
  Type.Optional(Type.Integer({ minimum: sidePx.min, maximum: sidePx.max, description }))
const hexColor = '#[0-9a-f]{6}'

/** Options of a request, and of a job whose request had any. */
export const pictureOptions = {
  width: side('in pixels; like the height, where only that is given, or else 256'),
  height: side('in pixels; like the width, where only that is given, or else 256'),
  background: Type.Optional(
    Type.String({
      pattern: `^(none|${hexColor})$`,
      description: '`auto`, which is the default, `none`, or a CSS color',
    }),
  ),
  palette: Type.Optional(
    Type.Array(Type.String({ pattern: `^${hexColor}$` }), {
      minItems: 1,
      maxItems: paletteColorsMax,
      description: 'CSS colors that the picture keeps to',
    }),
  ),
}

export const strokeWidthSchema = Type.Number({
  minimum: strokeWidthRange.min,
  maximum: strokeWidthRange.max,
  description: 'of every stroke, on a canvas of 256; as the style has it when absent',
})

const pictureOfSet = Type.Object(
  { strokeWidth: Type.Optional(strokeWidthSchema) },
  { description: 'of a picture of a set' },
)

const traceOptions = Type.Object(
  {
    detail: Type.Enum(['low', 'medium', 'high']),
    colors: Type.Optional(Type.Integer()),
  },
  { description: 'of a picture that is traced from an image' },
)

const jobReport = Type.Object(
  {
    drawn: Type.Array(
      Type.Object({
        name: Type.String(),
        count: Type.Integer(),
        color: Type.Optional(Type.String({ description: 'where one was asked for' })),
        parts: Type.Optional(
          Type.Array(Type.Object({ name: Type.String(), color: Type.String() }), {
            description: 'in a colour of their own that was asked for',
          }),
        ),
      }),
    ),
    leftOut: Type.Array(
      Type.Object({
        words: Type.String(),
        reason: Type.Enum(['unknown', 'not_drawable', 'no_room', 'not_in_picture']),
      }),
    ),
    changed: Type.Array(Type.Object({ words: Type.String(), drawnAs: Type.String() })),
  },
  {
    title: 'JobReport',
    description: 'What of its words is in the picture; of jobs that have ended, by models that plan.',
  },
)

/** Of jobs, and of their pictures. */
export const aboutJob = {
  options: Type.Optional(
    Type.Object(
      { ...pictureOptions, set: Type.Optional(pictureOfSet), trace: Type.Optional(traceOptions) },
      { description: 'what the request decided beside its words' },
    ),
  ),
  report: Type.Optional(jobReport),
}

export const jobSchema = Type.Object(
  {
    id: uuid,
    status: jobStatus,
    prompt: Type.String(),
    style: Type.String(),
    model: Type.String({ description: 'that serves it' }),
    requestedModel: Type.Optional(Type.String({ description: 'that was asked for' })),
    privacy: Type.Boolean({ description: 'true: only its owner sees the picture' }),
    requestedBy: Type.Optional(
      Type.String({ format: 'uuid', description: 'the API key, or the member of the workspace' }),
    ),
    parentId: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'the picture that it changes; `prompt` is the instruction',
      }),
    ),
    createdAt: moment,
    startedAt: nullable(moment),
    finishedAt: nullable(moment),
    errorCode: nullable(Type.Enum([...jobErrorCodes])),
    errorMessage: nullable(Type.String()),
    generationId: nullable(uuid),
    ...aboutJob,
    generation: nullable(
      Type.Object(
        {
          id: uuid,
          prompt: Type.String(),
          style: Type.String(),
          model: Type.String(),
          privacy: Type.Boolean(),
          svg: Type.String(),
          createdAt: moment,
        },
        { description: 'null beside a `generationId` if the file of the picture is missing' },
      ),
    ),
  },
  { title: 'Job' },
)

/** The answer of a route that accepts jobs. */
export const acceptedAnswer = Type.Object({
  job: jobSchema,
  jobs: Type.Optional(
    Type.Array(jobSchema, {
      description: 'all of them, where more than one was asked for; `job` is the first',
    }),
  ),
  duplicate: Type.Optional(
    Type.Boolean({ description: 'true: the key was used before, nothing was charged' }),
  ),
  credits: Type.Optional(Type.Integer({ description: 'balance' })),
  queue: Type.Optional(
    Type.Object({ waiting: Type.Integer(), delayed: Type.Integer(), active: Type.Integer() }),
  ),
})

const requestExample = { prompt: 'a lighthouse by the sea at sunset', style: 'gradient' }
export const jobExample = {
  id: '01997c22-0b1e-7c3f-8a55-3f1b5f0a9d01',
  status: 'QUEUED',
  ...requestExample,
  model: 'composer',
  privacy: false,
  createdAt: '2026-03-01T09:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  errorCode: null,
  errorMessage: null,
  generationId: null,
  generation: null,
}
const failedExample = {
  ...jobExample,
  status: 'FAILED',
  finishedAt: '2026-03-01T09:00:02.000Z',
  errorCode: 'CANCELLED',
  errorMessage: 'You stopped this picture. Your credit has been returned.',
}
export const acceptedHeaders = {
  Location: 'of the job',
  'Idempotency-Replayed': 'true, when the key was used before',
  'Preference-Applied': 'wait=N, when the answer waited for the end',
}
export const idempotencyHeaders = {
  'Idempotency-Key': Type.String({
    maxLength: idempotencyKeyCharsMax,
    description:
      'A repeated request with the same key gives the same job and costs nothing, for 24 hours. The key of a job that failed is free again.',
  }),
  'X-Idempotency-Key': Type.String({
    maxLength: idempotencyKeyCharsMax,
    description: 'The same by its older name, which wins.',
  }),
}

export const acceptanceHeaders = {
  ...idempotencyHeaders,
  Prefer: Type.String({
    pattern: 'wait=\\d+',
    description:
      '`wait=N`: answer when the jobs have ended, or after N seconds, at most 60 (RFC 7240). When the session ends meanwhile, the answer is 401, and the jobs go on.',
  }),
}

/** The problems that every route that accepts jobs may answer with. */
export const acceptanceProblems = [
  jobErrors.invalid_idempotency_key,
  jobErrors.insufficient_credits,
  jobErrors.monthly_limit_reached,
  apiKeyErrors.key_limit_reached,
  accountErrors.member_limit_reached,
  jobErrors.email_not_verified,
  jobErrors.idempotency_key_reused,
  jobErrors.daily_limit_reached,
  jobErrors.too_many_failures,
  jobErrors.too_many_jobs,
  generationLimited,
]

/** The problems of an invalid request for pictures. */
export const generationProblems = [
  jobErrors.invalid_prompt,
  jobErrors.forbidden_prompt,
  jobErrors.invalid_style,
  jobErrors.invalid_model(['composer', 'gpt-4o', 'gpt-5-mini-2025-08-07']),
  jobErrors.invalid_privacy,
  jobErrors.invalid_count,
  jobErrors.invalid_canvas,
  jobErrors.invalid_background,
  jobErrors.invalid_palette,
]

/** What a request for pictures says, and how each field is checked. */
export const generationFields = (models: SwitchableModels) => ({
  properties: {
    prompt: Type.String({
      minLength: promptChars.min,
      maxLength: promptChars.max,
      description: 'after trimming',
    }),
    style: Type.Enum([...styles]),
    model: Type.Optional(
      Type.String({ description: 'an id that GET /api/svg/models lists; the default model when absent' }),
    ),
    privacy: Type.Optional(Type.Boolean({ default: false, description: 'true: only you see the picture' })),
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: picturesMax, default: 1, description: 'how many variations' }),
    ),
    variationOf: Type.Optional(
      Type.String({
        description:
          'the id of a picture that the new ones must differ from, where the model can draw the sentence in other ways',
      }),
    ),
    ...pictureOptions,
  },
  rules: {
    prompt: promptRules,
    style: { read: asSent, problems: jobErrors.invalid_style },
    model: modelRules(models),
    privacy: privacyRules,
    count: countRules,
    variationOf: {
      read: (given: unknown) => given ?? undefined,
      problems: jobErrors.varied_picture_not_found,
    },
    width: sizeRules,
    height: sizeRules,
    background: backgroundRules,
    palette: paletteRules,
  },
})

export const generate = (models: SwitchableModels) => {
  const { properties, rules } = generationFields(models)
  return operation({
    tags: jobTags,
    summary: 'Ask for a picture',
    description: [
      'Takes one credit for each picture and answers with a job, which a worker draws. Follow it by its events, by Socket.IO, by `Prefer: wait`, or by asking again.',
      'With `count`, that many variations are accepted together or not at all.',
      'The limit of pictures an hour, and the daily one, count by account. A daily limit answers with `limit` and `used`.',
    ].join('\n\n'),
    access: 'caller',
    scope: 'pictures:write',
    body: checkedBody(Type.Object(properties), rules),
    bodyExample: requestExample,
    requestHeaders: acceptanceHeaders,
    response: { 200: acceptedAnswer, 202: acceptedAnswer },
    answers: {
      200: {
        description: 'All jobs have ended: a repeated request, or one that waited.',
        headers: acceptedHeaders,
      },
      202: { headers: acceptedHeaders, example: { job: jobExample, credits: 9 } },
    },
    problems: [
      ...generationProblems,
      ...acceptanceProblems,
      jobErrors.varied_picture_not_found,
      jobErrors.no_more_variations,
    ],
  })
}

export const models = operation({
  tags: jobTags,
  summary: 'List the models',
  access: 'visitor',
  response: {
    200: Type.Object({
      models: Type.Array(
        Type.Object(
          {
            id: Type.String(),
            name: Type.String(),
            provider: Type.String(),
            available: Type.Boolean({ description: 'false: the default model serves requests for it' }),
            default: Type.Boolean(),
            credits: Type.Integer({
              description: 'for one picture; nothing with a plan whose pictures cost nothing',
            }),
          },
          { title: 'Model' },
        ),
      ),
    }),
  },
})

export const readJob = operation({
  tags: jobTags,
  summary: 'Read a job',
  description: 'With the balance once it has ended.',
  access: 'caller',
  scope: 'pictures:read',
  params: jobParams,
  response: { 200: Type.Object({ job: jobSchema, credits: Type.Optional(Type.Integer()) }) },
  answers: { 200: { example: { job: jobExample } } },
  problems: [jobErrors.job_not_found],
})

export const listJobs = operation({
  tags: jobTags,
  summary: 'List your jobs',
  description: 'Newest first.',
  access: 'caller',
  scope: 'pictures:read',
  querystring: givenAsText(
    Type.Object({
      status: Type.Optional(jobStatus),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'clamped' })),
      cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
    }),
  ),
  response: { 200: Type.Object({ jobs: Type.Array(jobSchema), nextCursor: nullable(Type.String()) }) },
  problems: [
    jobErrors.invalid_status,
    platformErrors.invalid_page.number('limit'),
    platformErrors.invalid_cursor,
  ],
})

export const cancelJob = operation({
  tags: jobTags,
  summary: 'Cancel a job',
  description:
    'It ends FAILED with `CANCELLED`. Its credit is given back, unless most of the picture was shown (`mostly_shown`), or it was being drawn and the refunds that your plan has a day for that are used up (`refund_limit_reached`). Doing it again changes nothing.',
  access: 'caller',
  scope: 'pictures:write',
  params: jobParams,
  response: {
    200: Type.Object({
      job: jobSchema,
      credits: Type.Integer(),
      refunded: Type.Boolean({ description: 'whether its credit was given back' }),
      reason: Type.Optional(Type.Enum([...keptChargeReasons], { description: 'why it was not' })),
    }),
  },
  answers: { 200: { example: { job: failedExample, credits: 10, refunded: true } } },
  problems: [jobErrors.job_not_found, jobErrors.job_succeeded],
})
