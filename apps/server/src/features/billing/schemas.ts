import { Type } from 'typebox'
import { checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { planNames } from '../accounts/index.ts'
import { creditReasons } from '../credits/index.ts'
import { supportLimited } from '../support/index.ts'
import { messageRules } from './ask-message.ts'
import { askCharsMax, billingErrors, codesLimited } from './errors.ts'

const tags: [string] = ['Billing']
const moment = Type.String({ format: 'date-time' })
const text = Type.String()
const plan = Type.Enum([...planNames])
const currency = Type.String({ description: 'three letters, in lower case' })
const amount = Type.Integer({ description: 'in the smallest unit of the currency, such as cents' })
const credits = Type.Integer()
const address = { 200: Type.Object({ url: Type.String({ format: 'uri' }) }) }

export const prices = operation({
  tags,
  summary: 'List what is sold',
  description: 'Packs of credits, and plans. Empty when the service sells nothing.',
  access: 'visitor',
  response: {
    200: Type.Object({
      prices: Type.Array(
        Type.Object({
          id: text,
          kind: Type.Enum(['pack', 'plan']),
          name: text,
          description: Type.Union([text, Type.Null()]),
          currency,
          amount,
          credits: Type.Integer({ description: 'of a pack, or of each month of a plan' }),
          plan: Type.Union([plan, Type.Null()]),
          interval: Type.Union([Type.Enum(['month', 'year']), Type.Null()]),
          months: Type.Union([
            Type.Integer({ description: 'that a payment of the plan covers' }),
            Type.Null(),
          ]),
          unusedExpire: Type.Boolean({
            description: 'whether the credits of a month that were not used end with the month',
          }),
        }),
      ),
    }),
  },
  problems: [billingErrors.payments_unavailable],
})

export const checkout = operation({
  tags,
  summary: 'Buy a pack or a plan',
  description: 'Answers with the address of a checkout at Stripe. Credits come when the payment has arrived.',
  access: 'caller',
  workspaceRole: 'owner',
  body: Type.Object({ priceId: Type.String({ minLength: 1, maxLength: 255 }) }),
  bodyExample: { priceId: 'price_1PgafmB7WZ01zgkW6dKueIc5' },
  response: address,
  problems: [
    billingErrors.billing_not_configured,
    billingErrors.price_not_found,
    billingErrors.already_subscribed,
    billingErrors.payments_unavailable,
  ],
})

export const portal = operation({
  tags,
  summary: 'Manage your payments',
  description: 'Answers with the address of a page at Stripe: invoices, cards, and the plan.',
  access: 'caller',
  workspaceRole: 'owner',
  response: address,
  problems: [
    billingErrors.billing_not_configured,
    billingErrors.no_payments,
    billingErrors.payments_unavailable,
  ],
})

export const billing = operation({
  tags,
  summary: 'Read your plan, invoices and history',
  access: 'caller',
  workspaceRole: 'admin',
  response: {
    200: Type.Object({
      plan,
      credits,
      isSelling: Type.Boolean({ description: 'whether anything can be bought here' }),
      subscription: Type.Union([
        Type.Object({
          plan: Type.Union([plan, Type.Null()]),
          status: Type.String({ description: 'of Stripe' }),
          credits: Type.Integer({ description: 'a month' }),
          periodEndsAt: moment,
          cancelAt: Type.Union([moment, Type.Null()]),
        }),
        Type.Null(),
      ]),
      nextGrant: Type.Union([
        Type.Object({
          at: moment,
          credits,
          isTopUp: Type.Boolean({ description: 'whether the balance is brought up to these credits' }),
        }),
        Type.Null(),
      ]),
      expiring: Type.Array(Type.Object({ credits, at: moment }), {
        description: 'credits that end, if they are not used before',
      }),
      invoices: Type.Union([
        Type.Array(
          Type.Object({
            id: text,
            number: Type.Union([text, Type.Null()]),
            status: Type.Union([text, Type.Null()]),
            currency,
            amount,
            createdAt: moment,
            url: Type.Union([text, Type.Null()]),
            pdf: Type.Union([text, Type.Null()]),
          }),
        ),
        Type.Null({ description: 'the payment service does not answer' }),
      ]),
      history: Type.Array(
        Type.Object({
          id: Type.String({ format: 'uuid' }),
          delta: Type.Integer({ description: 'credits added, or taken when negative' }),
          asked: Type.Union([
            Type.Integer({ description: 'of a returned payment: the credits that should have been taken' }),
            Type.Null(),
          ]),
          reason: Type.Enum([...creditReasons]),
          note: Type.Union([text, Type.Null()]),
          createdAt: moment,
        }),
        { description: 'the newest entries of the ledger; `GET /user/credits` has all' },
      ),
    }),
  },
})

export const webhook = operation({
  tags,
  summary: 'Take an event of Stripe',
  description:
    'For Stripe alone: the body is signed. Each event has its effect once, however often it comes.',
  access: 'signed body',
  requestHeaders: { 'Stripe-Signature': Type.String() },
  response: { 200: Type.Object({ received: Type.Boolean() }) },
  problems: [
    billingErrors.billing_not_configured,
    billingErrors.invalid_signature,
    billingErrors.payments_unavailable,
  ],
})

export const useCode = operation({
  tags,
  summary: 'Use a code that gives credits',
  description:
    'Each person can use a code once, for their own account or for a workspace, which then gets its credits.',
  access: 'caller',
  workspaceRole: 'admin',
  body: Type.Object({
    code: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'spaces, hyphens and case do not matter',
    }),
  }),
  bodyExample: { code: '7KQ2-M9XA-4TZ1' },
  response: { 200: Type.Object({ credits: Type.Integer({ description: 'that it has given' }) }) },
  problems: [
    billingErrors.code_not_found,
    billingErrors.code_already_used,
    billingErrors.code_used_up,
    billingErrors.code_expired,
    codesLimited,
  ],
})

export const ask = operation({
  tags,
  summary: 'Ask the administrators for credits',
  access: 'caller',
  workspaceRole: 'admin',
  body: checkedBody(Type.Object({ message: Type.String({ minLength: 1, maxLength: askCharsMax }) }), {
    message: messageRules,
  }),
  bodyExample: { message: 'I draw the icons of our school newspaper.' },
  response: { 200: Type.Object({ ok: Type.Boolean() }) },
  problems: [billingErrors.invalid_message, supportLimited],
})
