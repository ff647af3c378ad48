import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { App } from '../../platform/http/index.ts'
import { type CapturedMail, listCapturedMail, readCapturedMail } from '../../platform/mail/index.ts'
import { isFromThisMachine } from './local-visitor.ts'
import { emailPolicy, pagePolicy, renderEmail, renderFramedEmail, renderMailbox } from './mailbox-page.ts'
import { presentCapturedEmail } from './present.ts'
import { capturedEmail, capturedEmails, emailParams } from './schemas.ts'

/**
 * Captured emails at /dev/mail, as pages or, for `Accept: application/json`, as data. Whoever reads them can
 * get access to accounts, so requests from other machines get 404.
 */
export function mailboxPages({ folder }: { folder: string }) {
  return (app: App): void => {
    app.get(
      '/dev/mail',
      { onRequest: guard, schema: { response: { 200: asPageOr(capturedEmails) } }, ...routeConfig },
      async (req, reply) => {
        const mails = await listCapturedMail(folder)
        if (wantsJson(req)) return { letters: mails.map(presentCapturedEmail) }
        return sendPage(reply, renderMailbox(mails, folder))
      },
    )
    app.get(
      '/dev/mail/:id',
      {
        onRequest: guard,
        schema: { params: emailParams, response: { 200: asPageOr(capturedEmail) } },
        ...routeConfig,
      },
      async (req, reply) => {
        const mail = await findMail(folder, req.params.id)
        if (wantsJson(req)) return presentCapturedEmail(mail)
        return sendPage(reply, renderEmail(mail))
      },
    )
    app.get(
      '/dev/mail/:id/html',
      { onRequest: guard, schema: { params: emailParams }, ...routeConfig },
      async (req, reply) => {
        const mail = await findMail(folder, req.params.id)
        // A sandboxed page has an opaque origin, and browsers warn when it asks for an origin-keyed agent
        // cluster.
        reply.removeHeader('origin-agent-cluster')
        return sendPage(reply, renderFramedEmail(mail), emailPolicy)
      },
    )
  }
}

/** Do not log the reloads of pages that users leave open. */
const routeConfig = { config: { quiet: true } }

const asPageOr = <Schema>(schema: Schema) => ({
  content: { 'application/json': { schema }, 'text/html': { schema: { type: 'string' } } },
})

async function guard(req: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isFromThisMachine(req.socket.remoteAddress, req.headers)) throw new AppError(platformErrors.not_found)
  reply.headers({
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  })
}

async function findMail(folder: string, id: string): Promise<CapturedMail> {
  const mail = await readCapturedMail(folder, id)
  if (!mail) throw new AppError(platformErrors.not_found)
  return mail
}

function wantsJson({ headers }: FastifyRequest): boolean {
  const accepted = headers.accept ?? ''
  return accepted.includes('application/json') && !accepted.includes('text/html')
}

function sendPage(reply: FastifyReply, page: string, policy = pagePolicy): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(page)
}
