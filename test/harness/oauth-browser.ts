import { createCookieJar } from '@chatsvg/client'
import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { startTestApi, type TestApi } from './api.ts'
import { type Answer, type Client, testPassword } from './client.ts'
import { type GithubServer, startGithubServer } from './github-server.ts'
import { type OpenIdProvider, startOpenIdProvider } from './openid-provider.ts'
import type { Environment } from './service.ts'

type ProviderName = 'google' | 'github'

export type OauthProviders = AsyncDisposable & {
  google: OpenIdProvider
  github: GithubServer
  /** Settings of a service with these providers. */
  environment: Environment
  /** Tells the providers the address of the service, as its owner does when registering it there. */
  register(publicUrl: string): void
}

export type OauthApi = OauthProviders & {
  api: TestApi
  browser(): OauthBrowser
  /** Gives both providers a user who has never signed in, and ends their faults. */
  changeUsers(): void
}

export async function startProviders(claimsIn?: 'id_token' | 'userinfo'): Promise<OauthProviders> {
  const stack = createDisposalStack()
  const google = stack.use(await startOpenIdProvider(claimsIn))
  const github = stack.use(await startGithubServer())
  return {
    google,
    github,
    environment: {
      GOOGLE_CLIENT_ID: google.clientId,
      GOOGLE_CLIENT_SECRET: google.clientSecret,
      GOOGLE_ISSUER_URL: google.url,
      GITHUB_CLIENT_ID: github.clientId,
      GITHUB_CLIENT_SECRET: github.clientSecret,
      GITHUB_URL: github.url,
      GITHUB_API_URL: github.apiUrl,
    },
    register(publicUrl) {
      google.redirectUris.add(`${publicUrl}/api/auth/google/callback`)
      github.redirectUris.add(`${publicUrl}/api/auth/github/callback`)
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}

/** The service inside the test's own process, with both providers. */
export async function startOauthApi(
  environment: Environment = {},
  claimsIn?: 'id_token' | 'userinfo',
): Promise<OauthApi> {
  const stack = createDisposalStack()
  const providers = stack.use(await startProviders(claimsIn))
  const api = stack.use(await startTestApi({ ...providers.environment, ...environment }))
  providers.register(environment.PUBLIC_URL ?? `http://localhost:${new URL(api.url).port}`)
  return {
    ...providers,
    api,
    browser: () => new OauthBrowser(api.client()),
    changeUsers() {
      const { google, github } = providers
      const email = `${crypto.randomUUID()}@example.com`
      google.user = { sub: email, email, email_verified: true, name: 'Grace' }
      const emails = [{ email: `gh-${email}`, primary: true, verified: true }]
      const id = Number(`0x${crypto.randomUUID().slice(0, 8)}`)
      github.user = { id, login: 'grace', name: null, emails }
      for (const provider of [google, github])
        Object.assign(provider, { denies: false, trouble: undefined, forgery: undefined })
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}

/** The URL to which the browser was redirected. */
export type Step = { status: number; location: string; answer: Answer }

/**
 * A browser that goes to a provider and returns. At the provider it has separate cookies, new for every
 * visit.
 */
export class OauthBrowser {
  readonly client: Client

  constructor(client: Client) {
    this.client = client
  }

  /** @returns the URL at the provider. */
  async start(provider: ProviderName, query = '', headers: Record<string, string> = {}): Promise<Step> {
    return toStep(await this.client.get(`/auth/${provider}${query}`, headers))
  }

  /** Lets the user decide at the provider. @returns the path of the callback with its query, below `/api`. */
  async visit(authorizationUrl: string): Promise<string> {
    const jar = createCookieJar()
    let url = new URL(authorizationUrl)
    for (let hops = 0; hops < 10; hops += 1) {
      if (url.pathname.startsWith('/api/auth/')) return `${url.pathname.slice('/api'.length)}${url.search}`
      const response = await fetch(url, { redirect: 'manual', headers: { cookie: jar.read() ?? '' } })
      jar.store(response.headers)
      const location = response.headers.get('location')
      if (!location) throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
      url = new URL(location, url)
    }
    throw new Error('the provider sends the browser in circles')
  }

  async finish(callback: string): Promise<Step> {
    return toStep(await this.client.get(callback))
  }

  /** All steps. @returns the final URL. */
  async signIn(provider: ProviderName, query = '', headers: Record<string, string> = {}): Promise<Step> {
    const { location } = await this.start(provider, query, headers)
    return this.finish(await this.visit(location))
  }

  /** All steps of a signed-in user who adds a provider. */
  async link(provider: ProviderName, redirectUrl?: string): Promise<Step> {
    return this.finish(await this.visit(await this.startLink(provider, redirectUrl)))
  }

  async startLink(provider: ProviderName, redirectUrl?: string): Promise<string> {
    const body = { redirectUrl, password: testPassword }
    const answer = await this.client.post(`/auth/${provider}/link`, body)
    if (answer.status !== 200) throw new Error(`linking answered ${answer.status}: ${answer.text}`)
    return (answer.body as { authorizationUrl: string }).authorizationUrl
  }
}

function toStep(answer: Answer): Step {
  return { status: answer.status, location: answer.headers.get('location') ?? '', answer }
}
