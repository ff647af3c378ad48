import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { certificate } from './certificate.ts'
import type { Answer, Client } from './client.ts'
import { waitFor } from './wait.ts'

export type ReceivedEvent = {
  /** The header `webhook-id`. */
  id: string
  path: string
  headers: Record<string, string>
  body: string
  /** When it arrived and when its answer was sent, by `performance.now()`. */
  startedAtMs: number
  endedAtMs: number | undefined
}

/** How a receiver treats a request: a status, or whatever it does with the response. */
export type ReceiverAnswer = number | ((res: ServerResponse) => void | Promise<void>)

export type WebhookReceiver = AsyncDisposable & {
  url: string
  received: ReceivedEvent[]
  /** The answers to the next requests; the last one is for all further ones. At first it is 200. */
  respondWith(...answers: ReceiverAnswer[]): void
  /** Waits until so many requests have arrived. */
  arrivals(count: number): Promise<ReceivedEvent[]>
}

/** A server of a user, to which webhooks are sent. */
export async function startReceiver({ tls = false } = {}): Promise<WebhookReceiver> {
  const received: ReceivedEvent[] = []
  let answers: ReceiverAnswer[] = [200]
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const headers = req.headers as Record<string, string>
    const id = headers['webhook-id'] ?? ''
    const event: ReceivedEvent = {
      ...{ id, path: req.url ?? '', headers, body },
      ...{ startedAtMs: performance.now(), endedAtMs: undefined },
    }
    received.push(event)
    res.once('close', () => {
      event.endedAtMs = performance.now()
    })
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 200
    if (typeof answer === 'number') res.writeHead(answer).end(`answered ${answer}`)
    else await answer(res)
  }
  const server: Server = tls ? createSecureServer(certificate, handle) : createServer(handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/hooks`,
    received,
    respondWith(...next) {
      answers = next
    },
    async arrivals(count) {
      await waitFor(`${count} webhook requests`, () => received.length >= count)
      return received
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

export type MadeWebhook = { id: string; secret: string }

/** A new webhook of the client's user. */
export async function makeWebhook(
  client: Pick<Client, 'post'>,
  settings: { url: string; events?: string[] },
): Promise<MadeWebhook> {
  const events = ['job.succeeded', 'job.failed', 'job.cancelled', 'set.finished', 'credits.low']
  return readWebhook(await client.post('/user/webhooks', { events, ...settings }))
}

/** The webhook and the secret of an answer that shows it. */
export function readWebhook({ status, body, text }: Answer): MadeWebhook {
  if (status !== 201 && status !== 200) throw new Error(`the webhook was not made: ${text}`)
  const { webhook, secret } = body as { webhook: { id: string }; secret: string }
  return { id: webhook.id, secret }
}

export type EventBody = { type: string; timestamp: string; data: Record<string, unknown> }

/** Checks the signature as receivers do. Throws unless one of the signatures is by this secret. */
export const verifyEvent = (
  secret: string,
  { body, headers }: Pick<ReceivedEvent, 'body' | 'headers'>,
): EventBody => new Webhook(secret).verify(body, headers) as EventBody
