import { openCaptureFolder } from './capture-folder.ts'
import { cleanHeader, isMailId, isPlainAddress } from './headers.ts'
import type { MailBackend, MailOutcome, OutgoingMail } from './mail-backend.ts'
import { MailError } from './mail-error.ts'
import { openResendTransport } from './resend-transport.ts'
import { openSmtpTransport } from './smtp-transport.ts'

export type MailConnection =
  | { kind: 'resend'; apiKey: string; baseUrl: string }
  /** `smtp://` with STARTTLS if the server has it, `smtps://` with TLS from the start. */
  | { kind: 'smtp'; url: string }
  | { kind: 'capture'; folder: string }
  | { kind: 'none' }

export type MailTransportOptions = {
  /** Sender of every mail: an address, or `Name <address>`. */
  from: string
  /** The maximum time for one mail, from connecting to the last reply. */
  timeoutMs?: number
}

export type MailTransport = AsyncDisposable & {
  readonly kind: MailConnection['kind']
  /**
   * Sends one mail. Rejects with a MailError, or with the signal's reason once it is aborted; then it is not
   * known whether the mail was accepted, as after any lost connection. Line breaks and control characters in
   * the subject become spaces.
   */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<MailOutcome>
}

const timeoutDefaultMs = 30_000

/**
 * Opens no network connection before the first mail. Throws a TypeError on a sender or a URL that cannot be
 * used.
 */
export function openMailTransport(connection: MailConnection, options: MailTransportOptions): MailTransport {
  const timeoutMs = options.timeoutMs ?? timeoutDefaultMs
  const backend = openBackend(connection, cleanHeader(options.from), timeoutMs)
  return {
    kind: connection.kind,
    async send(mail, signal) {
      signal.throwIfAborted()
      const checked = checkMail(mail)
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), timeoutMs)
      try {
        return await backend.deliver(checked, AbortSignal.any([signal, deadline.signal]))
      } catch (error) {
        signal.throwIfAborted()
        throw deadline.signal.aborted ? new MailError('temporary', 'TIMEOUT') : error
      } finally {
        clearTimeout(timer)
      }
    },
    [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
  }
}

function openBackend(connection: MailConnection, from: string, timeoutMs: number): MailBackend {
  switch (connection.kind) {
    case 'resend':
      return openResendTransport(connection, from)
    case 'smtp':
      return openSmtpTransport(connection.url, from, timeoutMs)
    case 'capture':
      return openCaptureFolder(connection.folder)
    case 'none':
      return { deliver: async () => 'dropped', [Symbol.asyncDispose]: async () => {} }
  }
}

/**
 * Sanitises everything that becomes a header, so that no value can add a second header or a second recipient.
 */
function checkMail(mail: OutgoingMail): OutgoingMail {
  const { id, to, subject, html, text, replyTo } = mail
  if (!isMailId(id)) throw new TypeError('the id of a mail must be letters, digits and dashes')
  if (!isPlainAddress(to)) throw new MailError('permanent', 'RECIPIENT')
  if (replyTo !== undefined && !isPlainAddress(replyTo)) throw new MailError('permanent', 'REPLY_TO')
  return { id, to, subject: cleanHeader(subject), html, text, ...(replyTo !== undefined && { replyTo }) }
}
