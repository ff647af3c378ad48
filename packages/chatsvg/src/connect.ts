import { type Client, createClient, UnreachableError } from '@chatsvg/client'
import { UsageError } from './exit-status.ts'
import { freshKey } from './sign-in.ts'
import { readLogin } from './stored-login.ts'
import type { Terminal } from './terminal.ts'

export type ServiceOptions = {
  url?: string
  /** Seconds for which the service may be silent. */
  timeout: number
}

/** The key, or a token that is good for a minute at least. */
export type KeySource = () => Promise<string>

/** A service, and the account of a key there. */
export type Service = {
  /** Its origin. */
  url: string
  client: Client
  /** Aborts when the service has not answered for as long as it may be silent. */
  unreachable: AbortSignal
}

/**
 * Finds the service: `--url`, `CHATSVG_URL`, the stored login; and the key: `CHATSVG_KEY`, the stored login.
 * A stored key goes to the service that it was stored for, and to no other.
 *
 * @throws UsageError without an address or a key; SignInError when the sign-in has ended.
 */
export async function findService(
  { environment }: Pick<Terminal, 'environment'>,
  { url: given }: Pick<ServiceOptions, 'url'>,
): Promise<{ url: string; keyOf: KeySource }> {
  const login = await readLogin(environment)
  const address = given ?? (environment.CHATSVG_URL || login?.url)
  if (!address)
    throw new UsageError(
      'Which service? Run `chatsvg login`, set CHATSVG_URL, or give --url <address>. Without a service: `chatsvg draw --offline`.',
    )
  const url = readOrigin(address)
  const { CHATSVG_KEY: key } = environment
  if (key) return { url, keyOf: async () => key }
  if (login?.url !== url)
    throw new UsageError(`There is no API key for ${url}: run \`chatsvg login\` or set CHATSVG_KEY.`)
  const keyOf = () => freshKey({ environment }, login)
  // A sign-in that has ended is reported before anything is asked for.
  await keyOf()
  return { url, keyOf }
}

/** A client of the service that `findService` finds. Errors as there. */
export async function connect(
  terminal: Pick<Terminal, 'environment'>,
  options: ServiceOptions,
): Promise<Service> {
  const { url, keyOf } = await findService(terminal, options)
  return { url, ...openClient(url, keyOf, options.timeout) }
}

/** @throws UsageError for what is no address. */
export function readOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`This is no address of a service: ${address}. One is https://draw.example.com.`)
  return url.origin
}

/** A service, or the proxy in front of it, that is not available. */
const unavailable = new Set([502, 503, 504])

/** A client that gives up when the service is silent for `timeoutSeconds`. */
export function openClient(url: string, keyOf: KeySource, timeoutSeconds: number) {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const giveUp = () => abort.abort(new UnreachableError(`no answer for ${timeoutSeconds} s`))
  const client = createClient({
    baseUrl: url,
    // Replaced in each request, because a token may have been renewed.
    apiKey: 'current',
    async fetch(input, init) {
      timer ??= setTimeout(giveUp, timeoutSeconds * 1000).unref()
      const signals = [abort.signal, init?.signal].filter((signal) => signal != null)
      const headers = new Headers(init?.headers)
      headers.set('authorization', `Bearer ${await keyOf()}`)
      const response = await fetch(input, { ...init, headers, signal: AbortSignal.any(signals) })
      if (!unavailable.has(response.status)) {
        clearTimeout(timer)
        timer = undefined
      }
      return response
    },
  })
  return { client, unreachable: abort.signal }
}
