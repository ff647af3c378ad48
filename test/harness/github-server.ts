import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Trouble } from './openid-provider.ts'

export type GithubUser = {
  id?: number
  login: string
  name: string | null
  avatar_url?: string
  emails: { email: string; primary: boolean; verified: boolean }[]
  /** Shown on the profile. */
  email?: string | null
}

export type GithubServer = AsyncDisposable & {
  url: string
  apiUrl: string
  clientId: string
  /** A different value simulates a callback URL that was not registered. */
  clientSecret: string
  /** The user of the next browser. */
  user: GithubUser
  denies: boolean
  /** Whether the API hides the addresses. */
  hidesEmails: boolean
  trouble: Trouble | undefined
  redirectUris: Set<string>
  requests: string[]
  /** Every code and token that was issued. */
  secrets: string[]
  /** Refusals of the token endpoint, as the client receives them. */
  refusals: string[]
}

type Reply = { status: number; body: unknown; location?: string }
type Grant = { user: GithubUser; redirectUri: string; challenge: string }

const clientId = 'chatsvg-at-github'
const clientSecret = 'github-secret-that-nobody-else-may-see'

/**
 * The part of GitHub that we use: its OAuth endpoints with PKCE, errors of the token endpoint with status
 * 200, and the two calls that return the user.
 */
export async function startGithubServer(): Promise<GithubServer> {
  const codes = new Map<string, Grant>()
  const tokens = new Map<string, GithubUser>()
  const server = createServer((req, res) => void serve(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(req.url ?? '/', url)
    github.requests.push(pathname)
    if (github.trouble?.at.test(pathname)) {
      if (github.trouble.kind === 'away') req.socket.destroy()
      return
    }
    const { status, body, location } = await answer(req, pathname, searchParams)
    res.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      ...(location && { location }),
    })
    res.end(JSON.stringify(body))
  }

  async function answer(req: IncomingMessage, pathname: string, query: URLSearchParams): Promise<Reply> {
    if (pathname === '/login/oauth/authorize') return authorize(query)
    if (pathname === '/login/oauth/access_token') return redeem(new URLSearchParams(await readBody(req)))
    const user = tokens.get(/^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '')
    if (!user) return { status: 401, body: { message: 'Bad credentials' } }
    const { emails, ...profile } = user
    if (pathname === '/api/user') return { status: 200, body: profile }
    if (pathname === '/api/user/emails' && !github.hidesEmails) return { status: 200, body: emails }
    return { status: 404, body: { message: 'Not Found' } }
  }

  function authorize(query: URLSearchParams): Reply {
    const redirectUri = query.get('redirect_uri') ?? ''
    const challenge = query.get('code_challenge') ?? ''
    const isWellAsked =
      query.get('client_id') === clientId &&
      github.redirectUris.has(redirectUri) &&
      query.get('code_challenge_method') === 'S256' &&
      query.get('scope') === 'read:user user:email'
    if (!isWellAsked) return { status: 400, body: { message: 'the request is not one of the client' } }
    const back = new URL(redirectUri)
    back.searchParams.set('state', query.get('state') ?? '')
    if (github.denies) {
      back.searchParams.set('error', 'access_denied')
      back.searchParams.set('error_description', 'The user has denied your application access.')
    } else {
      const code = randomBytes(10).toString('hex')
      codes.set(code, { user: github.user, redirectUri, challenge })
      github.secrets.push(code)
      back.searchParams.set('code', code)
      back.searchParams.set('iss', `${url}/login/oauth`)
    }
    return { status: 302, body: {}, location: back.href }
  }

  /** A code is valid once, whoever uses it. */
  function redeem(form: URLSearchParams): Reply {
    const grant = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const refusal = refusalOf(form, github.clientSecret, grant)
    if (refusal || !grant) {
      github.refusals.push(refusal ?? '')
      return { status: 200, body: { error: refusal, error_description: 'The code passed is not good.' } }
    }
    const token = `gho_${randomBytes(20).toString('hex')}`
    tokens.set(token, grant.user)
    github.secrets.push(token)
    const scope = 'read:user,user:email'
    return { status: 200, body: { access_token: token, token_type: 'bearer', scope } }
  }

  const github: GithubServer = {
    url,
    apiUrl: `${url}/api`,
    clientId,
    clientSecret,
    user: { login: 'nobody', name: null, emails: [] },
    denies: false,
    hidesEmails: false,
    trouble: undefined,
    redirectUris: new Set(),
    requests: [],
    secrets: [],
    refusals: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return github
}

function refusalOf(form: URLSearchParams, secret: string, grant: Grant | undefined): string | undefined {
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  if (form.get('client_id') !== clientId || form.get('client_secret') !== secret)
    return 'incorrect_client_credentials'
  if (!grant || grant.challenge !== challenge) return 'bad_verification_code'
  return grant.redirectUri === form.get('redirect_uri') ? undefined : 'redirect_uri_mismatch'
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
