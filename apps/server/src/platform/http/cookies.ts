import type { FastifyReply, FastifyRequest } from 'fastify'

export type CookieOptions = { secure: boolean; sameSite: 'lax' | 'strict' | 'none' }

type CookieShape = { path: string; httpOnly: boolean; maxAgeSeconds: number }

/**
 * A name that only this host can set, not one of its subdomains or the plain http of its name (RFC 6265bis,
 * section 4.1.3): `__Host-` where the path is `/`, else `__Secure-`, which keeps at least http away.
 */
const guardedName = (name: string, path: string) => (path === '/' ? `__Host-${name}` : `__Secure-${name}`)

/**
 * The value of a cookie that `setTwinCookies` set, of the guarded name where there is one: another cookie of
 * the plain name may have been planted by a subdomain.
 */
export function readTwinCookie(cookies: FastifyRequest['cookies'], name: string): string | undefined {
  return cookies[`__Host-${name}`] ?? cookies[`__Secure-${name}`] ?? cookies[name]
}

/**
 * Without https the guarded names are left over from when there was: they would be read first, and could not
 * be cleared.
 */
export function forgetGuardedCookies(cookies: FastifyRequest['cookies']): void {
  for (const name of Object.keys(cookies)) if (/^__(?:Host|Secure)-/.test(name)) delete cookies[name]
}

/**
 * Sets a cookie and, where there is https, its twin of a guarded name. The plain name is the contract's.
 *
 * @param shape `twinMaxAgeSeconds`: of the twin, where it is to stay in the way of planted cookies for longer
 * than its value is good for.
 */
export function setTwinCookies(
  reply: FastifyReply,
  name: string,
  value: string,
  options: CookieOptions,
  { twinMaxAgeSeconds, ...shape }: CookieShape & { twinMaxAgeSeconds?: number },
): void {
  setCookie(reply, name, value, options, shape)
  if (!options.secure) return
  const maxAgeSeconds = twinMaxAgeSeconds ?? shape.maxAgeSeconds
  setCookie(reply, guardedName(name, shape.path), value, options, { ...shape, maxAgeSeconds })
}

export function clearTwinCookies(
  reply: FastifyReply,
  name: string,
  options: CookieOptions,
  shape: Omit<CookieShape, 'maxAgeSeconds'>,
): void {
  clearCookie(reply, name, options, shape)
  if (options.secure) clearCookie(reply, guardedName(name, shape.path), options, shape)
}

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
function clearCookie(
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
