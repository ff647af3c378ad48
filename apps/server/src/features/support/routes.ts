import type { Db } from '../../platform/db/index.ts'
import { type App, type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { contactSupport } from './contact-support.ts'
import { supportLimited } from './errors.ts'
import * as schemas from './schemas.ts'

export type SupportRoutesDeps = {
  db: Db
  authentication: Authentication<UserCaller>
  /** null: switched off. */
  limiter: Limiter | null
  /** The inbox that messages are mailed to; undefined: they are only stored. */
  supportInbox: string | undefined
  enqueueEmail: EnqueueEmail
}

export function supportRoutes({ authentication, limiter, ...deps }: SupportRoutesDeps) {
  const limit = rateLimitHook({
    name: 'support',
    limiter,
    refusal: supportLimited,
    keyOf: (req) => clientKey(req.ip),
  })

  return (app: App): void => {
    app.post('/support/contact', { schema: schemas.contact, onRequest: limit }, async (req) => {
      const caller = await authentication.findCaller(req)
      const sender = { userId: caller?.userId ?? null, email: caller?.email, requestId: req.id }
      await contactSupport(deps, sender, req.body)
      return { ok: true, message: 'Thank you — your message was received!' }
    })
  }
}
