import { Type } from 'typebox'
import { platformErrors } from '../../platform/errors/index.ts'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import { administrationErrors } from './errors.ts'
import { adminActions, subjectKinds } from './tables.ts'

/** What the operations of this feature have in common, and the schemas of models and actions. */

export const tags: [string] = ['Administration']
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
export const moment = Type.String({ format: 'date-time' })
export const uuid = Type.String({ format: 'uuid' })
export const count = Type.Integer({ minimum: 0 })
export const reason = Type.String({
  minLength: 1,
  maxLength: 500,
  // At least one visible character, and no control characters (Unicode's category Cc).
  pattern: '^[^\\p{Cc}]*[^\\p{Cc}\\s][^\\p{Cc}]*$',
  description: 'kept with the act; no control characters',
})
export const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'clamped' })),
  cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
}
export const pageProblems = [platformErrors.invalid_page.number('limit'), platformErrors.invalid_cursor]
export const nextCursor = nullable(Type.String())
export const withReason = Type.Object({ reason })

export const entrySchema = Type.Object(
  {
    id: uuid,
    delta: Type.Integer({ description: 'credits added, or taken when negative' }),
    reason: Type.String(),
    jobId: nullable(uuid),
    note: nullable(Type.String()),
    createdAt: moment,
  },
  { title: 'LedgerEntry' },
)

const modelSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    provider: Type.String(),
    available: Type.Boolean(),
    default: Type.Boolean({
      description: 'serves requests that name no model, or one that is not available',
    }),
    disabledAt: nullable(moment),
    reason: nullable(Type.String()),
  },
  { title: 'AdminModel' },
)
const modelParams = Type.Object({ id: Type.String({ description: 'of the model' }) })
const modelAnswer = { 200: Type.Object({ model: modelSchema }) }

export const listModels = operation({
  tags,
  summary: 'List the models with what was switched off',
  access: 'admin',
  response: { 200: Type.Object({ models: Type.Array(modelSchema) }) },
})

export const disableModel = operation({
  tags,
  summary: 'Switch a model off',
  description:
    'On all instances within 5 seconds. Requests for it are served by the default model; jobs that wait for it end with their credit back when it is their turn.',
  access: 'admin',
  params: modelParams,
  body: withReason,
  response: modelAnswer,
  problems: [administrationErrors.model_not_found, administrationErrors.last_model],
})

export const enableModel = operation({
  tags,
  summary: 'Switch a model on again',
  access: 'admin',
  params: modelParams,
  body: withReason,
  response: modelAnswer,
  problems: [administrationErrors.model_not_found],
})

export const listActs = operation({
  tags,
  summary: 'List what administrators did',
  description: 'The latest first. Acts are never changed or deleted.',
  access: 'admin',
  querystring: givenAsText(
    Type.Object({
      actor: Type.Optional(Type.String({ format: 'uuid' })),
      action: Type.Optional(Type.Enum([...adminActions])),
      subject: Type.Optional(Type.String({ description: 'id of a user, job or model' })),
      ...page,
    }),
  ),
  response: {
    200: Type.Object({
      acts: Type.Array(
        Type.Object(
          {
            id: uuid,
            at: moment,
            actorKind: Type.Enum(['user', 'command-line']),
            actor: nullable(
              Type.Object({
                id: uuid,
                email: nullable(Type.String({ description: 'null: the account is gone' })),
              }),
            ),
            action: Type.Enum([...adminActions]),
            subject: Type.Object({ kind: Type.Enum([...subjectKinds]), id: nullable(Type.String()) }),
            reason: Type.String(),
            details: Type.Record(
              Type.String(),
              Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
            ),
            requestId: nullable(Type.String()),
          },
          { title: 'AdminAct' },
        ),
      ),
      nextCursor,
    }),
  },
  problems: [...pageProblems, galleryErrors.invalid_filter.choice('action', ['user.grant', '...'])],
})
