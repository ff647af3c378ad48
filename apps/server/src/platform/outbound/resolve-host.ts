import { Resolver } from 'node:dns/promises'

/** All addresses of a host; none if it has none. Rejects when the name servers do not answer. */
export type ResolveHost = (hostname: string, signal: AbortSignal) => Promise<string[]>

const queryTimeoutMs = 3_000
const tries = 2

/**
 * Asks the name servers, not the operating system: its calls block one of the few threads of the process, and
 * a slow name server of one user must not hold up the others.
 */
export const resolveHost: ResolveHost = async (hostname, signal) => {
  const resolver = new Resolver({ timeout: queryTimeoutMs, tries })
  const cancel = () => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const addresses = found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    const failure = found.find((answer) => answer.status === 'rejected')
    if (addresses.length === 0 && failure) throw failure.reason
    return addresses
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
