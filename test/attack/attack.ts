import type { Client } from '../harness/client.ts'
import type { OauthProviders } from '../harness/oauth-browser.ts'
import type { ScriptedModel } from '../harness/scripted-model.ts'

/** The instance under attack. */
export type Target = {
  url: string
  /** A new browser, with its own address if the machine has several. */
  visitor(): Client
  /** The instance's sign-in providers; only known when we started it. */
  providers: OauthProviders | undefined
  /** A language model of the instance, `scripted`, with scripted answers; only known when we started it. */
  model: ScriptedModel | undefined
  /** Link of the newest email to the address, from /dev/mail; undefined if that is not served. */
  findLink: ((to: string, path: string) => Promise<URL>) | undefined
}

export type Attack = {
  /** Row of the requirements in docs/authentication.md. */
  row: string
  /** The attack, in words. */
  name: string
  needs?: 'providers' | 'emails' | 'model'
  /** @returns the defence. Throws a Broken when the attack succeeded. */
  play(target: Target): Promise<string>
}

/** The attack succeeded. */
export class Broken extends Error {}

/** Stops an attack without its precondition, such as when a limit was already reached. */
export class NotPlayable extends Error {}

export function hold(condition: boolean, whatHappened: string): void {
  if (!condition) throw new Broken(whatHappened)
}

/** The preconditions of an attack on a user. */
export function need(answer: { status: number; text: string }, status: number): void {
  if (answer.status === 429) throw new NotPlayable('a rate limit of the instance was met first')
  if (answer.status !== status)
    throw new NotPlayable(`the preparation was answered ${answer.status}: ${answer.text.slice(0, 120)}`)
}

/** Someone with an account and a session. */
export async function signUp(target: Target): Promise<{ client: Client; email: string; password: string }> {
  const [email, password] = [`attack-${crypto.randomUUID()}@example.com`, 'a long walk by the sea']
  const client = target.visitor()
  const body = { name: 'Target', email, password, agreedToTerms: true }
  need(await client.post('/auth/register', body), 201)
  return { client, email, password }
}

/** Whether the browser's session is alive. */
export const isSignedIn = async (client: Client) => (await client.get('/auth/current-user')).status === 200

const patienceMs = 20_000

/** The token of the newest email to the address with a link to that page, once it differs from `notThis`. */
export async function readToken(
  target: Target,
  email: string,
  path: string,
  notThis?: string,
): Promise<string> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const link = await target.findLink?.(email, path).catch(() => undefined)
    const token = link?.searchParams.get('token')
    if (token && token !== notThis) return token
    if (performance.now() > deadline) throw new Error(`no email to ${email} with a link to ${path}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
