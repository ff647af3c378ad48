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
        // Edits are applied to quote them, and compositions compared, which costs as much as the request.
        preHandler: limitEdits,
      },
      (req) => quoteRequest(deps, req, req.body),
    )
  }
}
