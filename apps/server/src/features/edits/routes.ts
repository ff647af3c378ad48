import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type App, type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import { type ClientTurns, createClientTurns, type Limiter } from '../../platform/limits/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { vectorizerLimits } from '../../platform/vectorizer/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import { presentWhole } from '../gallery/index.ts'
import { type Acceptance, readIdempotencyKey } from '../jobs/index.ts'
import { editPicture, restoreVersion } from './edit-picture.ts'
import { editErrors, editsLimited } from './errors.ts'
import { presentOutcome, presentVersion } from './present.ts'
import { requestChange } from './request-change.ts'
import { requestTrace } from './request-trace.ts'
import * as schemas from './schemas.ts'
import { uploadPicture } from './upload-picture.ts'
import { readVersions } from './versions.ts'
import type { Written } from './write-once.ts'

export type EditRoutesDeps = Acceptance & {
  db: Db
  authentication: Authentication<UserCaller>
  /** Rate limit by user; null means that it is switched off. */
  limiter: Limiter | null
  turns: ClientTurns
  runTask: ThreadPool['run']
}

/** Edits, uploads and traces of a user wait for each other. */
export const createEditTurns = (): ClientTurns =>
  createClientTurns({ atOnceMax: 1, waitingMax: 10, refusal: editsLimited })

/** The limit of edits, for every route that applies some. */
export const editLimitHook = (authentication: Authentication<UserCaller>, limiter: Limiter | null) =>
  rateLimitHook({
    name: 'edit',
    limiter,
    refusal: editsLimited,
    keyOf: (req) => authentication.callerOf(req).userId,
  })

/** Fragments that edits insert are small; a whole picture is an upload. */
export const editsBytesMax = 512 * 1024
/** An SVG in JSON, where quotes and line breaks take two characters. */
const uploadBodyBytesMax = 3 * 1024 * 1024
/** An image and the fields beside it. */
const formBytesMax = vectorizerLimits.bytesMax + 64 * 1024
const formLimits = {
  fileSize: vectorizerLimits.bytesMax,
  files: 1,
  fields: 10,
  fieldSize: 8 * 1024,
  parts: 11,
}

export function editRoutes(deps: EditRoutesDeps) {
  const { db, authentication, guard, requesting, answerAccepted, runTask } = deps
  const { moderation } = requesting
  const { takeTurn } = deps.turns
  const limit = editLimitHook(authentication, deps.limiter)
  const hooks = {
    onRequest: [authentication.requireCaller, limit],
    preValidation: guard.hooks.preValidation,
  }
  const keyOf = (req: FastifyRequest) =>
    readIdempotencyKey(req.headers, ['x-idempotency-key', 'idempotency-key'])

  return (app: App): void => {
    app.post(
      '/svg/:id/edits',
      {
        schema: schemas.editPicture(requesting.models),
        bodyLimit: editsBytesMax,
        ...hooks,
        async preHandler(req, reply) {
          if (!isList(req.body)) await guard.limit(req, reply)
        },
      },
      async (req, reply) => {
        const { userId, plan, apiKeyId } = authentication.callerOf(req)
        const [key, pictureId] = [keyOf(req), req.params.id]
        const { edits, instruction, model, privacy } = req.body
        if (!edits) {
          if (instruction === undefined) throw new AppError(editErrors.invalid_edits.neither)
          const caller = { userId, plan, apiKeyId, requestId: req.id }
          const change = { instruction, model, privacy }
          return answerAccepted(req, reply, await requestChange(requesting, caller, pictureId, change, key))
        }
        const asking = { userId, apiKeyId, key, pictureId }
        const written = await takeTurn(userId, () => editPicture({ db, runTask }, asking, { edits, privacy }))
        return answer(reply, written, ({ outcomes }) => ({ edits: outcomes.map(presentOutcome) }))
      },
    )

    app.post('/svg/:id/restore', { schema: schemas.restoreVersion, ...hooks }, async (req, reply) => {
      const { userId, apiKeyId } = authentication.callerOf(req)
      const asking = { userId, apiKeyId, key: keyOf(req), pictureId: req.params.id }
      return answer(reply, await restoreVersion({ db }, asking), () => ({}))
    })

    app.get('/svg/:id/versions', { schema: schemas.listVersions }, async (req) => {
      const viewer = await authentication.findCaller(req)
      const versions = await readVersions(db, req.params.id, viewer?.userId)
      return { versions: versions.map(presentVersion) }
    })

    app.register(async (forms) => {
      await forms.register(multipart, { attachFieldsToBody: 'keyValues', limits: formLimits })
      forms
        .withTypeProvider<TypeBoxTypeProvider>()
        .post(
          '/svg/trace',
          { schema: schemas.traceImage, bodyLimit: formBytesMax, ...guard.hooks },
          async (req, reply) => {
            const { userId, plan, apiKeyId } = authentication.callerOf(req)
            const caller = { userId, plan, apiKeyId, requestId: req.id }
            const accepted = await takeTurn(userId, () =>
              requestTrace(requesting, caller, req.body, keyOf(req)),
            )
            return answerAccepted(req, reply, accepted)
          },
        )
    })

    app.post(
      '/svg',
      { schema: schemas.uploadPicture, bodyLimit: uploadBodyBytesMax, ...hooks },
      async (req, reply) => {
        const { userId, apiKeyId } = authentication.callerOf(req)
        const asking = { userId, apiKeyId, key: keyOf(req) }
        const written = await takeTurn(userId, () =>
          uploadPicture({ db, runTask, moderation }, asking, req.body),
        )
        return answer(reply, written, ({ notes }) => ({ report: { notes } }))
      },
    )
  }
}

/** Whether an unchecked body has a list of edits. */
const isList = (body: unknown) =>
  typeof body === 'object' && body !== null && 'edits' in body && body.edits !== null

/** 201 with the picture and the outcomes of the request; 200 for a repeated request. */
function answer<Made extends object, Told extends object>(
  reply: FastifyReply,
  written: Written<Made>,
  tell: (made: Made) => Told,
) {
  if ('earlier' in written) {
    reply.code(200).header('idempotency-replayed', 'true')
    return { svgGeneration: presentWhole(written.earlier), duplicate: true }
  }
  const { picture } = written
  reply.code(201).header('location', `/api/svg/${picture.id}`)
  return { svgGeneration: presentWhole(picture), ...tell(written) }
}
