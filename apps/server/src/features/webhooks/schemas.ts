import { Type } from 'typebox'
import { platformErrors } from '../../platform/errors/index.ts'
import { asSent, checkedBody, type FieldRules, givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { bounds } from './bounds.ts'
import { webhookErrors, webhookLimited } from './errors.ts'
import { eventTypes, testType } from './event-types.ts'
import { deliveryStatuses, disabledReasons } from './tables.ts'

const about = { tags: ['Webhooks'] as [string], access: 'caller' as const, scope: 'webhooks' as const }
const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends ReturnType<typeof Type.String | typeof Type.Integer | typeof Type.Boolean>>(
  schema: Schema,
  options: { description?: string } = {},
) => Type.Union([schema, Type.Null()], options)
const events = Type.Array(Type.Enum([...eventTypes]))

const webhook = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    url: Type.String(),
    events,
    lowCredits: Type.Integer({ description: 'credits.low is sent when a charge leaves fewer' }),
    enabled: Type.Boolean(),
    disabledReason: Type.Union([Type.Enum([...disabledReasons]), Type.Null()], {
      description:
        'gone: it answered 410; failing: no delivery succeeded for a day; recovery: the account was taken back; administrator: only an administrator can enable it',
    }),
    disabledNote: orNull(Type.String(), { description: 'why an administrator has disabled it' }),
    disabledAt: orNull(moment),
    failingSince: orNull(moment, { description: 'the first failure since the last success' }),
    createdAt: moment,
    previousEndsAt: orNull(moment, { description: 'until when the secret before the last rotation signs' }),
  },
  { title: 'Webhook' },
)
const webhookExample = {
  id: '01997c1e-6d3b-7a51-9a44-0f6f2f6d1c12',
  url: 'https://shop.example/hooks/chatsvg',
  events: ['job.succeeded', 'job.failed'],
  lowCredits: bounds.lowCreditsUsual,
  enabled: true,
  disabledReason: null,
  disabledNote: null,
  disabledAt: null,
  failingSince: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  previousEndsAt: null,
}
const secretExample = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='

const delivery = {
  id: Type.String({ format: 'uuid', description: 'sent as webhook-id' }),
  type: Type.Enum([...eventTypes, testType]),
  status: Type.Enum([...deliveryStatuses]),
  attempts: Type.Integer(),
  answerStatus: orNull(Type.Integer(), { description: 'of the latest attempt that has ended' }),
  problem: orNull(Type.String(), {
    description:
      'why there was no answer: url_refused, address_refused, name_not_resolved, connection_failed, tls_failed, timeout, secret_unreadable',
  }),
  createdAt: moment,
  endedAt: orNull(moment),
  nextAttemptAt: orNull(moment, { description: 'not while it is being sent' }),
}
const deliveryExample = {
  id: '01997c22-0b1e-7c3f-8a55-3f1b5f0a9d00',
  type: 'job.succeeded',
  status: 'DELIVERED',
  attempts: 1,
  answerStatus: 200,
  problem: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  endedAt: '2026-01-02T03:04:06.000Z',
  nextAttemptAt: null,
}
const listedDelivery = Type.Object(delivery, { title: 'WebhookDelivery' })

const params = Type.Object({ id: Type.String({ description: 'of the webhook' }) })
const deliveryParams = Type.Object({
  id: Type.String({ description: 'of the webhook' }),
  deliveryId: Type.String({ description: 'of the delivery' }),
})
const issued = Type.Object({
  webhook,
  secret: Type.String({ description: 'signs the deliveries; it is shown this once' }),
})
const { webhook_not_found: notFound, invalid_webhook_settings: wrong } = webhookErrors
const byAdministrator = webhookErrors.webhook_disabled_by_administrator
const deliveryNotFound = webhookErrors.webhook_delivery_not_found

/** What the schema says of a URL does not depend on the operator; `mayCall` is what this service allows. */
const settingsRules = (mayCall: (url: string) => boolean) => ({
  url: {
    problems: wrong.url,
    refuse: (url: string) => (mayCall(url) ? undefined : wrong.url),
  },
  events: { read: asSent, problems: wrong.events },
  lowCredits: { read: asSent, problems: wrong.lowCredits },
})
const lowCredits = { minimum: 1, maximum: bounds.lowCreditsMax }
const settings = {
  url: Type.String({ format: 'uri', maxLength: bounds.urlCharsMax }),
  events: Type.Array(Type.Enum([...eventTypes]), {
    minItems: 1,
    maxItems: eventTypes.length,
    uniqueItems: true,
  }),
}

export const list = operation({
  ...about,
  summary: 'List your webhooks',
  response: { 200: Type.Object({ webhooks: Type.Array(webhook) }) },
  answers: { 200: { example: { webhooks: [webhookExample] } } },
})

