import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tx } from '../../platform/db/index.ts'
import { type CookieOptions, type Origin, setCookie } from '../../platform/http/index.ts'
import type { HeldTokens } from './held-tokens.ts'

/** What a browser sends when it is about to get a session. */
export type SignInBrowser = {
  held: HeldTokens
  /** See `keepDevice`. */
  deviceHash: string
}

export type NewSignIn = { userId: string; email: string; deviceHash: string; origin: Origin }

/**
 * Called at every sign-in, in its transaction. @returns the id of an email to enqueue after the commit, if
 * the owner gets one.
 */
export type RecordSignIn = (tx: Tx, signIn: NewSignIn) => Promise<string | undefined>

const name = 'device'
/** The longest lifetime of a cookie in browsers (RFC 6265bis, section 5.5). */
const maxAgeSeconds = 400 * 24 * 60 * 60
const pattern = /^[\w-]{22}$/

/**
 * Identifies a browser at its next sign-in. The cookie grants no access and outlives the sessions.
 *
 * @returns SHA-256 of the cookie, hexadecimal, which may be stored.
 */
export function keepDevice(req: FastifyRequest, reply: FastifyReply, cookies: CookieOptions): string {
  const current = req.cookies[name]
  const device = current && pattern.test(current) ? current : randomBytes(16).toString('base64url')
  setCookie(reply, name, device, cookies, { path: '/api/auth', httpOnly: true, maxAgeSeconds })
  return createHash('sha256').update(device).digest('hex')
}
