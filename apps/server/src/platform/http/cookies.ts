import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export type CookieOptions = { secure: boolean; sameSite: 'lax' | 'strict' | 'none' }

type CookieShape = { path: string; httpOnly: boolean; maxAgeSeconds: number }

/**
 * A name that only this host can set, not a subdomain or plain http (RFC 6265bis, section 4.1.3): `__Host-`
 * if the path is `/`, else `__Secure-`, which at least plain http cannot set.
 */
const guardedName = (name: string, path: string) => (path === '/' ? `__Host-${name}` : `__Secure-${name}`)

/**
 * The value of a cookie that `setTwinCookies` set, with the protected name if it exists: a subdomain may have
 * set a cookie with the plain name.
 */
export function readTwinCookie(cookies: FastifyRequest['cookies'], name: string): string | undefined {
  return cookies[`__Host-${name}`] ?? cookies[`__Secure-${name}`] ?? cookies[name]
}

/**
 * Without https, cookies with protected names remain from a time with https: they would be read first and
 * could not be cleared.
 */
export function ignoreGuardedCookies(cookies: FastifyRequest['cookies']): void {
  for (const name of Object.keys(cookies)) if (/^__(?:Host|Secure)-/.test(name)) delete cookies[name]
}

type TwinShape = CookieShape & { twinMaxAgeSeconds?: number }

/**
 * Sets a cookie and, with https, a copy with a protected name. The wire contract fixes the plain name.
 *
 * @param shape `twinMaxAgeSeconds`: the lifetime of the copy, if it must be read instead of a planted cookie
 * for longer than its value is valid.
 */
export function setTwinCookies(
  reply: FastifyReply,
  name: string,
  value: string,
  options: CookieOptions,
  shape: TwinShape,
): void {
  for (const twin of twinsOf(name, options, shape)) setCookie(reply, twin.name, value, options, twin.shape)
}

/** The same as values of `Set-Cookie`, for a caller that sets them more than once. */
export function renderTwinCookies(
  serialize: FastifyInstance['serializeCookie'],
  name: string,
  value: string,
  options: CookieOptions,
  shape: TwinShape,
): string[] {
  return twinsOf(name, options, shape).map((twin) =>
    serialize(twin.name, value, attributesOf(options, twin.shape)),
  )
}

function twinsOf(
  name: string,
  { secure }: CookieOptions,
  { twinMaxAgeSeconds, ...shape }: TwinShape,
): { name: string; shape: CookieShape }[] {
  const plain = { name, shape }
  if (!secure) return [plain]
  const maxAgeSeconds = twinMaxAgeSeconds ?? shape.maxAgeSeconds
  return [plain, { name: guardedName(name, shape.path), shape: { ...shape, maxAgeSeconds } }]
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
  reply.setCookie(name, value, attributesOf(options, shape))
}

const attributesOf = (options: CookieOptions, { path, httpOnly, maxAgeSeconds }: CookieShape) => ({
  ...options,
  ...{ path, httpOnly, maxAge: maxAgeSeconds },
})

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
