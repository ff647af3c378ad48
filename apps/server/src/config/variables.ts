import { readFileSync } from 'node:fs'
import type { RedisServers } from '../platform/redis/index.ts'
import { parseRedisUrl } from './redis-url.ts'
import { VariableProblem } from './variable-problem.ts'

export { VariableProblem }

/** One environment variable: its syntax, its meaning when absent, and the text for a wrong value. */
export type Variable<T> = {
  section: string
  help: string
  /** The value when nothing is set, for a reader. */
  shownDefault: string
  /** The same as a value that could be written; empty if no single value expresses it. */
  exampleValue: string
  secret: boolean
  parse: (text: string | undefined) => T
}

/** `shown` describes a default that is not one fixed value. */
type About = { section: string; help: string; shown?: string; secret?: boolean }

function variable<T>(
  about: About,
  fallback: T,
  parse: (text: string) => T,
  fallbackText = fallback == null ? '' : String(fallback),
): Variable<T> {
  return {
    section: about.section,
    help: about.help,
    shownDefault: about.shown ?? fallbackText,
    exampleValue: fallbackText,
    secret: about.secret ?? false,
    parse: (text) => (text === undefined || text.trim() === '' ? fallback : parse(text.trim())),
  }
}

export function integer(about: About, fallback: number, min: number, max: number): Variable<number> {
  return variable(about, fallback, (text) => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new VariableProblem(`must be a whole number from ${min} to ${max}`)
    }
    return value
  })
}

/** From 0 to 1. */
export function fraction(about: About, fallback: number): Variable<number> {
  return variable(about, fallback, (text) => {
    const value = Number(text)
    if (!(value >= 0 && value <= 1)) throw new VariableProblem('must be a number from 0 to 1')
    return value
  })
}

export function flag(about: About, fallback: boolean): Variable<boolean>
export function flag(about: About, fallback: undefined): Variable<boolean | undefined>
export function flag(about: About, fallback: boolean | undefined): Variable<boolean | undefined> {
  return variable(about, fallback, (text) => {
    if (/^(true|1|yes|on)$/i.test(text)) return true
    if (/^(false|0|no|off)$/i.test(text)) return false
    throw new VariableProblem('must be true or false')
  })
}

export function oneOf<const T extends string>(about: About, values: readonly T[]): Variable<T | undefined>
export function oneOf<const T extends string>(about: About, values: readonly T[], fallback: T): Variable<T>
export function oneOf<T extends string>(
  about: About,
  values: readonly T[],
  fallback?: T,
): Variable<T | undefined> {
  return variable<T | undefined>(about, fallback, (text) => {
    const value = values.find((candidate) => candidate === text.toLowerCase())
    if (!value) throw new VariableProblem(`must be one of ${values.join(', ')}`)
    return value
  })
}

export function text(about: About): Variable<string | undefined>
export function text(about: About, fallback: string): Variable<string>
export function text(about: About, fallback?: string): Variable<string | undefined> {
  return variable<string | undefined>(about, fallback, (value) => value)
}

/** The content of a text file that is named. */
export function file(about: About): Variable<string | undefined> {
  return variable<string | undefined>(about, undefined, (path) => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      throw new VariableProblem('must name a file that can be read')
    }
  })
}

export function redis(about: About): Variable<RedisServers | undefined> {
  return variable<RedisServers | undefined>(about, undefined, parseRedisUrl)
}

/** Letters, digits, `.`, `_`, `:` and `-`. */
export function keyPrefix(about: About, fallback: string): Variable<string> {
  return variable(about, fallback, (text) => {
    if (!/^[\w.:-]{1,64}$/.test(text))
      throw new VariableProblem('must be up to 64 letters, digits, ".", "_", ":" or "-"')
    return text
  })
}

/** Comma-separated names. */
export function list(about: About): Variable<string[]> {
  return variable<string[]>(about, [], (value) => splitList(value))
}

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry writes headers and attributes. */
export function keyValues(about: About): Variable<Record<string, string>> {
  return variable<Record<string, string>>(
    about,
    {},
    (value) =>
      Object.fromEntries(
        splitList(value).map((pair) => {
          const [, key, text] = /^([^\s=]+)\s*=\s*(.*)$/.exec(pair) ?? []
          if (key === undefined || text === undefined)
            throw new VariableProblem('must be a list such as name=value,other=value')
          return [key, decodeValue(text)]
        }),
      ),
    '',
  )
}

/** The value for a model, and for models that are not named. */
export type CountByModel = { others: number | undefined; byModel: Readonly<Record<string, number>> }

/** One count for all models, `model=count,other=count`, or both. */
export function countByModel(about: About, min: number, max: number): Variable<CountByModel> {
  return variable<CountByModel>(
    about,
    { others: undefined, byModel: {} },
    (value) => {
      const byModel: Record<string, number> = {}
      let others: number | undefined
      for (const entry of splitList(value)) {
        const [, model, digits] = /^(?:([^\s=]+)\s*=\s*)?(\d{1,9})$/.exec(entry) ?? []
        const count = Number(digits)
        if (
          digits === undefined ||
          count < min ||
          count > max ||
          (model === undefined && others !== undefined)
        )
          throw new VariableProblem(
            `must be a whole number from ${min} to ${max}, or a list such as model=4096,other=8000`,
          )
        if (model === undefined) others = count
        else byModel[model] = count
      }
      return { others, byModel }
    },
    '',
  )
}

