import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { linkOf, type Mailbox, startMailbox } from '../harness/mail-servers.ts'
import { startWebApp, type WebApp } from '../harness/web-app.ts'

export type WebAppWithMail = AsyncDisposable & {
  webApp: WebApp
  mailbox: Mailbox
  /** The path of a mailed link on this instance, because emails contain another host. */
  waitForLink(to: string, subject: string | RegExp, page: RegExp): Promise<string>
}

/** The web app, with a mailbox of the test for the emails of its service. */
export async function startWebAppWithMail(): Promise<WebAppWithMail> {
  const stack = createDisposalStack()
  const mailbox = stack.use(await startMailbox())
  const webApp = stack.use(await startWebApp({ SMTP_URL: mailbox.url }))
  return {
    webApp,
    mailbox,
    async waitForLink(to, subject, page) {
      const { pathname, search } = new URL(linkOf(await mailbox.waitForEmail(to, subject), page))
      return pathname + search
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}
