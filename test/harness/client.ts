import { setTimeout as delay } from 'node:timers/promises'
import {
  type CookieJar,
  createCookieJar,
  type JobPreview,
  type JobUpdate,
  type Answer as WireAnswer,
} from '@chatsvg/client'
import { io, type Socket } from 'socket.io-client'

type JobEvents = {
  'generation-job:update': (update: JobUpdate) => void
  'generation-job:preview': (preview: JobPreview) => void
}

export type Answer = { status: number; headers: Headers; body: unknown; text: string }

/** The error code of a refusal. */
export const errorCodeOf = ({ body }: Answer): string | undefined => (body as { code?: string }).code

type Options = {
  body?: unknown
  rawBody?: string | Uint8Array
  headers?: Record<string, string>
  csrf?: boolean
}

/**
 * A browser as far as the API can tell: it keeps cookies, and sends the CSRF token with what writes. Unlike
 * the client of `@chatsvg/client` it gives every answer as it came, refusals too, and repeats nothing.
 */
export class Client {
  readonly url: string
  readonly cookies = new Map<string, string>()
  readonly #jar: CookieJar = createCookieJar(this.cookies)
  readonly #fetch: typeof fetch
  /** Sent with every request. */
  readonly #headers: Record<string, string>
  #csrfToken: string | undefined

  /** @param fetchFrom how requests are sent, if not in the usual way. */
  constructor(url: string, fetchFrom: typeof fetch = fetch, headers: Record<string, string> = {}) {
    this.url = url
    this.#fetch = fetchFrom
    this.#headers = headers
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, { headers })
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, { body, headers })
  }

  async send(
    method: string,
    path: string,
    { body, rawBody, headers = {}, csrf = true }: Options = {},
  ): Promise<Answer> {
    if (csrf && method !== 'GET') this.#csrfToken ??= await this.#fetchCsrfToken()
    const sent: Record<string, string> = this.cookieHeader()
    if (body !== undefined || rawBody !== undefined) sent['content-type'] = 'application/json'
    if (csrf && method !== 'GET' && this.#csrfToken) sent['x-csrf-token'] = this.#csrfToken
    const response = await this.#fetch(`${this.url}/api${path}`, {
      method,
      headers: { ...sent, ...headers },
      body: (rawBody ?? (body === undefined ? undefined : JSON.stringify(body))) as RequestInit['body'],
      redirect: 'manual',
    })
    this.#jar.store(response.headers)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: parse(text), text }
  }

  /** Opens an address outside of the API, as a browser does, without following where it leads. */
  async visit(address: string): Promise<Answer> {
    const response = await fetch(new URL(address, this.url), {
      headers: { ...this.cookieHeader(), accept: 'text/html' },
      redirect: 'manual',
    })
    this.#jar.store(response.headers)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: parse(text), text }
  }

  patch(path: string, body?: unknown): Promise<Answer> {
    return this.send('PATCH', path, { body })
  }

  delete(path: string, body?: unknown): Promise<Answer> {
    return this.send('DELETE', path, { body })
  }

  /** A second tab or device with the same cookies, perhaps at another instance, or with further headers. */
  fork(url = this.url, headers: Record<string, string> = {}): Client {
    const copy = new Client(url, this.#fetch, headers)
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    return copy
  }

  async register(
    email = `${crypto.randomUUID()}@example.com`,
    password = testPassword,
  ): Promise<WireAnswer<'POST /api/auth/register'>['user']> {
    const body = { name: 'Ada', email, password, agreedToTerms: true }
    let answer = await this.post('/auth/register', body)
    // On a busy machine no database connection may be free in time; nothing was done then.
    for (let attempt = 0; answer.status === 503 && attempt < 5; attempt += 1) {
      await delay(1_000)
      answer = await this.post('/auth/register', body)
    }
    if (answer.status !== 201) throw new Error(`register answered ${answer.status}: ${answer.text}`)
    return (answer.body as WireAnswer<'POST /api/auth/register'>).user
  }

  /** A socket with this client's cookies. The caller closes it. */
  connect(options: { origin?: string } = {}): Socket<JobEvents> {
    return io(this.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...this.cookieHeader(), ...(options.origin && { origin: options.origin }) },
    })
  }

  async #fetchCsrfToken(): Promise<string> {
    const answer = await this.get('/csrf')
    return (answer.body as WireAnswer<'GET /api/csrf'>).csrfToken
  }

  /** For what is sent in another way. */
  cookieHeader(): Record<string, string> {
    const cookie = this.#jar.read()
    return { ...this.#headers, ...(cookie !== undefined && { cookie }) }
  }
}

export const testPassword = 'a long walk by the sea'

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
