import { lookup as lookUpLocally } from 'node:dns/promises'
import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'
import { type ResolveHost, resolveHost } from './resolve-host.ts'

/** Why there was no answer. */
export type OutboundProblem =
  | 'url_refused'
  | 'address_refused'
  | 'name_not_resolved'
  | 'connection_failed'
  | 'tls_failed'
  | 'timeout'

export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly problem: OutboundProblem

  constructor(problem: OutboundProblem, cause?: unknown) {
    super(problem, { cause })
    this.problem = problem
  }
}

type OutboundRequest = {
  url: string
  headers: Record<string, string>
  /** For everything, from the resolution of the name to the last byte of the answer. */
  timeoutMs: number
  /** What follows of the answer is not read. */
  answerBytesMax: number
}

/** `isWhole`: whether the answer ended within the time and the size. */
export type OutboundAnswer = { status: number; text: string; isWhole: boolean }

export type Outbound = {
  /** Whether a URL may be called as far as its text says: its scheme, and its host if that is an address. */
  mayCall(url: string): boolean
  /** @throws OutboundError */
  get(request: OutboundRequest): Promise<OutboundAnswer>
  /** @throws OutboundError */
  post(request: OutboundRequest & { body: string }): Promise<OutboundAnswer>
}

/**
 * @param allowedHosts names and addresses, as in a URL, that may have any address and may be called without
 * TLS. A name is allowed exactly, without the names below it. Only for these the operating system is asked,
 * which knows names of the local network.
 */
export function createOutbound(
  allowedHosts: readonly string[],
  resolvers: { usual: ResolveHost; allowed: ResolveHost } = { usual: resolveHost, allowed: findLocally },
): Outbound {
  const isAllowed = ({ hostname }: URL) => allowedHosts.includes(hostname)

  function readUrl(text: string): URL | undefined {
    if (!URL.canParse(text)) return undefined
    const url = new URL(text)
    if (url.username !== '' || url.password !== '') return undefined
    if (url.protocol === 'https:' || (url.protocol === 'http:' && isAllowed(url))) return url
    return undefined
  }

  async function findAddresses(url: URL, signal: AbortSignal): Promise<string[]> {
    const host = bareHost(url)
    const find = isAllowed(url) ? resolvers.allowed : resolvers.usual
    const addresses = isIP(host) ? [host] : await orProblem(find(host, signal), 'name_not_resolved', signal)
    if (addresses.length === 0) throw new OutboundError('name_not_resolved')
    // All of them, because a name with one private address is a mistake or an attack.
    if (!isAllowed(url) && !addresses.every(isPublicAddress)) throw new OutboundError('address_refused')
    return addresses
  }

  return {
    mayCall(text) {
      const url = readUrl(text)
      if (!url) return false
      const host = bareHost(url)
      return isAllowed(url) || !isIP(host) || isPublicAddress(host)
    },
    get: (request) => ask('GET', request, ''),
    post: ({ body, headers, ...request }) =>
      ask(
        'POST',
        { ...request, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } },
        body,
      ),
  }

  async function ask(
    method: 'GET' | 'POST',
    { url: text, headers, timeoutMs, answerBytesMax }: OutboundRequest,
    body: string,
  ): Promise<OutboundAnswer> {
    const url = readUrl(text)
    if (!url) throw new OutboundError('url_refused')
    const signal = AbortSignal.timeout(timeoutMs)
    const addresses = await findAddresses(url, signal)
    const response = await send(
      url,
      {
        method,
        headers,
        // A connection of an earlier request would go to an address that was checked then.
        agent: false,
        lookup: answerWith(addresses),
        signal,
      },
      body,
      signal,
    )
    return { status: response.statusCode ?? 0, ...(await readAnswer(response, answerBytesMax)) }
  }
}

const bareHost = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, '$1')

async function findLocally(hostname: string): Promise<string[]> {
  return (await lookUpLocally(hostname, { all: true })).map(({ address }) => address)
}

/** Connects to these addresses, in place of a second resolution of the name. */
const answerWith =
  (addresses: readonly string[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }))
    const [first] = found
    if (all) callback(null, found)
    else if (first) callback(null, first.address, first.family)
  }

function send(
  url: URL,
  options: RequestOptions,
  body: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    const req = request(url, options)
    const fail = (cause?: unknown) => reject(new OutboundError(problemOf(cause, signal), cause))
    req.once('response', resolve)
    req.on('error', fail)
    // After an answer that changes the protocol there is neither a response nor an error.
    req.once('close', () => fail())
    req.end(body)
  })
}

/** The beginning of the answer, as far as it arrived. Never rejects: the status has arrived before. */
async function readAnswer(
  response: IncomingMessage,
  bytesMax: number,
): Promise<Omit<OutboundAnswer, 'status'>> {
  const chunks: Buffer[] = []
  let bytes = 0
  let isWhole = false
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, bytesMax - bytes))
      bytes += chunk.length
      if (bytes > bytesMax) break
    }
    isWhole = bytes <= bytesMax
  } catch {
    // The connection broke, or the time was up.
  }
  response.destroy()
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), isWhole }
}

async function orProblem<Result>(
  work: Promise<Result>,
  problem: OutboundProblem,
  signal: AbortSignal,
): Promise<Result> {
  const timeout = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new OutboundError('timeout')), { once: true })
  })
  try {
    return await Promise.race([work, timeout])
  } catch (cause) {
    throw cause instanceof OutboundError ? cause : new OutboundError(problem, cause)
  }
}

function problemOf(cause: unknown, signal: AbortSignal): OutboundProblem {
  if (signal.aborted) return 'timeout'
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? ''
  return /TLS|SSL|CERT|SIGNATURE|SELF_SIGNED|EPROTO/.test(code) ? 'tls_failed' : 'connection_failed'
}
