import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CookieOptions, setCookie } from '../../platform/http/index.ts'
import { signInSeconds } from './begin-sign-in.ts'
import { createBrowserSecret, isBrowserSecret } from './state.ts'

/**
 * With the prefix no other host, not even a subdomain, can plant the cookie (RFC 6265bis, section 4.1.3.2);
 * it needs https.
 */
const nameOf = ({ secure }: CookieOptions) => (secure ? '__Host-oauth-browser' : 'oauth-browser')

export function readBrowserSecret(req: FastifyRequest, options: CookieOptions): string | undefined {
  return req.cookies[nameOf(options)]
}

/**
 * What ties a sign-in to this browser. It is kept while it is there, so that two tabs can both be on their
 * way.
 */
export function keepBrowserSecret(req: FastifyRequest, reply: FastifyReply, options: CookieOptions): string {
  const current = readBrowserSecret(req, options)
  const secret = isBrowserSecret(current) ? current : createBrowserSecret()
  // A strict cookie would not come back with somebody whom the provider sends.
  const sameSite = options.sameSite === 'none' ? 'none' : 'lax'
  setCookie(
    reply,
    nameOf(options),
    secret,
    { ...options, sameSite },
    { path: '/', httpOnly: true, maxAgeSeconds: signInSeconds },
  )
  return secret
}
