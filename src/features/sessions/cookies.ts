import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CookieOptions, clearCookie, setCookie } from '../../platform/http/index.ts'
import { accessTokenSeconds, slidingSeconds } from './lifetimes.ts'
import type { SessionTokens } from './start-session.ts'

export const accessCookie = 'token'
export const refreshCookie = 'refreshToken'
const refreshPath = '/api/auth'

/** What a browser brings along of the session that it has, when it is about to get another. */
export type HeldTokens = { accessToken: string | undefined; refreshToken: string | undefined }

export const readHeldTokens = ({ cookies }: FastifyRequest): HeldTokens => ({
  accessToken: cookies[accessCookie],
  refreshToken: cookies[refreshCookie],
})

export function setSessionCookies(reply: FastifyReply, tokens: SessionTokens, options: CookieOptions): void {
  setAccessCookie(reply, tokens.accessToken, options)
  setCookie(reply, refreshCookie, tokens.refreshToken, options, {
    path: refreshPath,
    httpOnly: true,
    maxAgeSeconds: slidingSeconds(tokens.rememberMe),
  })
}

/** A newer access token of the session that the browser has already. */
export function setAccessCookie(reply: FastifyReply, accessToken: string, options: CookieOptions): void {
  setCookie(reply, accessCookie, accessToken, options, {
    path: '/',
    httpOnly: true,
    maxAgeSeconds: accessTokenSeconds,
  })
}

export function clearSessionCookies(reply: FastifyReply, options: CookieOptions): void {
  clearCookie(reply, accessCookie, options, { path: '/', httpOnly: true })
  clearCookie(reply, refreshCookie, options, { path: refreshPath, httpOnly: true })
}
