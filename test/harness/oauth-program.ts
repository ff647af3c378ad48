import { createHash, randomBytes } from 'node:crypto'
import type { Client } from './client.ts'

/** A program that uses OAuth, as it knows itself. */
export type OauthProgram = { clientId: string; clientSecret?: string; redirectUri: string }

export type TokenAnswer = {
  status: number
  body: {
    access_token: string
    refresh_token: string
    scope: string
    expires_in: number
    error?: string
    error_description?: string
  }
}

/** A request for authorization: the address for the browser, and what the program keeps of it. */
export type Authorization = { address: string; verifier: string; state: string }

const usualRedirect = 'http://127.0.0.1:43117/callback'

export async function registerProgram(
  url: string,
  metadata: Record<string, unknown> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'Test program', redirect_uris: [usualRedirect], ...metadata }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** A registered public program. */
export async function createProgram(url: string, redirectUri = usualRedirect): Promise<OauthProgram> {
  const { status, body } = await registerProgram(url, { redirect_uris: [redirectUri] })
  if (status !== 201) throw new Error(`registration answered ${status}: ${JSON.stringify(body)}`)
  return { clientId: String(body.client_id), redirectUri }
}

/** @param changed parameters of the request; undefined leaves one out. */
export function createAuthorization(
  url: string,
  { clientId, redirectUri }: OauthProgram,
  changed: Record<string, string | undefined> = {},
): Authorization {
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(8).toString('hex')
  const params = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'pictures:read account:read',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changed,
  }
  const address = new URL('/oauth/authorize', url)
  for (const [name, value] of Object.entries(params))
    if (value !== undefined) address.searchParams.set(name, value)
  return { address: address.href, verifier, state }
}

/** The browser goes to the service. @returns the id of the request that waits for its user. */
export async function openRequest(browser: Client, { address }: Authorization): Promise<string> {
  const { pathname, search } = new URL(address)
  const asked = await browser.visit(pathname + search)
  const id = /\/api\/oauth\/requests\/([\w-]+)$/.exec(asked.headers.get('location') ?? '')?.[1]
  if (!id)
    throw new Error(`authorization answered ${asked.status} ${asked.headers.get('location')} ${asked.text}`)
  return id
}

/** The signed-in user decides, and the browser returns. @returns the address of the program. */
export async function decide(browser: Client, id: string, allow = true): Promise<URL> {
  const decided = await browser.post(`/oauth/requests/${id}/decision`, { allow })
  if (decided.status !== 200) throw new Error(`the decision answered ${decided.status}: ${decided.text}`)
  const { pathname } = new URL((decided.body as { redirectTo: string }).redirectTo)
  const returned = await browser.visit(pathname)
  return new URL(returned.headers.get('location') ?? '')
}

/** The whole way to a code. */
export async function getCode(
  browser: Client,
  program: OauthProgram,
  changed: Record<string, string | undefined> = {},
): Promise<{ code: string; verifier: string }> {
  const authorization = createAuthorization(browser.url, program, changed)
  const address = await decide(browser, await openRequest(browser, authorization))
  return { code: address.searchParams.get('code') ?? '', verifier: authorization.verifier }
}

export async function askForTokens(
  url: string,
  fields: Record<string, string | undefined>,
): Promise<TokenAnswer> {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined)
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(given) })
  return { status: response.status, body: (await response.json()) as TokenAnswer['body'] }
}

export const exchangeCode = (
  url: string,
  { clientId, redirectUri }: OauthProgram,
  { code, verifier }: { code: string; verifier?: string | undefined },
): Promise<TokenAnswer> =>
  askForTokens(url, {
    ...{ grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri },
    ...{ code, code_verifier: verifier },
  })

export const refreshTokens = (
  url: string,
  { clientId }: Pick<OauthProgram, 'clientId'>,
  refreshToken: string,
  scope?: string,
): Promise<TokenAnswer> =>
  askForTokens(url, {
    ...{ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken, scope },
  })

/** Tokens of a new program that the user of this browser has allowed. */
export async function connectProgram(
  browser: Client,
  changed: Record<string, string | undefined> = {},
): Promise<{ program: OauthProgram; tokens: TokenAnswer['body'] }> {
  const program = await createProgram(browser.url)
  const { status, body } = await exchangeCode(browser.url, program, await getCode(browser, program, changed))
  if (status !== 200) throw new Error(`the token endpoint answered ${status}: ${JSON.stringify(body)}`)
  return { program, tokens: body }
}

/** A registered program to which the user of the browser gives access, at the instance of the browser. */
export async function connectApp(
  browser: Client,
  changed: Record<string, string | undefined> = {},
): Promise<TokenAnswer & { program: OauthProgram }> {
  const program = await createProgram(browser.url)
  const tokens = await exchangeCode(browser.url, program, await getCode(browser, program, changed))
  if (tokens.status !== 200) throw new Error(`the exchange answered ${JSON.stringify(tokens.body)}`)
  return { ...tokens, program }
}