/** US dollars, as millionths of one. */
export function dollars(about: About, min: number): Variable<number | undefined> {
  return variable<number | undefined>(about, undefined, (value) => {
    const micro = Math.round(Number(value) * 1_000_000)
    if (!/^\d{1,7}(\.\d{1,6})?$/.test(value) || micro < min * 1_000_000)
      throw new VariableProblem(`must be an amount of US dollars, at least ${min}, such as 20 or 7.50`)
    return micro
  })
}

/** `model=input/output`, in US dollars for a million tokens. */
export function pricesByModel(
  about: About,
): Variable<Readonly<Record<string, { input: number; output: number }>>> {
  return variable<Readonly<Record<string, { input: number; output: number }>>>(
    about,
    {},
    (value) =>
      Object.fromEntries(
        splitList(value).map((entry) => {
          const [, model, input, output] =
            /^([^\s=]+)\s*=\s*(\d{1,5}(?:\.\d{1,6})?)\/(\d{1,5}(?:\.\d{1,6})?)$/.exec(entry) ?? []
          if (model === undefined || Number(input) + Number(output) === 0)
            throw new VariableProblem('must be a list such as model=2.5/10,other=0.1/0.5')
          return [model, { input: Number(input), output: Number(output) }]
        }),
      ),
    '',
  )
}

/** A Sentry DSN: a URL with a public key and, at the end of its path, the number of a project. */
export function sentryDsn(about: About): Variable<string | undefined> {
  return variable<string | undefined>(about, undefined, (value) => {
    const dsn = new URL(parseUrl(value, ['http', 'https']))
    if (!/^\w+$/.test(dsn.username) || !/\/\d+$/.test(dsn.pathname))
      throw new VariableProblem('must be a DSN such as https://<key>@<host>/<project number>')
    return value
  })
}

/** An absolute URL with one of the protocols, without a trailing slash. */
export function url(about: About, protocols: string[]): Variable<string | undefined>
export function url(about: About, protocols: string[], fallback: string): Variable<string>
export function url(about: About, protocols: string[], fallback?: string): Variable<string | undefined> {
  return variable<string | undefined>(about, fallback, (value) => parseUrl(value, protocols))
}

/**
 * Comma-separated origins (`https://app.example.com`); a path is refused, since an `Origin` header never has
 * one.
 */
export function origins(about: About, fallback: string): Variable<string[]> {
  return variable<string[]>(about, [fallback], (value) =>
    splitList(value).map((entry) => {
      const parsed = new URL(parseUrl(entry, ['http', 'https']))
      if (parsed.pathname !== '/' || parsed.search) {
        throw new VariableProblem(
          `must be origins without a path, such as https://app.example.com, but has ${entry}`,
        )
      }
      return parsed.origin
    }),
  )
}

/** Hosts without scheme and port, in lower case. */
export function hostNames(about: About): Variable<string[]> {
  return variable<string[]>(about, [], (value) =>
    splitList(value).map((entry) => {
      const { host, hostname } = new URL(parseUrl(`http://${entry}`, ['http']))
      if (host !== entry.toLowerCase() || host !== hostname)
        throw new VariableProblem(`must be hosts without a port, such as svg.example.com, but has ${entry}`)
      return hostname
    }),
  )
}

/** An https URL, or an email address, which becomes a `mailto:` URL. */
export function contact(about: About): Variable<string | undefined> {
  return variable<string | undefined>(about, undefined, (value) => {
    if (/^[^\s@:/]+@[^\s@:/]+$/.test(value)) return `mailto:${value}`
    return parseUrl(value, ['https'])
  })
}

export function pattern(about: About): Variable<RegExp | undefined> {
  return variable<RegExp | undefined>(about, undefined, (value) => {
    try {
      return new RegExp(value)
    } catch {
      throw new VariableProblem('must be a regular expression')
    }
  })
}

/** How far `X-Forwarded-For` is trusted: a number of proxies, or their addresses and networks. */
export function trustedProxies(about: About): Variable<number | string[]> {
  return variable<number | string[]>(about, 0, (value) => {
    if (/^\d{1,2}$/.test(value)) return Number(value)
    const entries = splitList(value)
    const wrong = entries.find(
      (entry) => !/^(loopback|linklocal|uniquelocal|[0-9a-f.:]+(\/\d{1,3})?)$/i.test(entry),
    )
    if (wrong)
      throw new VariableProblem(`must be a number of proxies or a list of addresses, but has ${wrong}`)
    return entries
  })
}

/** A value with its own grammar; its default is written in that grammar. */
export function custom<T>(about: About, fallback: string, parse: (text: string) => T): Variable<T> {
  return variable(about, parse(fallback), parse, fallback)
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function decodeValue(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    throw new VariableProblem('must have percent signs only as percent-encoding')
  }
}

function parseUrl(value: string, protocols: string[]): string {
  const wanted = protocols.map((protocol) => `${protocol}://`).join(' or ')
  if (!URL.canParse(value)) throw new VariableProblem(`must be a URL that begins with ${wanted}`)
  const parsed = new URL(value)
  if (!protocols.includes(parsed.protocol.slice(0, -1)))
    throw new VariableProblem(`must begin with ${wanted}`)
  return value.replace(/\/+$/, '')
}
