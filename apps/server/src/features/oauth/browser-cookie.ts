import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CookieOptions, setCookie } from '../../platform/http/index.ts'
import { signInSeconds } from './begin-sign-in.ts'
import { createBrowserSecret, isBrowserSecret } from './state.ts'

/**
 * With the prefix no other host, not even a subdomain, can set the cookie (RFC 6265bis, section 4.1.3.2); it
 * needs https.
 */
const nameOf = ({ secure }: CookieOptions) => (secure ? '__Host-oauth-browser' : 'oauth-browser')

export function readBrowserSecret(req: FastifyRequest, options: CookieOptions): string | undefined {
  return req.cookies[nameOf(options)]
}

/**
 * Binds a sign-in to this browser. An existing cookie is kept, so that two tabs can sign in at the same time.
 */
export function keepBrowserSecret(req: FastifyRequest, reply: FastifyReply, options: CookieOptions): string {
  const current = readBrowserSecret(req, options)
  const secret = isBrowserSecret(current) ? current : createBrowserSecret()
  // The browser would not send a strict cookie when it returns from the provider.
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
