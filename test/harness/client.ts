import { io, type Socket } from 'socket.io-client'
import type { GenerationEvents } from '../../apps/server/src/features/jobs/index.ts'

export type Answer = { status: number; headers: Headers; body: unknown; text: string }

type Options = {
  body?: unknown
  rawBody?: string | Uint8Array
  headers?: Record<string, string>
  csrf?: boolean
}

/** A browser from the API's point of view: it keeps cookies, and sends the CSRF token with writes. */
export class Client {
  readonly url: string
  readonly cookies = new Map<string, string>()
  readonly #fetch: typeof fetch
  #csrfToken: string | undefined

  /** @param fetchFrom how requests are sent, if not in the usual way. */
  constructor(url: string, fetchFrom: typeof fetch = fetch) {
    this.url = url
    this.#fetch = fetchFrom
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
    const sent: Record<string, string> = { ...this.#cookieHeader() }
    if (body !== undefined || rawBody !== undefined) sent['content-type'] = 'application/json'
    if (csrf && method !== 'GET' && this.#csrfToken) sent['x-csrf-token'] = this.#csrfToken
    const response = await this.#fetch(`${this.url}/api${path}`, {
      method,
      headers: { ...sent, ...headers },
      body: (rawBody ?? (body === undefined ? undefined : JSON.stringify(body))) as RequestInit['body'],
      redirect: 'manual',
    })
    this.#keepCookies(response.headers)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: parse(text), text }
  }

  patch(path: string, body?: unknown): Promise<Answer> {
    return this.send('PATCH', path, { body })
  }

  delete(path: string, body?: unknown): Promise<Answer> {
    return this.send('DELETE', path, { body })
  }

  /** A second tab or device with the same cookies, perhaps at another instance. */
  fork(url = this.url): Client {
    const copy = new Client(url, this.#fetch)
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    return copy
  }

  async register(
    email = `${crypto.randomUUID()}@example.com`,
    password = testPassword,
  ): Promise<{ id: string; email: string; credits: number }> {
    const answer = await this.post('/auth/register', { name: 'Ada', email, password, agreedToTerms: true })
    if (answer.status !== 201) throw new Error(`register answered ${answer.status}: ${answer.text}`)
    return (answer.body as { user: { id: string; email: string; credits: number } }).user
  }

  /** A socket with this client's cookies. The caller closes it. */
  connect(
    options: { origin?: string } = {},
  ): Socket<{ [Name in keyof GenerationEvents]: (payload: GenerationEvents[Name]) => void }> {
    return io(this.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...this.#cookieHeader(), ...(options.origin && { origin: options.origin }) },
    })
  }

  async #fetchCsrfToken(): Promise<string> {
    const answer = await this.get('/csrf')
    return (answer.body as { csrfToken: string }).csrfToken
  }

  #cookieHeader(): Record<string, string> {
    return this.cookies.size === 0
      ? {}
      : { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  }

  #keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...flags] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      if (flags.some((flag) => flag.trim().toLowerCase() === 'max-age=0')) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1))
    }
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
