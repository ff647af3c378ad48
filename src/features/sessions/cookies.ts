import type { FastifyReply } from 'fastify'
import { type CookieOptions, clearCookie, setCookie } from '../../platform/http/index.ts'
import { accessTokenSeconds, slidingSeconds } from './lifetimes.ts'
import type { SessionTokens } from './start-session.ts'

export const accessCookie = 'token'
export const refreshCookie = 'refreshToken'
const refreshPath = '/api/auth'

export function setSessionCookies(reply: FastifyReply, tokens: SessionTokens, options: CookieOptions): void {
  setCookie(reply, accessCookie, tokens.accessToken, options, {
    path: '/',
    httpOnly: true,
    maxAgeSeconds: accessTokenSeconds,
  })
  setCookie(reply, refreshCookie, tokens.refreshToken, options, {
    path: refreshPath,
    httpOnly: true,
    maxAgeSeconds: slidingSeconds(tokens.rememberMe),
  })
}

export function clearSessionCookies(reply: FastifyReply, options: CookieOptions): void {
  clearCookie(reply, accessCookie, options, { path: '/', httpOnly: true })
  clearCookie(reply, refreshCookie, options, { path: refreshPath, httpOnly: true })
}
