import type { App } from '../../platform/http/index.ts'
import { editLimitHook } from '../edits/index.ts'
import { type QuoteDeps, quoteRequest } from './quote-request.ts'
import * as schemas from './schemas.ts'

export function quoteRoutes(deps: QuoteDeps) {
  const { authentication, requesting, limiter } = deps
  const limitEdits = editLimitHook(authentication, limiter)

  return (app: App): void => {
    app.post(
      '/svg/quote',
      {
        schema: schemas.quote(requesting.models),
        bodyLimit: schemas.quoteBytesMax,
        onRequest: authentication.requireCaller,
        // To quote edits they are applied, which costs as much as keeping them.
        preHandler: async (req, reply) => {
          if (req.body.edits) await limitEdits(req, reply)
        },
      },
      (req) => quoteRequest(deps, req, req.body),
    )
  }
}
