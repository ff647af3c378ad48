import { createRequire } from 'node:module'
import type * as Tldts from 'tldts'
import type { Environment } from './env.ts'

/** How clients reach the service, as its variables say. */

export const isHttps = (env: Partial<Environment>) => env.PUBLIC_URL?.startsWith('https://') ?? false

/**
 * Whether a front end is on another site than the service, in the sense of the SameSite attribute (RFC
 * 6265bis, section 5.2).
 */
export function crossesSites(env: Partial<Environment>): boolean {
  if (!env.PUBLIC_URL) return false
  const own = siteOf(env.PUBLIC_URL)
  return (env.FRONTEND_URL ?? []).some((origin) => !isLoopback(origin) && siteOf(origin) !== own)
}

function siteOf(url: string): string {
  // The list of public suffixes is loaded only where a front end has another origin.
  const { getDomain } = createRequire(import.meta.url)('tldts') as typeof Tldts
  const { protocol, hostname } = new URL(url)
  return `${protocol}//${getDomain(hostname, { allowPrivateDomains: true }) ?? hostname}`
}

export const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)

/**
 * Captured emails give access to accounts, so they are shown only if no proxy and no other machine can
 * request them.
 */
export function isForThisMachineOnly(env: Partial<Environment>): boolean {
  const listensHere = ['localhost', '127.0.0.1', '::1'].includes(env.HOST ?? '')
  const isProxied = env.TRUST_PROXY !== 0 || (env.PUBLIC_URL !== undefined && !isLoopback(env.PUBLIC_URL))
  return listensHere && !isProxied
}

export const canReadCaptured = (env: Partial<Environment>) => !env.DATABASE_URL && isForThisMachineOnly(env)
