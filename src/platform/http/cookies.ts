import type { FastifyReply } from 'fastify'

export type CookieOptions = { secure: boolean; sameSite: 'lax' | 'strict' | 'none' }

type CookieShape = { path: string; httpOnly: boolean; maxAgeSeconds: number }

export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  options: CookieOptions,
  shape: CookieShape,
): void {
  reply.setCookie(name, value, {
    ...options,
    path: shape.path,
    httpOnly: shape.httpOnly,
    maxAge: shape.maxAgeSeconds,
  })
}

/** Browsers only clear a cookie whose flags are repeated. */
export function clearCookie(
  reply: FastifyReply,
  name: string,
  options: CookieOptions,
  shape: Omit<CookieShape, 'maxAgeSeconds'>,
): void {
  reply.setCookie(name, '', {
    ...options,
    path: shape.path,
    httpOnly: shape.httpOnly,
    maxAge: 0,
    expires: new Date(0),
  })
}
