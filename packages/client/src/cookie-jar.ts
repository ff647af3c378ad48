/** Keeps the cookies of one service, where no browser does. */
export type CookieJar = {
  /** The value of the `Cookie` header; undefined while there are none. */
  read(): string | undefined
  /** Takes the `Set-Cookie` headers of an answer. */
  store(headers: Headers): void
}

/**
 * @param cookies by name. A caller may look into them, copy them and change them.
 * @example
 * const client = createClient({ baseUrl: 'http://localhost:4000', cookies: createCookieJar() })
 */
export function createCookieJar(cookies = new Map<string, string>()): CookieJar {
  return {
    read: () =>
      cookies.size === 0 ? undefined : Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '),
    store(headers) {
      for (const line of headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split(';')
        const name = pair.slice(0, pair.indexOf('='))
        const isDeleted = attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0')
        if (isDeleted) cookies.delete(name)
        else cookies.set(name, pair.slice(pair.indexOf('=') + 1))
      }
    },
  }
}
