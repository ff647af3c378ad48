import type { createTransport as CreateTransport, NodemailerError } from 'nodemailer'
import { automaticHeaders, readSenderAddress } from './headers.ts'
import type { MailBackend } from './mail-backend.ts'
import { MailError } from './mail-error.ts'

const connectionsMax = 3
/** Less than the idle timeout of servers, so that no mail is sent on a connection that they are closing. */
const idleTimeoutMs = 30_000
const stepTimeoutMaxMs = 10_000

/**
 * Replies of 500 and more about the session or our credentials, not about the mail (RFC 5321, section 4.2.3;
 * RFC 4954, section 6).
 */
const sessionReplies = [503, 530, 534, 535, 538]

/**
 * Keeps connections open for further mails; it sends each mail once. The library is loaded for the first one.
 */
export function openSmtpTransport(url: string, from: string, timeoutMs: number): MailBackend {
  const sender = readSenderAddress(from)
  const domain = sender.slice(sender.lastIndexOf('@') + 1)
  const requireTLS = mustEncrypt(url)
  let transport: ReturnType<typeof open> | undefined
  let isClosed = false

  return {
    async deliver(mail, signal) {
      const { id, to, subject, html, text, replyTo } = mail
      const { createTransport } = await import('nodemailer')
      if (isClosed) throw new MailError('temporary', 'CLOSED')
      transport ??= open(createTransport, { url, requireTLS, timeoutMs })
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          envelope: { from: sender, to: [to] },
          ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
          messageId: `<${id}@${domain}>`,
          headers: automaticHeaders(mail),
          subject,
          html,
          text,
          signal,
        })
        return 'sent'
      } catch (error) {
        throw translateError(error)
      }
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      transport?.close({ force: true })
    },
  }
}

function open(
  createTransport: typeof CreateTransport,
  { url, requireTLS, timeoutMs }: { url: string; requireTLS: boolean; timeoutMs: number },
) {
  const stepTimeoutMs = Math.min(timeoutMs, stepTimeoutMaxMs)
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connectionsMax,
    idleTimeout: idleTimeoutMs,
    // For a connection that closed before any of the mail was sent; other attempts are counted elsewhere.
    maxRequeues: 1,
    dnsTimeout: stepTimeoutMs,
    connectionTimeout: stepTimeoutMs,
    greetingTimeout: stepTimeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 1_000,
    ...(requireTLS && { requireTLS }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // Without a listener, an error of an idle connection would end the process; errors of a mail reject its
  // promise.
  transport.on('error', () => {})
  return transport
}

/**
 * Credentials are only sent encrypted, even if an attacker changes the server's greeting. `?ignoreTLS=true`
 * in the URL allows plain text.
 */
function mustEncrypt(url: string): boolean {
  const { protocol, username, hostname, searchParams } = new URL(url)
  if (protocol === 'smtps:' || username === '') return false
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return false
  return !searchParams.has('ignoreTLS') && !searchParams.has('requireTLS')
}

/**
 * Only a refusal of this envelope or this message is permanent. Unreachable or full servers and wrong
 * credentials affect other mails too and get fixed.
 */
function translateError(error: unknown): MailError {
  const { code = 'UNKNOWN', responseCode: status } = error as NodemailerError
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  const isRefusal =
    status === undefined || (status >= 500 && status < 600 && !sessionReplies.includes(status))
  return new MailError(isAboutMail && isRefusal ? 'permanent' : 'temporary', code, { status })
}