export const create = (mayCall: (url: string) => boolean) =>
  operation({
    ...about,
    summary: 'Make a webhook',
    description: 'Events are sent to its URL by the Standard Webhooks specification, signed with its secret.',
    body: checkedBody(
      Type.Object({
        ...settings,
        lowCredits: Type.Optional(Type.Integer({ ...lowCredits, default: bounds.lowCreditsUsual })),
      }),
      settingsRules(mayCall),
    ),
    bodyExample: { url: webhookExample.url, events: webhookExample.events },
    response: { 201: issued },
    answers: {
      201: {
        headers: { Location: 'of the webhook' },
        example: { webhook: webhookExample, secret: secretExample },
      },
    },
    problems: [wrong, webhookErrors.too_many_webhooks, byAdministrator.host],
  })

export const read = operation({
  ...about,
  summary: 'Read a webhook',
  params,
  response: { 200: Type.Object({ webhook }) },
  answers: { 200: { example: { webhook: webhookExample } } },
  problems: [notFound],
})

export const change = (mayCall: (url: string) => boolean) =>
  operation({
    ...about,
    summary: 'Change, disable or enable a webhook',
    description: 'Deliveries wait while it is disabled. Events of that time are not sent.',
    params,
    body: checkedBody(
      Type.Object({
        url: Type.Optional(settings.url),
        events: Type.Optional(settings.events),
        lowCredits: Type.Optional(Type.Integer(lowCredits)),
        enabled: Type.Optional(Type.Boolean()),
      }),
      { ...settingsRules(mayCall), enabled: { read: asSent, problems: wrong.enabled } },
    ),
    bodyExample: { enabled: false },
    response: { 200: Type.Object({ webhook }) },
    answers: { 200: { example: { webhook: webhookExample } } },
    problems: [wrong, notFound, byAdministrator],
  })

export const remove = operation({
  ...about,
  summary: 'Delete a webhook',
  description: 'With its secrets and its deliveries, also those that wait.',
  params,
  response: { 200: Type.Object({ message: Type.String() }) },
  answers: { 200: { example: { message: 'The webhook was deleted.' } } },
  problems: [notFound, byAdministrator.it],
})

const overlapRules: FieldRules<number> = { read: asSent, problems: wrong.overlap }

export const rotate = operation({
  ...about,
  summary: 'Give a webhook a new secret',
  description: 'Until the overlap is over, deliveries are signed with the one before too.',
  params,
  body: checkedBody(
    Type.Object({
      overlapSeconds: Type.Optional(
        Type.Integer({ minimum: 0, maximum: bounds.overlapSecondsMax, default: bounds.overlapSecondsUsual }),
      ),
    }),
    { overlapSeconds: overlapRules },
  ),
  bodyExample: { overlapSeconds: 3600 },
  response: { 200: issued },
  answers: { 200: { example: { webhook: webhookExample, secret: secretExample } } },
  problems: [wrong.overlap, notFound],
})

export const test = operation({
  ...about,
  summary: 'Send a test to a webhook',
  description: `An event of the type ${testType}, in one attempt.`,
  params,
  response: { 202: Type.Object({ delivery: listedDelivery }) },
  answers: { 202: { example: { delivery: { ...deliveryExample, type: testType } } } },
  problems: [notFound, webhookErrors.webhook_disabled, webhookLimited],
})

export const deliveries = operation({
  ...about,
  summary: 'List the deliveries of a webhook',
  description: 'Newest first, as long as they are kept.',
  params,
  querystring: givenAsText(
    Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'clamped' })),
      cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
    }),
  ),
  response: {
    200: Type.Object({ deliveries: Type.Array(listedDelivery), nextCursor: orNull(Type.String()) }),
  },
  answers: { 200: { example: { deliveries: [deliveryExample], nextCursor: null } } },
  problems: [platformErrors.invalid_page.number('limit'), platformErrors.invalid_cursor, notFound],
})

export const readDelivery = operation({
  ...about,
  summary: 'Read a delivery with its body and its attempts',
  params: deliveryParams,
  response: {
    200: Type.Object({
      delivery: Type.Object({
        ...delivery,
        body: Type.String({ description: 'as it is sent' }),
        log: Type.Array(
          Type.Object({
            number: Type.Integer(),
            startedAt: moment,
            tookMs: orNull(Type.Integer(), { description: 'null: in progress, or interrupted' }),
            answerStatus: orNull(Type.Integer()),
            answer: orNull(Type.String(), { description: 'its beginning' }),
            answerIsWhole: orNull(Type.Boolean()),
            problem: orNull(Type.String(), {
              description: 'as above, or interrupted: the process that sent it died',
            }),
          }),
          { description: `the latest ${bounds.shownAttemptsMax} attempts, the newest last` },
        ),
      }),
    }),
  },
  problems: [notFound, deliveryNotFound],
})

export const redeliver = operation({
  ...about,
  summary: 'Send a delivery again',
  description: 'With the same id. One that is being sent is left as it is.',
  params: deliveryParams,
  response: { 202: Type.Object({ delivery: listedDelivery }) },
  answers: { 202: { example: { delivery: { ...deliveryExample, status: 'QUEUED', endedAt: null } } } },
  problems: [notFound, deliveryNotFound, webhookErrors.webhook_disabled, webhookLimited],
})
