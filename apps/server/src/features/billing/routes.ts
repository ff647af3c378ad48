import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { type App, type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { supportLimited } from '../support/index.ts'
import { askForCredits } from './ask-for-credits.ts'
import type { CodeAddresses } from './code-address-store.ts'
import { billingErrors, codesLimited } from './errors.ts'
import { openCheckout, openPortal } from './open-checkout.ts'
import { presentBilling, presentPrice } from './present.ts'
import { receiveEvent } from './process-event.ts'
import { readBilling } from './read-billing.ts'
import { createPriceReader } from './read-prices.ts'
import { redeemCode } from './redeem-code.ts'
import * as schemas from './schemas.ts'
import type { StripeAccess } from './stripe-access.ts'

export type BillingRoutesDeps = {
  db: Db
  authentication: Authentication<UserCaller>
  /** undefined: nothing is sold. */
  stripe: StripeAccess | undefined
  codeAddresses: CodeAddresses
  /** The web app's page about payments. */
  returnUrl: () => string
  monthlyFreeCredits: number
  /** Limit guesses of codes by user, and messages by address. null: switched off. */
  limiters: { code: Limiter | null; support: Limiter | null }
  /** The inbox that messages are mailed to. */
  supportInbox: string | undefined
  enqueueEmail: EnqueueEmail
  log: Log
}

/** An event has a whole object of Stripe in it. */
const eventBytesMax = 1024 * 1024

export function billingRoutes(deps: BillingRoutesDeps) {
  const { db, authentication, stripe, returnUrl, monthlyFreeCredits, limiters, log } = deps
  const { requireCaller: onRequest, callerOf } = authentication
  const selling = stripe && { db, stripe, returnUrl, readPrices: createPriceReader(stripe) }
  const requireSelling = () => {
    if (!selling) throw new AppError(billingErrors.billing_not_configured)
    return selling
  }

  const limitCodes = rateLimitHook({
    name: 'code',
    limiter: limiters.code,
    refusal: codesLimited,
    keyOf: (req) => personOf(callerOf(req)),
  })
  const limitMessages = rateLimitHook({
    name: 'support',
    limiter: limiters.support,
    refusal: supportLimited,
    keyOf: (req) => clientKey(req.ip),
  })

  return (app: App): void => {
    app.get('/billing/prices', { schema: schemas.prices }, async () => ({
      prices: selling ? (await selling.readPrices()).map(presentPrice) : [],
    }))

    app.post('/billing/checkout', { schema: schemas.checkout, onRequest }, async (req) => ({
      url: await openCheckout(requireSelling(), callerOf(req), req.body.priceId),
    }))

    app.post('/billing/portal', { schema: schemas.portal, onRequest }, async (req) => ({
      url: await openPortal(requireSelling(), callerOf(req)),
    }))

    app.get('/billing', { schema: schemas.billing, onRequest }, async (req) => {
      const billing = await readBilling({ db, stripe, monthlyFreeCredits }, callerOf(req).userId)
      if (!billing) throw new AppError(platformErrors.invalid_token)
      return presentBilling(billing, selling !== undefined)
    })

    app.post(
      '/billing/codes',
      { schema: schemas.useCode, onRequest: [onRequest, limitCodes] },
      async (req) => ({
        credits: await redeemCode(
          deps,
          { personId: personOf(callerOf(req)), accountId: callerOf(req).userId },
          req.body.code,
        ),
      }),
    )

    app.post('/billing/ask', { schema: schemas.ask, onRequest: [onRequest, limitMessages] }, async (req) => {
      const caller = callerOf(req)
      const { userId: id, email, name, actor } = caller
      const asker = { personId: personOf(caller), email, requestId: req.id, workspace: actor && { id, name } }
      await askForCredits(deps, asker, req.body.message)
      return { ok: true }
    })

    void app.register(async (scope) => {
      // The signature is over the bytes of the body.
      scope.removeContentTypeParser('application/json')
      scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_req, body, done) =>
        done(null, body),
      )
      scope.post(
        '/billing/webhook',
        {
          schema: schemas.webhook,
          bodyLimit: eventBytesMax,
          config: { ignoresCookies: true, unlimited: true },
        },
        async (req) => {
          const { stripe: receiving } = requireSelling()
          const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
          const signature = req.headers['stripe-signature']
          const outcome = await receiveEvent(
            { db, stripe: receiving, log },
            body,
            typeof signature === 'string' ? signature : '',
          )
          req.log.debug({ outcome }, 'an event of Stripe')
          return { received: true }
        },
      )
    })
  }
}

/** Who acts: in a workspace, the member. */
const personOf = ({ userId, actor }: { userId: string; actor?: { userId: string } }) =>
  actor?.userId ?? userId
