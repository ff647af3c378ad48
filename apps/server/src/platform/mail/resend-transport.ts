import { automaticHeaders, readSenderAddress } from './headers.ts'
import type { MailBackend, OutgoingMail } from './mail-backend.ts'
import { MailError } from './mail-error.ts'

/**
 * Refusals because of our key, our URL or the moment, and not because of the mail
 * (resend.com/docs/api-reference/errors).
 */
const notAboutMail = [401, 403, 404, 405, 408, 409, 425, 429]

/**
 * Resend's `POST /emails`. Not through its SDK, which reads environment variables, prints errors when one of
 * them says so, and returns the same error for every lost connection.
 */
export function openResendTransport(
  { apiKey, baseUrl }: { apiKey: string; baseUrl: string },
  from: string,
): MailBackend {
  readSenderAddress(from)
  const url = `${baseUrl.replace(/\/+$/, '')}/emails`
  return {
    async deliver(mail, signal) {
      const response = await post(url, apiKey, from, mail, signal)
      if (response.ok) {
        await response.body?.cancel()
        return 'sent'
      }
      const name = await readErrorName(response)
      // The mail was accepted at an earlier attempt, whose answer was lost; its text differed, as times and
      // links in it do.
      if (response.status === 409 && name === 'invalid_idempotent_request') return 'sent'
      throw refusal(response)
    },
    async [Symbol.asyncDispose]() {},
  }
}

async function post(
  url: string,
  apiKey: string,
  from: string,
  mail: OutgoingMail,
  signal: AbortSignal,
): Promise<Response> {
  const { id, to, subject, html, text, replyTo } = mail
  const headers = automaticHeaders(mail)
  try {
    return await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': id,
        'user-agent': 'chatsvg',
      },
      body: JSON.stringify({ from, to: [to], subject, html, text, reply_to: replyTo, headers }),
      // A redirect would send the key to another address.
      redirect: 'manual',
      signal,
    })
  } catch {
    throw new MailError('temporary', 'CONNECTION')
  }
}

async function readErrorName(response: Response): Promise<unknown> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined
  } catch {
    return undefined
  }
}

function refusal({ status, headers }: Response): MailError {
  const isAboutMail = status >= 400 && status < 500 && !notAboutMail.includes(status)
  return new MailError(isAboutMail ? 'permanent' : 'temporary', 'HTTP', {
    status,
    retryAfterMs: readRetryAfterMs(headers.get('retry-after')),
  })
}

/** Seconds or a date (RFC 9110, section 10.2.3). */
function readRetryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
