import type { App, Authentication } from '../../platform/http/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import type { AnswerAccepted } from './answer-accepted.ts'
import type { RequestGuard } from './guard-requests.ts'
import { readIdempotencyKey } from './idempotency-key.ts'
import { type RequestGenerationDeps, requestGeneration } from './request-generation.ts'
import * as schemas from './schemas.ts'

export type GenerationRoutesDeps = {
  authentication: Authentication<UserCaller>
  requesting: RequestGenerationDeps
  guard: RequestGuard
  answerAccepted: AnswerAccepted
}

/** Requesting pictures, and the list of models. */
export function generationRoutes(deps: GenerationRoutesDeps) {
  const { authentication, requesting, guard, answerAccepted } = deps
  return (app: App): void => {
    app.post(
      '/svg/generate-svg',
      {
        schema: schemas.generate(requesting.models),
        ...guard.hooks,
      },
      async (req, reply) => {
        const { userId, plan, apiKeyId } = authentication.callerOf(req)
        const accepted = await requestGeneration(
          requesting,
          { userId, plan, apiKeyId, requestId: req.id },
          req.body,
          readIdempotencyKey(req.headers, ['x-idempotency-key', 'idempotency-key']),
        )
        return answerAccepted(req, reply, accepted)
      },
    )

    app.get('/svg/models', { schema: schemas.models }, async () => ({
      models: (await requesting.models.read()).list(),
    }))
  }
}
