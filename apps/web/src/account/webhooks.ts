import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, call } from '../api/index.ts'

export type Webhook = Answer<'GET /api/user/webhooks'>['webhooks'][number]
export type EventType = Webhook['events'][number]
export type WebhookDelivery = Answer<'GET /api/user/webhooks/{id}/deliveries'>['deliveries'][number]

/** The events in the words of the page. */
export const eventWords: Record<WebhookDelivery['type'], string> = {
  'job.succeeded': 'A picture is ready',
  'job.failed': 'A picture could not be drawn',
  'job.cancelled': 'A picture was cancelled',
  'set.finished': 'A set is finished',
  'credits.low': 'Your credits are low',
  'webhook.test': 'Test',
}

/** Those that a webhook can be subscribed to. */
export const eventTypes = Object.keys(eventWords).filter((type) => type !== 'webhook.test') as EventType[]

export const disabledWords: Record<NonNullable<Webhook['disabledReason']>, string> = {
  owner: 'disabled',
  gone: 'disabled, because it answered that it is gone',
  failing: 'disabled, because no delivery succeeded for a day',
  administrator: 'disabled by an administrator',
  recovery: 'disabled when you took your account back',
}

const problemWords: Record<string, string> = {
  url_refused: 'This URL may not be called.',
  address_refused: 'The address is not a public one.',
  name_not_resolved: 'The name has no address.',
  connection_failed: 'There was no connection.',
  tls_failed: 'The certificate was refused.',
  timeout: 'There was no answer in time.',
  secret_unreadable: 'The secret can no longer be read. Replace it.',
  interrupted: 'The attempt was interrupted.',
}

/** What came of an attempt, or of the latest of a delivery. */
export function describeOutcome({
  answerStatus,
  problem,
}: Pick<WebhookDelivery, 'answerStatus' | 'problem'>): string | undefined {
  if (answerStatus !== null) return `The answer was ${answerStatus}.`
  return problem === null ? undefined : (problemWords[problem] ?? problem)
}

const keyOf = (userId: string) => ['webhooks', userId] as const
export const deliveriesKey = (webhookId: string) => ['webhook-deliveries', webhookId] as const

export const useWebhooks = (userId: string): UseQueryResult<Webhook[]> =>
  useQuery({
    queryKey: keyOf(userId),
    queryFn: async ({ signal }) => (await call('GET /api/user/webhooks', { signal })).webhooks,
  })

/** After a change: the list and the security log are loaded again. */
export function useWebhooksChanged(userId: string): () => void {
  const queryClient = useQueryClient()
  return () => {
    for (const queryKey of [keyOf(userId), ['security-log']]) void queryClient.invalidateQueries({ queryKey })
  }
}
