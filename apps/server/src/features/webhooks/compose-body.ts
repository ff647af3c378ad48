import type { webhookEvents } from './tables.ts'

export type EventToSend = Pick<typeof webhookEvents.$inferSelect, 'type' | 'data' | 'setId' | 'createdAt'>

/** The addresses of the API and of the pages, without a slash at the end. */
export type Addresses = { apiUrl: string; pagesUrl: string }

/**
 * The body of an event, the same at every attempt (Standard Webhooks 1.0, "Payload structure"): ids, states
 * and links. What they lead to asks who wants to see it.
 */
export function composeBody({ type, data, setId, createdAt }: EventToSend, addresses: Addresses): string {
  return JSON.stringify({
    type,
    timestamp: createdAt.toISOString(),
    data: composeData(type, data, setId, addresses),
  })
}

function composeData(
  type: EventToSend['type'],
  data: EventToSend['data'],
  setId: string | null,
  { apiUrl, pagesUrl }: Addresses,
): object {
  const pictures = `${apiUrl}/api/svg`
  switch (type) {
    case 'job.succeeded':
    case 'job.failed':
    case 'job.cancelled': {
      const { jobId, generationId = null, errorCode = null, errorMessage = null } = data
      const links = {
        job: `${pictures}/generation-jobs/${jobId}`,
        ...(generationId !== null && {
          picture: `${pictures}/${generationId}`,
          file: `${pictures}/${generationId}/file.svg`,
          page: `${pagesUrl}/picture/${generationId}`,
        }),
      }
      return { jobId, generationId, setId, errorCode, errorMessage, links }
    }
    case 'set.finished': {
      const { total, succeeded, failed } = data
      const set = `${pictures}/sets/${setId}`
      return { setId, total, succeeded, failed, links: { set, files: `${set}/files.zip` } }
    }
    case 'credits.low':
      return { credits: data.credits, links: { account: `${pagesUrl}/account#credits` } }
    case 'webhook.test':
      return {
        webhookId: data.webhookId,
        links: { webhook: `${apiUrl}/api/user/webhooks/${data.webhookId}` },
      }
  }
}
