import type { RedisHost, RedisServers } from '../platform/redis/index.ts'
import { VariableProblem } from './variable-problem.ts'

const usualPort = 6379
const usualSentinelPort = 26_379
const urlPattern =
  /^redis(?<secure>s?)(?:\+(?<form>sentinel|cluster))?:\/\/(?:(?<username>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?@]+)(?:\/(?<path>[^?]*))?(?:\?(?<query>.*))?$/

/**
 * - `redis://user:password@host:6379/0`: one server, and a database of it
 * - `redis+sentinel://user:password@host:26379,other:26379/mymaster/0`: the sentinels, the name of the master
 *   that they watch, and a database; `?sentinelUsername=...&sentinelPassword=...` for the sentinels
 * - `redis+cluster://user:password@host:6379,other:6379`: some nodes of a cluster
 *
 * `rediss`, `rediss+sentinel` and `rediss+cluster` are the same over TLS. User, password, ports and databases
 * may be omitted. Users and passwords are percent-encoded.
 *
 * @throws VariableProblem
 */
export function parseRedisUrl(text: string): RedisServers {
  const parts = urlPattern.exec(text)?.groups
  if (!parts)
    throw new VariableProblem(
      'must be a URL such as redis://host:6379, redis+sentinel://host:26379,other:26379/name or redis+cluster://host:6379,other:6379; rediss is the same over TLS',
    )
  const query = new URLSearchParams(parts.query)
  const common = {
    isSecure: parts.secure === 's',
    username: decode(parts.username),
    password: decode(parts.password),
  }
  const path = (parts.path ?? '').split('/').filter((part) => part !== '')
  const port = parts.form === 'sentinel' ? usualSentinelPort : usualPort
  const hosts = (parts.hosts ?? '').split(',').map((host) => parseHost(host, port))
  refuseUnless(
    [...query.keys()].every((key) => parts.form === 'sentinel' && /^sentinel(Username|Password)$/.test(key)),
    'has parameters that are not known',
  )
  if (parts.form === 'sentinel') {
    const [master, db, ...rest] = path
    if (master === undefined)
      throw new VariableProblem('must name the master after the sentinels: .../mymaster')
    refuseUnless(rest.length === 0, 'has too many parts after its hosts')
    const sentinel = {
      username: query.get('sentinelUsername') ?? undefined,
      password: query.get('sentinelPassword') ?? undefined,
    }
    return {
      kind: 'sentinel',
      ...common,
      sentinels: hosts,
      master: decodeURIComponent(master),
      db: parseDb(db),
      sentinel,
    }
  }
  if (parts.form === 'cluster') {
    refuseUnless(path.length === 0, 'names a database, but a cluster has only one')
    return { kind: 'cluster', ...common, nodes: hosts }
  }
  const [first, ...more] = hosts
  if (!first || more.length > 0)
    throw new VariableProblem('names several hosts: write redis+sentinel:// or redis+cluster://')
  refuseUnless(path.length <= 1, 'has too many parts after its host')
  return { kind: 'server', ...common, ...first, db: parseDb(path[0]) }
}

function parseHost(text: string, usual: number): RedisHost {
  const { host, port } = /^(?<host>\[[^\]]+\]|[^:[\]]+)(?::(?<port>\d{1,5}))?$/.exec(text)?.groups ?? {}
  const number = Number(port ?? usual)
  if (!host || number === 0 || number > 65_535) throw new VariableProblem(`has a wrong host: ${text}`)
  return { host: host.replace(/^\[|\]$/g, ''), port: number }
}

function parseDb(text = '0'): number {
  refuseUnless(/^\d{1,5}$/.test(text), `names a wrong database: ${text}`)
  return Number(text)
}

function decode(text: string | undefined): string | undefined {
  if (!text) return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    throw new VariableProblem('has a user or a password that is not percent-encoded')
  }
}

function refuseUnless(isRight: boolean, problem: string): void {
  if (!isRight) throw new VariableProblem(problem)
}
