import type { TestApi } from './api.ts'
import { type Client, testPassword } from './client.ts'
import { linkOf, type Mailbox } from './mail-servers.ts'

export const confirmSubject = 'Confirm your new address for chatSVG'
export const changedSubject = 'The address of your chatSVG account was changed'

export type ChangedAddress = {
  client: Client
  id: string
  oldEmail: string
  email: string
  token: string
  /** Of the link with which the owner of the old address takes the account back. */
  undoToken: string
}

/** An account that has changed its address, with the links of both emails. */
export async function signUpAndChangeAddress(
  api: TestApi,
  mailbox: Mailbox,
  prepare: (client: Client) => Promise<unknown> = async () => {},
): Promise<ChangedAddress> {
  const { client, id, email: oldEmail } = await api.signUp()
  await prepare(client)
  const email = `${crypto.randomUUID()}@example.org`
  await succeed(client.post('/user/email', { email, password: testPassword }))
  const token = await tokenIn(mailbox, email, confirmSubject, /confirm-email/)
  await succeed(client.post('/auth/confirm-email', { token }))
  const undoToken = await tokenIn(mailbox, oldEmail, changedSubject, /undo-email/)
  return { client, id, oldEmail, email, token, undoToken }
}

/** The token of the link in an email. */
export async function tokenIn(mailbox: Mailbox, to: string, subject: string, page: RegExp): Promise<string> {
  const message = await mailbox.waitForEmail(to, subject)
  return new URL(linkOf(message, page)).searchParams.get('token') ?? ''
}

async function succeed(asked: ReturnType<Client['post']>): Promise<void> {
  const { status, text } = await asked
  if (status !== 200) throw new Error(`answered ${status}: ${text}`)
}
