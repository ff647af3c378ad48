import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type CookieOptions,
  clearTwinCookies,
  readTwinCookie,
  setTwinCookies,
} from '../../platform/http/index.ts'
import type { HeldTokens } from './held-tokens.ts'
import { accessTokenSeconds, slidingSeconds } from './lifetimes.ts'
import type { SessionTokens } from './start-session.ts'

export const accessCookie = 'token'
export const refreshCookie = 'refreshToken'
const refreshPath = '/api/auth'

export const readHeldTokens = ({ cookies }: FastifyRequest): HeldTokens => ({
  accessToken: readTwinCookie(cookies, accessCookie),
  refreshToken: readTwinCookie(cookies, refreshCookie),
})

export function setSessionCookies(reply: FastifyReply, tokens: SessionTokens, options: CookieOptions): void {
  setAccessCookie(reply, tokens.accessToken, options)
  setTwinCookies(reply, refreshCookie, tokens.refreshToken, options, {
    path: refreshPath,
    httpOnly: true,
    maxAgeSeconds: slidingSeconds(tokens.rememberMe),
  })
}

/** A newer access token for the existing session of the browser. */
export function setAccessCookie(reply: FastifyReply, accessToken: string, options: CookieOptions): void {
  setTwinCookies(reply, accessCookie, accessToken, options, {
    path: '/',
    httpOnly: true,
    maxAgeSeconds: accessTokenSeconds,
    // As long as a session can last: an access token that a subdomain sets must not be read after ours has
    // expired.
    twinMaxAgeSeconds: slidingSeconds(true),
  })
}

export function clearSessionCookies(reply: FastifyReply, options: CookieOptions): void {
  clearTwinCookies(reply, accessCookie, options, { path: '/', httpOnly: true })
  clearTwinCookies(reply, refreshCookie, options, { path: refreshPath, httpOnly: true })
}
